"""The federation's import: a table sent, what it would record shown, then recorded as the screens would."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from recolement.acts import RefusedEvent
from recolement.ledger.storage import NotAppended
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.evenings import Evening
from recolement.web.intake.form import BOXES
from recolement.web.intake.importing import STATES, Given, Read, key_of, read
from recolement.web.intake.sending import intention_of, somebody_else_sent
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said
from recolement.words.naming import Names
from recolement.words.numbers import Language

LARGEST = 2_000_000
"""Bytes of a table: a thousand rows have a tenth of that."""

KEPT_SECONDS = 3600
MOST_SHOWN = 200


@never_cache
@needs("import_sheets")
def sheets(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Send a table; see what it would record; record it."""
    tonight, language = evening_of(request), language_of(request)
    if unit not in tonight.now().folder.tree:
        raise Http404
    page: dict[str, Any] = {
        "slug": slug,
        "unit": unit,
        "here": Names(tonight.now().folder, language).unit(unit),
        "most": LARGEST // 1_000_000,
        "columns": _columns(tonight, language),
    }
    if request.method != "POST":
        return render(request, "intake/import.html", page)
    given = _given(request, slug, unit)
    if given is None:
        page["wrong"] = [say("import.no_table", language, most=LARGEST // 1_000_000)]
        return render(request, "intake/import.html", page, status=400)
    table = read(given, tonight, unit, language)
    page |= {"given": given, "wrong": table.wrong}
    if table.wrong:
        return render(request, "intake/import.html", page, status=400)
    if text(request, "step", 10) == "record":
        page["done"] = _record(request, table)
        table = read(given, tonight, unit, language)  # as it stands now
    page["groups"] = [
        {"state": state, "rows": rows[:MOST_SHOWN], "total": len(rows), "left_out": len(rows) - MOST_SHOWN}
        for state in STATES
        if (rows := table.of(state))
    ]
    page["new"] = len(table.of("new"))
    return render(request, "intake/import.html", page)


def _columns(tonight: Evening, language: Language) -> list[tuple[str, str]]:
    """The columns of a table of sheets in this ballot: how each is called, and what it holds."""
    ballot, names = tonight.now().folder.ballot, Names(tonight.now().folder, language)
    found = [("unit", say("import.column_unit", language))]
    if len(ballot.contests) > 1:
        known = ", ".join(f"{one.id} = {names.contest(one.id)}" for one in ballot.contests)
        found.append(("contest", f"{say('import.column_contest', language)} ({known})"))
    if len(ballot.rounds) > 1:
        numbers = ", ".join(str(one.number) for one in ballot.rounds)
        found.append(("round", say("import.column_round", language, numbers=numbers)))
    found += [(box, say(f"sheet.{box}", language)) for box in BOXES]
    return found + [
        (option.id, f"{say('sheet.votes', language)} · {names.option(contest.id, option.id)}")
        for contest in ballot.contests
        for option in contest.options
    ]


def _given(request: HttpRequest, slug: str, unit: str) -> Given | None:
    """The table just sent, or the one that this account was shown: no other has its digest."""
    place = f"sheets:{request.user.pk}:{slug}"
    sent, mapping = request.FILES.get("table"), request.FILES.get("mapping")
    if sent is not None:
        if not sent.size or sent.size > LARGEST or (mapping is not None and (mapping.size or 0) > LARGEST):
            return None
        given = Given(
            (sent.name or "sheets.csv")[:200], sent.read(), b"" if mapping is None else mapping.read()
        )
        cache.set(place, given, KEPT_SECONDS)
        return given
    kept = cache.get(place)
    return kept if isinstance(kept, Given) and kept.digest == text(request, "digest", 64) else None


def _record(request: HttpRequest, table: Read) -> dict[str, Any]:
    """Record each new row by itself: what comes of one changes nothing for the others."""
    assert isinstance(request.user, Account)
    tonight, language = evening_of(request), language_of(request)
    lines, refused = [], []
    for row in table.of("new"):
        sheet = row.sheet
        assert sheet is not None, "a new row has its sheet"
        source = {"file": sheet.source.file, "row": sheet.source.row} if sheet.source else None
        intention = intention_of(tonight, sheet, request.user.actor, "", "", "", ())
        intention |= {"role": "federation", "source": source}
        meanwhile = somebody_else_sent(sheet.unit, sheet.contest, sheet.round)
        try:
            answer = tonight.record(intention, key_of(tonight.slug, tonight, sheet), meanwhile)
        except NotAppended as not_appended:
            refused.append((row, said(not_appended.code, not_appended.facts, language)))
            break  # a full disk is full for the next row too: what is left can be sent again
        if isinstance(answer, RefusedEvent):
            refused.append((row, said(answer.code, answer.facts, language)))
        else:
            lines.append(answer.seq)
    return {"lines": lines, "refused": refused}
