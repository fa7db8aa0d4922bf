"""The central clerk: a second, blind entry beside the photo, by another person; then only what differs.

Where the rulebook asks for a double entry, the section's own sheet is the first one. Keyboard alone: Enter
goes to the next box, and from the last one to the next sheet.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.acts import RefusedEvent
from recolement.canvass.proceedings import SheetKey
from recolement.ledger.events import EntryRecorded
from recolement.ledger.fold.figures import sheet as sheet_of
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.accounts.models import Account
from recolement.web.acting import new_key, record
from recolement.web.boards import Waiting, entries_of
from recolement.web.evenings import Evening, Meanwhile
from recolement.web.intake.form import read as read_count
from recolement.web.intake.form import typed
from recolement.web.pages import page_of
from recolement.web.parts import answer, nothing_new, unchanged
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names

ROLE = "clerk"


def _entries(tonight: Evening, key: SheetKey) -> dict[str, EntryRecorded]:
    """The last entry of each kind for one sheet, as the ledger has it now."""
    tonight.catch_up()
    return entries_of(tonight.of_unit.get(key[0], ()), key)


def waiting(request: HttpRequest, tonight: Evening) -> list[Waiting]:
    """What waits for this clerk: sheets typed by somebody else, then those whose entries differ."""
    assert isinstance(request.user, Account)
    mine, board = request.user.actor, tonight.board()
    found = [one for one in board.waiting.values() if one.first_by != mine]
    return sorted(found, key=lambda one: (one.differs, board.folded[one.key[0]]))


def _address_of(slug: str, one: Waiting) -> str:
    unit, contest, round_ = one.key
    return reverse("differences" if one.differs else "second", args=[slug, contest, round_, unit])


def _mine_next(request: HttpRequest, rows: list[Waiting]) -> Waiting | None:
    """Where this clerk goes on: each at another place of the list, so that two seldom type one sheet."""
    assert isinstance(request.user, Account)
    whole = [row for row in rows if not row.differs]
    if not whole:
        return rows[0] if rows else None
    return whole[int(sha256(request.user.actor.encode()).hexdigest(), 16) % len(whole)]


@never_cache
@require_GET
@needs("enter_second")
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, how much of it, and where to begin."""
    tonight = evening_of(request)
    tonight.now()
    if nothing_new(request, tonight.size):
        return unchanged()
    rows = waiting(request, tonight)
    board, names = tonight.board(), Names(tonight.now().folder, language_of(request))
    sought = request.GET.get("q", "").strip()[:200]
    folded = sought.casefold()
    shown = page_of(request, [row for row in rows if folded in board.folded[row.key[0]]])
    begin = _mine_next(request, rows)
    page = {
        "slug": slug,
        "double": any(one.rulebook.entry == "double" for one in tonight.now().folder.ballot.contests),
        "total": len(rows),
        "begin": None if begin is None else _address_of(slug, begin),
        "page": shown,
        "size": tonight.size,
        "sought": sought,
        "rows": [
            {"name": names.unit(row.key[0]), "differs": row.differs, "address": _address_of(slug, row)}
            for row in shown.rows
        ],
    }
    return answer(request, "intake/clerk.html", {"found": "intake/clerk_part.html"}, page)


def _next(request: HttpRequest, slug: str) -> HttpResponse:
    following = _mine_next(request, waiting(request, evening_of(request)))
    if following is None or following.differs:
        return redirect("clerk", slug)
    return redirect(_address_of(slug, following))


@never_cache
@needs("enter_second")
def second(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The blind entry: the photo and empty boxes; the section's figures are nowhere on the page."""
    tonight, language = evening_of(request), language_of(request)
    key = (UnitId(unit), ContestId(contest), round)
    first = _entries(tonight, key).get("first")
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
        if answer is not None and tonight.board().open_fields(key):
            return redirect("differences", slug, contest, round, unit)
        if answer is not None or "second" in _entries(tonight, key):
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
        if "second" not in entries_of(tonight.of_unit.get(key[0], ()), key):
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
    fields = tonight.board().open_fields(key)
    if not fields:
        if request.method == "POST":
            messages.warning(request, say("clerk.settled_meanwhile", language))
        return _next(request, slug)
    both = _entries(tonight, key)
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
        "boxes": [(name, _label(names, contest, name)) for name in fields],
        "photos": both["first"].scans,
        "key": new_key(),
    }
    return render(request, "intake/differences.html", page)


def _label(names: Names, contest: str, field: str) -> str:
    """The label of a box, as on the form."""
    return say(f"sheet.{field}", names.language) if field in FIGURES else names.option(contest, field)


def _settle(
    request: HttpRequest,
    tonight: Evening,
    key: SheetKey,
    both: dict[str, EntryRecorded],
    again: dict[str, int],
) -> None:
    """A box read again as the first entry had it mends the second one; otherwise the sheet is corrected."""
    first, last = sheet_of(both["first"]), sheet_of(both["second"])
    left = set(again)

    def still_open(now: Evening) -> RefusedEvent | None:
        if left <= set(now.board().open_fields(key)):
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
