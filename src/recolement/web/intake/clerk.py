"""The central clerk: a second, blind entry beside the photo, by another person; then only what differs.

Where the rulebook asks for a double entry, the section's own sheet is the first one. Keyboard alone: Enter
goes to the next box, and from the last one to the next sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.acts import RefusedEvent
from recolement.checks.concordance import differing
from recolement.ledger.events import EntryRecorded
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.accounts.models import Account
from recolement.web.acting import new_key, record
from recolement.web.evenings import Evening, Meanwhile
from recolement.web.intake.form import read as read_count
from recolement.web.intake.form import typed
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.fields import field_label
from recolement.words.naming import Names

ROLE = "clerk"
MOST = 200

SheetKey = tuple[UnitId, ContestId, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet that waits for its second entry, or whose two entries differ."""

    key: SheetKey
    name: str
    photos: tuple[str, ...]
    differs: bool


def entries_of(tonight: Evening, key: SheetKey) -> dict[str, EntryRecorded]:
    """The last entry of each kind for one sheet."""
    tonight.now()
    return {
        event.entry: event
        for event in tonight.of_unit.get(key[0], ())
        if isinstance(event, EntryRecorded) and (event.contest, event.round) == (key[1], key[2])
    }


def _sheet(event: EntryRecorded) -> TallySheet:
    sheet = TallySheet(UnitId(event.unit), ContestId(event.contest), event.round)
    figures = {name: getattr(event, name) for name in FIGURES}
    return sheet.with_figures(figures, {OptionId(option): cast for option, cast in event.votes.items()})


def _open_fields(tonight: Evening, key: SheetKey) -> tuple[str, ...]:
    """The boxes on which the two entries differ and nothing was corrected since."""
    both = entries_of(tonight, key)
    if "first" not in both or "second" not in both:
        return ()
    first, second = _sheet(both["first"]), _sheet(both["second"])
    standing = tonight.now().retained(*key).sheet or first
    return tuple(
        name
        for name in differing(first, second, absent_differs=True)
        if standing.figure(name) == first.figure(name)
    )


def waiting(request: HttpRequest, tonight: Evening) -> list[Waiting]:
    """What waits for this clerk: sheets typed by somebody else, then those whose entries differ."""
    night = tonight.now()
    names = Names(night.folder, language_of(request))
    assert isinstance(request.user, Account)
    mine = request.user.actor
    found = []
    for question in night.questions:
        if question.contest.rulebook.entry != "double":
            continue
        for unit in question.place.leaves:
            key = (unit, question.contest.id, question.round.number)
            both = entries_of(tonight, key)
            first, second = both.get("first"), both.get("second")
            if first is None or tonight.desk.moment.state.who(first.actor) == mine:
                continue
            differs = second is not None and bool(_open_fields(tonight, key))
            if second is None or differs:
                found.append(Waiting(key, names.unit(unit), tuple(first.scans), differs))
    return sorted(found, key=lambda one: (one.differs, one.name))


@never_cache
@require_GET
@needs("enter_second")
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, how much of it, and where to begin."""
    tonight = evening_of(request)
    rows = waiting(request, tonight)
    double = any(question.contest.rulebook.entry == "double" for question in tonight.now().questions)
    page = {"slug": slug, "rows": rows[:MOST], "total": len(rows), "double": double}
    return render(request, "intake/clerk.html", page)


def _next(request: HttpRequest, slug: str) -> HttpResponse:
    rows = [row for row in waiting(request, evening_of(request)) if not row.differs]
    if not rows:
        return redirect("clerk", slug)
    unit, contest, round_ = rows[0].key
    return redirect("second", slug, contest, round_, unit)


@never_cache
@needs("enter_second")
def second(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The blind entry: the photo and empty boxes; the section's figures are nowhere on the page."""
    tonight, language = evening_of(request), language_of(request)
    key = (UnitId(unit), ContestId(contest), round)
    first = entries_of(tonight, key).get("first")
    if first is None:
        raise Http404
    assert isinstance(request.user, Account)
    if tonight.desk.moment.state.who(first.actor) == request.user.actor:
        messages.error(request, say("clerk.same_person", language))
        return redirect("clerk", slug)
    values = {name: str(value) for name, value in request.POST.items()}
    form = typed(tonight.now().folder, key[1], round, key[0], values)
    if request.method == "POST" and form.empty:
        messages.error(request, say("clerk.nothing_typed", language))
    elif request.method == "POST" and form.sheet is not None:
        fields = fields_of(form.sheet) | {"entry": "second"}
        answer = record(request, tonight, ROLE, "entry-recorded/1", fields, meanwhile=_typed_already(key))
        if answer is not None and _open_fields(tonight, key):
            return redirect("differences", slug, contest, round, unit)
        if answer is not None or "second" in entries_of(tonight, key):
            return _next(request, slug)
    names = Names(tonight.now().folder, language)
    page = {
        "slug": slug,
        "unit_id": unit,
        "unit": names.unit(unit),
        "contest": names.contest(contest),
        "typed": form,
        "photos": first.scans,
        "key": new_key(),
        "waiting": len(waiting(request, tonight)),
    }
    return render(request, "intake/second.html", page, status=400 if request.method == "POST" else 200)


