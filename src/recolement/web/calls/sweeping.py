"""Deleted rows leave bytes behind, in the database's file and its log: this wipes them."""

from __future__ import annotations

from django.db import connections

from recolement.web.calls.models import Call, Demand, Extension, Look, Person, Taken
from recolement.web.calls.router import CALLS

ABOUT_PEOPLE = (Call, Look, Person, Demand, Taken, Extension)
"""What is destroyed with a campaign, in an order in which nothing points to what is gone."""


def sweep_log() -> None:
    """What was just deleted is not left in the log of SQLite (its pages are overwritten at once).

    Somebody who reads at that moment delays it until the next sweep.
    """
    connection = connections[CALLS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep() -> None:
    """Write the tables anew, without anything that was deleted from them."""
    connection = connections[CALLS]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for model in ABOUT_PEOPLE:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
            cursor.execute("CHECKPOINT")
    sweep_log()
