"""Where to tell, and what was told. The ledger is the outbox: an endpoint keeps how far in it it was told."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models


def new_salt() -> str:
    """128 random bits, from which the endpoint's secret is made."""
    return secrets.token_hex(16)


class Webhook(models.Model):
    """An endpoint: what it is told of in a ballot, and from which line of the ledger on."""

    ballot = models.CharField(max_length=80)
    address = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)
    salt = models.CharField(max_length=32, default=new_salt)
    next_line = models.BigIntegerField()
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "address"], name="one_endpoint_an_address"),
        ]

    def __str__(self) -> str:
        return self.address


class Delivery(models.Model):
    """A message for an endpoint: due until it was taken, or given up."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    line = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    body = models.TextField()
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True)
    """When it is tried next; empty once it was taken or given up."""
    status = models.PositiveSmallIntegerField(null=True)
    """What the endpoint last answered."""
    failure = models.CharField(max_length=40, blank=True)
    """Why the last try failed: a code of ``screens.toml``."""
    taken = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "line"], name="one_message_a_line"),
        ]
        indexes: ClassVar = [models.Index(fields=["due"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.line} to {self.webhook}"

    @property
    def message(self) -> str:
        """The id of the message, the same at each try: whoever gets it twice can tell."""
        return f"msg_{self.webhook_id}_{self.line}"
