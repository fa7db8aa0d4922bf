"""The rehearsal's own pages: its clock, the telephone, the debriefing. ``making`` begins and erases it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.acts import RefusedEvent
from recolement.canvass import Canvass
from recolement.ledger.storage import LONGEST_KEY, SizeDiffers
from recolement.model.ids import UnitId
from recolement.rehearsal.debriefing import Debriefing, End, Verified, debrief
from recolement.rehearsal.playing import Played, asked_for, entry_of, intention
from recolement.rehearsal.said import said_faults
from recolement.rehearsal.script import Script
from recolement.web.accounts.models import Account
from recolement.web.acting import new_key, text
from recolement.web.evenings import TRIES, Evening
from recolement.web.parts import answer
from recolement.web.public.views import seen
from recolement.web.rehearsal.health import health_of
from recolement.web.rehearsal.keeping import script_of
from recolement.web.rehearsal.models import Rehearsal
from recolement.web.rehearsal.playing import Player, move_clock, start_clock, stop_clock
from recolement.web.rights import evening_of, needs, post_by_which, roles_for
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.rehearsal import KINDS, title_in

MOST_PLACES = 30
MORE = 50
MINUTES = (20, 60, 120)
"""In how many minutes the whole night may be played."""


def rehearsal_of(slug: str) -> Rehearsal:
    """The rehearsal of that name; 404 where there is none, or where it is a ballot that counts."""
    found = Rehearsal.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
@seen
def rehearsal(request: HttpRequest, tonight: Evening) -> HttpResponse:
    """Where the night stands, what is missing, the record's health, the way to the debriefing."""
    held = rehearsal_of(tonight.slug)
    night, language = tonight.now(), language_of(request)
    script, names = script_of(held.slug), Names(night.folder, language)
    player = _player(tonight)
    second = held.now(timezone.now())
    expected = {sheet.key for sheet in script.truth}
    tree = night.folder.tree
    page = {
        "slug": held.slug,
        "of": held.of,
        "title": title_in(night.folder.ballot.title, language),
        "held": held,
        "hours": second // 3600,
        "minutes": f"{second % 3600 // 60:02}",
        "over": second >= held.ends,
        "coming": len(player.due(tonight, script, second)),
        "received": len({typing[:3] for typing in player.played.sent} | player.played.by_people),
        "expected": len(expected),
        "second": held.second,
        "organises": bool(roles_for(request.user, "organise", held.slug)),
        "verifies": bool(roles_for(request.user, "verify_record", held.slug)),
        "choices": [(minutes, say(f"rehearsal.minutes_{minutes}", language)) for minutes in MINUTES],
        "places": [
            row | {"may": bool(roles_for(request.user, "call_section", held.slug, row["unit"], tree))}
            for row in _missing(night, names, request.GET.get("q", "").strip()[:200])
        ],
        "sought": request.GET.get("q", "").strip()[:200],
        "health": health_of(tonight, language),
        "key": new_key(),
        "size": tonight.size,
    }
    return answer(request, "rehearsal/rehearsal.html", {"found": "rehearsal/missing.html"}, page)


def _player(tonight: Evening) -> Player:
    assert isinstance(tonight.wake, Player), "every rehearsal has one"
    return tonight.wake


def _missing(night: Canvass, names: Names, sought: str) -> list[dict[str, Any]]:
    """The places with sheets missing, those with most registered first; sections, where one is sought."""
    tree = night.folder.tree
    absent: dict[UnitId, dict[UnitId, int]] = {}
    for result in night.results:
        for unit in night.count(result.contest, result.round, result.unit).missing:
            above = tree[unit].parent or tree.root
            if not sought:
                absent.setdefault(above, {})[unit] = tree[unit].registered or 0
            elif sought.casefold() in names.unit(unit).casefold():
                absent[unit] = {unit: tree[unit].registered or 0}
    order = sorted(absent, key=lambda place: -sum(absent[place].values()))
    return [
        {
            "unit": place,
            "name": names.unit(place),
            "missing": len(absent[place]),
            "all": len(tree.leaves_under(place)),
            "registered": sum(absent[place].values()),
            "sections": [names.unit(unit) for unit in absent[place]] if len(absent[place]) <= 6 else [],
        }
        for place in order[:MOST_PLACES]
    ]


