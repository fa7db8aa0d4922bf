"""The night played: which sheets are due by a second, from the script and the ledger so far.

Nothing is remembered between two calls: what was played is read in the ledger, so that any process may play
on, and two at once can be held apart by the ledger's size alone. A section's sheet that a person recorded
first (they called it) is not sent again; a sheet sent back comes again as it should have been.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeGuard

from msgspec import structs

from recolement.ledger.codec import decode, encode
from recolement.ledger.events import (
    AnyEvent,
    EntryRecorded,
    NoVoteHeld,
    SheetRecorded,
    SheetReturned,
)
from recolement.model.folder import BallotFolder
from recolement.model.sheets import FIGURES, TallySheet
from recolement.rehearsal.script import Arrival, Fault, Script

PLAYER = "rehearsal"
"""The role of whoever plays the sections."""

Typing = tuple[str, str, int, str]
"""Unit, contest, round, entry."""


class Played:
    """What the ledger says was played, line by line."""

    def __init__(self) -> None:
        self.sent: Counter[Typing] = Counter()
        """How many times the player sent a sheet."""
        self.by_people: set[tuple[str, str, int]] = set()
        """Sheets that somebody recorded in a section's place."""
        self.returned: dict[tuple[str, str, int], None] = {}
        """Sheets sent back that did not come again yet."""
        self.given_up: set[str] = set()
        """Sections whose sheet is not taken any more: no vote was held there, somebody said."""
        self.size = 0

    def take(self, events: Iterable[AnyEvent]) -> Played:
        """The next lines."""
        for event in events:
            self.size += 1
            if is_sent(event):
                key = (event.unit, event.contest, event.round)
                answers = key in self.returned
                self.returned.pop(key, None)
                if event.role != PLAYER:
                    self.by_people.add(key)
                elif not answers:
                    self.sent[(*key, event.entry if isinstance(event, EntryRecorded) else "")] += 1
            elif isinstance(event, NoVoteHeld):
                self.given_up.update(event.units or ())
            elif isinstance(event, SheetReturned):
                self.returned[event.unit, event.contest, event.round] = None
        return self


def is_sent(event: AnyEvent) -> TypeGuard[SheetRecorded | EntryRecorded]:
    """Whether a line is a section's sheet, and not a representative's copy of it."""
    return isinstance(event, SheetRecorded) or (
        isinstance(event, EntryRecorded) and event.entry in ("first", "second")
    )


def due(script: Script, played: Played, second: int) -> list[Arrival]:
    """What comes by a second of the night and is not in the ledger: first what was sent back, mended."""
    truth: dict[tuple[str, str, int], TallySheet] = {sheet.key: sheet for sheet in script.truth}
    found = [again for key in played.returned if key in truth for again in _again(script, truth[key])]
    seen: Counter[Typing] = Counter()
    for one in script.arrivals:
        if one.at > second:
            break
        typing = typing_of(one)
        seen[typing] += 1
        if one.sheet.unit in played.given_up or typing[:3] in played.by_people:
            continue
        if seen[typing] > played.sent[typing]:
            found.append(one)
    return found


def _again(script: Script, sheet: TallySheet) -> list[Arrival]:
    typed = next((one.entry for one in script.arrivals if one.sheet.key == sheet.key), "")
    return [Arrival(0, sheet, entry) for entry in (("first", "second") if typed else ("",))]


def typing_of(one: Arrival) -> Typing:
    """Which typing of which sheet it is."""
    return (one.sheet.unit, one.sheet.contest, one.sheet.round, one.entry)


def asked_for(script: Script, played: Played, units: Iterable[str]) -> list[TallySheet]:
    """The sheets that sections give when somebody calls them: those that are not in, as they should be."""
    wanted = set(units)
    there = {typing[:3] for typing, times in played.sent.items() if times} | played.by_people
    return [
        sheet
        for sheet in script.truth
        if sheet.unit in wanted - played.given_up and (sheet.key not in there or sheet.key in played.returned)
    ]


def intention(sheet: TallySheet, entry: str = "", role: str = PLAYER, actor: str = "") -> dict[str, Any]:
    """The sheet as somebody asks to record it. Two typings of one sheet are of two people."""
    asked: dict[str, Any] = {
        "event": "entry-recorded/1" if entry else "sheet-recorded/1",
        "unit": sheet.unit,
        "contest": sheet.contest,
        "round": sheet.round,
        "votes": dict(sheet.votes),
        "actor": actor or (f"{PLAYER} {entry}" if entry else PLAYER),
        "role": role,
    }
    if entry:
        asked["entry"] = entry
    return asked | {name: value for name in FIGURES if (value := sheet.figure(name)) is not None}


def entry_of(folder: BallotFolder, sheet: TallySheet) -> str:
    """Under which entry a sheet is first recorded: none, unless the rulebook has it typed twice."""
    return "first" if folder.ballot.contest(sheet.contest).rulebook.entry == "double" else ""


def altered(line: bytes, fault: Fault) -> bytes:
    """A line of the ledger with the figure that the fault writes in place of the right one.

    The line is still well written: only its hash tells.
    """
    event = decode(line)
    assert isinstance(event, SheetRecorded | EntryRecorded)
    assert fault.written is not None
    return encode(structs.replace(event, votes=event.votes | {fault.field: fault.written}))


def line_to_alter(fault: Fault, events: Iterable[AnyEvent]) -> int | None:
    """The number of the line that the fault changes, once it is there."""
    for event in events:
        if is_sent(event) and event.role == PLAYER:
            here = (event.unit, event.contest, event.round) == (fault.units[0], fault.contest, fault.round)
            if here and event.votes.get(fault.field) == fault.right:
                return event.seq
    return None
