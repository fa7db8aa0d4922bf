"""What others do, each district alone: Goodman, constrained least squares, a linear program, multinomial EM.

Our own implementations of published methods, to be run beside ours on the same districts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog, lsq_linear
from scipy.sparse import bmat, coo_array, eye_array, kron


@dataclass(frozen=True, eq=False)
class District:
    """Margins by unit and the true table."""

    name: str
    rows: list[str]
    columns: list[str]
    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray


def goodman(district: District) -> np.ndarray:
    """Least squares of the unit counts, clipped to 0 and scaled to rows (Goodman 1953)."""
    shares, *_ = np.linalg.lstsq(district.x, district.y, rcond=None)
    shares = shares.clip(0)
    shares /= np.maximum(shares.sum(1, keepdims=True), 1e-9)
    return district.x.sum(0)[:, None] * shares


def constrained_least_squares(district: District) -> np.ndarray:
    """The same with shares of at least 0 that add up to 1 (a heavy row holds the sums)."""
    rows, columns = district.x.shape[1], district.y.shape[1]
    size = np.sqrt(np.maximum(district.x.sum(1), 1))
    design = kron(coo_array(district.x / size[:, None]), eye_array(columns))
    heavy = 1e3 * size.max()
    sums = kron(eye_array(rows), np.ones((1, columns))) * heavy
    target = np.concatenate([(district.y / size[:, None]).ravel(), np.full(rows, heavy)])
    found = lsq_linear(bmat([[design], [sums]]).toarray(), target, (0, 1), method="bvls", max_iter=200).x
    return district.x.sum(0)[:, None] * found.reshape(rows, columns)


def linear_program(district: District) -> np.ndarray:
    """Least absolute deviations, row sums 1, the district's columns met (Romero, Pavía et al. 2020)."""
    (units, rows), columns = district.x.shape, district.y.shape[1]
    design = kron(coo_array(district.x), eye_array(columns))
    errors = eye_array(units * columns)
    sums = kron(eye_array(rows), np.ones((1, columns)))
    totals = kron(district.x.sum(0)[None, :], eye_array(columns))
    equal = bmat([[design, errors, -errors], [sums, None, None], [totals, None, None]]).tocsr()
    right = np.concatenate([district.y.ravel(), np.ones(rows), district.y.sum(0)])
    cost = np.concatenate([np.zeros(rows * columns), np.ones(2 * units * columns)])
    found = linprog(cost, A_eq=equal, b_eq=right, bounds=(0, None), method="highs")
    return district.x.sum(0)[:, None] * found.x[: rows * columns].reshape(rows, columns)


def multinomial_em(district: District, sweeps: int = 500) -> np.ndarray:
    """Maximum likelihood of one table of shares, each voter of a unit independent (fastei calls it ``mult``).

    The E-step takes the votes of a destination from the origins in proportion to what they would give.
    """
    shares = np.tile(district.y.sum(0) / max(district.y.sum(), 1), (district.x.shape[1], 1))
    for _ in range(sweeps):
        weight = np.maximum(district.x @ shares, 1e-12)
        table = shares * (district.x.T @ (district.y / weight))
        new = table / np.maximum(table.sum(1, keepdims=True), 1e-12)
        if np.abs(new - shares).max() < 1e-4:
            break
        shares = new
    return district.x.sum(0)[:, None] * shares


def fitted_em(district: District) -> np.ndarray:
    """The same, then each unit's table fitted to both its margins."""
    found = multinomial_em(district)
    shares = found / np.maximum(found.sum(1, keepdims=True), 1e-12)
    columns, rows = np.ones_like(district.y), district.x
    for _ in range(20):
        rows = district.x / np.maximum(columns @ shares.T, 1e-12)
        columns = district.y / np.maximum(rows @ shares, 1e-12)
    return shares * (rows.T @ columns)
