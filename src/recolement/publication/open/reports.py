"""A canvass as one report a round: what the standards of results are written from.

The figures are those that stand: of a section its sheet's, of a place above it the sums of what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.results import Status
from recolement.canvass.scopes import Question
from recolement.formats.reports import RoundReport, UnitCount, UnitReported, VoteReported
from recolement.model.ballots import Option
from recolement.model.ids import OptionId, UnitId
from recolement.model.results import OutcomeKind
from recolement.model.sheets import FIGURES

ORDER = (Status.PARTIAL, Status.FROZEN, Status.COMPLETE, Status.CORRECTED, Status.PROCLAIMED)
"""From the least advanced to the most."""


def reports_of(night: Canvass, at: datetime, places: frozenset[str] | None = None) -> Iterator[RoundReport]:
    """A report a round. ``places``: those of the tree that are wanted, all when left out."""
    return _Reports(night, places).all(at)


class _Reports:
    """One canvass being reported."""

    def __init__(self, night: Canvass, places: frozenset[str] | None) -> None:
        self._night = night
        tree = night.folder.tree
        self._order = {
            unit: number
            for number, unit in enumerate(tree.walk())
            if places is None or unit in places or unit == tree.root
        }

    def all(self, at: datetime) -> Iterator[RoundReport]:
        """The report of each round that is held."""
        night, units = self._night, tuple(self._units())
        ballot = night.folder.ballot
        for one in ballot.rounds:
            held = [question for question in night.questions if question.round.number == one.number]
            results = [night.result(*question.key) for question in held]
            if not results:
                continue
            votes = tuple(self._vote(*pair) for pair in zip(held, results, strict=True))
            status = min((result.status for result in results), key=ORDER.index)
            yield RoundReport(
                ballot.title, ballot.organisation, ballot.language, ballot.timezone, ballot.levels,
                one.number, len(ballot.rounds), one.date, status.value, at, units, votes,
            )  # fmt: skip

    def _units(self) -> Iterator[UnitReported]:
        folder = self._night.folder
        for unit in self._order:
            node = folder.tree[unit]
            yield UnitReported(unit, node.level, node.name, node.parent)
        for group in folder.groups:
            members = tuple(unit for unit in group.units if unit in self._order)
            yield UnitReported(group.address, group.kind, group.name, None, members)

    def _vote(self, question: Question, result: ContestResult) -> VoteReported:
        contest, outcome = question.contest, result.outcome
        proclaimed = result.status in (Status.PROCLAIMED, Status.CORRECTED)
        elected = outcome.options if proclaimed and outcome and outcome.kind is OutcomeKind.ELECTED else ()
        return VoteReported(
            contest.id,
            contest.name,
            question.place.id,
            tuple(Option(option.id, option.name, option.kind) for option in question.options),
            contest.rulebook.rule.value,
            tuple(count for count in self._counts(question) if count.figures or count.votes),
            result.coverage.expected,
            result.coverage.received,
            tuple(elected),
        )

    def _counts(self, question: Question) -> Iterator[UnitCount]:
        """The place of the decision, then what lies wholly under it, in the order of the tree."""
        night, (contest, number, place) = self._night, question.key
        tree, leaves = night.folder.tree, frozenset(question.place.leaves)
        standing = {option.id for option in question.options}
        inside = {unit for leaf in leaves for unit in tree.trail(leaf)}
        above = tree.trail(UnitId(place)) if place in tree else ()
        if not above or not tree.is_leaf(UnitId(place)):
            yield _summed(night.result(contest, number, place), standing)
        else:
            above = above[:-1]
        inside -= set(above)
        for unit in sorted(inside & self._order.keys(), key=self._order.__getitem__):
            if not tree.is_leaf(unit):
                if leaves.issuperset(tree.leaves_under(unit)):
                    yield _summed(night.result(contest, number, unit), standing)
                continue
            retained = night.retained(unit, contest, number)
            if retained.sheet is not None and retained.added:
                sheet = retained.sheet
                known = {name: value for name in FIGURES if (value := getattr(sheet, name)) is not None}
                votes = {option: cast for option, cast in sheet.votes.items() if option in standing}
                yield UnitCount(unit, known, votes)


def _summed(result: ContestResult, standing: Collection[OptionId]) -> UnitCount:
    figures = {name: value for name in FIGURES if (value := getattr(result.figures, name)) is not None}
    given = result.figures.votes.items()
    votes = {option: cast for option, cast in given if cast is not None and option in standing}
    return UnitCount(result.unit, figures, votes)
