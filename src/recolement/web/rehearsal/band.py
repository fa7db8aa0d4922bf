"""What marks a rehearsal on every screen: the band, and the page's title."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal.models import MARK, Rehearsal, lost
from recolement.web.words import language_of
from recolement.words.rehearsal import BAND
from recolement.words.rehearsal import MARK as WORD


def is_rehearsal(slug: str) -> bool:
    """Whether a ballot is a rehearsal. Only an address with the mark is looked up."""
    return MARK in slug and Rehearsal.objects.filter(slug=slug).exists()


def rehearsals() -> QuerySet[Rehearsal, str]:
    """The addresses of all of them: no list of the public has them."""
    return Rehearsal.objects.values_list("slug", flat=True)


def ballots_that_count() -> list[HostedBallot]:
    """The ballots of this installation that are no rehearsal, by title."""
    hosted = HostedBallot.objects.exclude(slug__in=rehearsals()).order_by("title")
    return [one for one in hosted if not lost(one.slug)]


def context(request: HttpRequest) -> dict[str, str]:
    """The band of the page that is shown, where it is of a rehearsal: ``rehearsal`` is its word, or empty."""
    match = request.resolver_match
    slug = str(match.kwargs.get("slug", "")) if match is not None else ""
    if not is_rehearsal(slug):
        return {"rehearsal": ""}
    which = int(language_of(request) == "en")
    return {"rehearsal": WORD[which], "rehearsal_band": BAND[which], "rehearsal_slug": slug}
