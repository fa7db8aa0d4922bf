"""A caller's telephone: one person at a time, what to say, and one press for how the call ended.

Who comes next is taken by a press (never by a page that is only looked at), and is shown as long as it is not
too late on their clocks. Each time a person is shown is written down.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.calls.hours import may_call
from recolement.calls.lists import list_of
from recolement.calls.outcomes import NoSuchTime, Outcome
from recolement.web.acting import text
from recolement.web.calls.guard import my_part, needs_part
from recolement.web.calls.holding import claim, give_back, held
from recolement.web.calls.lists import TO_CALL, UNKNOWN
from recolement.web.calls.looking import look
from recolement.web.calls.models import Call, Caller, Campaign, Look, Person
from recolement.web.calls.noting import BACK_WITHIN, Noted, last_call, note, take_back
from recolement.web.calls.reach import Reach, hours_of, opens_again, reach_of, zone_of
from recolement.web.calls.router import CALLS
from recolement.web.calls.scripts import dialled, offered_times, script, section_names, spelled
from recolement.web.words import language_of, say

TALKING = (Outcome.WILL_VOTE, Outcome.UNDECIDED, Outcome.HAS_VOTED, Outcome.REACHED)
"""Somebody answered, and said what the button says."""
NOBODY = (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)


def _mine(request: HttpRequest, campaign: Campaign) -> Caller:
    """Who asks, with the campaign they ask about."""
    part = my_part(request)
    part.campaign = campaign
    return part


def _over(campaign: Campaign) -> bool:
    """Whether nobody is called any more: destroyed, or due to be."""
    return campaign.closed or campaign.purge_by <= timezone.localdate()


@never_cache
@require_GET
@needs_part("call_people")
def call(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Whom this caller has before them; else how to be given somebody, or from when on."""
    part, now = _mine(request, campaign), timezone.now()
    if _over(campaign):
        return render(request, "calls/call.html", {"campaign": campaign, "over": True})
    reach, person = reach_of(part, now), held(campaign, part.actor)
    shown = None if person is None else _shown(request, part, person, now)
    page = {
        "campaign": campaign,
        "quiet": _quiet(part, now) if _too_late(campaign, reach, person, now) else "",
        "person": shown,
        "gone": person is not None and shown is None,
        "last": _last(request, part, now),
        "today": _calls_today(part, now),
        "organises": part.part == Caller.Part.ORGANISER,
    }
    return render(request, "calls/call.html", page)


def _too_late(campaign: Campaign, reach: Reach, person: Person | None, now: datetime) -> bool:
    """Whether it is too late for the one who is before the caller; without one, for everybody of theirs."""
    if person is None:
        return reach.nobody
    return not may_call(hours_of(campaign, zone_of(campaign, person.section)), now)


def _quiet(part: Caller, now: datetime) -> str:
    zone = ZoneInfo(part.campaign.time_zone)
    return spelled(opens_again(part, now).astimezone(zone), now, language_of())


def _shown(request: HttpRequest, part: Caller, person: Person, now: datetime) -> dict[str, Any] | None:
    """What a caller needs of a person, the look written down; nothing of who need not be called any more."""
    campaign, language = part.campaign, language_of(request)
    which = list_of(voted_before=person.voted_before, voted_today=person.voted_today, said=person.said)
    known = None if which is None else look(campaign, person, part.actor, Look.Why.CALL)
    if known is None or which is None:
        return None
    zone = zone_of(campaign, person.section)
    return {
        "number": person.pk,
        "name": known.name,
        "section": section_names(campaign).get(person.section, person.section),
        "telephone": known.telephone,
        "dialled": dialled(known.telephone),
        "list": f"call.list_{which}",
        "unanswered": person.attempts,
        "script": script(campaign, which, str(request.user), language),
        "talking": [(one.value, f"call.is_{one}") for one in TALKING],
        "nobody": [(one.value, f"call.is_{one}") for one in NOBODY],
        "times": offered_times(hours_of(campaign, zone), now, language),
        "zone": zone,
        "hours": (campaign.calls_from.strftime("%H:%M"), campaign.calls_until.strftime("%H:%M")),
    }


def _last(request: HttpRequest, part: Caller, now: datetime) -> dict[str, Any] | None:
    """The last outcome, while it can be taken back."""
    last = last_call(part)
    if last is None or last.person_id is None or last.at < now - BACK_WITHIN:
        return None
    return {"number": last.pk, "outcome": f"call.is_{last.outcome}"}


