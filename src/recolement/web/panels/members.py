"""After the draw, for the organiser: who was drawn, who is replaced, everybody's letter, and the purge."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.model.panels import Volunteer
from recolement.publication import panel_ceremony as ceremony
from recolement.publication.panel_steps import present_after
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.drawing import qr_svg
from recolement.web.pages import Page
from recolement.web.panels import jobs
from recolement.web.panels.documents import FIGURES, documents
from recolement.web.panels.guard import actor_of, needs_panel
from recolement.web.panels.inputs import NotThere, lines_by_row, read_inputs, safe_csv
from recolement.web.panels.models import Panel, Seed
from recolement.web.panels.progress import progress_of
from recolement.web.panels.purging import purge as destroy
from recolement.web.panels.vault import code_of, take
from recolement.web.panels.work import people_of
from recolement.web.words import language_of, say

LETTERS_A_PAGE = 50


@never_cache
@require_GET
@needs_panel
def people(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The panel by name, from the sealed file, with the alternates; opened for this page only."""
    progress = progress_of(panel)
    if not progress.drawn:
        messages.error(request, say("panel.not_now", language_of(request)))
        return redirect("panel-organise", panel.slug)
    files = documents(panel)
    draw, alternates = json.loads(files["draw.json"]), json.loads(files[FIGURES]).get("alternates", [])
    try:
        inputs = read_inputs(panel)
    except NotThere:
        messages.error(request, say("panel.is_purged", language_of(request)))
        return redirect("panel-organise", panel.slug)
    places = people_of(panel, inputs, files)
    present = present_after(draw)
    shown = [number for number in (*present, *alternates) if number in places]
    volunteers = {number: inputs.pool.volunteers[places[number]] for number in shown}
    file = take(panel, "people")
    assert file is not None
    header, lines = lines_by_row(file[1], file[0], (one.row for one in volunteers.values()))

    def row(number: int) -> dict[str, Any]:
        one = volunteers[number]
        return {
            "number": number,
            "id": one.id,
            "row": one.row,
            "cells": list(zip(header, lines.get(one.row, ()), strict=False)),
        }

    page = {
        "panel": panel,
        "slug": panel.slug,
        "progress": progress,
        "header": header,
        "members": [row(number) for number in present if number in volunteers],
        "alternates": [row(number) for number in alternates if number in volunteers],
        "steps": draw["steps"],
    }
    return render(request, "panels/people.html", page)


@require_POST
@needs_panel
def gone(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Note who declines: their replacement is announced and drawn as the panel was."""
    language, progress = language_of(request), progress_of(panel)
    if not progress.drawn or progress.pending or progress.purged or jobs.busy(panel):
        messages.error(request, say("panel.not_now", language))
        return redirect("panel-organise", panel.slug)
    present = set(present_after(json.loads(documents(panel)["draw.json"])))
    asked = {int(one) for one in request.POST.getlist("gone")[:2000] if one.isascii() and one.isdecimal()}
    leaving = sorted(present & asked)
    if not leaving or len(leaving) == len(present):
        messages.error(request, say("panel.nobody_gone", language))
        return redirect("panel-people", panel.slug)
    Seed.objects.update_or_create(
        panel=panel, step=progress.step, defaults={"gone": leaving, "source": "", "at": None, "value": ""}
    )
    return redirect("panel-organise", panel.slug)


def _codes(panel: Panel) -> list[tuple[Volunteer, str]] | None:
    """Everybody with the code of their letter; ``None`` once the data is purged."""
    private = take(panel, "private")
    try:
        inputs = read_inputs(panel)
    except NotThere:
        return None
    if private is None:
        return None
    known = ceremony.read_private(private[1])
    return [(one, code_of(known[one.id][0])) for one in inputs.pool.volunteers if one.id in known]


def grouped(code: str) -> str:
    """A code as it is printed: in groups of four.

    >>> grouped("nz4x6q2p2zlk")
    'nz4x 6q2p 2zlk'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@never_cache
@require_GET
@needs_panel
def letters(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Letters to print, some at a time: each with its own link, code and QR."""
    known = _codes(panel)
    if known is None:
        messages.error(request, say("panel.not_now", language_of(request)))
        return redirect("panel-organise", panel.slug)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    shown = Page(known, number, LETTERS_A_PAGE)
    made = []
    for one, code in shown.rows:
        address = request.build_absolute_uri(reverse("panel-line", args=[panel.slug, code]))
        made.append(
            {"id": one.id, "row": one.row, "code": grouped(code), "address": address, "qr": qr_svg(address)}
        )
    page = {
        "panel": panel,
        "slug": panel.slug,
        "letters": made,
        "page": shown,
        "progress": progress_of(panel),
    }
    return render(request, "panels/letters.html", page)


@never_cache
@require_GET
@needs_panel
def letters_table(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Everybody's link and code as a table, for letters or mail made elsewhere."""
    known = _codes(panel)
    if known is None:
        messages.error(request, say("panel.not_now", language_of(request)))
        return redirect("panel-organise", panel.slug)
    rows = (
        (
            one.id,
            str(one.row),
            grouped(code),
            request.build_absolute_uri(reverse("panel-line", args=[panel.slug, code])),
        )
        for one, code in known
    )
    response = HttpResponse(
        safe_csv(("id", "row", "code", "link"), rows), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="letters-{panel.slug}.csv"'
    return response


@require_POST
@needs_panel
def purge(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Destroy the volunteers' data now, if the word was typed."""
    language = language_of(request)
    word = say("panel.purge_word", language)
    if text(request, "word", 40).casefold() != word.casefold():
        messages.error(request, say("room.word_missing", language, word=word))
        return redirect("panel-organise", panel.slug)
    assert isinstance(request.user, Account)
    if destroy(panel, actor_of(request), str(request.user)):
        messages.success(request, say("panel.is_purged", language))
    else:
        messages.error(request, say("panel.busy", language))
    return redirect("panel-organise", panel.slug)
