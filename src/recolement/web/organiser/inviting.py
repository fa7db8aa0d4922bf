"""The pages of invitations: who is to be invited, letters sent, resent and revoked, people from a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.web.accounts.models import Account, Invitation, Role, by_post
from recolement.web.acting import text
from recolement.web.organiser.invitations import Ballot, send, state_of
from recolement.web.organiser.people import read_people, said_role, take_in
from recolement.web.organiser.setting_up import uploaded
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.rehearsal import title_in

MOST_SHOWN = 200
MOST_LETTERS = 200
"""Letters of one sending: more would keep the page waiting; the next sending goes on."""

TO_SEND = ("none", "failed", "unsent", "expired")
"""The states in which a letter is due."""


def rows_of(slug: str) -> list[dict[str, Any]]:
    """Everybody with a post in the ballot and an address, with the state of their invitation."""
    known = {one.account_id: one for one in Invitation.objects.filter(ballot=slug)}
    found: dict[int, dict[str, Any]] = {}
    roles = Role.objects.filter(ballot=slug).exclude(account__email="").select_related("account")
    for role in roles.order_by("account__name", "pk"):
        row = found.setdefault(
            role.account_id,
            {
                "account": role.account,
                "roles": [],
                "invitation": known.get(role.account_id),
                "state": state_of(known.get(role.account_id)),
            },
        )
        row["roles"].append(role)
    return [row | {"roles": by_post(row["roles"])} for row in found.values()]


@never_cache
@require_GET
@needs("organise")
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has an address, and where each invitation stands."""
    return _page(request, slug, [])


def _page(request: HttpRequest, slug: str, problems: list[str]) -> HttpResponse:
    language, folder = language_of(request), evening_of(request).now().folder
    names = Names(folder, language)
    rows = [row | {"posts": [said_role(one, names) for one in row["roles"]]} for row in rows_of(slug)]
    counts = Counter(row["state"] for row in rows)
    wanted = request.GET.get("state", "")
    shown = [row for row in rows if not wanted or row["state"] == wanted]
    page = {
        "slug": slug,
        "title": title_in(folder.ballot.title, language),
        "rows": shown[:MOST_SHOWN],
        "left_out": max(0, len(shown) - MOST_SHOWN),
        "states": sorted(counts.items()),
        "wanted": wanted,
        "total": len(rows),
        "due": sum(counts[state] for state in TO_SEND),
        "without": Role.objects.filter(ballot=slug, account__email="").count(),
        "mail": settings.MAIL,
        "problems": problems,
        "options": [
            (option.id, option.name) for contest in folder.ballot.contests for option in contest.options
        ],
    }
    return render(request, "organiser/invitations.html", page, status=400 if problems else 200)


def _account(request: HttpRequest, slug: str) -> Account | None:
    """Whom a form names, if they have a post in this ballot."""
    number = text(request, "account", 20)
    if not (number.isascii() and number.isdigit()):
        return None
    return Account.objects.filter(pk=int(number), roles__ballot=slug).exclude(email="").first()


@never_cache
@require_POST
@needs("organise")
def send_letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to whoever is due, or to one again; the codes are shown now, and never again."""
    tonight, language = evening_of(request), language_of(request)
    if not settings.MAIL:
        messages.error(request, say("invitation.no_mail", language))
        return redirect("invitations", slug)
    if text(request, "account", 20):
        one = _account(request, slug)
        accounts = [] if one is None else [one]
    else:
        accounts = [row["account"] for row in rows_of(slug) if row["state"] in TO_SEND][:MOST_LETTERS]
    ballot = tonight.now().folder.ballot
    site = request.build_absolute_uri("/").rstrip("/")
    letters = Ballot(
        slug,
        ballot.title,
        "en" if ballot.language == "en" else "fr",
        ballot.timezone,
        tonight.now().folder,
    )
    outcomes = send(accounts, letters, site)
    page = {
        "slug": slug,
        "title": title_in(ballot.title, language),
        "sent": [one for one in outcomes if not one.failure],
        "failed": [one for one in outcomes if one.failure],
        "due": sum(row["state"] in TO_SEND for row in rows_of(slug)),
    }
    return render(request, "organiser/letters.html", page)


@require_POST
@needs("organise")
def revoke(request: HttpRequest, slug: str) -> HttpResponse:
    """The link and code open nothing any more."""
    one = _account(request, slug)
    if one is not None:
        Invitation.objects.filter(account=one, ballot=slug, used=None).update(revoked=True)
        messages.success(request, say("invitation.is_revoked", language_of(request), name=str(one)))
    return redirect("invitations", slug)


@never_cache
@require_POST
@needs("organise")
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Take people in from a table: all of its rows, or none, each wrong row said."""
    tonight, language = evening_of(request), language_of(request)
    folder = tonight.now().folder
    file, content = uploaded(request, "people")
    found, wrong = read_people(file, content, folder, language)
    if wrong or not found:
        return _page(request, slug, wrong[:50] or [say("people.empty", language)])
    new = take_in(slug, found, Names(folder, language))
    messages.success(request, say("people.taken", language, count=len(found), new=new))
    return redirect("invitations", slug)
