"""Which ballots this installation holds, and what the organiser lets everybody see."""

from __future__ import annotations

from django.db import models


class HostedBallot(models.Model):
    """A ballot with its ledger; ``open`` shows its results to people without an account: nobody's default."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=500)
    open = models.BooleanField(default=False)
    night_key = models.CharField(max_length=40, blank=True, default="")
    """What the link of the night's screen carries, where the organiser lets it be seen without an account."""
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title
