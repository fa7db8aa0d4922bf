"""Accounts: who has one, what they may do, their second factor; making, disabling, letting in again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar, overload

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.web.accounts.backends import digest, new_pair
from recolement.web.accounts.models import Account, Invitation, Post
from recolement.web.accounts.second_factor import FACTORS, needs_factor
from recolement.web.acting import text
from recolement.web.drawing import qr_svg
from recolement.web.house.doors import end_session, locks_of, signed_in_since, unlock
from recolement.web.house.factor import factor_first
from recolement.web.house.journal import note, told
from recolement.web.house.models import JournalLine
from recolement.web.house.posts import ballots_offered, give, take
from recolement.web.pages import page_of
from recolement.web.parts import answer
from recolement.web.rights import administers
from recolement.web.words import language_of, say

VALID_DAYS = 10
LAST_LINES = 30

M = TypeVar("M", bound=Model)


class Rows(Sequence[M]):
    """The rows of a query, asked for a page at a time."""

    def __init__(self, query: QuerySet[M]) -> None:
        self._query = query

    def __len__(self) -> int:
        return self._query.count()

    @overload
    def __getitem__(self, place: int) -> M: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[M]: ...

    def __getitem__(self, place: int | slice) -> M | Sequence[M]:
        return self._query[place] if isinstance(place, int) else list(self._query[place])


@never_cache
@require_GET
@administers
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account, searched by name, user name or address, fifty at a time."""
    sought, wanted = request.GET.get("q", "").strip()[:200], request.GET.get("state", "")
    found = Account.objects.order_by("name", "username").prefetch_related("roles")
    if sought:
        found = found.filter(
            Q(name__icontains=sought) | Q(username__icontains=sought) | Q(email__icontains=sought)
        )
    if wanted == "disabled":
        found = found.filter(is_active=False)
    elif wanted in Post.values:
        found = found.filter(roles__post=wanted).distinct()
    page = page_of(request, Rows(found))
    with_factor = set(
        Authenticator.objects.filter(user__in=page.rows, type__in=FACTORS).values_list("user_id", flat=True)
    )
    shown = {
        "page": page,
        "sought": sought,
        "wanted": wanted,
        "posts": Post.values,
        "with_factor": with_factor,
        "in_now": signed_in_since(one.actor for one in page.rows),
    }
    return answer(request, "house/accounts.html", {"found": "house/accounts_part.html"}, shown)


@never_cache
@require_GET
@administers
def account(request: HttpRequest, number: int) -> HttpResponse:
    """One account with everything about it, and what may be done."""
    return _shown(request, get_object_or_404(Account, pk=number))


def _shown(request: HttpRequest, one: Account) -> HttpResponse:
    lines = JournalLine.objects.filter(Q(on=one.actor) | Q(by=one.actor))
    page = {
        "one": one,
        "self": one == request.user,
        "roles": one.roles.order_by("ballot", "unit"),
        "factors": Authenticator.objects.filter(user=one),
        "owes_factor": needs_factor(one),
        "in_since": signed_in_since([one.actor]).get(one.actor),
        "locks": locks_of(one),
        "lines": told(lines[:LAST_LINES]),
        "ballots": ballots_offered(),
        "posts": Post.values,
    }
    return render(request, "house/account.html", page)


@never_cache
@require_POST
@administers
def new(request: HttpRequest) -> HttpResponse:
    """Make an account: it has no post yet, and comes in by a link and a code that are shown once."""
    language = language_of(request)
    name, email = text(request, "name", 200), text(request, "email", 254)
    username = text(request, "username", 150) or email.casefold()[:150]
    wrong = _wrong(name, username, email)
    if wrong:
        messages.error(request, say(wrong, language))
        return redirect("house")
    made = Account.objects.new(username, name=name, email=email)
    return _way_in(request, made)


def _wrong(name: str, username: str, email: str) -> str:
    """What is wrong with a new account, as a code of ``screens.toml``."""
    if not name or not username or not username.isprintable():
        return "house.name_missing"
    if Account.objects.filter(username__iexact=username).exists():
        return "house.name_taken"
    if email:
        try:
            validate_email(email)
        except ValidationError:
            return "people.no_address"
    return ""


def _way_in(request: HttpRequest, one: Account) -> HttpResponse:
    """The link and the code of a new account: printed or told now, and never shown again."""
    link, code = new_pair()
    expires = timezone.now() + timedelta(days=VALID_DAYS)
    Invitation.objects.update_or_create(
        account=one,
        ballot="",
        defaults={
            "link_digest": digest(link),
            "code_digest": make_password(code),
            "expires": expires,
            "opened": None,
            "used": None,
            "revoked": False,
        },
    )
    address = request.build_absolute_uri(reverse("invitation", args=[link]))
    page = {
        "one": one,
        "address": address,
        "qr": qr_svg(address),
        "code": f"{code[:4]} {code[4:]}",
        "expires": expires,
    }
    return render(request, "house/way_in.html", page)


@never_cache
@require_POST
@administers
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Disable, enable, end the session, unlock, reset the second factor; give or take a post."""
    one = get_object_or_404(Account, pk=number)
    language, what = language_of(request), text(request, "what", 20)
    here = reverse("house-account", args=[one.pk])
    if one == request.user:
        messages.error(request, say("house.not_yourself", language))
        return redirect(here)
    if what in ("factor", "give", "take", "way_in"):
        first = factor_first(request, here)
        if first is not None:
            return first
    if what in ("factor", "disable") and not text(request, "reason"):
        messages.error(request, say("house.reason_missing", language))
        return redirect(here)
    if what == "way_in":
        if one.has_usable_password() or one.roles.filter(post=Post.SECRETARY).exists():
            messages.error(request, say("house.has_way_in", language))
            return redirect(here)
        note("access_issued", on=one)
        return _way_in(request, one)
    done: Any = {
        "disable": _disable,
        "enable": _enable,
        "session": _end,
        "unlock": _unlock,
        "factor": _reset_factor,
        "give": give,
        "take": take,
    }.get(what)
    code = "house.not_understood" if done is None else done(request, one)
    messages.add_message(
        request,
        messages.SUCCESS if code in DONE else messages.ERROR,
        say(code, language),
    )
    return redirect(here)


DONE = (
    "house.is_disabled", "house.is_enabled", "house.is_ended", "house.is_unlocked", "house.is_reset",
    "house.is_given", "house.is_taken",
)  # fmt: skip
"""The sentences that say that something was done."""


def _disable(request: HttpRequest, one: Account) -> str:
    Account.objects.filter(pk=one.pk).update(is_active=False)
    end_session(one)
    note("account_disabled", on=one, reason=text(request, "reason", 500))
    return "house.is_disabled"


def _enable(request: HttpRequest, one: Account) -> str:
    Account.objects.filter(pk=one.pk).update(is_active=True)
    note("account_enabled", on=one, reason=text(request, "reason", 500))
    return "house.is_enabled"


def _end(request: HttpRequest, one: Account) -> str:
    end_session(one)
    note("session_ended", on=one)
    return "house.is_ended"


def _unlock(request: HttpRequest, one: Account) -> str:
    unlock(lock.username for lock in locks_of(one))
    note("unlocked", on=one)
    return "house.is_unlocked"


def _reset_factor(request: HttpRequest, one: Account) -> str:
    """Lost telephone: the second factor and its recovery codes go; the next sign-in sets up a new one."""
    Authenticator.objects.filter(user=one).delete()
    end_session(one)
    note("factor_reset", on=one, reason=text(request, "reason", 500))
    return "house.is_reset"
