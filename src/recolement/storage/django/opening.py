"""Opening a database by its address: Django is set up around it if no project has done so."""

from __future__ import annotations

import time

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from recolement.storage.django.address import database
from recolement.storage.django.lines import DatabaseStorage

APP = "recolement.storage.django"

LONGEST_WAIT = 20
"""Seconds to wait for another process that is making the table."""


def open_database(address: str) -> DatabaseStorage:
    """The ledger at an address. Its table is made by the first append, not by looking.

    Raises ``ValueError`` for what is no address of a database.
    """
    described, ledger = database(address)
    if not settings.configured:
        settings.configure(INSTALLED_APPS=[APP], DATABASES={}, USE_TZ=True)
        django.setup()
    alias = f"ledger:{address}"
    if alias not in connections.databases:
        connections.databases[alias] = connections.configure_settings({"default": described})["default"]
    return DatabaseStorage(ledger, alias, make_table=lambda: make_table(alias))


def make_table(alias: str) -> None:
    """Make the table of lines where it is not there yet.

    Several processes may begin at once: one makes it, the others fail on what it has half done, wait, and
    find nothing left to do.
    """
    started = time.monotonic()
    while True:
        try:
            call_command("migrate", "recolement_storage", database=alias, verbosity=0, interactive=False)
            return
        except DatabaseError:
            if time.monotonic() - started > LONGEST_WAIT:
                raise
            time.sleep(0.05)
