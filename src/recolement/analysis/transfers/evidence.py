"""What the units' own votes say about the law: how strong its tilt is here, and how voters clump.

A tilt bends the relation between a unit's origins and its destinations, which no table of interactions can
imitate; with every area's table left free, generalised least squares on the unit residuals measures how much
more (or less) of the law's tilt the data asks for. On elections drawn without any contextual effect it
says 0;
on New Zealand 2002 and 2008 it says 1, where the truth says so too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recolement.analysis.transfers.arrays import Array, floor
from recolement.analysis.transfers.kernel import AreaState

RARE = 0.005
"""Origins below this share of an area don't get their own free cells: they would fit noise."""
USED_UNITS = 200
"""Units of an area that are enough to measure by; the largest are taken."""
USED_AREAS = 100
"""Areas that are enough; they are taken evenly, by size."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``tilt``: what to add to the tilt's strength (0: as it is), its standard error, and ``dispersion``:
    squared unit residuals over the multinomial's variance, for destinations of 20 to 60 expected votes
    (1: voters choose one by one)."""

    tilt: float
    error: float
    dispersion: float


def weigh(states: Sequence[AreaState]) -> Evidence:
    """The evidence of areas together, of an even choice where there are many."""
    asked = known = squares = cells = 0.0
    every = max(1, len(states) // USED_AREAS)
    for state in sorted(states, key=lambda state: -state.total)[::every]:
        residual, q, spread, predicted, variance = _moments(state)
        used = (predicted > 20) & (predicted < 60) & (variance > 0.5)
        squares += float((residual[used] ** 2 / variance[used]).sum())
        cells += float(used.sum())
        more, information = _tilt_asked(state, residual, q, spread, predicted)
        asked, known = asked + more, known + information
    if known <= 0:
        return Evidence(0.0, float("inf"), squares / cells if cells else 1.0)
    return Evidence(asked / known, known**-0.5, squares / cells if cells else 1.0)


def _moments(state: AreaState) -> tuple[Array, Array, Array, Array, Array]:
    appeal = state.scale * state.tilt
    q = state.interaction * appeal[:, None, :]
    q /= floor(q.sum(2, keepdims=True))
    spread = state.x[:, :, None] * q
    predicted = spread.sum(1)
    return state.y - predicted, q, spread, predicted, predicted - (spread * q).sum(1)


def _tilt_asked(
    state: AreaState, residual: Array, q: Array, spread: Array, predicted: Array
) -> tuple[float, float]:
    """Score and information of the tilt's strength, the area's table and scales profiled out."""
    columns = len(state.scale)
    largest = np.argsort(-state.size)[:USED_UNITS]
    residual, q, spread, predicted = residual[largest], q[largest], spread[largest], predicted[largest]
    size = state.size[largest]
    diagonal = np.arange(columns)
    response = -np.matmul(q.transpose(0, 2, 1), spread)
    response[:, diagonal, diagonal] += predicted
    covariance = response + (np.maximum(size, 1) / columns**2)[:, None, None]
    covariance[:, diagonal, diagonal] += 0.3
    precision = np.linalg.inv(covariance) / (1 + size / 1000)[:, None, None]
    half = np.linalg.cholesky((precision + precision.transpose(0, 2, 1)) / 2).transpose(0, 2, 1)
    rows = np.flatnonzero(state.x_total > RARE * state.total)
    cells = np.zeros((len(size), columns, len(rows), columns))
    for place, row in enumerate(rows):
        cells[:, :, place, :] = -spread[:, row, None, :] * q[:, row, :, None]
        cells[:, diagonal, place, diagonal] += spread[:, row, :]
    free = np.concatenate([cells.reshape(len(size), columns, -1), response], axis=2)
    tilt = np.matmul(response, state.lean_direction[largest][:, :, None])
    design = np.matmul(half, free).reshape(len(size) * columns, -1)
    both = np.matmul(half, np.concatenate([tilt, residual[:, :, None]], axis=2)).reshape(-1, 2)
    gram = design.T @ design
    hold = np.concatenate([np.full(len(rows) * columns, 5.0), np.full(columns, 1e-3)])
    gram[np.arange(len(gram)), np.arange(len(gram))] += hold
    cross = design.T @ both
    left = both.T @ both - cross.T @ np.linalg.solve(gram, cross)
    return float(left[0, 1]), max(float(left[0, 0]), 0.0)
