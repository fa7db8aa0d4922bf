"""What is open at a place, and all that each matter may still contribute (ASSERTIONS section 3, FORMAT).

Worked example, Reims 2008: Talange recorded Aubry 18, Royal 6, and a dispute says the two were swapped.
The matter has two possibilities, ``(18, 6, …)`` and ``(6, 18, …)``; against "Aubry has more votes than
Royal" (slack 42) it can take 24.

Disputes that share a section are one matter: every combination of their answers is a possibility. In one
combination, a section whose recount is granted may show any split of its papers; else, annulled, its
count is as the rulebook says; else it shows the values or the swap that is claimed; contested ballots
and papers under an error are moved on top of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from recolement.canvass.placing import added, mandates_of, place
from recolement.canvass.proceedings import DisputeState, Proceedings
from recolement.canvass.retain import Retained, annul, swapped_values, with_values
from recolement.canvass.scopes import Question
from recolement.model.acts import Claimed, Disputed
from recolement.model.folder import BallotFolder
from recolement.model.ids import MatterId, UnitId
from recolement.model.matters import Free, Matter, Moved, Over, Possibility, Reason
from recolement.model.results import Vector
from recolement.model.sheets import TallySheet

COMBINED = 6
"""Disputes on shared sections beyond this many are not combined one by one: any split of the papers of
all their sections stands for them (more than they can do, so nothing is called settled that is not)."""


@dataclass(frozen=True)
class Weigher:
    """How the sections of one question contribute: cells, rolls, and mandates where units weigh some."""

    question: Question
    folder: BallotFolder

    def roll(self, unit: UnitId) -> int | None:
        """The closed roll of a section in the question's round."""
        return self.folder.roll(unit, self.question.round.number)

    def weigh(self, unit: UnitId, vector: Vector) -> Vector:
        """The vector itself, or the mandates the section gives for it."""
        how = self.question.contest.rulebook.mandates
        return vector if how is None else mandates_of(vector, self.mandates(unit), how)

    def mandates(self, unit: UnitId) -> int:
        """The mandates of a section; a section without any weighs nothing."""
        return self.folder.tree[unit].mandates or 0

    def voters(self, unit: UnitId, sheet: TallySheet) -> Vector:
        """The sheet's voters over the cells, before any weighing."""
        return place(sheet, self.question.cells, self.roll(unit))

    def absent(self, unit: UnitId) -> Vector:
        """Nobody voted: the known roll abstains."""
        return self.weigh(unit, self.question.cells.vector(abstain=self.roll(unit) or 0))

    def contribution(self, unit: UnitId, retained: Retained) -> Vector:
        """What the section adds to the totals now."""
        if retained.sheet is None or retained.set_aside is not None:
            return self.absent(unit)
        if retained.annulled and self.question.contest.rulebook.annulment == "all_zero":
            return self.question.cells.vector()
        return self.weigh(unit, self.voters(unit, retained.sheet))

    def plain_roll(self, unit: UnitId) -> int | None:
        """The known roll of a section that weighs votes: missing, it may be any split of that roll."""
        return self.roll(unit) if self.question.contest.rulebook.mandates is None else None

    def missing(self, unit: UnitId) -> Matter:
        """The matter of a missing section: any split of its roll, turnout included."""
        roll = self.roll(unit)
        zero = self.question.cells.vector()
        if self.question.contest.rulebook.mandates is not None:
            mandates = Possibility(zero, (Free(self.mandates(unit), Over.OPTIONS),))
            return Matter(MatterId(unit), Reason.MISSING, (unit,), zero, (Possibility(zero), mandates))
        anything = Possibility(zero, (Free(roll or 0, Over.ALL),))
        unknown = 1 if roll is None else 0
        return Matter(MatterId(unit), Reason.MISSING, (unit,), self.absent(unit), (anything,), unknown)


