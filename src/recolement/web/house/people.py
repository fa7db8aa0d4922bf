"""Accounts from a table, for one ballot: looked at before they are made, all rows or none.

The columns are those of the organiser's table (:mod:`recolement.web.organiser.people`): post, unit, name,
email and what else is known. An account that is there keeps its name, address and password.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import text
from recolement.web.evenings import Evening, evening
from recolement.web.house.factor import factor_first
from recolement.web.house.posts import ballots_offered
from recolement.web.organiser.people import Person, read_people, take_in, username_of
from recolement.web.organiser.setting_up import uploaded
from recolement.web.rights import administers
from recolement.web.words import language_of, say
from recolement.words.naming import Names

KEPT_SECONDS = 3600
MOST_SHOWN = 200
STATES = ("refused", "new", "post", "same")

Given = tuple[str, str, bytes]
"""The ballot, the name of the file, what it holds."""


@never_cache
@administers
def people(request: HttpRequest) -> HttpResponse:
    """Send a table; see what each row would do; make the accounts and give the posts."""
    page: dict[str, Any] = {"ballots": ballots_offered()}
    if request.method != "POST":
        return render(request, "house/people.html", page)
    first = factor_first(request, reverse("house-people"))
    if first is not None:
        return first
    given, language = _given(request), language_of(request)
    if given is None or given[0] not in dict(page["ballots"]):
        page["wrong"] = [say("import.no_table", language, most=2)]
        return render(request, "house/people.html", page, status=400)
    ballot, file, content = given
    tonight = evening(ballot)
    found, page["wrong"] = read_people(file, content, tonight.now().folder, language)
    if not found and not page["wrong"]:
        page["wrong"] = [say("people.empty", language)]
    rows = [(one, _state(tonight, one)) for one in found]
    refused = any(state == "refused" for _, state in rows)
    if text(request, "step", 10) == "take" and not page["wrong"] and not refused:
        page["new"] = take_in(ballot, found, Names(tonight.now().folder, language))
        page["taken"] = len(found)
        return render(request, "house/people.html", page)
    page |= {"digest": _digest(given), "ballot": ballot, "may": rows and not page["wrong"] and not refused}
    page["groups"] = [
        {"state": state, "rows": some[:MOST_SHOWN], "total": len(some), "left_out": len(some) - MOST_SHOWN}
        for state in STATES
        if (some := [one for one, its in rows if its == state])
    ]
    return render(request, "house/people.html", page, status=400 if page["wrong"] or refused else 200)


def _digest(given: Given) -> str:
    return sha256(given[0].encode() + b"\0" + given[2]).hexdigest()


def _given(request: HttpRequest) -> Given | None:
    """The table just sent, or the one that this account was shown."""
    place = f"people:{request.user.pk}"
    if "people" in request.FILES:
        file, content = uploaded(request, "people")
        made = text(request, "ballot", 80), file, content
        cache.set(place, made, KEPT_SECONDS)
        return made
    kept: Given | None = cache.get(place)
    return kept if kept is not None and _digest(kept) == text(request, "digest", 64) else None


def _state(tonight: Evening, one: Person) -> str:
    """What a row would do: a new account, a new post for one that is there, nothing; or why it may not."""
    section = one.post is Post.SECRETARY
    username = username_of(tonight.slug, one.unit) if section else one.email.casefold()[:150]
    account = Account.objects.filter(username=username).first()
    if account is None:
        return "new"
    if account.roles.filter(post=Post.ADMINISTRATOR).exists():
        return "refused"
    has = Role.objects.filter(
        account=account, ballot=tonight.slug, post=one.post.value, unit=one.unit, option=one.option
    )
    return "same" if has.exists() else "post"
