"""Nash: the product of all chances as large as it can be (its logarithm: the sum over people).

Worked example: two women and six men for four places, of which at most three for men. The product is largest
where everybody has the same chance, 4/8; a quota of two women would change that.

>>> from recolement.analysis.panels.relaxation import Relaxation
>>> from recolement.analysis.panels.types import types_of
>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n < 2 else "M",)) for n in range(8)))
>>> types = types_of(pool, [Quota("gender", "F", 0, 2), Quota("gender", "M", 2, 3)], 4)
>>> relaxation = Relaxation(types)
>>> nash_counts(relaxation, relaxation.leximin()).round(3).tolist()
[1.0, 3.0]

The sum of ``people · log(count)`` is concave, so that the gradient at any point bounds what is still to gain:
no lottery is better by more than ``max over panels of gradient · panel - people``. That gap is stated with
the result. Newton's method with a barrier follows the interior of the quotas; the program has a row per quota
and per cut, whatever the number of people.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from recolement.analysis.panels.relaxation import Equal, Relaxation
from recolement.analysis.panels.solver import INFINITY, LinearProgram, SolverFailed
from recolement.analysis.panels.types import Floats

INSIDE: Final = 1e-4
"""Room from a bound that is asked of a point inside; less than this is taken for no choice at all."""

Flags: TypeAlias = NDArray[np.bool_]

CLOSE: Final = 1e-10
"""Barrier, and promise of a step, below which the counts no longer move visibly."""

NEVER: Final = 1e-12
"""A chance below this is none: no panel holds the person, and the product leaves them out."""

STEPS: Final = 60


def nash_counts(relaxation: Relaxation, equal: Equal) -> Floats:
    """The expected counts, with fractions of people allowed, whose product of chances is largest."""
    able = equal.counts > NEVER
    people, most = relaxation.people[able], relaxation.most[able]
    rows, lower, upper = relaxation.matrix[:, able], relaxation.lower, relaxation.upper
    start, fixed, level, tops, bottoms = _inside(most, rows, lower, upper)
    # Halfway to LEXIMIN's counts, where nobody has none: inside in every respect.
    start = (start + equal.counts[able]) / 2
    counts = equal.counts.copy()
    found = start.copy()
    if not fixed.all():
        free = ~fixed
        already = rows[:, fixed] @ start[fixed]
        barrier = _Barrier(
            people[free],
            most[free],
            rows[level][:, free],
            np.vstack([rows[tops][:, free], -rows[bottoms][:, free]]),
            np.concatenate([(upper - already)[tops], -(lower - already)[bottoms]]),
        )
        found[free] = barrier.climb(start[free])
    counts[able] = found
    return counts


def _inside(
    most: Floats, rows: Floats, lower: Floats, upper: Floats
) -> tuple[Floats, Flags, Flags, Flags, Flags]:
    """A point with room wherever there can be any; where there is none.

    That is: the counts that are always at their most, the rows that are equations, the rows that really
    bound from above, and those that really bound from below.
    """
    count, number = len(most), len(lower)
    one, all_rows = eye_array(count), eye_array(number)
    matrix = vstack(
        [
            hstack([rows, csr_array((number, count)), all_rows, csr_array((number, number))]),
            hstack([rows, csr_array((number, count)), csr_array((number, number)), -all_rows]),
            hstack([one, one, csr_array((count, 2 * number))]),
        ]
    ).tocsr()
    nothing = np.zeros(2 * count + 2 * number)
    limits = np.concatenate([most, np.full(count + 2 * number, INSIDE)])
    found = LinearProgram(matrix, limits).best(
        np.concatenate([np.zeros(count), np.ones(count + 2 * number)]),
        np.concatenate([np.full(number, -INFINITY), lower, np.full(count, -INFINITY)]),
        np.concatenate([upper, np.full(number, INFINITY), most]),
        nothing,
        limits,
    )
    if found is None:
        raise SolverFailed("no point follows the quotas")
    point = found[0]
    room = point[count:] > INSIDE / 2
    tops, bottoms = room[count : count + number], room[count + number :]
    tight = ~tops | ~bottoms
    real_bottoms = bottoms & ~tight & (lower > -1e15)
    return point[:count], ~room[:count], tight, tops & ~tight, real_bottoms


class _Barrier:
    """The largest product within ``equations``, ``constraint @ x <= bound`` and ``x <= most``.

    Newton's steps from a point inside to the best one whose distance from every bound is kept by a barrier;
    the barrier is lowered tenfold, and again.
    """

    def __init__(
        self, people: Floats, most: Floats, equations: Floats, bounded: Floats, bounds: Floats
    ) -> None:
        self._people, self._most, self._equations = people, most, equations
        self._bounded, self._bounds = bounded, bounds

    def climb(self, x: Floats) -> Floats:
        """The optimum, up to the last barrier."""
        barrier = 1.0
        while barrier > CLOSE:
            barrier *= 0.1
            for _ in range(STEPS):
                step, gain = self._step(x, barrier)
                if gain < CLOSE:
                    break
                length = self._length(x, step, gain, barrier)
                if not length:
                    break
                x = x + length * step
        return x

    def _value(self, x: Floats, barrier: float) -> float:
        slack, room = self._bounds - self._bounded @ x, self._most - x
        if min(x.min(), slack.min(initial=1.0), room.min()) <= 0:
            return np.inf
        walls = np.log(slack).sum() + np.log(room).sum()
        return float(-self._people @ np.log(x) - barrier * walls)

    def _length(self, x: Floats, step: Floats, gain: float, barrier: float) -> float:
        """How far to go: at most the whole step, and far enough for a quarter of what it promises."""
        value, length = self._value(x, barrier), 1.0
        while self._value(x + length * step, barrier) > value - 0.25 * length * gain:
            length /= 2
            if length < 1e-10:
                return 0.0
        return length

    def _step(self, x: Floats, barrier: float) -> tuple[Floats, float]:
        """Newton's step, and what it promises: a diagonal and few rows, whatever the number of people."""
        slack, room = self._bounds - self._bounded @ x, self._most - x
        gradient = -self._people / x + barrier / room + self._bounded.T @ (barrier / slack)
        inverse = 1.0 / (self._people / x**2 + barrier / room**2)
        rows = self._bounded / (slack / np.sqrt(barrier))[:, None]
        small = np.eye(len(rows)) + (rows * inverse) @ rows.T

        def solved(columns: Floats) -> Floats:
            scaled = inverse[:, None] * columns
            part: Floats = scaled - inverse[:, None] * (rows.T @ np.linalg.solve(small, rows @ scaled))
            return part

        free = solved(-gradient[:, None])
        through = solved(self._equations.T)
        level = np.linalg.lstsq(self._equations @ through, self._equations @ free, rcond=None)[0]
        step = (free - through @ level)[:, 0]
        return step, float(-gradient @ step)
