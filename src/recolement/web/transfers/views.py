"""The page of an estimate between two rounds, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.publication.transfer_page import Estimate, picture
from recolement.publication.transferred import can_estimate, pairs
from recolement.web.projection.views import OF_PICTURE
from recolement.web.public.views import open_to
from recolement.web.transfers.keeping import KeptTransfers, transfers_of
from recolement.web.words import language_of
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.projection import percent
from recolement.words.transfer_pictures import option_name
from recolement.words.transfers import ASSUMPTIONS, say_transfer_problem

LONGEST = 400
"""Rows of the page's table at most, the largest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """From an origin to a destination: votes, their share of the origin's, the interval."""

    origin: str
    destination: str
    votes: str
    share: str
    low: str
    high: str


def _asked(request: HttpRequest, slug: str, contest: str, number: int) -> tuple[KeptTransfers, str, str]:
    """The estimate, the ballot's title and the contest's name; 404 where these rounds are no pair."""
    tonight = open_to(request, slug)
    night = tonight.now()
    if not can_estimate() or (contest, number) not in pairs(night):
        raise Http404
    names = Names(night.folder, language_of(request))
    return transfers_of(tonight, contest, number), night.folder.ballot.title, names.contest(contest)


def _rows(estimate: Estimate, language: Language) -> list[Row]:
    whole: dict[str, float] = {}
    for cell in estimate.cells:
        whole[cell.origin] = whole.get(cell.origin, 0.0) + cell.votes
    rows = []
    for cell in sorted(estimate.cells, key=lambda one: -one.votes)[:LONGEST]:
        votes, low, high = (count(round(number), language) for number in (cell.votes, cell.low, cell.high))
        of = whole[cell.origin]
        share = percent(cell.votes / of, 1, language) if of > 0 else "—"
        origin, destination = (option_name(name, language) for name in (cell.origin, cell.destination))
        rows.append(Row(origin, destination, votes, share, low, high))
    return rows


@never_cache
@require_GET
def page(request: HttpRequest, slug: str, contest: str, round: int) -> HttpResponse:
    """Flows, shares and intervals between a round and the one before it, and what they suppose."""
    language = language_of(request)
    kept, title, named = _asked(request, slug, contest, round)
    estimate = kept.shown.get(language)
    shown = {
        "slug": slug,
        "title": title,
        "contest": contest,
        "round": round,
        "named": named,
        "problems": [say_transfer_problem(problem, language) for problem in kept.problems],
        "supposed": ASSUMPTIONS[language == "en"],
        "rows": [] if estimate is None else _rows(estimate, language),
        "notes": () if estimate is None else estimate.notes,
        "rallies": () if estimate is None else estimate.rallies,
        "level": 0 if estimate is None else f"{estimate.level * 100:g}",
        "size": kept.size,
    }
    return render(request, "transfers/page.html", shown)


@never_cache
@require_GET
def drawing(request: HttpRequest, slug: str, contest: str, round: int) -> HttpResponse:
    """The flows and the table of shares, drawn."""
    language = language_of(request)
    kept, _, _ = _asked(request, slug, contest, round)
    if language not in kept.shown:
        raise Http404
    answer = HttpResponse(picture(kept.shown[language], language), content_type="image/svg+xml")
    answer.headers["Content-Security-Policy"] = OF_PICTURE
    return answer
