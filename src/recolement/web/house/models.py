"""The journal: what was done to accounts and to the house. Lines are added, never changed, never removed.

It knows people by the opaque ids of the ledger: their names stay in the accounts, and can be erased there.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

TABLE = "recolement_journal_line"


class Verification(models.Model):
    """A ledger was read from end to end: when, up to which line, how many things did not hold."""

    ballot = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    size = models.BigIntegerField()
    problems = models.IntegerField()
    first = models.CharField(max_length=80, blank=True)
    """The code of the first thing that did not hold."""

    def __str__(self) -> str:
        return f"{self.ballot} {self.size}"


class JournalLine(models.Model):
    """One line: when, what, by whom, about whom, where it came from. The database refuses to alter it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=40)
    """A code of ``screens.toml``, under ``journal``."""
    by = models.CharField(max_length=32, blank=True)
    """The opaque id of who did it; empty where nobody had signed in."""
    on = models.CharField(max_length=32, blank=True, db_index=True)
    """The opaque id of the account it was done to."""
    ballot = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=45, blank=True)
    """The network address it came from; empty for the terminal."""

    class Meta:
        db_table = TABLE
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