def open_matters(
    weigher: Weigher,
    retained: Mapping[UnitId, Retained],
    proceedings: Proceedings,
    errors: Mapping[UnitId, int],
) -> list[Matter]:
    """Every open matter of a question but the missing sections.

    ``retained``: what stands for each section of the question's place, and for no other. ``errors``:
    per section, the largest difference of its A, C and R errors that are neither corrected nor
    acknowledged.
    """
    question = weigher.question
    leaves = question.place.leaves
    disputes: list[tuple[DisputeState, tuple[UnitId, ...]]] = []
    for state in proceedings.disputes.values():
        if state.open and state.act.target.touches(question.contest.id, question.round.number):
            touched = (retained.get(unit) for unit in state.units)
            received = [standing is not None and standing.sheet is not None for standing in touched]
            units = tuple(unit for unit, there in zip(state.units, received, strict=True) if there)
            if units:
                disputes.append((state, units))
    standing_options = frozenset(question.cells.options)
    partly_read: set[UnitId] = set()
    alone: list[UnitId] = []
    for unit in leaves:
        standing = retained[unit]
        sheet = standing.sheet
        if sheet is None:
            continue
        if not sheet.votes.keys() >= standing_options:
            partly_read.add(unit)
            alone.append(unit)
        elif standing.set_aside is not None or unit in errors or _blanks_unsplit(sheet, question):
            alone.append(unit)
    return [
        _Component(weigher, retained, errors, partly_read, members, units).matter()
        for members, units in _components(disputes, alone)
    ]


def _blanks_unsplit(sheet: TallySheet, question: Question) -> bool:
    """Whether blank votes count as valid and the sheet gives them only together with the null ones."""
    if question.contest.rulebook.blank != "valid":
        return False
    return sheet.blank is None and bool(sheet.blank_null)


def _components(
    disputes: Sequence[tuple[DisputeState, tuple[UnitId, ...]]], alone: Iterable[UnitId]
) -> list[tuple[list[tuple[DisputeState, tuple[UnitId, ...]]], tuple[UnitId, ...]]]:
    """Disputes grouped by shared sections, then the sections that are open without any dispute."""
    groups: list[tuple[list[tuple[DisputeState, tuple[UnitId, ...]]], dict[UnitId, None]]] = []
    for dispute in disputes:
        members = [dispute]
        units = dict.fromkeys(dispute[1])
        apart = []
        for other in groups:
            if other[1].keys() & units.keys():
                members = other[0] + members
                units = other[1] | units
            else:
                apart.append(other)
        groups = [*apart, (members, units)]
    disputed = {unit for _, units in groups for unit in units}
    found = [(members, tuple(units)) for members, units in groups]
    found.extend(([], (unit,)) for unit in alone if unit not in disputed)
    return found


