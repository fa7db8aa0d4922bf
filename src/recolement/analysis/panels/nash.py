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

from typing import Final

import numpy as np

from recolement.analysis.panels.relaxation import Equal, Relaxation
from recolement.analysis.panels.solver import SolverFailed
from recolement.analysis.panels.types import Floats

CLOSE: Final = 1e-10
"""Barrier below which the counts no longer move visibly."""

NEVER: Final = 1e-12
"""A chance below this is none: no panel holds the person, and the product leaves them out."""

STEPS: Final = 400


def nash_counts(relaxation: Relaxation, equal: Equal) -> Floats:
    """The expected counts, with fractions of people allowed, whose product of chances is largest."""
    able = equal.counts > NEVER
    people = relaxation.people[able]
    most = relaxation.most[able]
    rows, lower, upper = relaxation.matrix[:, able], relaxation.lower, relaxation.upper
    # A panel of everybody's expected counts under LEXIMIN follows the quotas: a place to start from.
    start = equal.counts[able]
    counts = equal.counts.copy()
    counts[able] = _Barrier(people, most, rows, lower, upper).climb(start)
    return counts


class _Barrier:
    """Primal and dual steps towards the largest product within ``lower <= rows @ x <= upper``, ``x <= most``.

    Every bound is a row ``constraint @ x <= bound`` with a slack and a multiplier, both kept above 0; rows
    whose two bounds are equal are equations.
    """

    def __init__(self, people: Floats, most: Floats, rows: Floats, lower: Floats, upper: Floats) -> None:
        self._people, self._most = people, most
        same = upper - lower < CLOSE
        self._equations, self._values = rows[same], upper[same]
        above, below = ~same & np.isfinite(upper), ~same & (lower > -1e15)
        self._constraints = np.vstack([rows[above], -rows[below]])
        self._bounds = np.concatenate([upper[above], -lower[below]])

    def climb(self, start: Floats) -> Floats:
        """The optimum, from a point that may touch the bounds."""
        count, equations = len(start), len(self._values)
        x = np.clip(start, 1e-3 * self._most, 0.999 * self._most)
        slack = np.maximum(self._bounds - self._constraints @ x, 0.1)
        room = self._most - x
        price, ceiling = 1.0 / slack, 1.0 / room
        level = np.zeros(equations)
        target = 1.0
        for _ in range(STEPS):
            gradient = -self._people / x
            dual = gradient + self._constraints.T @ price + ceiling + self._equations.T @ level
            off = self._bounds - self._constraints @ x - slack
            short = self._values - self._equations @ x
            # The Newton system, with slacks and multipliers eliminated: diagonal plus few rows.
            diagonal = self._people / x**2 + ceiling / room
            weight = price / slack
            right = -(
                dual
                + self._constraints.T @ ((target - price * slack - price * off) / slack)
                + (target - ceiling * room) / room
            )
            step, level_step = self._solve(diagonal, weight, right, short)
            slack_step = off - self._constraints @ step
            price_step = (target - price * slack - price * slack_step) / slack
            ceiling_step = (target - ceiling * room + ceiling * step) / room
            most_primal = _longest((x, step), (slack, slack_step), (room, -step))
            most_dual = _longest((price, price_step), (ceiling, ceiling_step))
            x, slack, room = (
                x + most_primal * step,
                slack + most_primal * slack_step,
                room - most_primal * step,
            )
            price, ceiling = price + most_dual * price_step, ceiling + most_dual * ceiling_step
            level = level + most_dual * level_step
            apart = float(price @ slack + ceiling @ room) / (len(price) + count)
            missed = max(np.abs(off).max(initial=0.0), np.abs(short).max(initial=0.0))
            if apart < CLOSE and missed < CLOSE:
                return x
            target = apart * (0.1 if min(most_primal, most_dual) > 0.9 else 0.5)
        raise SolverFailed("nash")

    def _solve(self, diagonal: Floats, weight: Floats, right: Floats, short: Floats) -> tuple[Floats, Floats]:
        inverse = 1.0 / diagonal
        rows = self._constraints
        small = np.diag(1.0 / weight) + (rows * inverse) @ rows.T

        def solved(vector: Floats) -> Floats:
            scaled = (inverse * vector.T).T
            part: Floats = scaled - (inverse * (rows.T @ np.linalg.solve(small, rows @ scaled)).T).T
            return part

        through = solved(self._equations.T)
        level = np.asarray(
            np.linalg.lstsq(self._equations @ through, self._equations @ solved(right) - short, rcond=None)[
                0
            ],
            np.float64,
        )
        return solved(right - self._equations.T @ level), level


def _longest(*pairs: tuple[Floats, Floats]) -> float:
    """The longest step, at most 1, that keeps every value above 0."""
    step = 1.0
    for value, change in pairs:
        falls = change < 0
        if falls.any():
            step = min(step, 0.995 * float((-value[falls] / change[falls]).min()))
    return step
