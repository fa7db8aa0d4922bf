"""The representative of a candidate: every sheet of their scope, their own copy, disputes, cosignatures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.acts import RefusedEvent
from recolement.canvass.proceedings import SheetKey
from recolement.model.ids import ContestId, UnitId
from recolement.web.accounts.models import Role
from recolement.web.acting import new_key, record, text
from recolement.web.boards import entries_of
from recolement.web.evenings import Evening, Meanwhile
from recolement.web.intake.clerk import fields_of
from recolement.web.intake.federation import listing, row
from recolement.web.intake.form import typed
from recolement.web.parts import answer, nothing_new, unchanged
from recolement.web.rights import evening_of, needs, roles_for
from recolement.web.words import language_of, say
from recolement.words.naming import Names


def _role(request: HttpRequest, slug: str, unit: str) -> Role:
    tree = evening_of(request).now().folder.tree
    return roles_for(request.user, "enter_copy", slug, unit, tree)[0]


@never_cache
@require_GET
@needs("enter_copy")
def sheets(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Every sheet of the scope, and where to enter one's own copy or file a dispute."""
    tonight, language = evening_of(request), language_of(request)
    role = _role(request, slug, unit)
    night = tonight.now()
    if unit not in night.folder.tree:
        raise Http404
    if nothing_new(request, tonight.size):
        return unchanged()
    names = Names(night.folder, language)
    listed, entry = listing(request.GET, tonight, unit), f"representative:{role.option}"
    page: dict[str, Any] = {
        "slug": slug,
        "here": names.unit(unit),
        "unit": unit,
        "speaks_for": names.option(None, role.option) if role.option else "",
        "listed": listed,
        "size": tonight.size,
        "rows": [
            row(tonight, key, names) | {"copied": entry in entries_of(tonight.of_unit.get(key[0], ()), key)}
            for key in listed.page.rows
        ],
    }
    parts = {"listed": "intake/watched_listed.html", "found": "intake/watched_part.html"}
    return answer(request, "intake/representative.html", parts, page)


@never_cache
@needs("enter_copy")
def copy(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The representative's own copy of a sheet: where it differs from the sheet, a finding says so (C3)."""
    tonight, language = evening_of(request), language_of(request)
    entry = f"representative:{_role(request, slug, unit).option}"
    key = (UnitId(unit), ContestId(contest), round)
    values = {name: str(value) for name, value in request.POST.items()}
    form = typed(tonight.now().folder, key[1], round, key[0], values)
    if request.method == "POST" and form.empty:
        messages.error(request, say("representative.nothing_typed", language))
    elif request.method == "POST" and form.sheet is not None:
        fields = fields_of(form.sheet) | {"entry": entry}
        told = _copied_meanwhile(key, entry, text(request, "seen", 20))
        if record(request, tonight, "representative", "entry-recorded/1", fields, meanwhile=told) is not None:
            return redirect("sheet-desk", slug, contest, round, unit)
    names = Names(tonight.now().folder, language)
    recorded = entries_of(tonight.of_unit.get(key[0], ()), key).get(entry)
    page = {
        "slug": slug,
        "unit_id": unit,
        "unit": names.unit(unit),
        "contest": names.contest(contest),
        "contest_id": contest,
        "round": round,
        "typed": form,
        "key": new_key(),
        "recorded": recorded,
        "seen": "" if recorded is None else recorded.seq,
    }
    return render(request, "intake/copy.html", page, status=400 if request.method == "POST" else 200)


def _copied_meanwhile(key: SheetKey, entry: str, seen: str) -> Meanwhile:
    """A copy may be entered anew by whoever has seen the one before; who has not is told of it."""

    def look(tonight: Evening) -> RefusedEvent | None:
        there = entries_of(tonight.of_unit.get(key[0], ()), key).get(entry)
        if there is None or str(there.seq) == seen:
            return None
        return RefusedEvent("copy_is_there", "entry-recorded/1", {"unit": key[0], "line": there.seq})

    return look
