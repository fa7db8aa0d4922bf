"""The organiser's page of a campaign: make it, say what callers say and when, name who calls."""

from __future__ import annotations

import secrets
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.calls.lists import CallList
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.calls.guard import CALLER, ORGANISER, actor_of, needs_part, tree_of
from recolement.web.calls.lists import UNKNOWN, of_list
from recolement.web.calls.models import Caller, Campaign, Demand
from recolement.web.calls.rounds import Rounds, rounds_of
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say

LONGEST_SCRIPT = 5_000
LONGEST_LIFE = 400
"""Days from the making of a campaign to its purge, at the most."""


@never_cache
@needs("organise")
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a campaign of a ballot: its purge date and the source of its data are compulsory.

    It is between two rounds: where the ballot has one alone, that is said, and none is made.
    """
    ballot, rounds = evening_of(request).now().folder.ballot, rounds_of(evening_of(request))
    campaign = Campaign(
        ballot=slug, calls_from=time(10), calls_until=time(20), time_zone=ballot.timezone,
        slug=f"{slug[:50]}-{secrets.token_hex(3)}", created_by=actor_of(request),
    )  # fmt: skip
    problems: list[str] = []
    if request.method == "POST" and rounds.between:
        problems = [*_settings(request, campaign), *_rounds(request, campaign, rounds)]
        if not problems:
            campaign.save()
            Caller.objects.create(campaign=campaign, actor=actor_of(request), part=ORGANISER)
            return redirect("calls-organise", campaign.slug)
    page = {
        "campaign": campaign, "slug": slug, "problems": problems, "given": request.POST,
        "rounds": rounds, **_clock(campaign),
    }  # fmt: skip
    wrong = problems or (request.method == "POST" and not rounds.between)
    return render(request, "calls/new.html", page, status=400 if wrong else 200)


def _rounds(request: HttpRequest, campaign: Campaign, rounds: Rounds) -> list[str]:
    number = text(request, "after_round", 5) or str(rounds.between[0].after)
    chosen = [one for one in rounds.between if str(one.after) == number]
    if not chosen:
        return [say("calls.round_wrong", language_of(request))]
    campaign.after_round, campaign.next_round = chosen[0].after, chosen[0].next
    campaign.contest = text(request, "contest", 200)
    day = _day(text(request, "purge_by", 10))
    today = timezone.localdate()
    if day is None or not 0 < (day - today).days <= LONGEST_LIFE:
        return [say("calls.purge_wrong", language_of(request), most=LONGEST_LIFE)]
    campaign.purge_by = day
    return []


def _settings(request: HttpRequest, campaign: Campaign) -> list[str]:
    """Title, source, scripts and hours as the form says them; what is wrong with them."""
    language, problems = language_of(request), []
    campaign.title = text(request, "title", 300)
    campaign.source, campaign.source_en = text(request, "source", 500), text(request, "source_en", 500)
    campaign.script_fr = text(request, "script_fr", LONGEST_SCRIPT)
    campaign.script_en = text(request, "script_en", LONGEST_SCRIPT)
    if not campaign.title:
        problems.append(say("calls.title_missing", language))
    if not campaign.source:
        problems.append(say("calls.source_missing", language))
    first, last = _hour(text(request, "calls_from", 5)), _hour(text(request, "calls_until", 5))
    if first is None or last is None or first >= last:
        problems.append(say("calls.hours_wrong", language))
    else:
        campaign.calls_from, campaign.calls_until = first, last
    zone = text(request, "time_zone", 60) or campaign.time_zone
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(say("calls.zone_wrong", language))
    else:
        campaign.time_zone = zone
    return problems


def _clock(campaign: Campaign) -> dict[str, str]:
    """The hours of calls as a form writes them."""
    return {"from": f"{campaign.calls_from:%H:%M}", "until": f"{campaign.calls_until:%H:%M}"}


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _hour(written: str) -> time | None:
    try:
        return time.fromisoformat(written)
    except ValueError:
        return None


@never_cache
@require_GET
@needs_part("organise_calls")
def organise(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Where the campaign stands, and everything its organiser may do."""
    parts = list(campaign.callers.order_by("part", "pk"))
    names = {one.actor: str(one) for one in Account.objects.filter(actor__in=[part.actor for part in parts])}
    lists, known = _lists(campaign), _known(campaign)
    page: dict[str, Any] = {
        "campaign": campaign,
        "lists": lists,
        "known": known,
        "without": _without(known, lists),
        "parts": [
            {"part": part, "name": names.get(part.actor, part.actor), "me": part.actor == actor_of(request)}
            for part in parts
        ],
        "waiting": campaign.taken.filter(recorded=None).order_by("pk"),
        "taken": campaign.taken.exclude(recorded=None).order_by("-pk")[:20],
        "demands": Demand.objects.filter(campaign=campaign, answered=None).count(),
        "late": Demand.objects.filter(campaign=campaign, answered=None, due__lt=timezone.localdate()).count(),
        "extensions": campaign.extensions.filter(confirmed=None).order_by("pk"),
        "me": actor_of(request),
        "word": say("calls.purge_word", language_of(request)),
        "due": campaign.purge_by <= timezone.localdate(),
    }
    return render(request, "calls/organise.html", page)


