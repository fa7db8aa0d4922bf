"""The most equal chances when fractions of people are allowed: a bound that panels nearly always reach.

Worked example: two women and six men for four places, at least one and at most two of them women. Everybody
could have a chance of 4/8, but so many women are only expected if 2 · 4/8 = 1 is allowed, and it is. With at
least two women, both always sit and the men share two places: 1 for women, 2/6 for men.

>>> from recolement.analysis.panels.types import types_of
>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n < 2 else "M",)) for n in range(8)))
>>> for least in (1, 2):
...     types = types_of(pool, [Quota("gender", "F", least, 2), Quota("gender", "M", 0, 4)], 4)
...     print([round(level.probability, 6) for level in Relaxation(types).leximin().levels])
[0.5]
[0.333333, 1.0]

The chances of types are raised together: a type's count is ``people · z`` plus a part of its own, so that the
program has a row per quota and none per type. When no type of a group can rise any more without another of
the group falling (their own parts are worth something: a dual price), the group's chance is fixed and the
others go on. The multipliers of the rows are kept: with them anyone can prove the level (see ``exact``).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from recolement.analysis.panels.solver import INFINITY, SolverFailed, linear_model
from recolement.analysis.panels.types import Floats, Integers, Types

PRICED = 1e-9
"""A price below this is noise of floating-point arithmetic."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """An inequality that every panel satisfies and fractions may not: ``weights @ counts <= most``."""

    weights: Floats
    most: float


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The people whose chance was fixed together, and the prices that show it cannot be larger.

    ``prices`` has one for each row of the types, then one for each cut; ``ceilings`` one for each type.
    """

    probability: float
    types: Integers
    prices: Floats
    ceilings: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Equal:
    """Expected counts per type, and the levels from the smallest chance up."""

    counts: Floats
    levels: tuple[Level, ...]


class Infeasible(Exception):
    """No panel follows the quotas, not even with fractions of people."""


class Relaxation:
    """The expected counts that the quotas allow, tightened by cuts."""

    def __init__(self, types: Types, cuts: tuple[Cut, ...] = ()) -> None:
        self.people = types.people.astype(float)
        self.most = types.at_most.astype(float)
        self.matrix: Floats = np.vstack([types.matrix.toarray(), *(cut.weights for cut in cuts)])
        self.lower = np.concatenate([types.lower, np.full(len(cuts), -INFINITY)])
        self.upper = np.concatenate([types.upper, [cut.most for cut in cuts]])

    def leximin(self) -> Equal:
        """The smallest chance as large as it can be, then the next, and so on."""
        stage = _Stage(self)
        levels = []
        while stage.free.any():
            levels.append(stage.raise_chances())
        return Equal(stage.fixed, tuple(levels))


class _Stage:
    """The linear program while levels are fixed one after the other."""

    def __init__(self, relaxation: Relaxation) -> None:
        count = len(relaxation.people)
        self._people, self._most = relaxation.people, relaxation.most
        self._matrix, self._lower, self._upper = relaxation.matrix, relaxation.lower, relaxation.upper
        self.free = np.ones(count, bool)
        self.fixed = np.zeros(count)
        self._common = count
        """The column of the common chance z, after the own parts of the types."""
        self._ceilings: dict[int, int] = {}
        self._highs = linear_model()
        self._highs.addVars(count, np.zeros(count), self._most)
        self._highs.addVar(0.0, 1.0)
        self._highs.changeColCost(self._common, -1.0)
        together = self._matrix @ self._people
        for row, coefficients in enumerate(self._matrix):
            held = np.flatnonzero(coefficients)
            self._highs.addRow(
                self._lower[row],
                self._upper[row],
                len(held) + 1,
                np.append(held, self._common).astype(np.int32),
                np.append(coefficients[held], together[row]),
            )

    def raise_chances(self) -> Level:
        """Raise the common chance as far as it goes, and fix those who hold it back."""
        counts, chance, worth, prices = self._solve()
        held = self.free & (worth > PRICED)
        if not held.any():  # the prices of the free types add up to 1: the largest is no noise
            held = self.free & (worth * self._people >= np.max((worth * self._people)[self.free]))
        ceilings = np.zeros(len(self._people))
        for place, row in self._ceilings.items():
            ceilings[place] = max(0.0, -prices[row])
        level = Level(chance, np.flatnonzero(held), -prices[: len(self._lower)], ceilings)
        self.fixed[held] = self._people[held] * chance
        self.free &= ~held
        self._refresh(np.flatnonzero(held))
        if not self.free.any():
            self.fixed = counts
        return level

    def _solve(self) -> tuple[Floats, float, Floats, Floats]:
        """Counts, the common chance, the worth of each type's own part, the prices of the rows."""
        while True:
            self._highs.run()
            status = self._highs.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                raise Infeasible
            if status != highspy.HighsModelStatus.kOptimal:
                raise SolverFailed(self._highs.modelStatusToString(status))
            found = self._highs.getSolution()
            values = np.array(found.col_value)
            chance = float(values[self._common])
            counts = self.fixed + np.where(self.free, self._people * chance, 0.0) + values[: self._common]
            above = np.flatnonzero(self.free & (counts > self._most + 1e-10))
            new = [int(place) for place in above if int(place) not in self._ceilings]
            if not new:
                duals = np.array(found.col_dual)[: self._common]
                return np.minimum(counts, self._most), chance, duals, np.array(found.row_dual)
            for place in new:  # few types ever reach what a panel can hold: their rows come when needed
                self._ceilings[place] = self._highs.getNumRow()
                self._highs.addRow(
                    -INFINITY,
                    self._most[place],
                    2,
                    np.array([place, self._common], np.int32),
                    np.array([1.0, self._people[place]]),
                )

    def _refresh(self, held: Integers) -> None:
        for place in held:
            if place in self._ceilings:
                self._highs.changeRowBounds(self._ceilings[place], -INFINITY, INFINITY)
            self._highs.changeColBounds(int(place), 0.0, max(0.0, self._most[place] - self.fixed[place]))
        together = self._matrix @ (self._people * self.free)
        already = self._matrix @ self.fixed
        for row in range(len(self._lower)):
            self._highs.changeCoeff(row, self._common, together[row])
            self._highs.changeRowBounds(row, self._lower[row] - already[row], self._upper[row] - already[row])
