"""The swing: how each option's share of the valid votes changed between two votes, with its arithmetic.

Worked example (Socialist party, November 2008, per ten thousand): motion E had 2,908, its first signatory
Royal 4,245 as first secretary: 42.45 - 29.08 = +13.37 points.

>>> motions = [VotesRow("", "France", "E", 2908), VotesRow("", "France", "others", 7092)]
>>> secretary = [VotesRow("", "France", "Royal", 4245), VotesRow("", "France", "others", 5755)]
>>> found = swing(motions, secretary, {"E": "Royal"})
>>> [(one.option, one.points) for one in found.at(Level.WHOLE) if one.option == "Royal"]
[('Royal', Fraction(1337, 100))]

Only units counted both times are compared; a share is of the valid votes there, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from recolement.publication.flat import Cell, Flat
from recolement.publication.round_votes import ABSTENTION, VotesRow

NOT_VALID = frozenset({ABSTENTION, "blank", "null", "blank_null"})
"""Options of a table of votes that are not valid votes."""


class Level(StrEnum):
    """Of what a change is: everybody, an area, a unit."""

    WHOLE = "whole"
    AREA = "area"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Share:
    """Votes out of the valid ones; ``None`` for an option that was not on offer."""

    votes: int | None
    valid: int

    @property
    def points(self) -> Fraction | None:
        """In per cent, exactly; ``None`` where there is nothing to divide."""
        return None if self.votes is None or not self.valid else Fraction(100 * self.votes, self.valid)


@dataclass(frozen=True, slots=True)
class Change:
    """One option at one place: its two shares."""

    level: Level
    place: str
    option: str
    first: Share
    second: Share

    @property
    def points(self) -> Fraction | None:
        """The change in points; ``None`` unless the option was on offer both times."""
        before, after = self.first.points, self.second.points
        return None if before is None or after is None else after - before


@dataclass(frozen=True)
class Swing:
    """The changes of the whole, then of areas, then of units; and the units found once only."""

    changes: tuple[Change, ...]
    units: int
    unmatched: tuple[str, ...]

    def at(self, level: Level) -> tuple[Change, ...]:
        """The changes of one level."""
        return tuple(one for one in self.changes if one.level is level)


def swing(first: Iterable[VotesRow], second: Iterable[VotesRow], families: Mapping[str, str]) -> Swing:
    """Compare two votes. ``families``: options of either side that stand for the same party or person."""
    before, after = _by_unit(first, families), _by_unit(second, families)
    both = [unit for unit in before if unit in after]
    unmatched = [f"{area}/{name}" if area else name for area, name in (*before, *after)
                 if ((area, name) in before) != ((area, name) in after)]  # fmt: skip
    options = list(
        dict.fromkeys(option for side in (after, before) for unit in both for option in side[unit])
    )
    areas = dict.fromkeys(area for area, _ in both if area)
    found = list(_changes(Level.WHOLE, "*", both, before, after, options))
    for area in areas:
        inside = [unit for unit in both if unit[0] == area]
        found += _changes(Level.AREA, area, inside, before, after, options)
    for unit in both:
        place = f"{unit[0]}/{unit[1]}" if unit[0] else unit[1]
        found += _changes(Level.UNIT, place, [unit], before, after, options)
    return Swing(tuple(found), len(both), tuple(unmatched))


_Unit = tuple[str, str]
_Side = dict[_Unit, dict[str, int]]


def _by_unit(rows: Iterable[VotesRow], families: Mapping[str, str]) -> _Side:
    found: _Side = {}
    for row in rows:
        unit = found.setdefault((row.area, row.unit), {})
        if row.votes is not None and row.option not in NOT_VALID:
            option = families.get(row.option, row.option)
            unit[option] = unit.get(option, 0) + row.votes
    return found


def _changes(
    level: Level, place: str, units: Sequence[_Unit], before: _Side, after: _Side, options: Sequence[str]
) -> Iterator[Change]:
    shares = [_shares(units, side, options) for side in (before, after)]
    for option, first, second in zip(options, *shares, strict=True):
        if first.votes is not None or second.votes is not None:
            yield Change(level, place, option, first, second)


def _shares(units: Sequence[_Unit], side: _Side, options: Sequence[str]) -> list[Share]:
    """An option's share is of the valid votes of the units where it was on offer."""
    votes = dict.fromkeys(options, 0)
    valid = dict.fromkeys(options, 0)
    offered: set[str] = set()
    everybody = 0
    for unit in units:
        cast = side[unit]
        total = sum(cast.values())
        everybody += total
        for option, number in cast.items():
            votes[option] += number
            valid[option] += total
            offered.add(option)
    return [
        Share(votes[option], valid[option]) if option in offered else Share(None, everybody)
        for option in options
    ]


def swing_table(found: Swing) -> Flat:
    """Every change as a row, its whole arithmetic in it."""
    names = ("level", "place", "option", "votes_from", "valid_from", "votes_to", "valid_to", "points")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in found.changes:
            yield (
                one.level.value, one.place, one.option, one.first.votes, one.first.valid,
                one.second.votes, one.second.valid, one.points,
            )  # fmt: skip

    return Flat("swing", tuple((name, name) for name in names), rows())
