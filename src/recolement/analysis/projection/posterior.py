"""From the counted units to the law of what is to come: a multivariate regression with places in it.

All answers (shares of the registered, one cell left out) have the same columns and weights, so that what is
not known of the coefficients is one matrix for the columns times one for the cells: a matrix normal inverse
Wishart, closed to the end. Its evidence, also closed, weighs the constants of :class:`Law`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import minimize

from recolement.analysis.projection.arrays import Array
from recolement.analysis.projection.design import Design, Kind
from recolement.analysis.projection.effects import Nest, Sums, eliminate
from recolement.analysis.projection.law import Law

ENOUGH = 3000
"""Units from which the constants are weighed at most: whole places of the lowest level, spread over the
tree."""
STEPS = 8
FAR = 3.0
"""How many spreads a constant may move from its middle."""


@dataclass(frozen=True, eq=False)
class Counted:
    """The counted units: columns, then answers less what is expected of them; registered; noise beyond
    1/n."""

    rows: Array
    registered: Array
    extra: Array
    nest: Nest
    width: int
    """How many of the rows' entries are columns."""
    choice: Array
    """The covariance of one voter's choice over the answers, at the shares counted."""
    kinds: Array
    traits: Array

    def some(self, most: int) -> Counted:
        """Whole lowest places, evenly spread, until about ``most`` units; all units where there are fewer."""
        total = len(self.rows)
        if total <= most:
            taken = np.ones(total, dtype=bool)
        elif len(self.nest.sizes) > 1:
            lowest = self.nest.owners[0]
            present, place = np.unique(lowest, return_inverse=True)
            order = np.random.default_rng(0).permutation(len(present))
            kept = np.zeros(len(present), dtype=bool)
            kept[order[np.cumsum(np.bincount(place)[order]) <= most]] = True
            taken = kept[place]
        else:
            taken = np.zeros(total, dtype=bool)
            taken[np.random.default_rng(0).permutation(total)[:most]] = True
        return Counted(
            self.rows[taken], self.registered[taken], self.extra[taken], self.nest.only(taken), self.width,
            self.choice, self.kinds, self.traits,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is known after the counted units."""

    sums: Sums
    lower: Array
    """Cholesky factor of the columns' precision."""
    coefficients: Array
    """Columns × answers, beyond what was expected."""
    covariance: Array
    """Of one voter's choice, over the answers."""
    between: Array
    """The same for what differs from area to area: learnt from the areas' own effects."""
    areas: float
    """How many areas' worth of evidence there is for that; where there are none, as much as one likes."""
    freedom: float
    unit: float
    """The noise of a unit beyond 1/n."""
    evidence: float


def counted_units(
    made: Design, shares: Array, registered: Array, extra: Array, nest: Nest, counted: Array
) -> Counted:
    """The counted units of a night."""
    answers = shares[counted][:, :-1] - made.columns[counted] @ made.expected[:, :-1]
    weight = registered[counted]
    level = (shares[counted] * weight[:, None]).sum(0) + 1.0
    level /= level.sum()
    choice = (np.diag(level) - np.outer(level, level))[:-1, :-1]
    width = made.columns.shape[1]
    traits = np.vstack([made.traits, np.zeros((answers.shape[1], made.traits.shape[1]))])
    return Counted(
        np.hstack([made.columns[counted], answers]), weight, extra[counted], nest.of(counted), width, choice,
        made.kinds, traits,
    )  # fmt: skip


def placed(seen: Counted, unit: float, slope: float, area: float, middle: Sequence[float]) -> Sums:
    """The sums without their places: what costs most, and hangs on these constants only."""
    weights = 1.0 / (1.0 / seen.registered + unit + seen.extra)
    areas = np.array([area, *[slope] * (seen.traits.shape[1] - 1)])
    return eliminate(seen.rows, weights, seen.nest, seen.traits, middle, areas)


def solve(seen: Counted, law: Law, values: Sequence[float], sums: Sums | None = None) -> Posterior:
    """The posterior at given constants (:meth:`Law.constants`, then one for each level below the areas);
    ``sums``: what :func:`placed` made of them, where that is known."""
    unit, choice, baseline, size, bend, slope, area, *middle = values
    width, answers = seen.width, seen.choice.shape[0]
    weights = 1.0 / (1.0 / seen.registered + unit + seen.extra)
    if sums is None:
        sums = placed(seen, unit, slope, area, middle)
    prior = np.empty(width)
    for kind, variance in (
        (Kind.WHOLE, law.whole), (Kind.BASELINE, baseline), (Kind.SIZE, size), (Kind.BEND, bend)
    ):  # fmt: skip
        prior[seen.kinds == kind] = variance
    lower = np.linalg.cholesky(sums.gram[:width, :width] + np.diag(1.0 / prior))
    half = solve_triangular(lower, sums.gram[:width, width:], lower=True)
    before = law.weight * choice * seen.choice
    after = before + sums.gram[width:, width:] - half.T @ half
    units = len(seen.rows)
    degrees = law.weight + answers - 1
    evidence = (
        -answers
        / 2
        * (
            sums.log_determinant
            - np.log(weights).sum()
            + 2 * np.log(np.diag(lower)).sum()
            + np.log(prior).sum()
        )
        + degrees / 2 * np.linalg.slogdet(before)[1]
        - (degrees + units) / 2 * np.linalg.slogdet(after)[1]
    )
    coefficients = solve_triangular(lower.T, half)
    covariance = after / (law.weight + units)
    between, areas = _between(sums, coefficients, covariance, seen, law, area)
    return Posterior(
        sums, lower, coefficients, covariance, between, areas, law.weight + units, unit, float(evidence)
    )


def _between(
    sums: Sums, coefficients: Array, covariance: Array, seen: Counted, law: Law, area: float
) -> tuple[Array, float]:
    """How cells differ together from area to area, and how many areas' worth of evidence says so. Large
    options differ more than by the square root of their size, so that the units' own covariance does not say
    it; it is where one starts, for ``law.areas`` areas."""
    if sums.cross is None or sums.gain is None:
        return covariance, np.inf
    width = seen.width
    misses = sums.cross[:, :, width:] - sums.cross[:, :, :width] @ coefficients
    effects = (sums.gain @ misses)[:, 0]
    learnt = float((1.0 - sums.gain[:, 0, 0] / area).sum())
    found: Array = (law.areas * covariance + effects.T @ effects / area) / (law.areas + learnt)
    return found, learnt


def weigh(seen: Counted, law: Law, *, baseline: bool) -> tuple[float, ...]:
    """The constants that the counted units and the law together make most probable."""
    constants = [*law.constants(baseline=baseline), *[law.group] * (len(seen.nest.sizes) - 1)]
    middles = np.log([one.middle for one in constants])
    spreads = np.array([one.log_spread for one in constants])
    some = seen.some(ENOUGH)
    made: dict[tuple[float, ...], Sums] = {}

    def lost(steps: Array) -> float:
        values = np.exp(middles + spreads * steps)
        unit, _, _, _, _, slope, area, *middle = values
        key = (unit, slope, area, *middle)
        if key not in made:
            made[key] = placed(some, unit, slope, area, middle)
        return 0.5 * float(steps @ steps) - solve(some, law, values, made[key]).evidence

    found = minimize(
        lost,
        np.zeros(len(middles)),
        method="L-BFGS-B",
        bounds=[(-FAR, FAR)] * len(middles),
        options={"maxiter": STEPS, "eps": 0.02, "ftol": 1e-6},
    )
    return tuple(np.exp(middles + spreads * found.x))
