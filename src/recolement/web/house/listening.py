"""What the journal hears: sign-ins, locks, posts given and taken, second factors, whatever page does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from recolement.web.accounts.lockout import address, who
from recolement.web.accounts.models import AccessSheet, Account, Invitation, Role
from recolement.web.api.models import Token
from recolement.web.house.journal import note
from recolement.web.house.models import JournalLine

SHEET = "sheet:"


def account_of(door: str) -> Account | None:
    """Whose door a try was counted on: a user name, or the beginning of an access sheet's digest."""
    if not door.startswith(SHEET):
        return Account.objects.filter(username=door).first() if door else None
    begins = door.removeprefix(SHEET)
    for kind in (AccessSheet, Invitation):
        found = kind._default_manager.filter(link_digest__startswith=begins).select_related("account").first()
        if found is not None and begins:
            account: Account = found.account
            return account
    return None


@receiver(user_logged_in)
def signed_in(sender: object, request: HttpRequest, user: Account, **_: Any) -> None:
    """Somebody came in."""
    note("signed_in", by=user, on=user, request=request)


@receiver(user_logged_out)
def signed_out(sender: object, request: HttpRequest, user: Account | None, **_: Any) -> None:
    """Somebody left."""
    if isinstance(user, Account):
        note("signed_out", by=user, on=user, request=request)


@receiver(user_login_failed)
def failed(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong try on an account that exists, up to the lock: what was typed is never kept."""
    if request is None or getattr(request, "axes_locked_out", False):
        return
    account = account_of(who(request, credentials))
    if account is not None:
        note("sign_in_failed", on=account, request=request)


@receiver(user_locked_out)
def locked(sender: object, request: HttpRequest, username: str, **_: Any) -> None:
    """A door was closed for a while: one line for a lock, however often it is tried meanwhile."""
    account = account_of(username or "")
    since = timezone.now() - settings.AXES_COOLOFF_TIME + timedelta(seconds=5)
    already = JournalLine.objects.filter(
        what="locked", on="" if account is None else account.actor, origin=address(request)[:45], at__gt=since
    )
    if not already.exists():
        note("locked", on=account, request=request)


@receiver(post_save, sender=Role)
def given(sender: object, instance: Role, created: bool, raw: bool, **_: Any) -> None:
    """A post was given."""
    if created and not raw:
        _of_role("role_given", instance)


@receiver(post_delete, sender=Role)
def taken(sender: object, instance: Role, **_: Any) -> None:
    """A post was taken away."""
    _of_role("role_taken", instance)


def _of_role(what: str, role: Role) -> None:
    note(what, on=role.account, ballot=role.ballot, post=role.post, unit=role.unit, reason=role.option)


@receiver(post_save, sender=Account)
def made(sender: object, instance: Account, created: bool, raw: bool, **_: Any) -> None:
    """An account was made."""
    if created and not raw:
        note("account_made", on=instance)


@receiver(post_save, sender=AccessSheet)
def issued(sender: object, instance: AccessSheet, raw: bool, **_: Any) -> None:
    """An access sheet was printed, the one before being dead."""
    if not raw:
        note("access_issued", on=instance.account)


@receiver(post_save, sender=Token)
def token_made(sender: object, instance: Token, created: bool, raw: bool, **_: Any) -> None:
    """A program may act for somebody, by one of their posts."""
    if created and not raw:
        role = instance.role
        note(
            "token_made", on=role.account, ballot=role.ballot, post=role.post,
            unit=instance.unit or role.unit, reason=instance.label,
        )  # fmt: skip


@receiver([password_changed, password_set, password_reset])
def changed(sender: object, request: HttpRequest, user: Account, **_: Any) -> None:
    """A password was changed by its owner."""
    note("password_changed", by=user, on=user, request=request)


@receiver(authenticator_added)
def factor_added(
    sender: object, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    """A second factor was set up by its owner."""
    note("factor_added", by=user, on=user, reason=authenticator.type, request=request)


@receiver([authenticator_removed, authenticator_reset])
def factor_removed(
    sender: object, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    """A second factor was taken off, or recovery codes were made anew, by its owner."""
    note("factor_removed", by=user, on=user, reason=authenticator.type, request=request)
