"""Deleted rows leave bytes behind, in the database's file and its log: this wipes them."""

from __future__ import annotations

import time

from django.db import connections

from recolement.web.calls.models import Call, Demand, Extension, Look, Person, Taken
from recolement.web.calls.router import CALLS

ABOUT_PEOPLE = (Call, Look, Person, Demand, Taken, Extension)
"""What is destroyed with a campaign, in an order in which nothing points to what is gone."""


TRIES, PAUSE = 50, 0.1
"""How often, and after how many seconds, the log is swept again while somebody reads."""


def sweep_log() -> bool:
    """Empty the log of SQLite, in which deleted rows stay; false where somebody was reading just then."""
    connection = connections[CALLS]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


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
    for _ in range(TRIES):
        if sweep_log():
            return
        time.sleep(PAUSE)
