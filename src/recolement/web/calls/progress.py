"""What an organiser sees of the calls, and steers by: progress, who calls where, what comes first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.calls.lists import CallList
from recolement.calls.priorities import ranks, shares_of
from recolement.calls.sharing import share_out
from recolement.formats.estimates import read_estimates
from recolement.formats.gathering import Problems
from recolement.model.problems import Unusable
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.calls.counting import Counted, Line, counted
from recolement.web.calls.guard import needs_part, tree_of
from recolement.web.calls.models import Call, Campaign
from recolement.web.calls.reach import above
from recolement.web.calls.router import CALLS
from recolement.web.calls.scripts import section_names
from recolement.web.organiser.setting_up import LONGEST_FILE
from recolement.web.pages import page_of
from recolement.web.uploads import in_memory
from recolement.web.words import language_of, say
from recolement.words.problems import problem_sentence

AT_ONCE = 100
"""Sections whose people are given their weight in one transaction: calls go on in between."""


@never_cache
@require_GET
@needs_part("organise_calls")
def progress(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """How far the calls are, as of now."""
    found, sought = counted(campaign), request.GET.get("q", "").strip()[:200]
    names = section_names(campaign)
    lines = [
        (line, names.get(line.section, line.section), _about(line))
        for line in found.lines
        if sought.casefold() in f"{names.get(line.section, '')} {line.section}".casefold()
    ]
    page = {
        "campaign": campaign,
        "whole": found.whole,
        "lists": [(f"progress.{which}", found.whole.lists[which]) for which in CallList],
        "page": page_of(request, lines),
        "sought": sought,
        "estimate": campaign.estimate,
        "parts": _parts(campaign, names),
        "zones": "\n".join(f"{unit} {zone}" for unit, zone in sorted(campaign.zones.items())),
    }
    return render(request, "calls/progress.html", page)


def _about(line: Line) -> tuple[int, int, int] | None:
    """What a section can still bring, in whole votes: the estimate and the ends of its interval."""
    if line.share is None:
        return None
    low, high = (line.tally.outstanding * one for one in (line.share.low, line.share.high))
    return round(line.expected), round(low), round(high)


def _parts(campaign: Campaign, names: dict[str, str]) -> list[dict[str, Any]]:
    """Who calls: their name, their sections, and the calls they noted."""
    parts = list(campaign.callers.order_by("pk"))
    called = {one.actor: str(one) for one in Account.objects.filter(actor__in=[part.actor for part in parts])}
    made = dict(
        Call.objects.filter(campaign=campaign, undone=False)
        .order_by()
        .values_list("actor")
        .annotate(number=Count("pk"))
    )
    return [
        {
            "number": part.pk,
            "name": called.get(part.actor, part.actor),
            "calls": made.get(part.actor, 0),
            "sections": [names.get(one, one) for one in part.sections[:5]],
            "more": max(0, len(part.sections) - 5),
        }
        for part in parts
    ]


@require_POST
@needs_part("organise_calls")
def share(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Share the sections out among those ticked, or give all of them to each."""
    language = language_of(request)
    ticked = set(request.POST.getlist("part"))
    parts = [part for part in campaign.callers.order_by("pk") if str(part.pk) in ticked]
    if not parts:
        messages.error(request, say("progress.nobody_ticked", language))
        return redirect("calls-progress", campaign.slug)
    given: list[list[str]] = [[] for _ in parts]
    if "all" not in request.POST:
        given = share_out(_loads(campaign), len(parts))
        if not all(given):  # no section at all would be read as every section
            messages.error(request, say("progress.too_few", language))
            return redirect("calls-progress", campaign.slug)
    for part, sections in zip(parts, given, strict=True):
        part.sections = sections
        part.save(update_fields=["sections"])
    messages.success(request, say("progress.shared", language))
    return redirect("calls-progress", campaign.slug)


def _loads(campaign: Campaign) -> list[tuple[str, int]]:
    """Each section with whom is to be called there, those of one federation one after another."""
    load = {line.section: line.tally.outstanding for line in counted(campaign, now=True).lines}
    places = above(campaign)
    order = {leaf: number for number, leaf in enumerate(places)}
    known = sorted(load, key=lambda section: (order.get(section, len(order)), section))
    return [(section, load[section]) for section in known]


@in_memory
@require_POST
@needs_part("organise_calls")
def reckon(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Put the sections in order by what each can still bring, with an estimate of transfers or without."""
    language = language_of(request)
    if "without" in request.POST:
        campaign.estimate = None
    else:
        problems = _take_estimate(request, campaign)
        if problems:
            for sentence in problems:
                messages.error(request, sentence)
            return redirect("calls-progress", campaign.slug)
    campaign.save(update_fields=["estimate"])
    found = counted(campaign, now=True)
    weigh(campaign, found)
    messages.success(request, say("progress.reckoned", language, sections=len(found.lines)))
    return redirect("calls-progress", campaign.slug)


def _take_estimate(request: HttpRequest, campaign: Campaign) -> list[str]:
    """Keep the shares of the file that was sent; what is wrong with it."""
    language = language_of(request)
    sent = request.FILES.get("estimate")
    if sent is None or not sent.size or sent.size > LONGEST_FILE:
        return [say("calls.no_file", language, most=LONGEST_FILE // 1_000_000)]
    origin, destination = text(request, "origin", 200), text(request, "destination", 200)
    problems, name = Problems(), (sent.name or "estimate")[:100]
    rows = read_estimates(sent.read(), name, problems)
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return [problem_sentence(one, language) for one in unusable.problems[:20]]
    shares = shares_of(rows, origin, destination)
    if not shares:
        return [say("progress.no_estimate_of", language, origin=origin, destination=destination)]
    campaign.estimate = {
        "origin": origin,
        "destination": destination,
        "shares": {area: [str(one.share), str(one.low), str(one.high)] for area, one in shares.items()},
    }
    return []


def weigh(campaign: Campaign, found: Counted) -> None:
    """Give everybody the rank of their section: the next call is chosen by it."""

    of_section: dict[str, Fraction] = {line.section: line.expected for line in found.lines}
    new = ranks(of_section)
    sections = sorted(new)
    for start in range(0, len(sections), AT_ONCE):
        with transaction.atomic(using=CALLS):
            for section in sections[start : start + AT_ONCE]:
                people = campaign.people.filter(section=section).exclude(weight=new[section])
                people.update(weight=new[section])


@require_POST
@needs_part("organise_calls")
def zones(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Which units live by clocks of their own."""
    language, tree, kept = language_of(request), tree_of(campaign), {}
    for line in text(request, "zones", 20_000).splitlines():
        unit, _, zone = line.strip().rpartition(" ")
        if not line.strip():
            continue
        if unit.strip() not in tree or not _is_zone(zone):
            messages.error(request, say("progress.zones_wrong", language, line=line.strip()[:60]))
            return redirect("calls-progress", campaign.slug)
        kept[unit.strip()] = zone
    campaign.zones = kept
    campaign.save(update_fields=["zones"])
    messages.success(request, say("progress.zones_kept", language))
    return redirect("calls-progress", campaign.slug)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