def _calls_today(part: Caller, now: datetime) -> int:
    """The calls this caller has noted since midnight."""
    midnight = now.astimezone(ZoneInfo(part.campaign.time_zone)).replace(hour=0, minute=0, second=0)
    mine = Call.objects.filter(campaign=part.campaign, actor=part.actor, undone=False, at__gte=midnight)
    return mine.count()


@require_POST
@needs_part("call_people")
def next_person(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Be given the next person."""
    _give_next(request, _mine(request, campaign))
    return redirect("calls-call", campaign.slug)


def _give_next(request: HttpRequest, part: Caller) -> None:
    """Hold the next person for a caller; where there is none, say it."""
    now = timezone.now()
    reach = reach_of(part, now)
    if not _over(part.campaign) and claim(part, reach, now) is None and not reach.nobody:
        messages.info(request, _nobody(part.campaign, reach))


def _nobody(campaign: Campaign, reach: Reach) -> str:
    """Why there is nobody to call: some wait, of some it is not known whether they voted, or all are done."""
    people, language = campaign.people.filter(reach.people()), language_of()
    if people.filter(TO_CALL, state__in=(Person.State.OPEN, Person.State.HELD)).exists():
        return say("call.nobody_now", language)
    unknown = people.filter(UNKNOWN, state=Person.State.OPEN).count()
    return say("call.nobody_unknown" if unknown else "call.nobody_left", language, number=unknown)


@require_POST
@needs_part("call_people")
def outcome(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Note how the call ended, and be given the next person."""
    part, now, language = _mine(request, campaign), timezone.now(), language_of(request)
    number, written = text(request, "person", 20), text(request, "outcome", 20)
    known = {one.value for one in Outcome}
    if written not in known or not (number.isascii() and number.isdigit()):
        return redirect("calls-call", campaign.slug)
    asked, back = Outcome(written), None
    if asked is Outcome.CALL_BACK:
        back = _time_asked(request, campaign, int(number))
        if back is None:
            messages.error(request, _hours_said(campaign, language))
            return redirect("calls-call", campaign.slug)
    try:
        with transaction.atomic(using=CALLS):  # one write to the disk for both
            noted = note(part, int(number), asked, now, back)
            if noted is Noted.NOTED:
                _give_next(request, part)
    except NoSuchTime:
        messages.error(request, _hours_said(campaign, language))
        return redirect("calls-call", campaign.slug)
    if noted is Noted.NOT_YOURS:
        messages.warning(request, say("call.not_yours", language))
    elif asked is Outcome.OBJECTS:
        messages.success(request, say("call.objected", language))
    return redirect("calls-call", campaign.slug)


def _hours_said(campaign: Campaign, language: Any) -> str:
    first, last = campaign.calls_from.strftime("%H:%M"), campaign.calls_until.strftime("%H:%M")
    return say("call.no_such_time", language, first=first, last=last)


def _time_asked(request: HttpRequest, campaign: Campaign, number: int) -> datetime | None:
    """When somebody asked to be called back, on their clocks; ``None`` where nobody may be called then."""
    section = campaign.people.filter(pk=number).values_list("section", flat=True).first()
    zone = ZoneInfo(zone_of(campaign, section or ""))
    try:
        when = datetime.fromisoformat(text(request, "when", 40) or text(request, "other", 40))
        if when.tzinfo is None:
            when = when.replace(tzinfo=zone)
        return when if may_call(hours_of(campaign, str(zone)), when) else None
    except (ValueError, OverflowError):  # no time at all, or one before the first year
        return None


@require_POST
@needs_part("call_people")
def undo(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Take the last outcome back."""
    part, number = _mine(request, campaign), text(request, "call", 20)
    done = number.isascii() and number.isdigit() and take_back(part, int(number), timezone.now())
    if done:
        messages.success(request, say("call.undone", language_of(request)))
    else:
        messages.warning(request, say("call.not_undone", language_of(request)))
    return redirect("calls-call", campaign.slug)


@require_POST
@needs_part("call_people")
def stop(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Stop calling: whom this caller has goes back to the others, as before."""
    give_back(campaign, _mine(request, campaign).actor)
    messages.success(request, say("call.stopped", language_of(request)))
    return redirect("calls-call", campaign.slug)
