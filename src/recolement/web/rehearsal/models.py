"""Where a rehearsal's clock stands, and who had its record verified.

What was played is not here: the rehearsal's ledger says it. A row of this table makes a ballot a rehearsal:
its ledger is a folder of its own, and no page of the public shows it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import models

from recolement.storage.django.models import LedgerLine
from recolement.web.accounts.models import Account
from recolement.web.data import data_folder

MARK = "-rehearsal-"
"""In the address of every rehearsal; the digits after it are new each time."""


class Rehearsal(models.Model):
    """One rehearsal. ``speed``: so many times as fast as real; without ``started`` the clock stands."""

    slug = models.SlugField(max_length=80, unique=True)
    of = models.CharField(max_length=80)
    seed = models.CharField(max_length=200, blank=True)
    ends = models.BigIntegerField()
    """The last second of the night."""
    second = models.BigIntegerField(default=0)
    """Where the clock stood when it was last started or stopped."""
    speed = models.PositiveIntegerField(default=0)
    started = models.DateTimeField(null=True)
    altered = models.DateTimeField(null=True)
    """When a recorded line was changed in the storage, as the script asks."""
    altered_line = models.BigIntegerField(null=True)
    original = models.BinaryField(null=True)
    """The line as it was, until it is put back."""
    ended = models.DateTimeField(null=True)
    """When its organiser opened the debriefing to everybody in it."""
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug

    def now(self, at: datetime) -> int:
        """The second of the night at a moment."""
        if self.started is None:
            return min(self.second, self.ends)
        passed = (at - self.started).total_seconds() * self.speed
        return min(self.ends, self.second + max(0, int(passed)))


class Verification(models.Model):
    """Somebody had the record verified: when, and whether it held; ``line``: the first one that did not."""

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="verifications")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True)
    holds = models.BooleanField()
    line = models.BigIntegerField(null=True)
    size = models.BigIntegerField()
    """How many lines were verified."""

    def __str__(self) -> str:
        return f"{self.rehearsal} {self.at:%H:%M} {'✓' if self.holds else '✗'}"


def script_file(slug: str) -> Path:
    """Where the script of a rehearsal is kept."""
    return data_folder() / "rehearsals" / f"{slug}.json"


def lost(slug: str) -> bool:
    """Whether an address is of a rehearsal whose row or files are not here: backups hold no such files."""
    if MARK not in slug or LedgerLine.objects.filter(ledger=slug).exists():
        return False
    return not (script_file(slug).is_file() and Rehearsal.objects.filter(slug=slug).exists())
