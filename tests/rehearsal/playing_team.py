"""A team that plays a rehearsal by the book: what the queue, the findings and the missing list show, no more.

It never looks at the script's faults. It calls a section as the app would let it: ``asked_for`` is the
telephone. The ledger is a real one, in a folder.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ledger_making import begun, files_of, recorded
from recolement.canvass import Canvass, canvass
from recolement.desk import Desk, Recorded
from recolement.ledger.codec import decode
from recolement.model.folder import BallotFolder
from recolement.model.matters import Reason
from recolement.rehearsal.copying import copy_of
from recolement.rehearsal.debriefing import Debriefing, Verified, debrief
from recolement.rehearsal.playing import Played, altered, asked_for, due, intention, line_to_alter
from recolement.rehearsal.script import FaultKind, Script
from recolement.verify import verify

STEP = 600
AN_HOUR = 3600
QUIET = 900
ON_A_SHEET = ("A", "R", "V2", "V5", "W7", "W9")
EXPLAINED = ("A3", "V2")


class Evening:
    """A rehearsal's ledger, its player and its team."""

    def __init__(self, place: Path, folder: BallotFolder, script: Script) -> None:
        self.place, self.script = place, script
        self.desk: Desk = begun(place, copy_of(folder, script.round))
        self.played = Played()
        self.second, self.last_came = 0, 0
        self.verified: list[Verified] = []
        self.altered: datetime | None = None
        self._keys = itertools.count()
        self._acted: set[tuple[str, str]] = set()

    def play(self, second: int) -> None:
        """The sections send what is due; the storage is altered when its moment has come."""
        self.second = second
        while True:
            self._read()
            sheets = due(self.script, self.played, second)
            if not sheets:
                break
            self.last_came = max(self.last_came, *(one.at for one in sheets))
            asked = [intention(one.sheet, one.entry) for one in sheets]
            answer = self.desk.record_sheets(asked, self.desk.size, f"play-{next(self._keys)}")
            assert isinstance(answer, Recorded), answer
        for fault in self.script.faults:
            if fault.kind is FaultKind.ALTERED and fault.at <= second and self.altered is None:
                self._alter()

    def _read(self) -> None:
        storage = self.desk._storage
        self.played.take(map(decode, storage.read(self.played.size)))

    def _alter(self) -> None:
        (fault,) = (one for one in self.script.faults if one.kind is FaultKind.ALTERED)
        file = self.place / "ledger.jsonl"
        lines = file.read_bytes().splitlines(keepends=True)
        number = line_to_alter(fault, map(decode, self.desk._storage.read()))
        assert number is not None
        lines[number] = altered(lines[number][:-1], fault) + b"\n"
        file.write_bytes(b"".join(lines))
        self.altered = datetime.now(UTC)

    def act(self, event: str, **fields: Any) -> None:
        """Somebody of the team does something."""
        asked = {"event": event, "actor": "Zoé", "role": "federation", **fields}
        recorded(self.desk, asked, f"act-{next(self._keys)}")

    def now(self) -> Canvass:
        """The canvass as it stands."""
        return canvass(self.desk.moment.state.folder())

    def follow(self, *, telephone: bool = True, findings: bool = True, verifies: bool = True) -> None:
        """Play the night in steps of ten minutes, and do at each what the screens show."""
        while self.second < self.script.ends + STEP:
            self.play(self.second + STEP)
            if findings:
                self._look()
            if telephone and self.second - self.last_came >= QUIET:
                self._call()
            if verifies and self.second % AN_HOUR == 0:
                self._verify()
        self.play(self.script.ends)

    def _look(self) -> None:
        """Every error, and the warnings that name two sheets: dispute, explain, or send back."""
        for finding in self.now().findings:
            unit, code = finding.unit, finding.code
            if unit is None or not code.startswith(ON_A_SHEET) or (unit, code) in self._acted:
                continue
            self._acted.add((unit, code))
            where = {"contest": finding.contest, "round": finding.round}
            if code in EXPLAINED:
                self.act("finding-acknowledged/1", units=[unit], code=code, reason="papier vu", **where)
            elif code.startswith("W"):
                self.act("dispute-filed/1", id=f"d-{unit}-{code}", units=[unit], seeks="recount", **where)
            elif (unit, "returned") not in self._acted:
                self._acted.add((unit, "returned"))
                self.act("sheet-returned/1", unit=unit, reason="à recompter", **where)

    def _call(self) -> None:
        """The missing, in the order of the queue."""
        self._read()
        for result in self.now().results:
            assert result.verdict is not None
            for one in list(result.verdict.open):
                if one.matter.reason is Reason.MISSING:
                    for sheet in asked_for(self.script, self.played, one.matter.units):
                        asked = intention(sheet, role="federation", actor="Zoé")
                        recorded(self.desk, asked, f"act-{next(self._keys)}")

    def _verify(self) -> None:
        report = verify(files_of(self.place))
        line = next((one.line for one in report.wrongs if one.line is not None), None)
        self.verified.append(Verified(datetime.now(UTC), "Zoé", report.holds, line))

    def debriefing(self) -> Debriefing:
        """What became of each fault."""
        events = map(decode, self.desk._storage.read())
        return debrief(self.script, events, self.verified, self.altered, self.second)
