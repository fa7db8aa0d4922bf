"""Where fractions of people promise more than panels can give: panels are generated, and promises cut.

Worked example: three categories of two features each, four volunteers who differ from each other in exactly
two of them, and quotas of one each for two places. Halves of all four follow the quotas; two whole people who
do must be opposite in all three categories, and there is no such pair: the promise cannot be kept.

The wanted expectation is compared with the mixtures of the panels known so far: a linear program gives the
mixture that falls short of it least, and a price per type. Either some panel is worth more at these prices
than the mixture (it is added), or no panel is worth what the expectation is worth: then an inequality holds
for every panel and not for the expectation, which is computed again with that inequality as a cut. The prices
are between 0 and 1 by construction (a place that is missing costs 1), so they never swing.
"""

from __future__ import annotations

import highspy
import numpy as np

from recolement.analysis.panels.relaxation import Cut, Infeasible
from recolement.analysis.panels.solver import (
    INFINITY,
    LinearProgram,
    SolverFailed,
    best_integers,
    linear_model,
)
from recolement.analysis.panels.types import Floats, Integers, Types

REACHED = 1e-9
"""Expected places, all types together, that a mixture may fall short."""

A_ROUND = 4
"""Panels sought by the quick method at slightly different prices before the exact one is asked."""

CLOSE = 60
"""Types the quick method looks at, those whose price is nearest, besides those of the relaxation."""

DEEP = 0.3
"""A cut is taken when it removes this part of the shortfall; a shallower one waits for better panels."""


class Mixtures:
    """The panels known so far and their mixtures."""

    def __init__(self, types: Types) -> None:
        count = len(types.people)
        self._types = types
        self._most = types.at_most.astype(float)
        self._quick = LinearProgram(types.matrix, self._most)
        self._noise = np.random.Generator(np.random.PCG64(0))
        self._known: dict[bytes, None] = {}
        self._panels: list[Integers] = []
        self._highs = linear_model()
        self._highs.addVars(count, np.zeros(count), np.full(count, INFINITY))
        for place in range(count):
            self._highs.changeColCost(place, 1.0)
            self._highs.addRow(0.0, INFINITY, 1, np.array([place], np.int32), np.ones(1))
        self._highs.addRow(1.0, 1.0, 0, np.zeros(0, np.int32), np.zeros(0))

    def add(self, panel: Integers) -> bool:
        """Take a panel in; whether it was new."""
        key = panel.tobytes()
        if key in self._known:
            return False
        self._known[key] = None
        self._panels.append(panel)
        held = np.flatnonzero(panel)
        rows = np.append(held, len(panel)).astype(np.int32)
        self._highs.addCol(0.0, 0.0, INFINITY, len(rows), rows, np.append(panel[held], 1).astype(float))
        return True

    def short_of(self, counts: Floats) -> float:
        """By how many expected places the best mixture of the panels known falls short of the counts."""
        self._want(counts)
        return self._solve()[0] if self._panels else INFINITY

    def _want(self, counts: Floats) -> None:
        for place, count in enumerate(counts):
            self._highs.changeRowBounds(place, float(count), INFINITY)

    def reach(self, counts: Floats, reached: float = REACHED) -> Cut | None:
        """Generate panels until a mixture gives the counts; or the cut that shows none does.

        ``reached``: how many expected places, all types together, the mixture may fall short.
        """
        self._want(counts)
        while True:
            if not self._panels:
                self.add(self._dearest(self._types.people / self._types.people.sum()))
            short, prices, worth = self._solve()
            if short <= reached:
                return None
            if self._add_quickly(prices, worth):
                continue
            best = self._dearest(prices)
            value = float(prices @ best)
            if prices @ counts - value > DEEP * short:
                return Cut(prices, value)
            if not (value > worth + REACHED * 1e-3 and self.add(best)):
                return None  # what remains is the arithmetic's own noise

    def lottery(self) -> tuple[Integers, Floats]:
        """The panels of the mixture reached, and their weights."""
        weights = np.array(self._highs.getSolution().col_value)[len(self._types.people) :]
        used = np.flatnonzero(weights > 0)
        return np.array(self._panels)[used], weights[used] / weights[used].sum()

    def _solve(self) -> tuple[float, Floats, float]:
        """The places missing, the price of each type, and what a panel must be worth to be of use."""
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(self._highs.modelStatusToString(self._highs.getModelStatus()))
        duals = np.array(self._highs.getSolution().row_dual)
        return self._highs.getObjectiveValue(), np.clip(duals[:-1], 0.0, 1.0), float(-duals[-1])

    def _add_quickly(self, prices: Floats, worth: float) -> bool:
        types = self._types
        added = False
        for turn in range(A_ROUND):
            asked = prices * (1 + 0.05 * self._noise.random(len(prices))) if turn else prices
            found = self._quick.best(asked, types.lower, types.upper, np.zeros(len(prices)), self._most)
            if found is None:
                raise Infeasible
            point, price = found
            if turn == 0 and prices @ point <= worth + REACHED:
                return False
            close = np.argsort(price, kind="stable")[:CLOSE]
            use = np.union1d(np.flatnonzero(point > 0), close)
            whole = best_integers(
                asked[use],
                types.matrix[:, use],
                types.lower,
                types.upper,
                np.zeros(len(use)),
                self._most[use],
                first_found=turn > 0,
            )
            if whole is not None:
                panel = np.zeros(len(prices), np.int64)
                panel[use] = whole
                if prices @ panel > worth + REACHED:
                    added |= self.add(panel)
        return added

    def _dearest(self, prices: Floats) -> Integers:
        """The panel that is worth most at these prices, by branch and bound over all types."""
        types = self._types
        found = best_integers(
            prices, types.matrix, types.lower, types.upper, np.zeros(len(prices)), self._most
        )
        if found is None:
            raise Infeasible
        return found
