"""The page on which quotas are typed in a table, with bounds suggested from the population."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from recolement.formats.gathering import Problems
from recolement.formats.panels import read_quotas
from recolement.model.problems import Unusable
from recolement.publication.panel_ceremony import digest
from recolement.web.acting import text
from recolement.web.panels.guard import needs_panel
from recolement.web.panels.inputs import (
    QuotaRow,
    columns_of,
    rows_of,
    with_population,
    with_suggestions,
    written,
)
from recolement.web.panels.models import Panel
from recolement.web.panels.organiser import checked
from recolement.web.panels.progress import progress_of
from recolement.web.panels.vault import put, take
from recolement.web.words import language_of, say
from recolement.words.numbers import Language
from recolement.words.panels import panel_problem

MOST_ROWS = 180
"""Of the table: five fields a row, and Django takes a thousand."""
FREE_ROWS = 4
MOST_PROBLEMS = 50


@never_cache
@needs_panel
def quotas(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The quotas typed in a table, with bounds suggested from the population."""
    if progress_of(panel).announced:
        messages.error(request, say("panel.too_late", language_of(request)))
        return redirect("panel-organise", panel.slug)
    problems = Problems()
    if request.method == "POST":
        rows = _typed(request)
        sent = request.FILES.get("population")
        if sent is not None and sent.size:
            rows = with_population(rows, sent.name or "population.csv", sent.read(), problems)
        if request.POST.get("what") == "suggest" or sent is not None:
            rows = with_suggestions(rows, panel.size)
        else:
            content = written(rows)
            read_quotas(content, "quotas.csv", problems)
            if not problems:
                put(panel, "quotas", "quotas.csv", content)
                return checked(request, panel, {"quotas": digest(content)})
    else:
        rows = _known_rows(panel)
    rows = [*rows[: MOST_ROWS - FREE_ROWS], *[QuotaRow()] * FREE_ROWS]
    page = {
        "panel": panel,
        "slug": panel.slug,
        "rows": rows,
        "problems": _said(problems, language_of(request)),
    }
    return render(request, "panels/quotas.html", page, status=400 if problems else 200)


def _typed(request: HttpRequest) -> list[QuotaRow]:
    rows = []
    for number in range(MOST_ROWS):
        cells = [text(request, f"{name}-{number}", 200) for name in ("c", "f", "l", "m", "p")]
        if any(cells):
            people = text(request, f"n-{number}", 9)
            count = int(people) if people.isascii() and people.isdigit() else None
            category, feature, least, most, population = cells
            rows.append(QuotaRow(category, feature, least, most, population, count))
    return rows


def _known_rows(panel: Panel) -> list[QuotaRow]:
    """The quotas handed in before; else a row for each value of each column that may be a category."""
    saved, people = take(panel, "quotas"), take(panel, "people")
    counts = {} if people is None else columns_of(*people)
    if saved is None:
        return [
            QuotaRow(name, feature, people=count)
            for name, features in counts.items()
            for feature, count in features.items()
        ]
    return [
        QuotaRow(
            row.category, row.feature, row.least, row.most, row.population,
            counts.get(row.category, {}).get(row.feature),
        )
        for row in rows_of(read_quotas(saved[1], saved[0], Problems()))
    ]  # fmt: skip


def _said(problems: Problems, language: Language) -> list[str]:
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return [panel_problem(one, language) for one in unusable.problems[:MOST_PROBLEMS]]
    return []
