"""What anybody may see of a panel: quotas, chances as a picture, steps, the report, and how to verify it all.

Nothing about a volunteer is here. A volunteer's own line is opened by the code of their letter, for whoever
has the letter.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.formats.gathering import Problems
from recolement.formats.panels import read_quotas
from recolement.model.panels import Quota
from recolement.publication import panel_ceremony as ceremony
from recolement.publication.panel_histogram import histogram
from recolement.publication.panel_report import (
    Block,
    Code,
    Heading,
    Paragraph,
    Picture,
    Rows,
    blocks_of,
    typst_of,
)
from recolement.publication.panel_steps import present_after
from recolement.web.panels.checking import drawn
from recolement.web.panels.documents import FIGURES, documents, read_figures
from recolement.web.panels.guard import may_organise, panel_of
from recolement.web.panels.models import Panel
from recolement.web.panels.progress import Progress, doubts_of, progress_of, published
from recolement.web.panels.purging import CERTIFICATE
from recolement.web.panels.vault import opened_letter
from recolement.web.words import language_of, say
from recolement.words.numbers import Language
from recolement.words.panel_report import REPORT
from recolement.words.panels import doubt_sentence

READ_ME = "README.txt"


def _fraction(written: str, language: Language, digits: int = 3) -> str:
    shown = f"{float(Fraction(written)):.{digits}f}"
    return shown.replace(".", ",") if language == "fr" else shown


def _percent(written: str, language: Language) -> str:
    shown = f"{float(Fraction(written)) * 100:.2f}"
    return f"{shown.replace('.', ',')}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{shown}%"


@never_cache
@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every panel of this installation, by title."""
    return render(request, "panels/every.html", {"panels": Panel.objects.order_by("title")})


@never_cache
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The panel's public page."""
    panel, language = panel_of(slug), language_of(request)
    progress, files = progress_of(panel), documents(panel)
    shown: dict[str, Any] = {
        "panel": panel,
        "slug": slug,
        "progress": progress,
        "may": may_organise(request.user, slug),
        "steps": [
            (datetime.fromisoformat(event["at"]), say(f"panel_event.{_kind(event)}", language))
            for event in progress.events
        ],
        "zone": settings.TIME_ZONE,
        "certificate": json.loads(files[CERTIFICATE]) if progress.purged and CERTIFICATE in files else None,
    }
    if progress.announced:
        shown |= _announced(panel, files, language)
    if progress.drawn:
        draw = json.loads(files["draw.json"])
        shown |= {
            "number": f"{draw['number']:03d}",
            "people": present_after(draw),
            "draw": draw,
            "alternates": json.loads(files[FIGURES]).get("alternates", []),
        }
    return render(request, "panels/page.html", shown)


def _kind(event: Any) -> str:
    return str(event.get("event", "")).partition("/")[0].replace("-", "_")


def _quotas(files: dict[str, bytes]) -> tuple[Quota, ...]:
    name = "quotas.xlsx" if "quotas.xlsx" in files else "quotas.csv"
    return read_quotas(files[name], name, Problems())


def _announced(panel: Panel, files: dict[str, bytes], language: Language) -> dict[str, Any]:
    announcement, lottery = json.loads(files["announcement.json"]), json.loads(files["lottery.json"])
    times: dict[int, int] = dict.fromkeys(range(1, announcement["volunteers"] + 1), 0)
    for own in lottery["panels"]:
        for number in own:
            times[number] = times.get(number, 0) + 1
    words = (say("panel.histogram_chance", language), say("panel.histogram_people", language))
    return {
        "announcement": announcement,
        "volunteers": announcement["volunteers"],
        "panels": len(lottery["panels"]),
        "minimum": _percent(lottery["minimum_probability"], language),
        "drawn_minimum": _percent(lottery["lottery_minimum_probability"], language),
        "gini": _fraction(lottery["gini"], language),
        "levels": [
            (_percent(one["probability"], language), one["people"], _percent(one["bound"], language))
            for one in lottery["levels"][:50]
        ],
        "histogram": histogram(list(times.values()), len(lottery["panels"]), words, language),
        "quotas": _quotas(files),
        "picture": drawn(list(read_figures(files[FIGURES])), panel.size, language),
        "files": sorted(one for one in files if one != CERTIFICATE),
    }


@never_cache
@require_GET
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """The published files held against the ledger and each other, now."""
    panel, language = panel_of(slug), language_of(request)
    progress = progress_of(panel)
    doubts = doubts_of(panel)
    shown = {
        "panel": panel,
        "slug": slug,
        "progress": progress,
        "doubts": [(one.code, doubt_sentence(one.code, one.facts, language)) for one in doubts],
    }
    return render(request, "panels/verify.html", shown)


