"""Is all well? Each sign is a sentence with what to do, for people who keep the house and are no engineers.

The same signs, as codes and figures, are ``/health.json`` for a monitoring service: whoever has not signed in
as administrator learns there only whether the app works.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.ledger.broken import LedgerBroken
from recolement.ledger.events import Event
from recolement.ledger.events.figures import Figures
from recolement.ledger.note import NoteBroken
from recolement.ledger.storage import NotAppended, NotBegun
from recolement.model.ids import ContestId, UnitId
from recolement.model.software import VERSION
from recolement.web.accounts.models import Invitation
from recolement.web.acting import text
from recolement.web.data import data_folder
from recolement.web.evenings import Evening, evening
from recolement.web.house.backups import last_backup
from recolement.web.house.clocks import against_database, kernel_bound
from recolement.web.house.models import Verification
from recolement.web.house.verifying import verify_ledger
from recolement.web.rehearsal.band import ballots_that_count
from recolement.web.rights import administers, roles_for
from recolement.web.words import language_of, say
from recolement.words.numbers import Language

GOOD, UNKNOWN, WATCH, ACT = "good", "unknown", "watch", "act"
ORDER = (GOOD, UNKNOWN, WATCH, ACT)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHEET_WAITS = HOUR / 2, 2 * HOUR
"""How long a sheet may wait to be taken before one looks, and before one calls."""
DISPUTE_WAITS = DAY, 3 * DAY
BACKUP_WAITS = DAY, 2 * DAY
VERIFY_WAITS = 7 * DAY
FREE = (5_000_000_000, 0.15), (1_000_000_000, 0.05)
"""Bytes, and share of the disk, under which one looks, and under which one acts."""
CLOCK_OFF = 1.0, 10.0
"""Seconds."""

BROKEN = (LedgerBroken, NotBegun, NotAppended, NoteBroken)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its sentence is ``health.CODE_STATE`` with these facts."""

    code: str
    state: str
    ballot: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """The sentence, ages as people say them."""
        facts = {
            name: age(value, language) if isinstance(value, timedelta) else value
            for name, value in self.facts.items()
        }
        return say(f"health.{self.code}_{self.state}", language, **facts)


def age(length: timedelta, language: Language) -> str:
    """A length of time as people say it.

    >>> age(timedelta(minutes=3), "fr"), age(timedelta(hours=26), "en"), age(timedelta(days=4), "fr")
    ('3 min', '26 h', '4 j')
    """
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 72 else f"{hours // 24} {'j' if language == 'fr' else 'd'}"


def _by_age(length: timedelta, bounds: tuple[timedelta, timedelta]) -> str:
    return GOOD if length < bounds[0] else WATCH if length < bounds[1] else ACT


def signs() -> list[Sign]:
    """Every sign, what is worst first."""
    found = [database(), disk(), clock(), backup()]
    for hosted in ballots_that_count():
        found += _of_ballot(hosted.slug)
    return sorted(found, key=lambda one: -ORDER.index(one.state))


def database() -> Sign:
    """Whether the database answers, and how fast."""
    began = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Sign("database", ACT)
    milliseconds = round((time.perf_counter() - began) * 1000)
    return Sign("database", GOOD if milliseconds < 200 else WATCH, facts={"ms": milliseconds})


def disk() -> Sign:
    """The room left where photos, texts and keys are kept."""
    usage = shutil.disk_usage(data_folder())
    share = usage.free / usage.total
    state = GOOD
    for (least, least_share), worse in zip(FREE, (WATCH, ACT), strict=True):
        if usage.free < least or share < least_share:
            state = worse
    facts = {"free": round(usage.free / 1_000_000_000), "percent": round(share * 100)}
    return Sign("disk", state, facts=facts)


def clock() -> Sign:
    """How wrong the clock may be, as far as that can be known."""
    kernel, other = kernel_bound(), against_database()
    if other is not None and abs(other) >= CLOCK_OFF[0]:
        state = ACT if abs(other) >= CLOCK_OFF[1] else WATCH
        return Sign("clock", state, facts={"seconds": round(abs(other), 1)})
    if kernel is None or not kernel[0]:
        return Sign("clock", UNKNOWN)
    return Sign("clock", GOOD, facts={"seconds": f"{max(kernel[1], 0.01):.2f}"})


def backup() -> Sign:
    """How old the last backup is."""
    last = last_backup()
    if last is None:
        return Sign("backup", ACT)
    length = timezone.now() - last.at
    state = _by_age(length, BACKUP_WAITS)
    return Sign("backup_age", state, facts={"age": length})


