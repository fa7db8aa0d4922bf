"""Accounts, roles by unit, access sheets: who may come in, and as whom."""
