"""The curve of a day: turnout by the hour, and that of the earlier round on the same sections; plain SVG.

Where nothing was reported there is no point, and the line is broken: nothing is drawn for what is unknown.

>>> points = [(600, Fraction(1, 4)), (720, None), (1020, Fraction(1, 2))]
>>> [mark.share for mark in Curve(points, []).now], Curve(points, []).top
([Fraction(1, 4), Fraction(1, 2)], 60)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from recolement.canvass.turnout import HourOfTurnout

LEFT, RIGHT, UPPER, LOWER = 70, 620, 14, 190
STEP = 20
"""Points of turnout between two lines of the grid."""

Point: TypeAlias = tuple[int, Fraction | None]
"""Minutes of the day, and turnout then."""


def minutes(hour: str) -> int:
    """Minutes of the day of an hour.

    >>> minutes("17:30")
    1050
    """
    return int(hour[:2]) * 60 + int(hour[3:])


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the drawing."""

    x: int
    y: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """Two lines over the hours of a day."""

    points: Sequence[Point]
    before: Sequence[Point]
    """The earlier round at the same hours; empty where there is none."""

    @property
    def top(self) -> int:
        """The highest line of the grid, in points: a multiple of :data:`STEP` above all of the curve."""
        highest = max((share for _, share in (*self.points, *self.before) if share is not None), default=0)
        return (int(highest * 100) // STEP + 1) * STEP

    def x(self, minute: int) -> int:
        """Where an hour stands; a single one in the middle."""
        first, last = self.points[0][0], self.points[-1][0]
        if first == last:
            return (LEFT + RIGHT) // 2
        return LEFT + 30 + (RIGHT - LEFT - 60) * (minute - first) // (last - first)

    def y(self, share: Fraction) -> int:
        """How high a turnout stands."""
        return round(LOWER - (LOWER - UPPER) * share * 100 / self.top)

    @property
    def columns(self) -> list[int]:
        """Where each hour stands."""
        return [self.x(at) for at, _ in self.points]

    @property
    def now(self) -> list[Mark]:
        """The points of the round."""
        return self._marks(self.points)

    @property
    def earlier(self) -> list[Mark]:
        """The points of the earlier round."""
        return self._marks(self.before)

    @property
    def path(self) -> str:
        """The line of the round."""
        return self._path(self.points)

    @property
    def earlier_path(self) -> str:
        """The line of the earlier round."""
        return self._path(self.before)

    @property
    def grid(self) -> list[tuple[int, int]]:
        """The lines across: points of turnout, and their height."""
        return [(value, self.y(Fraction(value, 100))) for value in range(0, self.top + 1, STEP)]

    def _marks(self, points: Sequence[Point]) -> list[Mark]:
        return [Mark(self.x(at), self.y(share), share) for at, share in points if share is not None]

    def _path(self, points: Sequence[Point]) -> str:
        drawn, pen = [], "M"
        for at, share in points:
            if share is None:
                pen = "M"
                continue
            drawn.append(f"{pen}{self.x(at)} {self.y(share)}")
            pen = "L"
        return "".join(drawn)


def curve_of(hours: Sequence[HourOfTurnout]) -> Curve:
    """The curve of a place; where rounds are compared, both lines are of the same sections at each hour."""
    if any(one.compared is not None for one in hours):
        both = [(minutes(one.hour), one.compared) for one in hours]
        return Curve(
            [(at, None if pair is None else pair.now.share) for at, pair in both],
            [(at, None if pair is None else pair.earlier.share) for at, pair in both],
        )
    return Curve([(minutes(one.hour), one.reported.share) for one in hours], [])