def _of_ballot(slug: str) -> Iterator[Sign]:
    try:
        tonight = evening(slug)
        with tonight.lock:
            tonight.now()
            yield from _queues(tonight)
            yield _ledger(tonight)
    except BROKEN as broken:
        yield Sign("ledger", ACT, slug, {"why": getattr(broken, "code", type(broken).__name__)})
    yield _verified(slug)
    yield _invitations(slug)


def _queues(tonight: Evening) -> Iterator[Sign]:
    """The sheet that has waited longest to be taken, and the dispute that has waited longest for a ruling."""
    now = datetime.now(UTC)
    night = tonight.now()
    done = {
        (result.contest, result.round)
        for result in night.results
        if result.status.value in ("proclaimed", "corrected")
    }
    waiting = [
        (_recorded(tonight, *key), key[0])
        for key, state in tonight.board().states.items()
        if state in ("received", "flagged") and key[1:] not in done
    ]
    if waiting:
        since, unit = min(waiting)
        facts = {"age": now - since, "number": len(waiting), "unit": unit}
        yield Sign("sheets", _by_age(now - since, SHEET_WAITS), tonight.slug, facts)
    disputes = [
        one.act.at
        for one in night.proceedings.disputes.values()
        if one.open and isinstance(one.act.at, datetime)
    ]
    if disputes:
        facts = {"age": now - min(disputes), "number": len(disputes)}
        yield Sign("disputes", _by_age(now - min(disputes), DISPUTE_WAITS), tonight.slug, facts)


def _recorded(tonight: Evening, unit: UnitId, contest: ContestId, round_: int) -> datetime:
    """When the figures of a sheet that stand were recorded."""
    at = datetime.now(UTC)
    for event in reversed(tonight.of_unit.get(unit, [])):
        if isinstance(event, Figures) and (event.contest, event.round) == (contest, round_):
            return event.at.astimezone(UTC)
    return at


def _ledger(tonight: Evening) -> Sign:
    last: Event = tonight.events[-1]
    ahead = last.at - datetime.now(UTC)
    facts = {
        "size": tonight.size,
        "root": tonight.desk.tree.root().hex(),
        "seconds": max(0, round(ahead.total_seconds())),
    }
    if ahead > timedelta(seconds=CLOCK_OFF[1]):
        return Sign("ledger_ahead", ACT, tonight.slug, facts)
    return Sign("ledger", GOOD, tonight.slug, facts)


def _verified(slug: str) -> Sign:
    last = Verification.objects.filter(ballot=slug).order_by("-at").first()
    if last is None:
        return Sign("verified_never", WATCH, slug)
    length = timezone.now() - last.at
    facts = {"age": length, "size": last.size, "problems": last.problems}
    if last.problems:
        return Sign("verified_wrong", ACT, slug, facts)
    return Sign("verified", GOOD if length < VERIFY_WAITS else WATCH, slug, facts)


def _invitations(slug: str) -> Sign:
    unsent = Invitation.objects.filter(ballot=slug, sent=None, used=None, revoked=False).count()
    return Sign("invitations", WATCH if unsent else GOOD, slug, {"number": unsent})


@never_cache
@require_GET
@administers
def health(request: HttpRequest) -> HttpResponse:
    """The page."""
    language = language_of(request)
    titles = {one.slug: one.title for one in ballots_that_count()}
    found = signs()
    page = {
        "signs": [
            {"state": one.state, "text": one.said(language), "ballot": titles.get(one.ballot, ""),
             "root": one.facts.get("root", "")}
            for one in found
        ],
        "worst": found[0].state,
        "version": VERSION,
        "ballots": sorted(titles.items(), key=lambda pair: pair[1]),
    }  # fmt: skip
    return render(request, "house/health.html", page)


@never_cache
@require_GET
def health_json(request: HttpRequest) -> JsonResponse:
    """For a monitoring service. Without signing in: whether the app works (503: it does not), no more."""
    if not roles_for(request.user, "administer", ""):
        works = database().state != ACT and disk().state != ACT
        return JsonResponse({"status": "works" if works else "fails"}, status=200 if works else 503)
    found = signs()
    body = {
        "status": found[0].state,
        "version": VERSION,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "signs": [
            {"code": one.code, "state": one.state, "ballot": one.ballot}
            | {
                name: round(value.total_seconds()) if isinstance(value, timedelta) else value
                for name, value in one.facts.items()
            }
            for one in found
        ],
    }
    return JsonResponse(body)


@require_POST
@administers
def verify_now(request: HttpRequest) -> HttpResponse:
    """Read a ledger from its first byte to its last, as anybody outside would, and keep what came of it."""
    wanted = text(request, "ballot", 80)
    if any(one.slug == wanted for one in ballots_that_count()):
        verify_ledger(wanted)
    return redirect("house-health")
