"""What a canvass says of one contest, round and place: figures, coverage, status, outcome and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recolement.canvass.tabulate import Coverage, Figures
from recolement.canvass.verdict import Verdict
from recolement.model.ids import ContestId
from recolement.model.results import Outcome, Vector


class Status(StrEnum):
    """Where the result stands; the first that applies, from last to first."""

    PARTIAL = "partial"
    """Some sections are missing (provisoire, partiel)."""
    COMPLETE = "complete"
    """All sections are in, nothing proclaimed (provisoire, complet)."""
    FROZEN = "frozen"
    """A freeze holds: not to be proclaimed until a ruling lifts it (gelé)."""
    PROCLAIMED = "proclaimed"
    """Proclaimed, and nothing has changed since (proclamé)."""
    CORRECTED = "corrected"
    """Changed after a first proclamation (rectifié)."""


@dataclass(frozen=True, slots=True)
class ContestResult:
    """One contest in one round at one place (a scope unit, or any unit or group).

    ``unit`` is a unit id or a group's ``kind:id``. ``outcome`` and ``verdict`` are ``None`` outside the
    contest's scope and where nobody has cast a valid vote. ``totals`` are the cells the outcome was
    decided on (``None`` outside the scope): votes, or mandates in parts of which ``scale`` make one.
    """

    contest: ContestId
    round: int
    unit: str
    level: str
    figures: Figures
    coverage: Coverage
    status: Status
    outcome: Outcome | None = None
    verdict: Verdict | None = None
    totals: Vector | None = None
    scale: int = 1
