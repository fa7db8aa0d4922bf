"""The one table of facts. Everything else in the database can be made again from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LedgerLine(models.Model):
    """One line of one ledger. The first line of an append bears its idempotency key and where it ends."""

    ledger = models.CharField(max_length=80)
    number = models.BigIntegerField()
    line = models.BinaryField()
    append_key = models.CharField(max_length=200, null=True)
    append_end = models.BigIntegerField(null=True)

    class Meta:
        db_table = "recolement_ledger_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "number"], name="recolement_line_once"),
            models.UniqueConstraint(fields=["ledger", "append_key"], name="recolement_append_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.number}"
