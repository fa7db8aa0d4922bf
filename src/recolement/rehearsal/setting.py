"""The night in the making: true sheets and times, from which faults take sections that are still free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from recolement.canvass.scopes import Question
from recolement.lots import Lots
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId, UnitId
from recolement.model.sheets import TallySheet
from recolement.rehearsal.script import Arrival, Fault, FaultKind

ENOUGH_VALID = 40
"""Valid votes of a section in which a fault of figures is worth being looked for, where there are such."""


@dataclass
class Night:
    """What faults are put into. ``truth``: the sheets of the question that faults speak of, by section."""

    folder: BallotFolder
    question: Question
    seed: str
    truth: Mapping[UnitId, TallySheet]
    times: dict[UnitId, int]
    sent: dict[UnitId, TallySheet] = field(default_factory=dict)
    """What a section sends in place of the truth."""
    silent: set[UnitId] = field(default_factory=set)
    """Sections that never come by themselves."""
    again: list[Arrival] = field(default_factory=list)
    """Second sheets."""
    faults: list[Fault] = field(default_factory=list)
    taken: set[UnitId] = field(default_factory=set)
    pair: tuple[OptionId, ...] = ()
    """The first two of the night."""

    def lots(self, kind: FaultKind, purpose: str = "") -> Lots:
        """Draws for the next fault of a kind."""
        return Lots(self.seed, f"rehearsal/1 fault {len(self.faults)} {kind} {purpose}".strip())

    @property
    def units(self) -> tuple[UnitId, ...]:
        """The sections of the question, in tree order."""
        return tuple(self.truth)

    def free(self, kind: FaultKind, among: Iterable[UnitId] | None = None) -> list[UnitId]:
        """Sections without a fault, in drawn order; those with enough votes, where there are any."""
        left = [unit for unit in (self.units if among is None else among) if unit not in self.taken]
        large = [unit for unit in left if self.valid(unit) >= ENOUGH_VALID]
        return list(self.lots(kind).order(large or left))

    def valid(self, unit: UnitId) -> int:
        """Valid votes on a section's true sheet."""
        return self.truth[unit].valid or 0

    @property
    def last(self) -> int:
        """When the last sheet comes, as things stand."""
        return max((at for unit, at in self.times.items() if unit not in self.silent), default=0)

    def siblings(self) -> dict[UnitId, list[UnitId]]:
        """The sections of the question under each unit just above them."""
        found: dict[UnitId, list[UnitId]] = {}
        tree = self.folder.tree
        for unit in self.units:
            above = tree[unit].parent
            if above is not None:
                found.setdefault(above, []).append(unit)
        return found

    def put(
        self, kind: FaultKind, units: Iterable[UnitId], at: int, *, until: int | None = None,
        place: UnitId | None = None, options: tuple[OptionId, ...] = (), field: str = "",
        written: int | None = None, right: int | None = None,
    ) -> None:  # fmt: skip
        """One more fault; its sections are taken."""
        touched = tuple(units)
        self.taken.update(touched)
        contest, number = self.question.contest.id, self.question.round.number
        self.faults.append(
            Fault(
                len(self.faults) + 1, kind, touched, contest, number, at, until, place, options, field,
                written, right,
            )
        )  # fmt: skip