def _typed_already(key: SheetKey) -> Meanwhile:
    """Two clerks at one sheet: the first entry stands, the other clerk is told."""

    def look(tonight: Evening) -> RefusedEvent | None:
        if "second" not in entries_of(tonight, key):
            return None
        return RefusedEvent("entry_is_there", "entry-recorded/1", {"unit": key[0]})

    return look


def fields_of(sheet: TallySheet) -> dict[str, Any]:
    """The fields of an event that bears these figures."""
    found: dict[str, Any] = {name: sheet.figure(name) for name in FIGURES if sheet.figure(name) is not None}
    return found | {
        "unit": sheet.unit,
        "contest": sheet.contest,
        "round": sheet.round,
        "votes": dict(sheet.votes),
    }


@never_cache
@needs("enter_second")
def differences(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Only the boxes that differ, typed again from the paper: the reading that comes twice stands."""
    tonight, language = evening_of(request), language_of(request)
    key = (UnitId(unit), ContestId(contest), round)
    fields = _open_fields(tonight, key)
    if not fields:
        if request.method == "POST":
            messages.warning(request, say("clerk.settled_meanwhile", language))
        return _next(request, slug)
    both = entries_of(tonight, key)
    if request.method == "POST":
        read = {name: read_count(request.POST.get(f"again:{name}", "")) for name in fields}
        again = {name: value for name, value in read.items() if isinstance(value, int)}
        if len(again) == len(fields):
            _settle(request, tonight, key, both, again)
            return redirect("differences", slug, contest, round, unit)
        messages.error(request, say("clerk.type_each", language))
    names = Names(tonight.now().folder, language)
    page = {
        "slug": slug,
        "unit_id": unit,
        "unit": names.unit(unit),
        "boxes": [(name, names.field(contest, name) or field_label(name, language)) for name in fields],
        "photos": both["first"].scans,
        "key": new_key(),
    }
    return render(request, "intake/differences.html", page)


def _settle(
    request: HttpRequest,
    tonight: Evening,
    key: SheetKey,
    both: dict[str, EntryRecorded],
    again: dict[str, int],
) -> None:
    """A box read again as the first entry had it mends the second one; otherwise the sheet is corrected."""
    first, last = _sheet(both["first"]), _sheet(both["second"])
    left = set(again)

    def still_open(now: Evening) -> RefusedEvent | None:
        if left <= set(_open_fields(now, key)):
            return None
        return RefusedEvent("entry_is_there", "entry-recorded/1", {"unit": key[0]})

    mended = dict(again)
    figures = {name: mended.get(name, last.figure(name)) for name in FIGURES}
    votes = {option: mended.get(option, count) for option, count in last.votes.items()}
    form_key = request.POST.get("key") or new_key()
    if any(last.figure(name) != value for name, value in again.items()):
        fields = fields_of(last.with_figures(figures, votes)) | {"entry": "second"}
        if record(request, tonight, ROLE, "entry-recorded/1", fields, f"{form_key}-e", still_open) is None:
            return
    for name, value in again.items():
        left = {name}
        if first.figure(name) != value:
            target = {"units": [key[0]], "contest": key[1], "round": key[2]}
            fields = {**target, "field": name, "value": value, "reason": say("clerk.reason", "fr")}
            field_key = f"{form_key}-{name}"[:190]
            record(request, tonight, ROLE, "figure-corrected/1", fields, field_key, still_open)
