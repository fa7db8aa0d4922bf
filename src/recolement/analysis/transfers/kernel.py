"""One area at a time: the law's expected table, and the table given both margins of every unit.

Shapes: n units, R origins (rows), C destinations (columns). The law (TransferModel says it in words) is

    P[i, r, c]  proportional over c to  interaction[r, c] * scale[c] * tilt[i, c]

*Expected* counts follow this law from the origins alone; *conditional* counts also respect what each unit
counted the second time. Their difference, summed over units, is what the estimate moves along: it vanishes at
the truth when the law holds (an estimating equation, not a likelihood).
"""

from __future__ import annotations

import numpy as np

from recolement.analysis.transfers.arrays import Array, floor
from recolement.analysis.transfers.law import Law
from recolement.analysis.transfers.margins import AreaMargins


class AreaState:
    """The working state of one area while the model is fitted; mutable, never handed out."""

    def __init__(self, margins: AreaMargins, fixed: Array, crowd: float) -> None:
        self.x, self.y, self.offered = margins.x, margins.y, margins.offered
        self.x_single, self.y_single = (
            np.ascontiguousarray(side.T, dtype=np.float32) for side in (self.x, self.y)
        )
        self.rows = len(self.x[0])
        self.size = self.x.sum(1)
        self.x_total, self.y_total = self.x.sum(0), self.y.sum(0)
        self.total = max(float(self.size.sum()), 1.0)
        self.attention = 1 / (1 + self.size / crowd)
        """How much a vote of each unit counts for the pool (:attr:`Law.crowd`)."""
        self.counted = np.stack([np.ones(len(self.size)), self.attention], axis=1).astype(np.float32)
        self.fixed = fixed
        """The family of each destination where its name says it, else -1."""
        self.family = fixed.copy()
        self.interaction = np.ones((self.rows, len(fixed)))
        self.deviation = np.zeros_like(self.interaction)
        self.scale = np.ones(len(fixed))
        self.tilt = np.ones_like(self.y)
        self.lean_direction = np.zeros_like(self.y)
        self.leverage: Array = np.ones((1, 1, 1), dtype=np.float32)
        self.columns: Array = np.ones_like(self.y_single)
        self.expected = np.zeros_like(self.interaction)
        self.conditional = np.zeros_like(self.interaction)
        self.heeded = np.zeros_like(self.interaction)
        """The conditional table with each unit counted by its attention."""

    def restart(self) -> None:
        """Forget what the unit margins taught, keep the labels; ``interaction`` must be set."""
        self.scale = np.maximum(self.y_total, 0.5) / self.total
        self.tilt = np.ones_like(self.y) if self.offered is None else self.offered.astype(float)
        self.columns = np.ones_like(self.y_single)
        for _ in range(5):
            self.expect()
            self.scale = self.scale * (self.y_total + 0.01) / (self.expected.sum(0) + 0.01)

    def expect(self) -> None:
        """The expected table, summed over units: n·R·C in two matrix products."""
        appeal = self.scale * self.tilt
        weight = floor(appeal @ self.interaction.T)
        self.expected = self.interaction * ((self.x / weight).T @ appeal)

    def expect_heeded(self) -> Array:
        """The expected table with each unit counted by its attention."""
        appeal = self.scale * self.tilt
        weight = floor(appeal @ self.interaction.T)
        found: Array = self.interaction * ((self.x * self.attention[:, None] / weight).T @ appeal)
        return found

    def lean(self, law: Law, shares: Array, own: Array, strength: float) -> None:
        """Set the tilt: where a destination's family, and the votes near it, are locally strong.

        ``own[f]`` is True for families that stand as an origin; ``strength`` 1 is the law as calibrated.
        """
        chance = self.interaction * self.scale
        predicted = self.x @ (chance / floor(chance.sum(1, keepdims=True)))
        size = self.size[:, None]
        near = np.log((predicted + law.smoothing) / (size * predicted.sum(0) / self.total + law.smoothing))
        log_tilt = np.empty_like(near)
        for column, family in enumerate(self.family):
            if own[family]:
                x = self.x[:, family]
                base = self.size * self.x_total[family] / self.total
                local = np.log((x + law.smoothing) / (base + law.smoothing))
                share = float(shares[family])
                log_tilt[:, column] = law.own(share) * local + law.near(share) * near[:, column]
            else:
                log_tilt[:, column] = law.near_unlabelled * near[:, column]
        self.lean_direction = log_tilt
        self.tilt = np.exp(strength * log_tilt)
        if self.offered is not None:
            self.tilt *= self.offered

    def exclude_each_voter(self, law: Law, clumping: float) -> None:
        """The leave-one-out factor that turns the most likely unit tables into mean ones.

        With h the squared distance of a voter's choice from its expectation, in the metric of the unit's
        covariance S, the mean table has weights exp(-clumping/2 h). Of h = S⁻¹[c,c] - 2 (S⁻¹q)[c] + q'S⁻¹q
        only the middle term matters: the others are factors of a row or a column, which the margins absorb.
        """
        appeal = self.scale * self.tilt
        q = self.interaction * appeal[:, None, :]
        q /= floor(q.sum(2, keepdims=True))
        spread = self.x[:, :, None] * q
        columns = len(self.scale)
        covariance = -np.matmul(q.transpose(0, 2, 1), spread)
        diagonal = np.arange(columns)
        covariance[:, diagonal, diagonal] += spread.sum(1) + law.ridge
        covariance += (np.maximum(self.size, 1.0) / columns**2)[:, None, None]
        inverse = np.linalg.inv(covariance) * clumping
        attraction: Array = np.ascontiguousarray(np.matmul(q, inverse).transpose(1, 2, 0), dtype=np.float32)
        self.leverage = np.exp(attraction, out=attraction)

    def condition(self, sweeps: int) -> None:
        """The conditional table: each unit's fitted to both its margins, from the last pass's columns.

        Units are the last dimension here: the loops over them are the long ones.
        """
        weights = self.leverage * self.interaction.astype(np.float32)[:, :, None]
        columns: Array = self.columns
        rows: Array = self.x_single
        for _ in range(sweeps):
            rows = self.x_single / floor(np.einsum("rcn,cn->rn", weights, columns))
            columns = self.y_single / floor(np.einsum("rcn,rn->cn", weights, rows))
        self.columns = columns
        weights *= rows[:, None, :]
        weights *= columns
        summed = (weights @ self.counted).astype(np.float64)
        self.conditional, self.heeded = summed[:, :, 0], summed[:, :, 1]

    def step(self, sweeps: int = 2) -> None:
        """One pass: condition, then rescale the destinations twice towards their totals."""
        self.condition(sweeps)
        found = self.conditional.sum(0)
        for _ in range(2):
            self.expect()
            self.scale = self.scale * (found + 1e-9) / (self.expected.sum(0) + 1e-9)

    def unit_tables(self) -> Array:
        """The conditional table of each unit (n × R × C), fitted until its margins hold."""
        weights = self.leverage * self.interaction[:, :, None]
        columns: Array = self.columns
        rows, cast = self.x.T, self.y.T
        for _ in range(20):
            rows = self.x.T / floor(np.einsum("rcn,cn->rn", weights, columns))
            columns = cast / floor(np.einsum("rcn,rn->cn", weights, rows))
        rows = self.x.T / floor(np.einsum("rcn,cn->rn", weights, columns))
        table: Array = (weights * rows[:, None, :] * columns).transpose(2, 0, 1)
        return table


def fit_margins(weights: Array, rows: Array, columns: Array, sweeps: int) -> Array:
    """Iterated proportional fitting of one table to two margins (Deming and Stephan 1940)."""
    right = np.ones(weights.shape[1])
    left = rows
    for _ in range(sweeps):
        left = rows / floor(weights @ right)
        right = columns / floor(left @ weights)
    table: Array = left[:, None] * weights * right
    return table


def first_table(state: AreaState) -> Array:
    """A start from one area alone: 40 multinomial EM sweeps, then 15 of fitting unit margins."""
    chance = np.outer(np.ones(state.rows), state.y_total / state.total)
    for _ in range(40):
        table = chance * (state.x.T @ (state.y / floor(state.x @ chance)))
        chance = table / floor(table.sum(1, keepdims=True))
    columns = np.ones_like(state.y)
    rows = state.x
    for _ in range(15):
        rows = state.x / floor(columns @ chance.T)
        columns = state.y / floor(rows @ chance)
    found: Array = chance * (rows.T @ columns)
    return found
