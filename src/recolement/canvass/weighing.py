"""What one section weighs in the totals of a question: its voters over the cells, or its mandates.

Worked example, in mandates: a section of 3 mandates gives 60 and 40 votes. By the winner (``winner``) it
weighs 3 and 0; rounded (``rounded``), 2 and 1; in proportion (``proportional``), 9/5 and 6/5, which the
totals hold as 9 and 6 with the ``scale`` 5: one mandate is five.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recolement.canvass.mandates import mandates_of, parts_of
from recolement.canvass.placing import place, unsplit
from recolement.canvass.retain import Retained
from recolement.canvass.scopes import Question
from recolement.model.folder import BallotFolder
from recolement.model.ids import MatterId, UnitId
from recolement.model.matters import Free, Matter, Over, Possibility, Reason
from recolement.model.results import Vector
from recolement.model.sheets import TallySheet


@dataclass(frozen=True)
class Weigher:
    """How the sections of one question contribute: cells, rolls, and mandates where units weigh some.

    ``scale``: how many parts of the totals one mandate is. ``asked`` gathers the scales that the sheets
    weighed so far ask for; a count whose ``scale`` is not a multiple of each begins again with one that is.
    """

    question: Question
    folder: BallotFolder
    scale: int = 1
    asked: set[int] = field(default_factory=set)

    @property
    def how(self) -> str | None:
        """``None`` where votes count, else how a section's mandates follow from its votes."""
        return self.question.contest.rulebook.mandates

    def roll(self, unit: UnitId) -> int | None:
        """The closed roll of a section in the question's round."""
        return self.folder.roll(unit, self.question.round.number)

    def base(self, unit: UnitId, sheet: TallySheet) -> int | None:
        """The registered of a section that gave a sheet: the closed roll, else those on the sheet."""
        roll = self.roll(unit)
        return sheet.registered if roll is None else roll

    def weigh(self, unit: UnitId, vector: Vector) -> Vector:
        """The vector itself, or the mandates the section gives for it."""
        if self.how is None:
            return vector
        if self.how != "proportional":
            return mandates_of(vector, self.mandates(unit), self.how)
        parts = parts_of(vector, self.mandates(unit))
        self.asked.update(part.denominator for part in parts)
        return tuple(int(part * self.scale) for part in parts)

    def mandates(self, unit: UnitId) -> int:
        """The mandates of a section; one without any weighs nothing, and V6 says so."""
        return self.folder.tree[unit].mandates or 0

    def all_mandates(self, unit: UnitId) -> Free:
        """The mandates of a section, free to go to any option."""
        return Free(self.mandates(unit) * self.scale, Over.OPTIONS)

    def voters(self, unit: UnitId, sheet: TallySheet) -> Vector:
        """The sheet's voters over the cells, before any weighing."""
        return place(sheet, self.question.cells, self.roll(unit))

    def unsplit(self, sheet: TallySheet) -> int:
        """Papers that are blank or null and nobody says which, where only blank ones are valid votes."""
        if self.question.contest.rulebook.blank != "valid" or self.how is not None:
            return 0
        return unsplit(sheet, sum(sheet.votes.get(option, 0) for option in self.question.cells.options))

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
        return self.roll(unit) if self.how is None else None

    def missing(self, unit: UnitId) -> Matter:
        """The matter of a missing section: any split of its roll, turnout included."""
        roll = self.roll(unit)
        zero = self.question.cells.vector()
        if self.how is not None:
            mandates = Possibility(zero, (self.all_mandates(unit),))
            return Matter(MatterId(unit), Reason.MISSING, (unit,), zero, (Possibility(zero), mandates))
        anything = Possibility(zero, (Free(roll or 0, Over.ALL),))
        unknown = 1 if roll is None else 0
        return Matter(MatterId(unit), Reason.MISSING, (unit,), self.absent(unit), (anything,), unknown)
