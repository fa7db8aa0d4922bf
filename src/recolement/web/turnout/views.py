"""Turnout during the day: a section's page of one number, and what all of them come to, place by place."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.canvass.turnout import (
    HourOfTurnout,
    Reports,
    last_told,
    round_before,
    sections_of,
    turnout,
    voting_in,
)
from recolement.ledger.events import TurnoutReported
from recolement.model.ids import UnitId
from recolement.web.accounts.models import Post, Role
from recolement.web.acting import new_key, record, text
from recolement.web.evenings import Evening
from recolement.web.intake.form import read
from recolement.web.pages import page_of
from recolement.web.public.views import seen
from recolement.web.rights import evening_of, holds_over, needs, post_by_which, roles_for, roles_in
from recolement.web.turnout.curve import curve_of
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.rehearsal import title_in
from recolement.words.turnout import points

MOST_MISSING = 200


def reports_of(tonight: Evening) -> Reports:
    """Every report that stands."""
    told = tonight.desk.moment.state.turnout
    return {key: {hour: one.voters for hour, one in hours.items()} for key, hours in told.items()}


@never_cache
@require_GET
@seen
def place(request: HttpRequest, tonight: Evening, round: int, unit: str) -> HttpResponse:
    """Turnout at a place: the hour, the day as a curve and a table, what lies below, who said nothing."""
    night, language = tonight.now(), language_of(request)
    tree, names = night.folder.tree, Names(night.folder, language)
    voting, reports = _voting(tonight, round, unit), reports_of(tonight)
    hours = turnout(night.folder, reports, sections_of(night, unit, voting), round)
    shown, curve = _shown(request, hours), curve_of(hours)
    page = {
        "slug": tonight.slug,
        "size": tonight.size,
        "here": names.unit(unit),
        "unit": unit,
        "trail": [(above, names.place(above)) for above in tree.trail(UnitId(unit))[:-1]],
        "round": round,
        "rounds": [one.number for one in night.folder.ballot.rounds],
        "earlier": round_before(night.folder, reports, round),
        "hours": [_row(one, language) for one in hours],
        "shown": _row(shown, language),
        "curve": curve,
        "ticks": [(x, one.hour, _base(one)) for x, one in zip(curve.columns, hours, strict=True)],
        "is_section": tree.is_leaf(UnitId(unit)),
        "may_report": bool(roles_for(request.user, "report_turnout", tonight.slug, unit, tree)),
        **_below(request, tonight, (round, unit, shown.hour), voting, reports, names),
        **_missing(request, tonight, shown, names),
    }
    return render(request, "turnout/place.html", page)


def _voting(tonight: Evening, number: int, unit: str) -> frozenset[UnitId]:
    """The sections that report in a round; 404 where none of them lies under the unit."""
    night = tonight.now()
    if not night.folder.ballot.turnout_hours or unit not in night.folder.tree:
        raise Http404
    voting = voting_in(night, number)
    if not sections_of(night, unit, voting):
        raise Http404
    return voting


def _shown(request: HttpRequest, hours: tuple[HourOfTurnout, ...]) -> HourOfTurnout:
    """The hour asked for, or the last one of which something is known."""
    wanted = request.GET.get("hour", "")
    return next((one for one in hours if one.hour == wanted), None) or last_told(hours) or hours[0]


def _row(one: HourOfTurnout, language: Language) -> dict[str, Any]:
    """An hour as a page shows it: figures, and the change in words."""
    pair = one.compared
    comparable = pair is not None and pair.change is not None
    return {
        "hour": one.hour,
        "told": one.told,
        "expected": one.expected,
        "voted": one.reported,
        "without_roll": len(one.without_roll),
        "missing": len(one.missing),
        "pair": pair if comparable else None,
        "change": points(pair.change, min(pair.now.registered, pair.earlier.registered), language)
        if pair is not None and comparable
        else "",
    }


def _base(one: HourOfTurnout) -> str:
    """On how many of the sections a point of the curve rests."""
    on = one.reported.sections if one.compared is None else one.compared.now.sections
    return f"{on}/{one.expected}"


def _below(
    request: HttpRequest,
    tonight: Evening,
    where: tuple[int, str, str],
    voting: frozenset[UnitId],
    reports: Reports,
    names: Names,
) -> dict[str, Any]:
    """What lies just below, at the hour that is shown."""
    night, (number, unit, hour) = tonight.now(), where
    under = {one: sections_of(night, one, voting) for one in night.folder.tree.children(UnitId(unit))}
    page = page_of(request, [one for one, sections in under.items() if sections])
    rows = []
    for one in page.rows:
        (at,) = turnout(night.folder, reports, under[one], number, [hour])
        rows.append({"id": one, "name": names.unit(one), **_row(at, names.language)})
    return {"page": page, "units": rows}


def _missing(request: HttpRequest, tonight: Evening, shown: HourOfTurnout, names: Names) -> dict[str, Any]:
    """Who said nothing at the hour that is shown; how to call them, for those who may report for them."""
    tree = tonight.now().folder.tree
    some = shown.missing[:MOST_MISSING]
    roles = roles_in(request.user, "report_turnout", tonight.slug)
    mine = {unit for unit in some if any(holds_over(role, unit, tree) for role in roles)}
    held = Role.objects.filter(ballot=tonight.slug, post=Post.SECRETARY, unit__in=mine)
    telephones = {role.unit: role.account.telephone for role in held.select_related("account")}
    return {
        "silent": [
            {
                "id": unit,
                "name": names.unit(unit),
                "mine": unit in mine,
                "telephone": telephones.get(unit, ""),
            }
            for unit in some
        ],
        "more_silent": len(shown.missing) - len(some),
    }


@never_cache
@needs("report_turnout")
def report(request: HttpRequest, slug: str, round: int, unit: str) -> HttpResponse:
    """One number for one hour. A number that surprises is asked about once, and then recorded as it is."""
    tonight, language = evening_of(request), language_of(request)
    if UnitId(unit) not in _voting(tonight, round, unit):
        raise Http404  # a federation reports for each of its sections
    told = tonight.desk.moment.state.turnout.get((UnitId(unit), round), {})
    ballot = tonight.now().folder.ballot
    wanted = text(request, "hour", 5) or request.GET.get("hour", "")
    hour = wanted if wanted in ballot.turnout_hours else _due(tonight, told)
    typed, wrong, doubts = text(request, "voters", 40), "", []
    if request.method == "POST":
        number = read(typed)
        if not isinstance(number, int):
            wrong = say("turnout.number", language)
        else:
            doubts = _doubts(tonight, told, UnitId(unit), round, hour, number, language)
            if not doubts or text(request, "sure", 12) == str(number):
                return _kept(request, tonight, told, (slug, round, unit), hour, number)
    zone = ZoneInfo(ballot.timezone)
    page = {
        "slug": slug,
        "unit": unit,
        "here": Names(tonight.now().folder, language).unit(unit),
        "ballot": title_in(ballot.title, language),
        "round": round,
        "several_rounds": len(ballot.rounds) > 1,
        "hour": hour,
        "typed": typed or ("" if hour not in told else str(told[hour].voters)),
        "number": read(typed),
        "wrong": wrong,
        "doubts": doubts,
        "hours": [(one, told.get(one), told[one].at.astimezone(zone) if one in told else None)
                  for one in ballot.turnout_hours],
        "key": new_key(),
    }  # fmt: skip
    return render(request, "turnout/report.html", page, status=400 if wrong or doubts else 200)


def _kept(
    request: HttpRequest,
    tonight: Evening,
    told: dict[str, TurnoutReported],
    where: tuple[str, int, str],
    hour: str,
    number: int,
) -> HttpResponse:
    """Record the number; the same one again is no new line."""
    slug, round_, unit = where
    if hour in told and told[hour].voters == number:
        messages.info(request, say("turnout.same", language_of(request), hour=hour))
    else:
        post = post_by_which(request, "report_turnout", slug, unit, tonight.now().folder.tree)
        fields = {"unit": unit, "round": round_, "hour": hour, "voters": number}
        record(request, tonight, post, "turnout-reported/1", fields)
    return redirect("turnout-report", slug, round_, unit)


def _due(tonight: Evening, told: dict[str, TurnoutReported], now: datetime | None = None) -> str:
    """The hour to report: the last one that has passed by the ballot's clock, if it was not, else the first
    that was not; the last of all when every one was."""
    ballot = tonight.now().folder.ballot
    clock = f"{(now or timezone.now()).astimezone(ZoneInfo(ballot.timezone)):%H:%M}"
    passed = [one for one in ballot.turnout_hours if one <= clock]
    if passed and passed[-1] not in told:
        return passed[-1]
    return next((one for one in ballot.turnout_hours if one not in told), ballot.turnout_hours[-1])


def _doubts(
    tonight: Evening,
    told: dict[str, TurnoutReported],
    unit: UnitId,
    number: int,
    hour: str,
    voters: int,
    language: Language,
) -> list[str]:
    """What is surprising about a number, in words."""
    doubts = []
    said = count(voters, language)
    before = [one for one in told if one < hour and told[one].voters > voters]
    after = [one for one in told if one > hour and told[one].voters < voters]
    for code, hours in (("smaller", before), ("larger", after)):
        for one in sorted(hours):
            other = count(told[one].voters, language)
            doubts.append(say(f"turnout.{code}", language, hour=hour, voters=said, other=one, then=other))
    roll = tonight.now().folder.roll(unit, number)
    if roll is not None and voters > roll:
        doubts.append(say("turnout.above_roll", language, voters=said, roll=roll))
    return doubts
