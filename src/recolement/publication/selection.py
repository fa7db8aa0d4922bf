"""Which results a reader asks for: every place where something is decided, and others on request (FORMAT).

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> night = canvass(read_shorthand("sheet Lyon-3 A=60 B=40\\nsheet Brest A=45 B=45"))
>>> [one.unit for one in Selection(level="section").of(night)]
['all', 'Lyon-3', 'Brest']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolement.canvass import Canvass, ContestResult
from recolement.formats.gathering import nearest
from recolement.model.problems import Problem, Unusable


@dataclass(frozen=True, slots=True)
class Selection:
    """``contest`` and ``round`` restrict; ``level`` and ``unit`` add places where nothing is decided."""

    contest: str | None = None
    round: int | None = None
    level: str | None = None
    unit: str | None = None

    def of(self, canvass: Canvass) -> tuple[ContestResult, ...]:
        """The results, in the order of the ballot, each place once; :class:`Unusable` for unknown names."""
        self.stop_if_unknown(canvass)
        chosen = [
            result
            for result in canvass.results
            if self.contest in (None, result.contest) and self.round in (None, result.round)
        ]
        found: list[ContestResult] = []
        for contest, number in dict.fromkeys((one.contest, one.round) for one in chosen):
            scope = [one for one in chosen if (one.contest, one.round) == (contest, number)]
            seen = {one.unit for one in scope}
            wanted = [] if self.level is None else [one.id for one in canvass.places.at_level(self.level)]
            wanted += [] if self.unit is None else [self.unit]
            others = [unit for unit in dict.fromkeys(wanted) if unit not in seen]
            found += [*scope, *(canvass.result(contest, number, unit) for unit in others)]
        return tuple(found)

    def stop_if_unknown(self, canvass: Canvass) -> None:
        """Raise :class:`Unusable` for a contest, round, level or unit that the ballot does not have."""
        ballot = canvass.folder.ballot
        problems = []
        contests = [contest.id for contest in ballot.contests]
        if self.contest is not None and self.contest not in contests:
            near = nearest(self.contest, contests)
            problems.append(_unknown("contest", self.contest, contests, near))
        rounds = [str(round_.number) for round_ in ballot.rounds]
        if self.round is not None and str(self.round) not in rounds:
            problems.append(_unknown("round", str(self.round), rounds, ""))
        levels = [*ballot.levels, *dict.fromkeys(group.kind for group in canvass.folder.groups)]
        if self.level is not None and self.level not in levels:
            problems.append(_unknown("level", self.level, levels, nearest(self.level, levels)))
        if self.unit is not None and self.unit not in canvass.places:
            tree = canvass.folder.tree
            near = nearest(self.unit, tree) if len(tree) < 2000 else ""
            problems.append(_unknown("unit", self.unit, [], near))
        if problems:
            raise Unusable(problems)


def _unknown(what: str, found: str, expected: Sequence[str], near: str) -> Problem:
    facts = {"found": found, "expected": ", ".join(expected), "nearest": near}
    return Problem(f"unknown_{what}", f"--{what}", facts=facts)
