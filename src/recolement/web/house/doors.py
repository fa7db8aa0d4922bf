"""Who is in, and whose door is closed: sessions and locks."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.web.accounts.models import AccessSheet, Account, Invitation
from recolement.web.accounts.sessions import ENDED
from recolement.web.acting import text
from recolement.web.house.journal import note
from recolement.web.house.listening import SHEET, account_of
from recolement.web.house.models import JournalLine
from recolement.web.pages import page_of
from recolement.web.rights import administers
from recolement.web.words import language_of, say

DOORS = ("signed_in", "signed_out", "session_ended", "account_disabled", "factor_reset")


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is in: since when, from where."""

    at: datetime
    origin: str
    account: Account | None = None


def signed_in_since(actors: Iterable[str] | None = None) -> dict[str, Session]:
    """Who has signed in and neither left nor been made to, within the life of a session, by opaque id."""
    since = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    lines = JournalLine.objects.filter(at__gt=since, what__in=DOORS).order_by("at")
    if actors is not None:
        lines = lines.filter(on__in=list(actors))
    found: dict[str, Session] = {}
    for line in lines:
        found.pop(line.on, None)
        if line.what == "signed_in":
            found[line.on] = Session(line.at, line.origin)
    return found


def end_session(account: Account) -> None:
    """The session that the account has ends at its next request, whatever device it is on."""
    Account.objects.filter(pk=account.pk).update(session_key=ENDED + secrets.token_hex(12))


@never_cache
@require_GET
@administers
def sessions(request: HttpRequest) -> HttpResponse:
    """Everybody who is in, the latest first, and whose door is locked."""
    since = signed_in_since()
    known = {one.actor: one for one in Account.objects.filter(actor__in=since)}
    rows = [
        Session(one.at, one.origin, known[actor])
        for actor, one in sorted(since.items(), key=lambda pair: pair[1].at, reverse=True)
        if actor in known
    ]
    page = {"page": page_of(request, rows), "locks": locks()}
    return render(request, "house/sessions.html", page)


@dataclass(frozen=True, slots=True)
class Lock:
    """A door closed for a while. ``account``: whose, where there is such an account."""

    number: int
    username: str
    origin: str
    tries: int
    until: datetime
    account: Account | None


def locks() -> list[Lock]:
    """The doors that are closed now."""
    wait = settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(
        attempt_time__gt=timezone.now() - wait, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    return [
        Lock(
            one.pk,
            one.username or "",
            one.ip_address or "",
            one.failures_since_start,
            one.attempt_time + wait,
            account_of(one.username or ""),
        )
        for one in tries[:500]
    ]


def locks_of(account: Account) -> list[Lock]:
    """The closed doors of one account: its user name's, its access sheet's, its invitations'."""
    names = {account.username}
    for kind in (AccessSheet, Invitation):
        names |= {
            f"{SHEET}{link[:40]}"
            for link in kind._default_manager.filter(account=account).values_list("link_digest", flat=True)
            if link
        }
    return [one for one in locks() if one.username in names]


def unlock(names: Iterable[str]) -> None:
    """Open doors again: the tries that were counted on them are forgotten."""
    for name in set(names):
        reset(username=name)


@require_POST
@administers
def unlock_door(request: HttpRequest) -> HttpResponse:
    """Open one closed door again."""
    number = text(request, "lock", 20)
    chosen: Any = next((one for one in locks() if str(one.number) == number), None)
    if chosen is not None:
        unlock([chosen.username])
        note("unlocked", on=chosen.account)
        messages.success(request, say("house.is_unlocked", language_of(request)))
    return redirect("house-sessions")