@dataclass(frozen=True)
class _Component:
    """The disputes and sections of one matter."""

    weigher: Weigher
    retained: Mapping[UnitId, Retained]
    uncertain: Mapping[UnitId, int]
    partly_read: set[UnitId]
    disputes: Sequence[tuple[DisputeState, tuple[UnitId, ...]]]
    units: tuple[UnitId, ...]

    def matter(self) -> Matter:
        size = self.weigher.question.cells.size
        entered = added([self.weigher.contribution(unit, self.retained[unit]) for unit in self.units], size)
        name = "+".join(dispute.act.id for dispute, _ in self.disputes) or self.units[0]
        unknown = sum(1 for unit in self.units if unit in self.partly_read and self._unbounded(unit))
        return Matter(MatterId(name), self._reason(), self.units, entered, self._possibilities(), unknown)

    def _reason(self) -> Reason:
        if not self.disputes:
            aside = self.retained[self.units[0]].set_aside is not None
            return Reason.SET_ASIDE if aside else Reason.FINDING
        act = self.disputes[0][0].act
        if act.seeks == "annul":
            return Reason.ANNULMENT
        if act.seeks == "recount":
            return Reason.RECOUNT
        if act.ballots is not None:
            return Reason.BALLOTS
        return Reason.SWAP if act.options else Reason.CLAIM

    def _possibilities(self) -> tuple[Possibility, ...]:
        if len(self.disputes) > COMBINED:
            return self._sum_over([[self._recounted(unit)] for unit in self.units], ())
        found: dict[Possibility, None] = {}
        for answers in product((False, True), repeat=len(self.disputes)):
            granted = [dispute for dispute, yes in zip(self.disputes, answers, strict=True) if yes]
            by_unit = [self._of_unit(unit, granted) for unit in self.units]
            found.update(dict.fromkeys(self._sum_over(by_unit, self._contested(granted))))
        return tuple(found)

    def _sum_over(
        self, by_unit: Sequence[Sequence[Possibility]], contested: tuple[Moved, ...]
    ) -> tuple[Possibility, ...]:
        """Each choice of one possibility a section, added up."""
        size = self.weigher.question.cells.size
        found = []
        for chosen in product(*by_unit):
            fixed = added([possibility.fixed for possibility in chosen], size)
            papers: dict[Over, int] = {}
            for free in (free for possibility in chosen for free in possibility.free):
                papers[free.over] = papers.get(free.over, 0) + free.papers
            frees = tuple(Free(count, over) for over, count in papers.items() if count)
            moved = tuple(moved for possibility in chosen for moved in possibility.moved)
            found.append(Possibility(fixed, frees, (*moved, *contested)))
        return tuple(found)

    def _of_unit(
        self, unit: UnitId, granted: Sequence[tuple[DisputeState, tuple[UnitId, ...]]]
    ) -> list[Possibility]:
        """What one section may contribute once these disputes are granted and the others rejected."""
        standing = self.retained[unit]
        sheet = standing.sheet
        assert sheet is not None
        acts = [dispute.act for dispute, units in granted if unit in units]
        weighs_mandates = self.weigher.question.contest.rulebook.mandates is not None
        doubtful = unit in self.uncertain or any(act.ballots is not None for act in acts)
        if unit in self.partly_read or any(act.seeks == "recount" for act in acts):
            here = [self._recounted(unit)]
        elif any(act.seeks == "annul" for act in acts):
            annulment = self.weigher.question.contest.rulebook.annulment
            annulled = Retained(annul(sheet, annulment), sheet, annulled=True)
            here = [Possibility(self.weigher.contribution(unit, annulled))]
        elif weighs_mandates and doubtful:
            # A few papers in doubt put all the mandates of the section in doubt: more than they can do.
            here = [self._recounted(unit)]
        else:
            here = self._entered_or_claimed(unit, sheet, acts)
        if standing.set_aside is not None:
            here.append(Possibility(self.weigher.absent(unit)))
        return here

    def _entered_or_claimed(
        self, unit: UnitId, sheet: TallySheet, acts: Sequence[Disputed]
    ) -> list[Possibility]:
        """The sheet with the claims that are granted, and the papers its own errors leave uncertain."""
        claims: list[Claimed] = []
        for act in acts:
            own = [claim for claim in act.values if claim.unit == unit]
            swaps = len(act.options) == 2 and not own
            claims += swapped_values(sheet, act.options[0], act.options[1]) if swaps else own
        shown = with_values(sheet, claims) if claims else sheet
        readings = [shown]
        if _blanks_unsplit(shown, self.weigher.question):
            readings.append(with_values(shown, [Claimed(unit, "blank", shown.blank_null or 0)]))
        size = self.uncertain.get(unit, 0)
        found = []
        for reading in readings:
            voters = self.weigher.voters(unit, reading)
            moved = (Moved(size, voters),) if size else ()
            found.append(Possibility(self.weigher.weigh(unit, voters), moved=moved))
        return found

    def _papers(self, unit: UnitId) -> int | None:
        """The papers of a section, by count or by parts; ``None`` where nothing tells."""
        sheet = self.retained[unit].sheet
        assert sheet is not None
        if sheet.papers is not None:
            return sheet.papers
        if unit not in self.partly_read:
            return sum(self.weigher.voters(unit, sheet)[:-1])
        if sheet.valid is not None:
            return sheet.valid + (sheet.blank_null or (sheet.blank or 0) + (sheet.null or 0))
        return sheet.signatures

    def _unbounded(self, unit: UnitId) -> bool:
        """Whether nothing bounds the papers of a section: no count of papers and no roll."""
        return self._papers(unit) is None and self.weigher.roll(unit) is None

    def _recounted(self, unit: UnitId) -> Possibility:
        """Any split of the section's papers; where their number is unknown, of its whole roll."""
        cells = self.weigher.question.cells
        if self.weigher.question.contest.rulebook.mandates is not None:
            return Possibility(cells.vector(), (Free(self.weigher.mandates(unit), Over.OPTIONS),))
        roll, papers = self.weigher.roll(unit), self._papers(unit)
        if papers is None:
            return Possibility(cells.vector(), (Free(roll or 0, Over.ALL),))
        return Possibility(cells.vector(abstain=max(0, (roll or 0) - papers)), (Free(papers, Over.BALLOTS),))

    def _contested(self, granted: Sequence[tuple[DisputeState, tuple[UnitId, ...]]]) -> tuple[Moved, ...]:
        """The contested ballots of the granted disputes, pooled over their sections."""
        if self.weigher.question.contest.rulebook.mandates is not None:
            return ()
        found = []
        size = self.weigher.question.cells.size
        for dispute, units in granted:
            if dispute.act.ballots is not None:
                sheets = [(unit, self.retained[unit].sheet) for unit in units]
                placed = [self.weigher.voters(unit, sheet) for unit, sheet in sheets if sheet is not None]
                found.append(Moved(dispute.act.ballots, added(placed, size)))
        return tuple(found)