@require_POST
@needs("organise")
def clock(request: HttpRequest, slug: str) -> HttpResponse:
    """Start or stop the clock, play some more sheets, end the rehearsal."""
    held, tonight = rehearsal_of(slug), evening_of(request)
    script, now, what = script_of(slug), timezone.now(), text(request, "what", 20)
    since = text(request, "second", 12)
    if what == "start":
        minutes = text(request, "minutes", 4)
        start_clock(held, now, int(minutes) if minutes in map(str, MINUTES) else MINUTES[0])
    elif what == "stop":
        stop_clock(held, now)
    elif what == "end":
        Rehearsal.objects.filter(pk=held.pk, ended=None).update(ended=now)
    elif what in ("next", "quiet", "all") and since.isascii() and since.isdigit():
        move_clock(held, int(since), _until(what, script, int(since)))
    player = _player(tonight)
    player.advance(tonight, rehearsal_of(slug), everything=True)
    return redirect("rehearsal-debriefing" if what == "end" else "rehearsal", slug)


def _until(what: str, script: Script, since: int) -> int:
    """The second to which the clock is asked to go."""
    if what == "all":
        return script.ends
    late = {fault.until for fault in script.faults if fault.until is not None}
    if what == "quiet":
        return max((one.at for one in script.arrivals if one.at not in late), default=script.ends)
    later = [one.at for one in script.arrivals if one.at > since]
    return later[min(MORE, len(later)) - 1] if later else script.ends


@require_POST
@needs("call_section")
def call(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Call a section, or what is missing of a federation: the sheets come, recorded by whoever called."""
    rehearsal_of(slug)
    tonight, language = evening_of(request), language_of(request)
    folder = tonight.now().folder
    if unit not in folder.tree:
        raise Http404
    post = post_by_which(request, "call_section", slug, unit, folder.tree)
    number = _record_call(request, tonight, unit, post)
    if number:
        place = Names(folder, language).unit(unit)
        messages.success(request, say("rehearsal.called", language, place=place, number=number))
    else:
        messages.warning(request, say("rehearsal.nobody", language))
    return redirect("rehearsal", slug)


def _record_call(request: HttpRequest, tonight: Evening, unit: str, post: str) -> int:
    """Record what those who were called say; how many sheets it was. The same form again records nothing."""
    assert isinstance(request.user, Account)
    folder, key = tonight.now().folder, text(request, "key", LONGEST_KEY)
    leaves = folder.tree.leaves_under(UnitId(unit))
    for _ in range(TRIES):
        tonight.follow()
        sheets = asked_for(script_of(tonight.slug), Played().take(tonight.events), leaves)
        if not sheets:
            return 0
        asked = [intention(one, entry_of(folder, one), post, request.user.actor) for one in sheets]
        try:
            answer = tonight.desk.record_sheets(
                asked, tonight.desk.size, key if key.isprintable() and key else new_key()
            )
        except SizeDiffers:
            continue
        return 0 if isinstance(answer, RefusedEvent) else len(sheets)
    return 0


@never_cache
@require_GET
@seen
def debriefing(request: HttpRequest, tonight: Evening) -> HttpResponse:
    """What became of each fault; to its organiser at any time, to the others once it is over."""
    held, language = rehearsal_of(tonight.slug), language_of(request)
    organises = bool(roles_for(request.user, "organise", held.slug))
    page: dict[str, Any] = {
        "slug": held.slug,
        "title": title_in(tonight.now().folder.ballot.title, language),
        "held": held,
        "organises": organises,
        "open": organises or held.ended is not None,
    }
    if page["open"]:
        page |= _debriefed(held, tonight, language)
    return render(request, "rehearsal/debriefing.html", page)


def _debriefed(held: Rehearsal, tonight: Evening, language: Any) -> dict[str, Any]:
    night, script = tonight.now(), script_of(held.slug)
    verified = [
        Verified(one.at, "" if one.by is None else one.by.actor, one.holds, one.line)
        for one in held.verifications.order_by("at").select_related("by")
    ]
    found: Debriefing = debrief(script, tonight.events, verified, held.altered, held.now(timezone.now()))
    state = tonight.desk.moment.state
    people: Mapping[str, str] = {
        account.actor: str(account)
        for account in Account.objects.filter(
            actor__in={state.who(one.by) or "" for one in found.ends if one.by}
        )
    }
    zone = ZoneInfo(night.folder.ballot.timezone)

    def who(actor: str | None) -> str:
        known = state.who(actor) or ""
        return people.get(known, known)

    rows = [
        {"said": one, "at": None if one.at is None else one.at.astimezone(zone)}
        for one in said_faults(found, Names(night.folder, language), who)
    ]
    return {
        "rows": rows,
        "all": len(found.ends),
        "counts": {end.value: found.number(end) for end in End},
        "impossible": ", ".join(KINDS[kind][language == "en"].lower() for kind in script.impossible),
        "seed": held.seed,
    }
