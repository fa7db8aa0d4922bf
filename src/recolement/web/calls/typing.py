"""A printed list typed back: one field, a number, Enter; whoever signed is marked; the last can be undone.

A list is printed with each person's number and its QR code, so that a scanner types too. On the screen stands
the number, never a name: the names are on the paper in front of whoever types.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.calls.places import read_place, written
from recolement.web.acting import text
from recolement.web.calls.closing import Closed, still_open
from recolement.web.calls.guard import needs_part
from recolement.web.calls.models import Campaign, Person
from recolement.web.words import language_of, say

LAST = "calls_typed"
"""Where the session keeps what was typed last, so that it can be undone."""
MOST = 30
ROUNDS = {"before": "voted_before", "today": "voted_today"}


def _round(request: HttpRequest) -> str:
    asked = request.POST.get("round") or request.GET.get("round", "")
    return asked if asked in ROUNDS else "before"


def _typed(request: HttpRequest, campaign: Campaign) -> list[tuple[str, int, bool | None]]:
    kept = request.session.get(LAST, {})
    found = kept.get("typed", []) if kept.get("campaign") == campaign.slug else []
    return [(which, place, was) for which, place, was in found]


def _keep(request: HttpRequest, campaign: Campaign, typed: list[tuple[str, int, bool | None]]) -> None:
    request.session[LAST] = {"campaign": campaign.slug, "typed": typed[-MOST:]}


@never_cache
@needs_part("organise_calls")
def typing(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The field, and what was typed last."""
    which, problem = _round(request), ""
    typed = _typed(request, campaign)
    if request.method == "POST":
        code = text(request, "code", 20)
        problem = _mark(campaign, which, code, typed)
        if not problem:
            _keep(request, campaign, typed)
            response = redirect("calls-typing", campaign.slug)
            response.headers["Location"] += f"?round={which}"
            return response
        problem = say(f"calls.{problem}", language_of(request), typed=code)
    page = {
        "campaign": campaign,
        "round": which,
        "problem": problem,
        "typed": [written(place) for _, place, _ in reversed(typed)][:8],
        "open": _begun(campaign) if which == "before" else [],
    }
    return render(request, "calls/typing.html", page, status=400 if problem else 200)


def _mark(campaign: Campaign, which: str, code: str, typed: list[tuple[str, int, bool | None]]) -> str:
    """Mark whoever has this number as having voted; why not, if so: a code of ``calls.toml``."""
    place = read_place(code)
    if place is None:
        return "code_wrong"
    try:
        with still_open(campaign):
            person = campaign.people.filter(place=place).first()
            if person is None:
                return "code_nobody"
            was = getattr(person, ROUNDS[which])
            if was:
                return "code_again"
            Person.objects.filter(pk=person.pk).update(**{ROUNDS[which]: True})
    except Closed:
        return "is_purged"
    typed.append((which, place, was))
    return ""


def _begun(campaign: Campaign) -> list[tuple[str, int, int]]:
    """The sections of which some are marked and some are not yet known: how many of each."""
    marked = set(
        campaign.people.filter(voted_before=True).order_by().values_list("section", flat=True).distinct()
    )
    left = campaign.people.filter(voted_before=None).order_by().values_list("section", flat=True).distinct()
    found = []
    for section in sorted(marked & set(left))[:100]:
        people = campaign.people.filter(section=section)
        found.append(
            (section, people.filter(voted_before=True).count(), people.filter(voted_before=None).count())
        )
    return found


@require_POST
@needs_part("organise_calls")
def undo(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Take back what was typed last."""
    typed = _typed(request, campaign)
    which = _round(request)
    if typed:
        which, place, was = typed.pop()
        campaign.people.filter(place=place).update(**{ROUNDS[which]: was})
        _keep(request, campaign, typed)
        messages.success(request, say("calls.undone", language_of(request), typed=written(place)))
    response = redirect("calls-typing", campaign.slug)
    response.headers["Location"] += f"?round={which}"
    return response


@require_POST
@needs_part("organise_calls")
def complete(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The list of a section is typed to its end: whoever is not marked did not vote."""
    section = text(request, "section", 200)
    rest = campaign.people.filter(section=section, voted_before=None).update(voted_before=False)
    messages.success(request, say("calls.section_complete", language_of(request), section=section, rest=rest))
    return redirect("calls-typing", campaign.slug)
