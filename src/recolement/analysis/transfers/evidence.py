"""What the units' own votes say about the law: whether its tilt is there, and how voters clump.

Without a tilt a unit's destinations are, on average, a linear function of its origins, whatever the
area's table; a tilt bends that function. Least squares on the units, each area's table left free,
measures how much of the law's tilt there is: on elections drawn without any contextual effect 0, on New
Zealand 2002 and 2008 0.7. It must be measured where the tilt's direction was computed from tables fitted
without a tilt: fitted with one, tables imitate it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

import numpy as np

from recolement.analysis.transfers.arrays import Array, floor
from recolement.analysis.transfers.kernel import AreaState
from recolement.analysis.transfers.law import Law

RARE = 0.005
"""Origins below this share of an area don't get their own free cells: they would fit noise."""
USED_UNITS = 200
"""Units of an area that are enough to measure by; the largest are taken."""
USED_AREAS = 100
"""Areas that are enough; they are taken evenly, by size."""
HOLD = 4.0
CROWD = 1000.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """``tilt``: how much of the law's tilt the units show, and its standard ``error``; ``dispersion``:
    squared unit residuals over the multinomial's variance, for destinations of 20 to 60 expected votes (1:
    voters choose one by one)."""

    tilt: float
    error: float
    dispersion: float

    def strength(self, law: Law) -> float:
        """The tilt to use, between none (0) and the calibrated one (1): the mean over these two, weighed by
        how well each predicts the evidence.

        >>> Evidence(0.02, 0.1, 1.0).strength(Law()) < 0.01, Evidence(0.8, 0.1, 1.0).strength(Law()) > 0.99
        (True, True)
        """
        variance = self.error**2 + law.unsure**2
        if variance == inf:
            return 0.5
        against = (self.tilt - law.shown) ** 2 - self.tilt**2
        return 1 / (1 + exp(min(max(against / (2 * variance), -50.0), 50.0)))


def weigh(states: Sequence[AreaState]) -> Evidence:
    """The evidence of areas together, of an even choice where there are many."""
    every = max(1, len(states) // USED_AREAS)
    chosen = sorted(states, key=lambda state: -state.total)[::every]
    found = np.array([_tilt_shown(state) for state in chosen])
    shown, known, left, freedom = (float(total) for total in found.sum(0))
    residuals = [_dispersion(state) for state in chosen]
    cells = sum(count for _, count in residuals)
    dispersion = sum(squares for squares, _ in residuals) / cells if cells else 1.0
    if known <= 0:
        return Evidence(0.0, inf, dispersion)
    tilt = shown / known
    among_units = max(left / max(freedom, 1.0), 1.0) / known
    among_areas = float(((found[:, 0] - tilt * found[:, 1]) ** 2).sum()) / known**2
    return Evidence(tilt, max(among_units, among_areas) ** 0.5, dispersion)


def _dispersion(state: AreaState) -> tuple[float, float]:
    appeal = state.scale * state.tilt
    q = state.interaction * appeal[:, None, :]
    q /= floor(q.sum(2, keepdims=True))
    spread = state.x[:, :, None] * q
    predicted = spread.sum(1)
    variance = predicted - (spread * q).sum(1)
    used = (predicted > 20) & (predicted < 60) & (variance > 0.5)
    return float(((state.y - predicted)[used] ** 2 / variance[used]).sum()), float(used.sum())


def _tilt_shown(state: AreaState) -> tuple[float, float, float, float]:
    """Score and information of the tilt, the area's table profiled out; what is left, and its freedom."""
    largest = np.sort(np.argsort(-state.size, kind="stable")[:USED_UNITS])
    x, y, size = state.x[largest], state.y[largest], state.size[largest]
    table = state.conditional + 0.5
    q: Array = np.broadcast_to(table / table.sum(1, keepdims=True), (len(x), *table.shape))
    if state.offered is not None:
        q = q * state.offered[largest][:, None, :]
        q = q / floor(q.sum(2, keepdims=True))
    spread = x[:, :, None] * q
    predicted = spread.sum(1)
    units, columns = predicted.shape
    diagonal = np.arange(columns)
    response = -np.matmul(q.transpose(0, 2, 1), spread)
    response[:, diagonal, diagonal] += predicted
    covariance = response + (np.maximum(size, 1) / columns**2)[:, None, None]
    covariance[:, diagonal, diagonal] += 0.3
    precision = np.linalg.inv(covariance) / (1 + size / CROWD)[:, None, None]
    half = np.linalg.cholesky((precision + precision.transpose(0, 2, 1)) / 2).transpose(0, 2, 1)
    rows = np.flatnonzero(state.x_total > RARE * state.total)
    cells = np.zeros((units, columns, len(rows), columns))
    for place, row in enumerate(rows):
        cells[:, :, place, :] = -spread[:, row, None, :] * q[:, row, :, None]
        cells[:, diagonal, place, diagonal] += spread[:, row, :]
    tilt = np.matmul(response, state.lean_direction[largest][:, :, None])
    design = np.matmul(half, cells.reshape(units, columns, -1)).reshape(units * columns, -1)
    both = np.matmul(half, np.concatenate([tilt, (y - predicted)[:, :, None]], axis=2)).reshape(-1, 2)
    gram = design.T @ design
    gram[np.arange(len(gram)), np.arange(len(gram))] += HOLD
    cross = design.T @ both
    left = both.T @ both - cross.T @ np.linalg.solve(gram, cross)
    freedom = (units - len(rows)) * (columns - 1)
    return float(left[0, 1]), max(float(left[0, 0]), 0.0), float(left[1, 1]), float(max(freedom, 0))
