"""One person, found because they ask: what is known of them, taken away, or never called again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.calls.places import written
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.calls.guard import my_part, needs_part, sections_of
from recolement.web.calls.looking import look, look_at_all, search
from recolement.web.calls.models import Campaign, Look, Person
from recolement.web.calls.objecting import object_to
from recolement.web.calls.sweeping import sweep_log
from recolement.web.pages import Page, page_of
from recolement.web.words import language_of, say

EXPORT = "recolement-call-person/1"
MOST_LOOKS = 5_000


@never_cache
@needs_part("organise_calls")
def people(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Look somebody up. What is asked goes in the form's body: addresses are written to logs."""
    asked, section = text(request, "asked", 300), text(request, "section", 200)
    part = my_part(request)
    found = search(campaign, asked, section, sections_of(part)) if request.method == "POST" else []
    shown = look_at_all(campaign, found, part.actor, Look.Why.SEARCH)
    page = {
        "campaign": campaign,
        "asked": asked,
        "section": section,
        "searched": request.method == "POST",
        "people": [(person, known, written(person.place)) for person, known in shown],
    }
    return render(request, "calls/people.html", page)


def _person(request: HttpRequest, campaign: Campaign, number: int) -> Person:
    """A person of one's own sections; 404 where there is none."""
    within = sections_of(my_part(request))
    person = campaign.people.filter(pk=number).first()
    if person is None or (within is not None and person.section not in within):
        raise Http404
    return person


@require_POST
@needs_part("organise_calls")
def export(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """Everything that is known of one person, as JSON, for them."""
    person, actor = _person(request, campaign, number), my_part(request).actor
    known = look(campaign, person, actor, Look.Why.EXPORT)
    if known is None:
        raise Http404
    document: dict[str, Any] = {
        "format": EXPORT,
        "campaign": campaign.title,
        "source": campaign.source,
        "purge_by": campaign.purge_by.isoformat(),
        "section": person.section,
        **asdict(known),
        "voted_before": person.voted_before,
        "voted_today": person.voted_today,
        "said": person.said,
        "state": person.state,
        "call_back_at": None if person.call_back_at is None else person.call_back_at.isoformat(),
        "calls": [
            {"at": at.isoformat(), "outcome": outcome}
            for at, outcome in person.calls.order_by("pk").values_list("at", "outcome")
        ],
        "looks": [
            {"at": at.isoformat(), "why": why}
            for at, why in person.looks.order_by("pk").values_list("at", "why")
        ],
    }
    response = HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", content_type="application/json"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="person-{written(person.place)}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@needs_part("organise_calls")
def erase(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """Erase one person's data here. With the next roll they may come back: who never wants a call objects."""
    person = _person(request, campaign, number)
    Look.objects.create(campaign=campaign, actor=my_part(request).actor, why=Look.Why.ERASURE)
    person.delete()
    sweep_log()
    messages.success(request, say("calls.erased", language_of(request)))
    return redirect("calls-people", campaign.slug)


@require_POST
@needs_part("organise_calls")
def objects(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """Take somebody out of every campaign, for good."""
    gone = object_to(_person(request, campaign, number), my_part(request).actor)
    messages.success(request, say("calls.objected", language_of(request), rows=gone))
    return redirect("calls-people", campaign.slug)


@never_cache
@require_GET
@needs_part("organise_calls")
def looks(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Who looked at people, when and why, the last first."""
    rows: Page[Look] = page_of(request, list(campaign.looks.order_by("-pk")[:MOST_LOOKS]))
    names = {
        one.actor: str(one) for one in Account.objects.filter(actor__in={look.actor for look in rows.rows})
    }
    page = {
        "campaign": campaign,
        "page": rows,
        "looks": [(one, names.get(one.actor, one.actor)) for one in rows.rows],
    }
    return render(request, "calls/looks.html", page)
