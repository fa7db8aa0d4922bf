"""A rehearsal at the terminal: its own ledger in a folder, played, acted upon, debriefed.

Whoever rehearses names what they would look at. A section whose sheets are in is disputed, one that is
missing is called; so is what is missing of a federation.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recolement.canvass import Canvass, canvass
from recolement.cli.ledger_door import SALT, now
from recolement.cli.reaching import files_at
from recolement.desk import Desk, Recorded
from recolement.ledger.codec import decode
from recolement.ledger.events import AnyEvent
from recolement.ledger.layout import LINES
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.rehearsal.copying import copy_of
from recolement.rehearsal.debriefing import Debriefing, Verified, debrief
from recolement.rehearsal.playing import Played, altered, asked_for, due, entry_of, intention, line_to_alter
from recolement.rehearsal.script import FaultKind, Script
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import verify

AT_ONCE = 500
"""Sheets in one append."""
TRAINEE = "trainee"


class Rehearsed:
    """The night and what was done in it."""

    def __init__(self, place: Path, folder: BallotFolder, script: Script) -> None:
        self.script, self._place = script, place
        self._storage = JsonlStorage(place)
        copy = copy_of(folder, script.round)
        self._desk = Desk.create(self._storage, LedgerFolder(place), now, SALT, "rehearsal", copy)
        self._played = Played()
        self._second = 0
        self._verified: list[Verified] = []
        self._altered: datetime | None = None

    def play(self, second: int) -> None:
        """Everything that is due by a second of the night."""
        self._second = second
        while sheets := due(self.script, self._read(), second):
            asked = [intention(one.sheet, one.entry) for one in sheets[:AT_ONCE]]
            answer = self._desk.record_sheets(asked, self._desk.size, f"play-{self._desk.size}")
            assert isinstance(answer, Recorded), answer
        for fault in self.script.faults:
            if fault.kind is FaultKind.ALTERED and fault.at <= second and self._altered is None:
                number = line_to_alter(fault, self._events())
                if number is not None:
                    file = self._place / LINES
                    lines = file.read_bytes().split(b"\n")
                    lines[number] = altered(lines[number], fault)
                    file.write_bytes(b"\n".join(lines))
                    self._altered = datetime.now(UTC)

    def now(self) -> Canvass:
        """The canvass of what was played so far."""
        return canvass(self._desk.moment.state.folder())

    def call(self, unit: UnitId) -> int:
        """Call a section, or those of a federation that are missing; how many sheets they gave."""
        folder = self._desk.moment.state.folder()
        sheets = asked_for(self.script, self._read(), folder.tree.leaves_under(unit))
        if sheets:
            asked = [
                intention(sheet, entry_of(folder, sheet), role="federation", actor=TRAINEE)
                for sheet in sheets
            ]
            answer = self._desk.record_sheets(asked, self._desk.size, f"call-{self._desk.size}")
            assert isinstance(answer, Recorded), answer
        return len(sheets)

    def dispute(self, unit: UnitId) -> None:
        """Contest what a section sent."""
        asked: dict[str, Any] = {
            "event": "dispute-filed/1", "id": f"d{self._desk.size}", "units": [unit], "seeks": "recount",
            "contest": self.script.contest, "round": self.script.round, "actor": TRAINEE,
            "role": "commissioner",
        }  # fmt: skip
        answer = self._desk.record(asked, self._desk.size, f"dispute-{self._desk.size}")
        assert isinstance(answer, Recorded), answer

    def verify(self) -> Verified:
        """Verify the record; what it said."""
        report = verify(files_at(str(self._place)))
        line = next((one.line for one in report.wrongs if one.line is not None), None)
        self._verified.append(Verified(datetime.now(UTC), TRAINEE, report.holds, line))
        return self._verified[-1]

    @property
    def received(self) -> int:
        """How many sheets are in, each counted once."""
        played = self._read()
        return len({typing[:3] for typing in played.sent} | played.by_people)

    @property
    def size(self) -> int:
        """How many lines the record has."""
        return self._desk.size

    def debriefing(self) -> Debriefing:
        """What became of each fault."""
        return debrief(self.script, self._events(), self._verified, self._altered, self._second)

    def _read(self) -> Played:
        return self._played.take(map(decode, self._storage.read(self._played.size)))

    def _events(self) -> list[AnyEvent]:
        return [decode(line) for line in self._storage.read()]
