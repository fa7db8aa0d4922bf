"""What people ask about their data: a queue, each with the day by which it must be answered."""

from __future__ import annotations

import calendar
import json
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.web.acting import text
from recolement.web.calls.closing import Closed, still_open
from recolement.web.calls.guard import actor_of, needs_part
from recolement.web.calls.models import Campaign, Demand
from recolement.web.calls.vault import vault_made, vault_of
from recolement.web.words import language_of, say

LONGEST = 2_000


def a_month_after(day: date) -> date:
    """The day by which a request is answered: the same day of the next month, or its last.

    >>> a_month_after(date(2026, 1, 31)), a_month_after(date(2026, 12, 4))
    (datetime.date(2026, 2, 28), datetime.date(2027, 1, 4))
    """
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@never_cache
@needs_part("organise_calls")
def demands(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The queue, the most pressing first; a new request is noted in it."""
    problem = ""
    if request.method == "POST":
        problem = _noted(request, campaign)
        if not problem:
            return redirect("calls-demands", campaign.slug)
        problem = say(f"calls.{problem}", language_of(request))
    vault, today = vault_of(campaign), timezone.localdate()
    waiting = []
    for one in campaign.demands.filter(answered=None).order_by("due", "pk"):
        told = None if vault is None else vault.open_text(bytes(one.sealed))
        waiting.append({"demand": one, "told": json.loads(told or "{}"), "late": one.due < today})
    page = {
        "campaign": campaign,
        "problem": problem,
        "given": request.POST,
        "waiting": waiting,
        "answered": campaign.demands.exclude(answered=None).order_by("-answered")[:50],
        "kinds": [one.value for one in Demand.Kind],
        "today": today.isoformat(),
    }
    return render(request, "calls/demands.html", page, status=400 if problem else 200)


def _noted(request: HttpRequest, campaign: Campaign) -> str:
    kind, who, how = text(request, "kind", 15), text(request, "who", LONGEST), text(request, "how", LONGEST)
    try:
        received = date.fromisoformat(text(request, "received", 10))
    except ValueError:
        return "day_wrong"
    if kind not in Demand.Kind.values or not who:
        return "demand_incomplete"
    if received > timezone.localdate():
        return "day_wrong"
    try:
        with still_open(campaign):
            sealed = vault_made(campaign).seal_text(json.dumps({"who": who, "how": how}))
            Demand.objects.create(
                campaign=campaign, kind=kind, sealed=sealed, received=received,
                due=a_month_after(received), taken_by=actor_of(request),
            )  # fmt: skip
    except Closed:
        return "is_purged"
    return ""


@require_POST
@needs_part("organise_calls")
def answered(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """A request is answered."""
    done = campaign.demands.filter(pk=number, answered=None).update(
        answered=timezone.now(), answered_by=actor_of(request)
    )
    if done:
        messages.success(request, say("calls.saved", language_of(request)))
    return redirect("calls-demands", campaign.slug)
