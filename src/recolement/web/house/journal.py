"""Writing and reading the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from recolement.web.accounts.lockout import address
from recolement.web.accounts.models import Account, Post
from recolement.web.house.models import JournalLine
from recolement.web.house.passing import passing

WHATS = (
    "signed_in", "signed_out", "sign_in_failed", "locked", "unlocked", "session_ended",
    "account_made", "account_disabled", "account_enabled", "access_issued", "password_changed",
    "role_given", "role_taken", "factor_added", "factor_removed", "factor_reset", "token_made",
    "verified", "backup_made", "backup_fetched", "backup_brought", "restored",
)  # fmt: skip
"""Every kind of line, in the order of the filter."""

OF_THE_COMMISSION = ("factor_reset", "account_disabled", "account_enabled")
"""What happens to a member's account that the rest of the commission is shown, beside its posts."""


def note(
    what: str, *, by: Account | None = None, on: Account | None = None, ballot: str = "", post: str = "",
    unit: str = "", reason: str = "", request: HttpRequest | None = None,
) -> None:  # fmt: skip
    """Add a line; who and from where are those of the request that is being answered."""
    assert what in WHATS, what
    request = request or passing()
    signed_in = getattr(request, "user", None)
    if by is None and isinstance(signed_in, Account):
        by = signed_in
    JournalLine.objects.create(
        what=what,
        by="" if by is None else by.actor,
        on="" if on is None else on.actor,
        ballot=ballot[:80],
        post=post,
        unit=unit[:200],
        reason=reason[:500],
        origin="" if request is None else address(request)[:45],
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A line as people read it: names in the place of ids."""

    at: datetime
    what: str
    by: str
    on: str
    number: int | None
    """The account it was done to, where it is still there."""
    ballot: str
    post: str
    unit: str
    reason: str
    origin: str


def told(lines: Iterable[JournalLine]) -> list[Told]:
    """The lines with the names that the accounts have now; an id stays where the account is gone."""
    lines = list(lines)
    wanted = {one.by for one in lines} | {one.on for one in lines} - {""}
    known = {one.actor: one for one in Account.objects.filter(actor__in=wanted)}
    return [
        Told(
            one.at,
            one.what,
            str(known.get(one.by, one.by)),
            str(known.get(one.on, one.on)),
            known[one.on].pk if one.on in known else None,
            one.ballot,
            one.post,
            one.unit,
            one.reason,
            one.origin,
        )
        for one in lines
    ]


def of_commission(slug: str) -> list[Told]:
    """Who was given a seat in a ballot's commission or lost it; what was done to its members' accounts."""
    seats = JournalLine.objects.filter(ballot=slug, post=Post.COMMISSIONER)
    members = set(seats.values_list("on", flat=True))
    return told(
        JournalLine.objects.filter(
            Q(ballot=slug, post=Post.COMMISSIONER) | Q(on__in=members, what__in=OF_THE_COMMISSION)
        )[:50]
    )
