"""What the API keeps beside the ledger: tokens as digests, the answer to each key, whose photos came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from recolement.web.accounts.models import Account, Role


class Token(models.Model):
    """What a program shows to act for an account, by one of its posts, over one place; gone with the post.

    ``unit`` narrows the post to a place under its own; empty, it is the whole place of the post.
    """

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="tokens")
    unit = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    """The last use, to the minute."""
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.label} ({self.role})"


class KeptAnswer(models.Model):
    """A request under its idempotency key: under way while ``status`` is empty, then what was answered."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    """The digest of the method, the address and the body."""
    begun = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="one_answer_a_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["begun"], name="answers_by_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status or 'under way'}"


class PhotoSent(models.Model):
    """A photo that came through the API for a unit: only there may a sheet cite it."""

    ballot = models.CharField(max_length=80)
    unit = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "unit", "digest"], name="one_photo_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}/{self.unit}/{self.digest[:12]}"
