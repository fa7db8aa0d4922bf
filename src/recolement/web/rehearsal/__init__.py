"""Rehearsals in the app: a copy of a ballot with a made-up night, its own ledger, its clock, its erasure."""
