"""A computation as its organiser sees it: how far it is, and what the check of the files found."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.formats.gathering import Problems
from recolement.formats.panels import read_quotas
from recolement.model.panels import Quota
from recolement.model.problems import Problem
from recolement.publication.panel_picture import Drawing, Shares, picture_of
from recolement.web.panels import jobs
from recolement.web.panels.guard import needs_panel
from recolement.web.panels.models import Panel, Sealed
from recolement.web.panels.organiser import found_by_check
from recolement.web.panels.progress import progress_of
from recolement.web.panels.vault import take
from recolement.web.words import language_of
from recolement.words.numbers import Language
from recolement.words.panel_report import REPORT
from recolement.words.panels import cell_sentence, change_sentence, doubt_sentence, panel_problem

MOST_PROBLEMS = 50


@never_cache
@require_GET
@needs_panel
def job(request: HttpRequest, panel: Panel) -> HttpResponse:
    """How far the last job is; the page renews itself, without a script."""
    last = jobs.last(panel)
    if last is None:
        return redirect("panel-organise", panel.slug)
    state = jobs.state_of(last)
    if state == "done":
        return redirect("panel-check" if last.kind == "check" else "panel-organise", panel.slug)
    if last.problem in ("unusable", "infeasible", "doubtful"):
        return redirect("panel-check", panel.slug)
    page = {
        "panel": panel,
        "slug": panel.slug,
        "job": last,
        "state": state,
        "seconds": int((timezone.now() - last.started).total_seconds()),
        "at_work": state in ("starting", "running"),
    }
    return render(request, "panels/job.html", page)


@never_cache
@require_GET
@needs_panel
def check(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What the check found: each problem with its place, or whether a panel exists and what it is like."""
    language, progress = language_of(request), progress_of(panel)
    found = found_by_check(panel) or {}
    saved, changed = take(panel, "quotas"), take(panel, "changes")
    quotas = () if saved is None else read_quotas(saved[1], saved[0], Problems())
    changes = found.get("changes", ())
    last = jobs.last(panel)
    if last is not None and last.kind == "replace" and last.problem == "infeasible" and changed is not None:
        changes = json.loads(changed[1])["changes"]
    problems = [Problem(**one) for one in found.get("problems", ())]
    page = {
        "panel": panel,
        "slug": panel.slug,
        "progress": progress,
        "found": found,
        "have": set(Sealed.objects.filter(panel=panel).values_list("name", flat=True)),
        "problems": [panel_problem(one, language) for one in problems[:MOST_PROBLEMS]],
        "doubts": [doubt_sentence(code, facts, language) for code, facts in found.get("doubts", ())],
        "more": max(0, len(problems) - MOST_PROBLEMS),
        "hopeless": changes is None,
        "changes": _changes(changes or (), quotas, language),
        "scarce": [cell_sentence(quotas[at], people, language) for at, people in found.get("scarce", ())],
        "picture": drawn([Shares(*one) for one in found.get("shares", ())], panel.size, language),
    }
    return render(request, "panels/check.html", page)


def _changes(changes: Sequence[Sequence[int]], quotas: Sequence[Quota], language: Language) -> list[str]:
    return [change_sentence(quotas[at], least, most, language) for at, least, most in changes]


def drawn(shares: list[Shares], size: int, language: Language) -> Drawing | None:
    """The picture of pool, population and panel, to stand in a page."""
    say_ = REPORT[language]
    names = (say_["population"], say_["pool"], say_["panel"])
    return picture_of(shares, size, names, language) if shares else None
