"""All that one matter may still contribute (ASSERTIONS section 3, FORMAT).

Disputes that share a section are one matter: every combination of their answers is a possibility, the
figures of granted corrections being applied in any order. In one combination, a section whose recount is
granted may show any split of its papers; else, annulled, its count is as the rulebook says; else it shows
the values or the swap that is claimed, and then contested ballots, and papers under an error, may move.

Worked example: 10 papers, a 6, b 4. One dispute asks to annul, another contests two papers. Both rejected
or only the second granted: (6, 4) with two papers that may move; the first granted: ten null papers, and
none of them moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product
from typing import TypeAlias

from recolement.canvass.placing import added, uncounted
from recolement.canvass.proceedings import DisputeState
from recolement.canvass.retain import Retained, annul, swapped_values, with_values
from recolement.canvass.weighing import Weigher
from recolement.model.acts import Claimed, Disputed
from recolement.model.ids import MatterId, UnitId
from recolement.model.matters import Free, Matter, Moved, Over, Possibility, Reason
from recolement.model.results import Vector
from recolement.model.sheets import TallySheet

COMBINED = 6
"""Disputes on shared sections beyond this many are not combined one by one: any split of the papers of
all their sections stands for them (more than they can do, so nothing is called settled that is not)."""

Filed: TypeAlias = tuple[DisputeState, tuple[UnitId, ...]]
"""A dispute, and those of its sections that gave a sheet."""


@dataclass(frozen=True)
class Ending:
    """One way one section may end: a fixed part, free papers, or a count whose papers may still move."""

    unit: UnitId
    fixed: Vector
    free: tuple[Free, ...] = ()
    voters: Vector | None = None
    """Of a count whose contested ballots, and papers under an error, may still move: its voters by cell."""
    uncounted: int = 0


@dataclass(frozen=True)
class Component:
    """The disputes and sections of one matter.

    ``uncertain``: per section, the papers its errors leave uncertain. ``partly_read``: the sections whose
    votes are not all known.
    """

    weigher: Weigher
    retained: Mapping[UnitId, Retained]
    uncertain: Mapping[UnitId, int]
    partly_read: set[UnitId]
    disputes: Sequence[Filed]
    units: tuple[UnitId, ...]

    def matter(self) -> Matter:
        """The matter with every possibility, each once."""
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
            return tuple(self._together([[self._recounted(unit)] for unit in self.units], ()))
        found: dict[Possibility, None] = {}
        for answers in product((False, True), repeat=len(self.disputes)):
            granted = [dispute for dispute, yes in zip(self.disputes, answers, strict=True) if yes]
            claims = [one for one in granted if one[0].act.options or one[0].act.values]
            others = [one for one in granted if one not in claims]
            for order in permutations(claims):
                endings = [self._endings(unit, (*others, *order)) for unit in self.units]
                found.update(dict.fromkeys(self._together(endings, granted)))
        return tuple(found)

    def _together(
        self, endings: Sequence[Sequence[Ending]], granted: Sequence[Filed]
    ) -> Iterable[Possibility]:
        """Each choice of one ending a section, added up, with the papers that may move in it."""
        size = self.weigher.question.cells.size
        named = "+".join(_ruling(dispute.act) for dispute, _ in granted) if len(self.disputes) > 1 else ""
        for chosen in product(*endings):
            papers: dict[Over, int] = {}
            for free in (free for ending in chosen for free in ending.free):
                papers[free.over] = papers.get(free.over, 0) + free.papers
            frees = tuple(Free(count, over) for over, count in papers.items() if count)
            counted = {ending.unit: ending for ending in chosen if ending.voters is not None}
            moved = self._moved(counted, granted)
            yield Possibility(added([ending.fixed for ending in chosen], size), frees, moved, named)

    def _moved(self, counted: Mapping[UnitId, Ending], granted: Sequence[Filed]) -> tuple[Moved, ...]:
        """Contested ballots pooled over the sections still counted, and papers under an error by section.

        Pools of the same sections are one pool: no paper moves twice. Of pools that share some sections and
        not all, a paper may: more than they can do, so nothing is called settled that is not.
        """
        pools: dict[tuple[UnitId, ...], int] = {}
        for dispute, units in granted:
            if dispute.act.ballots is not None:
                here = tuple(unit for unit in self.units if unit in units and unit in counted)
                pools[here] = pools.get(here, 0) + dispute.act.ballots
        for unit in counted:
            pools[(unit,)] = pools.get((unit,), 0) + self.uncertain.get(unit, 0)
        size = self.weigher.question.cells.size
        return tuple(
            Moved(
                papers,
                added([counted[unit].voters or () for unit in units], size),
                sum(counted[unit].uncounted for unit in units),
            )
            for units, papers in pools.items()
            if units and papers
        )

    def _endings(self, unit: UnitId, granted: Sequence[Filed]) -> list[Ending]:
        """What one section may contribute once these disputes are granted and the others rejected."""
        standing = self.retained[unit]
        sheet = standing.sheet
        assert sheet is not None
        acts = [dispute.act for dispute, units in granted if unit in units]
        doubtful = unit in self.uncertain or any(act.ballots is not None for act in acts)
        if standing.annulled:
            here = Ending(unit, self.weigher.contribution(unit, replace(standing, set_aside=None)))
        elif unit in self.partly_read or any(act.seeks == "recount" for act in acts):
            here = self._recounted(unit)
        elif any(act.seeks == "annul" for act in acts):
            annulled = annul(
                self._claimed(unit, sheet, acts), self.weigher.question.contest.rulebook.annulment
            )
            here = Ending(unit, self.weigher.contribution(unit, Retained(annulled, sheet, annulled=True)))
        elif self.weigher.how is not None and doubtful:
            # A few papers in doubt put all the mandates of the section in doubt: more than they can do.
            here = self._recounted(unit)
        else:
            here = self._counted(unit, self._claimed(unit, sheet, acts))
        if standing.set_aside is not None:
            return [here, Ending(unit, self.weigher.absent(unit))]
        return [here]

    def _claimed(self, unit: UnitId, sheet: TallySheet, acts: Sequence[Disputed]) -> TallySheet:
        """The sheet once the claims that are granted are applied, one after the other."""
        for act in acts:
            own: list[Claimed] = [claim for claim in act.values if claim.unit == unit]
            if len(act.options) == 2 and not act.values:
                own = swapped_values(sheet, act.options[0], act.options[1])
            sheet = with_values(sheet, own) if own else sheet
        return sheet

    def _counted(self, unit: UnitId, sheet: TallySheet) -> Ending:
        """The sheet as it shows; where blank is valid, blank and null papers together may be either."""
        voters = self.weigher.voters(unit, sheet)
        either = self.weigher.unsplit(sheet)
        if either:
            cells = self.weigher.question.cells
            fixed = tuple(votes - either * (cell == cells.null) for cell, votes in enumerate(voters))
            return Ending(unit, fixed, (Free(either, Over.UNMARKED),), voters, uncounted(sheet, voters))
        return Ending(unit, self.weigher.weigh(unit, voters), (), voters, uncounted(sheet, voters))

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
        sheet = self.retained[unit].sheet
        return self._papers(unit) is None and sheet is not None and self.weigher.base(unit, sheet) is None

    def _recounted(self, unit: UnitId) -> Ending:
        """Any split of the section's papers; where their number is unknown, of its whole roll."""
        cells = self.weigher.question.cells
        if self.weigher.how is not None:
            return Ending(unit, cells.vector(), (self.weigher.all_mandates(unit),))
        sheet = self.retained[unit].sheet
        assert sheet is not None
        base, papers = self.weigher.base(unit, sheet) or 0, self._papers(unit)
        if papers is None:
            return Ending(unit, cells.vector(), (Free(base, Over.ALL),))
        return Ending(unit, cells.vector(abstain=max(0, base - papers)), (Free(papers, Over.BALLOTS),))


def _ruling(act: Disputed) -> str:
    """What a ruling that grants the dispute is called."""
    if act.seeks != "correct":
        return act.seeks
    return "ballots" if act.ballots is not None else "correct"
