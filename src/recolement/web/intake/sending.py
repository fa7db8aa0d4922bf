"""A signed sheet on its way to the ledger, whichever door it came by: its event, and who was first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recolement.acts import RefusedEvent
from recolement.ledger.events import EntryRecorded, SheetRecorded, SheetReturned
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.evenings import Evening, Meanwhile


def recorded(tonight: Evening, unit: str, contest: str, round: int) -> TallySheet | None:
    """The sheet already recorded for a section, if there is one."""
    return tonight.now().retained(UnitId(unit), ContestId(contest), round).recorded


def line_of(tonight: Evening, unit: str, contest: str, round: int) -> int | None:
    """The line that recorded what a section sent last; ``None`` where its sheet came in by no such line."""
    found = [
        event.seq
        for event in tonight.of_unit.get(unit, ())
        if isinstance(event, SheetRecorded | EntryRecorded)
        and (event.contest, event.round) == (contest, round)
        and getattr(event, "entry", "first") == "first"
    ]
    return found[-1] if found else None


def sent_back(tonight: Evening, unit: str, contest: str, round: int) -> str | None:
    """Why a sheet was sent back to its section, which has not sent it again; ``None`` where it was not."""
    if recorded(tonight, unit, contest, round) is not None:
        return None
    return tonight.desk.moment.state.returned.get((UnitId(unit), ContestId(contest), round))


def somebody_else_sent(unit: str, contest: str, round: int) -> Meanwhile:
    """Two people at one sheet: the first to send wins, the other is told and keeps what they typed."""

    def look(tonight: Evening) -> RefusedEvent | None:
        there = False
        for event in tonight.of_unit.get(unit, ()):
            if (getattr(event, "contest", None), getattr(event, "round", None)) == (contest, round):
                sent = isinstance(event, SheetRecorded) or getattr(event, "entry", "") == "first"
                there = (there or sent) and not isinstance(event, SheetReturned)
        return RefusedEvent("sheet_is_there", "sheet-recorded/1", {"unit": unit}) if there else None

    return look


def intention_of(
    tonight: Evening,
    sheet: TallySheet,
    actor: str,
    observed: str,
    explanation: str,
    signed: str,
    photos: Sequence[str],
) -> dict[str, Any]:
    """The event of a signed sheet, its texts in clear: the desk keeps them outside the ledger."""
    texts = [text for text in (observed, explanation, f"({signed})" if signed else "") if text]
    contest = tonight.now().folder.ballot.contest(sheet.contest)
    double = contest.rulebook.entry == "double"
    intention: dict[str, Any] = {
        "event": "entry-recorded/1" if double else "sheet-recorded/1",
        "unit": sheet.unit,
        "contest": sheet.contest,
        "round": sheet.round,
        "votes": dict(sheet.votes),
        "actor": actor,
        "role": "secretary",
    }
    if double:
        intention["entry"] = "first"
    intention |= {name: sheet.figure(name) for name in FIGURES if sheet.figure(name) is not None}
    if texts:
        intention["observations"] = "\n".join(texts)
    if photos:
        intention["scans"] = list(photos)
    return intention
