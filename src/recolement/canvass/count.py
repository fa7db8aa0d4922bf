"""The running count of one question: figures, coverage, totals and open matters, kept up to date.

A whole ballot is counted by adding its sheets one by one; one more sheet on the night takes the same
path. Adding a section costs O(options); the result costs O(options × open matters that are not plain
missing sections).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import lcm

from recolement.canvass.mandates import ballots_to_change
from recolement.canvass.matters import open_matters
from recolement.canvass.open_matters import OpenMatters
from recolement.canvass.proceedings import DisputeState, Proceedings
from recolement.canvass.results import ContestResult, Status
from recolement.canvass.retain import Retained
from recolement.canvass.scopes import Question
from recolement.canvass.tabulate import Adder, CoverageCount, Figures
from recolement.canvass.verdict import verdict
from recolement.canvass.weighing import Weigher
from recolement.model.folder import BallotFolder
from recolement.model.ids import MatterId, OptionId, UnitId
from recolement.model.results import Outcome, OutcomeKind, Vector
from recolement.rules import Poll, decide


class QuestionCount:
    """One contest in one round at the place where it is decided, counted as sheets come in."""

    def __init__(
        self,
        question: Question,
        folder: BallotFolder,
        retained: Mapping[UnitId, Retained],
        errors: Mapping[UnitId, int],
        proceedings: Proceedings,
    ) -> None:
        self.question = question
        self._weigher = Weigher(question, folder)
        self._retained = {unit: retained[unit] for unit in question.place.leaves}
        self._errors = {unit: errors[unit] for unit in question.place.leaves if unit in errors}
        self._read(proceedings)
        self._adder = Adder(question.cells, question.contest.rulebook.voters_are, question.only_in)
        self._coverage = self._covered()
        for unit, standing in self._retained.items():
            if standing.added and standing.sheet is not None:
                self._adder.add(standing.sheet, self._weigher.roll(unit))
        self._unsettled = False
        self._weigh()

    def _read(self, proceedings: Proceedings) -> None:
        """What the acts say of this question beside its sheets."""
        question, self._proceedings = self.question, proceedings
        self._draws = tuple(proceedings.drawn.get(question.key, ()))
        self._withdrawn = frozenset(
            OptionId(act.of)
            for act in proceedings.option_withdrawals
            if act.target.touches(question.contest.id, question.round.number)
            and (act.target.units is None or question.place.id in act.target.units)
        )
        self._disputed = {unit for dispute in proceedings.disputes.values() for unit in dispute.units}

    def _covered(self) -> CoverageCount:
        """What was received of what was expected, from what stands now."""
        coverage = CoverageCount()
        for unit, standing in self._retained.items():
            coverage.expect(unit, self._weigher.roll(unit), standing)
        return coverage

    def _weigh(self) -> None:
        """The totals and what is open, from what stands now; mandates that are fractions in whole parts."""
        self._totals, self._matters = self._weighed()
        scale = lcm(*self._weigher.asked)
        if scale != self._weigher.scale:
            self._weigher = replace(self._weigher, scale=scale, asked=set())
            self._totals, self._matters = self._weighed()

    def _weighed(self) -> tuple[Vector, OpenMatters]:
        totals = [0] * self.question.cells.size
        for unit in self.question.place.leaves:
            for cell, votes in enumerate(self._weigher.contribution(unit, self._retained[unit])):
                totals[cell] += votes
        return tuple(totals), self._open()

    @property
    def totals(self) -> Vector:
        """The totals over the cells now: as entered, missing sections with nobody voting."""
        return self._totals

    def arrive(self, unit: UnitId, standing: Retained, difference: int) -> None:
        """A sheet comes in (or changes): figures, coverage, totals and open matters follow.

        ``difference``: the largest difference of its errors that open it, 0 if none.
        """
        before, roll = self._retained[unit], self._weigher.roll(unit)
        if before.added and before.sheet is not None:
            self._adder.add(before.sheet, roll, sign=-1)
        if standing.added and standing.sheet is not None:
            self._adder.add(standing.sheet, roll)
        if self._weigher.how != "proportional":
            taken = self._weigher.contribution(unit, before)
            given = self._weigher.contribution(unit, standing)
            self._totals = tuple(map(lambda total, old, new: total - old + new, self._totals, taken, given))
        self._retained[unit] = standing
        if before.missing and standing.added:
            self._coverage.arrive(unit, roll, standing)
        elif _as_covered(before) != _as_covered(standing):
            self._coverage = self._covered()
        if difference:
            self._errors[unit] = difference
        else:
            self._errors.pop(unit, None)
        if self._weigher.how == "proportional":
            self._weigher = replace(self._weigher, asked=set())
            self._weigh()
            return
        self._unsettled |= unit in self._disputed or standing.missing
        if self._unsettled:
            return
        if MatterId(unit) in self._matters:
            self._matters = self._matters.without(MatterId(unit))
        alone = replace(self.question, place=replace(self.question.place, leaves=(unit,)))
        for matter in open_matters(
            replace(self._weigher, question=alone), {unit: standing}, self._proceedings, self._errors
        ):
            self._matters = self._matters.with_(matter)

    def hear(self, proceedings: Proceedings) -> None:
        """The acts as they are now: lots, withdrawals, disputes. What stands otherwise then arrives."""
        before, now = self._proceedings.disputes, proceedings.disputes
        self._read(proceedings)
        self._unsettled = _waiting(before) != _waiting(now)

    def settle(self) -> None:
        """After what was heard or came in: what is open is looked for once, where much may be."""
        if self._unsettled:
            self._unsettled, self._matters = False, self._open()

    def error_of(self, unit: UnitId) -> int:
        """The largest difference of the errors that open a section now, 0 if none does."""
        return self._errors.get(unit, 0)

    def _open(self) -> OpenMatters:
        """Every open matter, from what stands now."""
        absent = [unit for unit, standing in self._retained.items() if standing.missing]
        others = open_matters(self._weigher, self._retained, self._proceedings, self._errors)
        rolls: dict[UnitId, int] = {}
        for unit in absent:
            roll = self._weigher.plain_roll(unit)
            if roll is None:
                others.append(self._weigher.missing(unit))
            else:
                rolls[unit] = roll
        return OpenMatters(self.question.cells.size, others, rolls)

    def result(self, status: Callable[[Question, bool], Status]) -> ContestResult:
        """The result now. ``status`` is told the question and whether every section is in."""
        question = self.question
        outcome = self.outcome
        judged = None
        if outcome is not None:
            judged = verdict(outcome, self._totals, self._matters)
            if self._weigher.how is not None:
                judged = replace(judged, margin=self._margin_in_ballots(outcome, self._weigher.how))
        return ContestResult(
            question.contest.id,
            question.round.number,
            question.place.id,
            question.place.level,
            self.figures,
            self._coverage.coverage(),
            status(question, self._coverage.complete),
            outcome,
            judged,
            self._totals,
            self._weigher.scale,
        )

    def _margin_in_ballots(self, outcome: Outcome, how: str) -> int | None:
        """The margin where units weigh mandates."""
        units = [
            (self._weigher.voters(unit, standing.sheet), self._weigher.mandates(unit))
            for unit, standing in self._retained.items()
            if standing.added and standing.sheet is not None
        ]
        return ballots_to_change(outcome, self._totals, units, how, self._weigher.scale)

    @property
    def outcome(self) -> Outcome | None:
        """What the rule makes of the totals now; ``None`` where nobody cast a vote that decides anything, and
        where an option's votes are known on no sheet (unknown is not zero)."""
        voted = any(self._totals[: len(self.question.options)])
        if not voted and (
            self.question.contest.rulebook.blank != "valid" or not self._totals[self.question.cells.blank]
        ):
            return None
        if None in self.figures.votes.values():
            return None
        outcome = self.decide(self._totals)
        return None if outcome.kind is OutcomeKind.NO_VOTES else outcome

    @property
    def figures(self) -> Figures:
        """The figures now, as they are added up."""
        return self._adder.figures()

    @property
    def complete(self) -> bool:
        """Whether no section is missing."""
        return self._coverage.complete

    @property
    def missing(self) -> tuple[UnitId, ...]:
        """The sections that are missing now."""
        return self._coverage.coverage().missing

    def counts(self, unit: UnitId) -> bool:
        """Whether the section belongs to the question's place."""
        return unit in self._retained

    @property
    def matters(self) -> OpenMatters:
        """What is open now."""
        return self._matters

    @property
    def withdrawn(self) -> frozenset[OptionId]:
        """The options whose withdrawal from the runoff is recorded."""
        return self._withdrawn

    def decide(self, totals: Vector, also_withdrawn: frozenset[OptionId] = frozenset()) -> Outcome:
        """What the rule makes of these totals, with the draws and withdrawals recorded so far."""
        question = self.question
        rulebook = question.contest.rulebook
        return decide(
            Poll(
                question.options,
                totals,
                rulebook.seats_in(question.place.id),
                rulebook,
                question.round.number,
                question.last_round,
                self._draws,
                self._withdrawn | also_withdrawn,
            )
        )

    @property
    def lots_due(self) -> tuple[OptionId, ...]:
        """The options that wait for a draw, if any do."""
        outcome = self.outcome
        return () if outcome is None or outcome.lots is None else outcome.lots.options


def _waiting(disputes: Mapping[str, DisputeState]) -> list[str]:
    """The disputes that are open, in order."""
    return [name for name, dispute in disputes.items() if dispute.open]


def _as_covered(standing: Retained) -> tuple[bool, bool, bool, bool]:
    """What coverage asks of what stands for a section."""
    return (
        standing.missing,
        standing.no_vote is not None,
        standing.set_aside is not None,
        standing.sheet is not None,
    )
