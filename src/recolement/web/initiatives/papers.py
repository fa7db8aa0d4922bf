"""Sheets of paper: printed with a number each, typed line by line on a keyboard, taken out where wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.initiatives.rulebook import Rulebook
from recolement.publication.initiative_sheets import LINES, sheets_pdf
from recolement.web.acting import text
from recolement.web.initiatives.guard import actor_of, needs_initiative
from recolement.web.initiatives.ledger import progress_of, rules_of
from recolement.web.initiatives.models import Initiative, Line, Sheet
from recolement.web.initiatives.signing import Typed, matched, take_sheet, undo_sheet
from recolement.web.initiatives.vault import Vault, vault_of
from recolement.web.told import when
from recolement.web.words import language_of, say
from recolement.words.initiative_rules import of_void
from recolement.words.numbers import Language

MOST_SHEETS = 500
SHOWN = 30
LONGEST_LINE = 200
_DIGEST = re.compile(r"[0-9a-f]{64}")


@never_cache
@require_GET
@needs_initiative("organise_initiative")
def printed(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Blank sheets as PDF, numbered; each QR code leads to the page where that sheet is typed."""
    first, number = _number(request.GET.get("first", "")) or 1, _number(request.GET.get("number", "")) or 1
    address = request.build_absolute_uri(reverse("initiative-sheets", args=[initiative.slug]))
    rules, language = rules_of(initiative), language_of(request)
    until = "" if rules is None else when(rules.closes, settings.TIME_ZONE, language)
    pdf = sheets_pdf(
        initiative.title, range(first, first + min(number, MOST_SHEETS)), address, until, language
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{initiative.slug}-sheets.pdf"'
    return response


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and 0 < len(written) < 8 else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form: what was typed, whether no signature stands there, whom it could be."""

    place: int
    typed: str = ""
    unsigned: bool = False
    choices: tuple[tuple[int, str], ...] = ()
    chosen: str = ""


@never_cache
@needs_initiative("enter_signatures")
def sheets(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Type one sheet after the other: a number or a name a line; the last sheets with what counts."""
    language, rules, vault = language_of(request), rules_of(initiative), vault_of(initiative.slug)
    progress = progress_of(initiative)
    typing = progress.announced and not progress.closed and rules is not None and vault is not None
    if request.method == "POST" and typing and rules is not None and vault is not None:
        return _take(request, initiative, rules, vault, language)
    number = _number(request.GET.get("number", "")) or _next(initiative)
    rows = [Row(place) for place in range(1, LINES + 1)]
    return _page(request, initiative, language, typing, {"number": number, "rows": rows, "received": _now()})


def _next(initiative: Initiative) -> int:
    last = initiative.sheets.order_by("-number").first()
    return 1 if last is None else last.number + 1


def _now() -> str:
    return timezone.localtime(timezone.now(), ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%dT%H:%M")


def _page(
    request: HttpRequest,
    initiative: Initiative,
    language: Language,
    typing: bool,
    form: dict[str, Any],
    problems: list[str] | None = None,
) -> HttpResponse:
    recent = initiative.sheets.annotate(
        all=Count("lines"), counting=Count("lines", filter=Q(lines__void="", lines__member__isnull=False))
    ).order_by("-entered")[:SHOWN]
    page = {
        "initiative": initiative, "slug": initiative.slug, "typing": typing, "recent": recent,
        "problems": problems or [], **form,
    }  # fmt: skip
    return render(request, "initiatives/sheets.html", page, status=400 if problems else 200)


def _take(
    request: HttpRequest, initiative: Initiative, rules: Rulebook, vault: Vault, language: Language
) -> HttpResponse:
    """Match the lines; where a name is that of several, ask which; else keep the sheet."""
    number, received = _number(text(request, "number", 10)), _moment(text(request, "received", 16))
    digest = text(request, "digest", 64).lower()
    problems: list[str] = []
    if number is None:
        problems.append(say("initiative.sheet_number_wrong", language))
    elif initiative.sheets.filter(number=number).exists():
        problems.append(say("initiative.sheet_twice", language, number=number))
    if received is None or received > timezone.now():
        problems.append(say("initiative.received_wrong", language))
    if digest and not _DIGEST.fullmatch(digest):
        problems.append(say("initiative.digest_wrong", language))
    rows, lines, unsure = _rows(request, initiative, vault)
    if not lines and not unsure:
        problems.append(say("initiative.sheet_empty", language))
    if unsure:
        problems.append(say("initiative.which_one", language))
    if problems or number is None or received is None:
        form = {
            "number": text(request, "number", 10),
            "rows": rows,
            "received": text(request, "received", 16),
            "digest": digest,
        }
        return _page(request, initiative, language, True, form, problems)
    sheet = Sheet(
        initiative=initiative, number=number, received=received, digest=digest, actor=actor_of(request)
    )
    try:
        made = take_sheet(rules, vault, sheet, lines)
    except IntegrityError:  # typed by somebody else meanwhile
        messages.error(request, say("initiative.sheet_twice", language, number=number))
        return redirect("initiative-sheets", initiative.slug)
    void = [line for line in made if line.void]
    messages.success(
        request,
        say(
            "initiative.sheet_taken", language, number=number, counting=len(made) - len(void), lines=len(made)
        ),
    )
    for line in void:
        messages.warning(request, _said(line, language))
    return redirect("initiative-sheets", initiative.slug)


def _said(line: Line, language: Language) -> str:
    return say("initiative.line_void", language, place=line.place, why=of_void(line.void, language))


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    except ValueError:
        return None


def _rows(request: HttpRequest, initiative: Initiative, vault: Vault) -> tuple[list[Row], list[Typed], bool]:
    """The rows of the form again, its lines matched, and whether a name is still that of several."""
    rows, lines, unsure = [], [], False
    for place in range(1, LINES + 1):
        typed, chosen = text(request, f"line-{place}", LONGEST_LINE), text(request, f"which-{place}", 20)
        unsigned = request.POST.get(f"unsigned-{place}") == "yes"
        if not typed:
            rows.append(Row(place))
            continue
        members = matched(initiative, vault, typed)
        which = [one for one in members if str(one.pk) == chosen] or members
        choices: tuple[tuple[int, str], ...] = ()
        if len(members) > 1:
            people = [(one.pk, vault.member(one)) for one in members]
            choices = tuple((pk, f"{who.name} · {who.number} · {who.unit}") for pk, who in people)
        if len(which) > 1 and chosen != "none":
            unsure = True
        member = which[0] if len(which) == 1 and chosen != "none" else None
        rows.append(Row(place, typed, unsigned, choices, chosen))
        lines.append(Typed(typed, member, unsigned))
    return rows, lines, unsure


@require_POST
@needs_initiative("enter_signatures")
def undo(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Take a sheet out again: it is typed anew."""
    language, rules, vault = language_of(request), rules_of(initiative), vault_of(initiative.slug)
    sheet = initiative.sheets.filter(number=number).first()
    if progress_of(initiative).closed or sheet is None or rules is None or vault is None:
        messages.error(request, say("initiative.not_now", language))
    else:
        undo_sheet(rules, vault, sheet)
        messages.success(request, say("initiative.sheet_undone", language, number=number))
    return redirect("initiative-sheets", initiative.slug)