def _known(campaign: Campaign) -> dict[str, int]:
    """How many people there are, may be called, are of a section whose register came, or on no list."""
    counted: dict[str, int] = campaign.people.aggregate(
        people=Count("pk"),
        callable=Count("pk", filter=~Q(state="uncallable")),
        marked=Count("pk", filter=Q(voted_before__isnull=False)),
        unknown=Count("pk", filter=UNKNOWN & ~Q(state="uncallable")),
    )
    return counted


def _without(known: dict[str, int], lists: list[tuple[str, int]]) -> str:
    """Which file the lists still wait for: until then a list of nobody would say something else."""
    if not known["people"]:
        return "no_people"
    return "no_register" if not known["marked"] and not any(people for _, people in lists) else ""


def _lists(campaign: Campaign) -> list[tuple[str, int]]:
    counted = campaign.people.aggregate(**{one.value: Count("pk", filter=of_list(one)) for one in CallList})
    return [(one.value, counted[one.value]) for one in CallList]


@never_cache
@needs_part("organise_calls")
def settings(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    """Title, source, scripts and hours. The purge date is not among them: nobody moves it alone."""
    problems: list[str] = []
    if request.method == "POST" and not campaign.closed:
        problems = _settings(request, campaign)
        if not problems:
            campaign.save()
            messages.success(request, say("calls.saved", language_of(request)))
            return redirect("calls-organise", campaign.slug)
    page = {"campaign": campaign, "problems": problems, "given": request.POST, **_clock(campaign)}
    return render(request, "calls/settings.html", page, status=400 if problems else 200)


@require_POST
@needs_part("organise_calls")
def appoint(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Give somebody a part: an account that exists, or a new one whose first password is shown once."""
    language = language_of(request)
    username, part = text(request, "username", 150), text(request, "part", 10)
    units = text(request, "units", 20_000).replace(",", "\n").split("\n")
    wanted = [one.strip() for one in units if one.strip()]
    tree = tree_of(campaign)
    unknown = [one for one in wanted if one not in tree]
    if not username or part not in (ORGANISER, CALLER) or campaign.closed:
        messages.error(request, say("organise.not_understood", language))
    elif Account.objects.filter(username=username, actor=actor_of(request)).exists():
        messages.error(request, say("calls.not_oneself", language))
    elif unknown:
        messages.error(request, say("calls.unit_unknown", language, unit=unknown[0][:60]))
    else:
        account = Account.objects.filter(username=username).first()
        if account is None:
            password = secrets.token_urlsafe(12)
            account = Account.objects.new(username, password, name=text(request, "name", 200))
            messages.success(
                request, say("organise.password", language, username=username, password=password)
            )
        Caller.objects.update_or_create(
            campaign=campaign, actor=account.actor, defaults={"part": part, "sections": wanted}
        )
    return redirect("calls-organise", campaign.slug)


@require_POST
@needs_part("organise_calls")
def dismiss(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Take a part away, never one's own; whom they were calling goes back to the others."""
    number = text(request, "part", 20)
    if number.isascii() and number.isdigit():
        found = campaign.callers.filter(pk=int(number)).exclude(actor=actor_of(request)).first()
        if found is not None:
            campaign.people.filter(held_by=found.actor, state="held").update(
                state="open", held_by="", held_until=None
            )
            found.delete()
    return redirect("calls-organise", campaign.slug)