def _blocks(panel: Panel, progress: Progress, language: Language) -> tuple[list[Block], str]:
    files = documents(panel)
    if not progress.drawn:
        raise Http404
    announcement, lottery, draw = (
        json.loads(files[name]) for name in ("announcement.json", "lottery.json", "draw.json")
    )
    seed = ceremony.seed_of(progress.announced, draw["contributions"], draw["public"])
    shares = read_figures(files[FIGURES])
    title = REPORT[language]["title"].format(size=announcement["size"])
    return blocks_of(announcement, progress.announced, lottery, draw, seed, shares, language), title


@require_GET
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of the draw, for somebody who was not there."""
    panel, language = panel_of(slug), language_of(request)
    blocks, title = _blocks(panel, progress_of(panel), language)
    shown = {
        "panel": panel,
        "slug": slug,
        "title": title,
        "blocks": [(_shape(block), _content(block)) for block in blocks[1:]],
    }
    return render(request, "panels/report.html", shown)


def _shape(block: Block) -> str:
    shapes = {Heading: "heading", Paragraph: "text", Code: "code", Rows: "rows", Picture: "picture"}
    return shapes[type(block)]


def _content(block: Block) -> Any:
    match block:
        case Rows(rows):
            return {"head": rows[0], "rows": rows[1:]}
        case Picture(drawing):
            return drawing
        case _:
            return block.text


@require_GET
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The report as PDF."""
    import typst

    panel, language = panel_of(slug), language_of(request)
    source, pictures = typst_of(*_reordered(_blocks(panel, progress_of(panel), language), language))
    files = {"main.typ": source.encode(), **pictures}
    compiled = typst.compile(files, format="pdf")  # type: ignore[call-overload]  # takes a dict, its stub says not
    response = HttpResponse(compiled, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{language}.pdf"'
    return response


def _reordered(made: tuple[list[Block], str], language: Language) -> tuple[list[Block], Language, str]:
    return made[0], language, made[1]


@require_GET
def bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published, as one folder to verify with ``recolement panel verify``."""
    panel = panel_of(slug)
    progress = progress_of(panel)
    if not progress.announced:
        raise Http404
    command = f"recolement panel verify {slug} --expected {progress.announced}"
    read_me = "\n\n".join(say("panel.read_me", language, command=command) for language in ("fr", "en"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, own in {**published(panel), READ_ME: (read_me + "\n").encode()}.items():
            archive.writestr(zipfile.ZipInfo(f"{slug}/{name}"), own, zipfile.ZIP_DEFLATED)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return response


@require_GET
def document(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One published file, byte for byte."""
    content = published(panel_of(slug)).get(name)
    if content is None:
        raise Http404
    kind = "application/json" if name.endswith(".json") else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
def ask_line(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a volunteer types the code of their letter."""
    panel = panel_of(slug)
    if request.method == "POST":
        return _line(request, panel, request.POST.get("code", "")[:200])
    return render(request, "panels/line.html", {"panel": panel, "slug": slug})


@never_cache
@require_GET
def line(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One volunteer's own line and chance, opened by the link of their letter."""
    return _line(request, panel_of(slug), code)


def _line(request: HttpRequest, panel: Panel, code: str) -> HttpResponse:
    """The letter of a code, held against the published list; the same page for a code that opens nothing."""
    content = opened_letter(panel, code)
    if content is None:
        shown = {"panel": panel, "slug": panel.slug, "wrong": True, "purged": progress_of(panel).purged}
        return render(request, "panels/line.html", shown, status=404)
    told, files, language = json.loads(content), documents(panel), language_of(request)
    lines = json.loads(files["commitments.json"])["lines"]
    number = told["number"]
    right = lines[number - 1] == told["commitment"] == ceremony.digest(ceremony.canonical(told["line"])[:-1])
    _, _, own, features, household, identity, chance = told["line"]
    sits = "draw.json" in files and number in present_after(json.loads(files["draw.json"]))
    shown = {
        "panel": panel,
        "slug": panel.slug,
        "told": told,
        "right": right,
        "id": own,
        "features": list(zip(dict.fromkeys(one.category for one in _quotas(files)), features, strict=False)),
        "household": household,
        "identity": identity,
        "chance": _percent(chance, language),
        "fraction": chance,
        "raw": ceremony.canonical(told["line"])[:-1].decode(),
        "sits": sits,
        "drawn": "draw.json" in files,
    }
    return render(request, "panels/line.html", shown)
