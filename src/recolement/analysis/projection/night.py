"""A night as the model reads it: what units to come add, and what the counted would have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from recolement.analysis.projection.arrays import Array, by_group
from recolement.analysis.projection.design import Design, Kind
from recolement.analysis.projection.effects import Nest, toward
from recolement.analysis.projection.law import Law
from recolement.analysis.projection.posterior import Counted, Posterior, counted_units, solve
from recolement.analysis.projection.replay import held_back

LEAST = 3
"""Counted units from which there is a projection."""


@dataclass(frozen=True, eq=False)
class Night:
    """The units of a night as arrays."""

    made: Design
    counts: Array
    rolls: Array
    extra: Array
    counted: Array
    nest: Nest
    baseline: bool

    def sums(self, values: Array, level: int | None) -> Array:
        """By place of a level, or of the whole."""
        if level is None:
            total: Array = values.sum(0, keepdims=True)
            return total
        return by_group(values, self.nest.owners[level], self.nest.sizes[level])

    def missing(self, level: int | None) -> Array:
        """The registered of the units still to come."""
        return self.sums(np.where(self.counted, 0.0, self.rolls), level)

    def replayed(
        self, law: Law, constants: Sequence[float], used: Array, came: Array | None
    ) -> Iterator[tuple[Array, Array]]:
        """Of each part of the counted units that is held back: by how much its totals are missed, and the
        variance of that."""
        traits = self.made.columns[:, np.isin(self.made.kinds, (Kind.BASELINE, Kind.SIZE))]
        area = self.nest.owners[-1] if self.nest.owners else None
        safe = np.maximum(self.rolls, 1.0)
        for held in held_back(traits, safe, used, came, area):
            kept = used & ~held
            if min(kept.sum(), held.sum()) < LEAST:
                continue
            seen = counted_units(self.made, self.counts / safe[:, None], safe, self.extra, self.nest, kept)
            known = solve(seen, law, constants)
            mean, low, high = self.to_come(held, seen, known, law, constants, None)
            error = self.counts[held].sum(0) - mean[0]
            yield error, low * by_cell(known.covariance) + high * by_cell(known.between)

    def to_come(
        self,
        come: Array,
        seen: Counted,
        known: Posterior,
        law: Law,
        constants: Sequence[float],
        level: int | None,
    ) -> tuple[Array, Array, Array]:
        """Mean over the cells of the units to come, and the two variances: of units, and of places and
        coefficients. The variances are factors of the posterior's two covariances."""
        columns, rolls = self.made.columns[come], self.rolls[come]
        noise = 1.0 / np.maximum(rolls, 1.0) + known.unit + self.extra[come]
        target = toward(columns, rolls, noise, self.nest.of(come), known.sums, seen.traits, level)
        own = columns * rolls[:, None]
        expected = (
            own.sum(0, keepdims=True)
            if level is None
            else by_group(own, self.nest.owners[level][come], self.nest.sizes[level])
        )
        mean = target.pull @ known.coefficients + target.known + expected @ self.made.expected[:, :-1]
        high = (solve_triangular(known.lower, target.pull.T, lower=True) ** 2).sum(0) + target.of_areas
        low = target.variance - target.of_areas
        if known.sums.gain is not None and level is None:
            area = constants[6]
            still = by_group(rolls, self.nest.owners[-1][come], self.nest.sizes[-1])
            high = high + law.together * area * (still @ (known.sums.gain[:, 0, 0] / area)) ** 2
        mean = np.column_stack([mean, expected[:, 0] - mean.sum(1)])
        return mean, low, high


def by_cell(covariance: Array) -> Array:
    """The variances of all cells from the covariance of all but the last."""
    variances: Array = np.append(np.diag(covariance), covariance.sum())
    return variances


def within(totals: Array, whole: Array) -> Array:
    """Totals nowhere below zero, each row together ``whole``."""
    kept = np.maximum(totals, 0.0)
    scaled: Array = kept * (whole / np.maximum(kept.sum(1), 1e-9))[:, None]
    return scaled
