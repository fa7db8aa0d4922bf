"""Who may come in: accounts, what each may do where, and the access sheets of the sections.

The ledger knows an account by ``actor`` alone, an opaque id. Names, addresses and telephone numbers are here
and can be erased; the ledger stays as it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def new_actor() -> str:
    """An opaque id: 80 random bits, nothing about the person."""
    return f"a-{secrets.token_hex(10)}"


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by an administrator, an invitation, or the first run; never by default."""

    def new(self, username: str, password: str | None = None, **fields: object) -> Account:
        """A new account; without a password it can only come in by its access sheet."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person at the door."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, blank=True, default="")
    """In which they are written to; empty: that of the ballot."""
    actor = models.CharField(max_length=32, unique=True, default=new_actor, editable=False)
    is_active = models.BooleanField(default=True)
    session_key = models.CharField(max_length=40, blank=True, default="")
    """The session that counts: a later sign-in replaces it."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.name or self.username


class Post(models.TextChoices):
    """What somebody does on the night (fonction)."""

    SECRETARY = "secretary"
    FEDERATION = "federation"
    CLERK = "clerk"
    COMMISSIONER = "commissioner"
    REPRESENTATIVE = "representative"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


class NotTogether(ValueError):
    """An administrator has no other post, and who has another one does not become administrator."""


class Role(models.Model):
    """What an account may do, and where: a post in one ballot, over a unit and all that lies under it.

    ``unit`` is empty for the whole ballot; ``ballot`` is empty for administrators. ``option`` is whom a
    representative speaks for.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    ballot = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=20, choices=Post.choices)
    unit = models.CharField(max_length=200, blank=True)
    option = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "ballot", "post", "unit", "option"], name="one_role_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.ballot}/{self.unit or '*'}"

    def save(self, *arguments: Any, **named: Any) -> None:
        """Keep the role; raises :class:`NotTogether` where administering would stand beside another post."""
        others = Role.objects.filter(account=self.account_id).exclude(pk=self.pk)
        administers = models.Q(post=Post.ADMINISTRATOR)
        if others.filter(~administers if self.post == Post.ADMINISTRATOR else administers).exists():
            raise NotTogether
        super().save(*arguments, **named)


def by_post(roles: Iterable[Role]) -> list[Role]:
    """Roles in the order of the posts: as they are met on the night, from the section to the commission."""
    order = {post: place for place, post in enumerate(Post.values)}
    return sorted(roles, key=lambda role: order.get(role.post, len(order)))


class AccessSheet(models.Model):
    """The printed sheet by which a section comes in: a link (or its QR) and a code, kept as digests.

    The link alone is not enough (a photo of the wall), nor is the code (it is short).
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="access_sheet")
    link_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=200)
    expires = models.DateTimeField()
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"access sheet of {self.account}"


class Invitation(models.Model):
    """A letter to somebody who has a post in a ballot: its link opens once, with the code given apart.

    What becomes of a letter after the mail server took it is not known here. An account that has a password
    is only told of its post: a link would let whoever invites take the account over.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    ballot = models.CharField(max_length=80)
    link_digest = models.CharField(max_length=64, unique=True, null=True)
    code_digest = models.CharField(max_length=200, blank=True)
    expires = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    """Why the last letter was not taken: a code of ``screens.toml``."""
    opened = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "ballot"], name="one_invitation_a_ballot")
        ]

    def __str__(self) -> str:
        return f"invitation of {self.account} to {self.ballot}"
