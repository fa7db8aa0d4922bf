"""What a section has typed and not sent yet: kept on the server at each step, apart from the ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from recolement.web.accounts.models import Account


class Draft(models.Model):
    """One typing of one sheet by one account. Values are as typed; they are read when they are reviewed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    ballot = models.CharField(max_length=80)
    contest = models.CharField(max_length=200)
    round = models.IntegerField()
    unit = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    photo = models.CharField(max_length=64, blank=True)
    """The digest of the photo, by which its file is named."""
    key = models.CharField(max_length=64)
    """The idempotency key of its sending: the same draft sent twice is recorded once."""
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "ballot", "contest", "round", "unit"], name="one_draft_a_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot}/{self.contest}/{self.round}/{self.unit}"
