"""Small ledgers for the tests: a folder, a clock that ticks, salts that are the same at each run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from recolement.acts import RefusedEvent
from recolement.desk import Desk, Recorded
from recolement.formats.shorthand import read_shorthand
from recolement.ledger.note import VerifierKey
from recolement.model.folder import BallotFolder
from recolement.storage.folder import LedgerFolder
from recolement.storage.jsonl import JsonlStorage
from recolement.verify import Files, Report, verify

ORIGIN = "test.example/vote"

SMALL = """
ballot title="Bureau" levels=nation,section root=FR
rule majority_two_round
unit Lyon-3 in=FR registered=120
unit Brest in=FR registered=80
unit Metz in=FR registered=50
option A
option B
sheet Lyon-3 registered=120 in_box=100 blank=0 null=0 A=60 B=40
dispute d1 Lyon-3 seeks=annul grounds="urne ouverte" by="Zoé" role=representative
"""


class Ticking:
    """A clock that advances by a minute each time it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def salts(start: int = 0) -> Callable[[], bytes]:
    """Salts that differ, the same at each run."""
    numbers = itertools.count(start)
    return lambda: next(numbers).to_bytes(32, "big")


def opened(place: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    """The desk of the ledger in a folder."""
    beside = LedgerFolder(place)
    return Desk(JsonlStorage(place), beside, clock or Ticking(), salts(10_000)).read()


def begun(
    place: Path, shorthand: str | BallotFolder = SMALL, clock: Callable[[], datetime] | None = None
) -> Desk:
    """A new ledger in a folder, begun with a ballot."""
    folder = read_shorthand(shorthand) if isinstance(shorthand, str) else shorthand
    return Desk.create(JsonlStorage(place), LedgerFolder(place), clock or Ticking(), salts(), ORIGIN, folder)


def sheet(unit: str, a: int, b: int, **more: Any) -> dict[str, Any]:
    """A sheet to record."""
    figures = {"in_box": a + b, "blank": 0, "null": 0, "votes": {"A": a, "B": b}}
    return {"event": "sheet-recorded/1", "unit": unit, "contest": "contest", "round": 1, **figures, **more}


def recorded(desk: Desk, intention: Mapping[str, Any], key: str | None = None) -> Recorded:
    """Record an intention that is allowed."""
    answer = desk.record(intention, desk.size, key or f"k{desk.size}")
    assert isinstance(answer, Recorded), answer
    return answer


def refusal(desk: Desk, intention: Mapping[str, Any], key: str = "refused") -> RefusedEvent:
    """The refusal of an intention that is not allowed; the ledger stays as it is."""
    size = desk.size
    answer = desk.record(intention, desk.size, key)
    assert isinstance(answer, RefusedEvent), answer
    assert desk.size == size
    return answer


def files_of(place: Path) -> Files:
    """The files of a folder, as ``verify`` takes them."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def verified(place: Path, pinned: VerifierKey | None = None, *evidence: bytes) -> Report:
    """The report on a folder."""
    return verify(
        files_of(place), pinned, [(f"evidence-{number}", one) for number, one in enumerate(evidence)]
    )


def night(place: Path) -> Desk:
    """A ledger with two sheets, disputes, a ruling, a freeze lifted, a no-vote, and a proclamation."""
    desk = begun(place)
    recorded(desk, sheet("Brest", 30, 45, actor="clerk 1", role="clerk", observations="Un isoloir de moins"))
    recorded(desk, {"event": "result-frozen/1", "id": "g1", "reason": "jusqu'à la réunion"})
    recorded(desk, {"event": "no-vote-held/1", "units": ["Metz"], "reason": "bureau fermé"})
    recorded(desk, {"event": "ruling-made/1", "of": "d1", "effect": "uphold", "for": 5, "against": 1})
    recorded(desk, {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 6, "against": 0})
    recorded(desk, {"event": "result-proclaimed/1", "signed_by": ["présidente"]})
    return desk
