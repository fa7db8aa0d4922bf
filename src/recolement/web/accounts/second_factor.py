"""Those who rule or administer come in with a second factor: a one-time code (TOTP) or a passkey.

A commissioner or administrator who has none is sent to set one up before anything else; one who has come in
without it (by an access sheet) is asked for it. So is the organiser of a ballot that has a commission, or
more than :data:`MOST_SECTIONS` sections with an account: whoever hands out access there could become anybody;
and so is the organiser of a panel by lot, of an initiative or of a call campaign, who holds thousands of
people's data. Nobody else is asked, and anybody may set one up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from recolement.web.accounts.models import Account, Post, Role

POSTS = (Post.COMMISSIONER, Post.ADMINISTRATOR)
"""Who needs a second factor, wherever."""

MOST_SECTIONS = 50
"""Sections with an account that an organiser looks after without a second factor."""

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as one; recovery codes stand in for it at the door."""

ALLOWED = (
    "account_login", "account_logout", "account_reauthenticate", "leave", "mfa_authenticate", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "offline",
)  # fmt: skip
"""The pages on the way to it."""


class SecondFactor:
    """Nothing but the way to the second factor is open without it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """Send away, before the view, an account that still owes its second factor."""
        account = request.user
        if not isinstance(account, Account) or not needs_factor(account):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in ALLOWED:
            return None
        return way_to_factor(request, account)


def way_to_factor(request: HttpRequest, account: Account) -> HttpResponse | None:
    """Where somebody gives, or first sets up, their second factor; ``None`` once they came in with it."""
    if given(request, account):
        return None
    if not Authenticator.objects.filter(user=account, type__in=FACTORS).exists():
        return redirect("mfa_activate_totp")
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def needs_factor(account: Account) -> bool:
    """Whether the account's posts ask for a second factor."""
    roles = list(account.roles.all())
    if any(role.post in POSTS for role in roles):
        return True
    organised = [role.ballot for role in roles if role.post == Post.ORGANISER]
    return any(
        ballot.startswith(("panel:", "initiative:"))
        or Role.objects.filter(ballot=ballot, post=Post.COMMISSIONER).exists()
        or Role.objects.filter(ballot=ballot, post=Post.SECRETARY).count() > MOST_SECTIONS
        for ballot in organised
    )


def given(request: HttpRequest, account: Account) -> bool:
    """Whether this session was opened, or raised, with a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))


@receiver(authenticator_added)
def just_set_up(
    sender: object, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    """Setting a factor up shows that one has it."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, method="mfa", type=authenticator.type)
