"""The representative of a candidate: every sheet of their scope, their own copy, disputes, cosignatures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.ledger.events import EntryRecorded
from recolement.model.ids import ContestId, UnitId
from recolement.web.accounts.models import Role
from recolement.web.acting import new_key, record
from recolement.web.intake.clerk import fields_of
from recolement.web.intake.federation import rows_under
from recolement.web.intake.form import typed
from recolement.web.rights import evening_of, needs, roles_for
from recolement.web.words import language_of
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
    names = Names(tonight.now().folder, language)
    copied = {
        event.unit
        for event in tonight.events
        if isinstance(event, EntryRecorded) and event.entry == f"representative:{role.option}"
    }
    page: dict[str, Any] = {
        "slug": slug,
        "here": names.unit(unit),
        "speaks_for": names.option(None, role.option) if role.option else "",
        "rows": rows_under(tonight, slug, unit, names)[:500],
        "copied": copied,
    }
    return render(request, "intake/representative.html", page)


@never_cache
@needs("enter_copy")
def copy(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The representative's own copy of a sheet: where it differs from the sheet, a finding says so (C3)."""
    tonight, language = evening_of(request), language_of(request)
    role = _role(request, slug, unit)
    values = {name: str(value) for name, value in request.POST.items()}
    form = typed(tonight.now().folder, ContestId(contest), round, UnitId(unit), values)
    if request.method == "POST" and form.sheet is not None:
        fields = fields_of(form.sheet) | {"entry": f"representative:{role.option}"}
        if record(request, tonight, "representative", "entry-recorded/1", fields) is not None:
            return redirect("sheet-desk", slug, contest, round, unit)
    names = Names(tonight.now().folder, language)
    page = {
        "slug": slug,
        "unit_id": unit,
        "unit": names.unit(unit),
        "contest": names.contest(contest),
        "typed": form,
        "photos": (),
        "key": new_key(),
        "is_copy": True,
    }
    return render(request, "intake/second.html", page, status=400 if request.method == "POST" else 200)
