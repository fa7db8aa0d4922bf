"""The pool: one table of interactions between origins and families, shared by every area."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from math import inf

import numpy as np

from recolement.analysis.transfers import labels
from recolement.analysis.transfers.arrays import Array
from recolement.analysis.transfers.context import Context
from recolement.analysis.transfers.evidence import Evidence, weigh
from recolement.analysis.transfers.kernel import AreaState, first_table, fit_margins
from recolement.analysis.transfers.law import Law, Schedule
from recolement.analysis.transfers.margins import Margins

DEPTH = 3
LARGEST_STEP = 0.3


class Pool:
    """All areas and the log interactions ``log_table`` (origins × families) they share.

    Families: the ``rows`` origins first (or the families of a map), then destination names that recur, then
    one for everybody else ("independent").
    """

    def __init__(
        self, margins: Margins, law: Law, schedule: Schedule, families: Mapping[str, str] | None
    ) -> None:
        self.law, self.schedule = law, schedule
        self.rows = len(margins.origins)
        self.labels = labels.Labels.of(margins, families)
        self.areas = [
            AreaState(area, self.labels.fixed(area.destinations, area.offered_origins), law.crowd)
            for area in margins.areas
        ]
        totals = sum((state.x_total for state in self.areas), np.zeros(self.rows))
        self.shares: Array = totals / max(totals.sum(), 1.0)
        self.log_table = np.zeros((self.rows, self.labels.families))
        self.belongs: list[Array] = []
        """Of each area, destinations × families: 1 where the destination is of the family."""
        self.strength, self.clumping = 1.0, law.clumping
        self.evidence = Evidence(0.0, inf, 1.0)
        self.steps: list[float] = []
        """Per pass, the mean absolute change of the log interactions, weighted by votes."""

    def fit(self) -> None:
        """Start, label, restart; then the pool; then each area's deviations."""
        for state in self.areas:
            state.conditional = first_table(state)
            state.family = labels.first_guess(state)
        self.strength = 0.0  # the evidence must be weighed where no tilt was fitted
        for number, passes in enumerate(self.schedule.label):
            self.restart()
            self.pool(passes)
            labels.relabel(self.areas, self.log_table, self.law, self.shares, self.labels)
            if number == 0:
                self.learn()
        self.restart()
        self.pool(self.schedule.pool)
        self.deviate(self.schedule.areas)

    def collect(self, table: Callable[[AreaState], Array]) -> Array:
        """The areas' tables summed by origin and family; symmetric between origins (quasi-symmetry)."""
        found = np.zeros((self.rows, self.labels.families))
        for state, belongs in zip(self.areas, self.belongs, strict=True):
            found += table(state) @ belongs
        found[:, : self.rows] += found[:, : self.rows].T.copy()
        return found

    def restart(self) -> None:
        """The interactions that fit the areas' conditional tables at their margins; unit knowledge is
        forgotten."""
        self.log_table[:] = 0.0
        everyone = np.eye(self.labels.families)
        self.belongs = [everyone[state.family] for state in self.areas]
        observed = self.collect(lambda state: state.conditional) + self.law.pseudo
        for _ in range(15):
            table = np.exp(self.log_table)

            def margins_fitted(state: AreaState, table: Array = table) -> Array:
                return fit_margins(table[:, state.family], state.x_total, state.y_total, 6)

            fitted = self.collect(margins_fitted)
            self.log_table += np.log(observed / (fitted + self.law.pseudo))
        for state in self.areas:
            state.deviation = np.zeros_like(state.deviation)
        self._hand_out()
        for state in self.areas:
            state.restart()

    def pool(self, passes: int) -> None:
        """Passes over every area, each followed by a step of the shared interactions (Anderson 1965)."""
        past: deque[tuple[Array, Array]] = deque(maxlen=DEPTH + 1)
        law = self.law
        usual = np.zeros_like(self.log_table)
        usual[np.arange(self.rows), np.arange(self.rows)] = law.loyalty
        for number in range(passes):
            self._pass(number)
            observed, fitted = self._observed_and_fitted()
            pull = observed - fitted - law.prior * (self.log_table - usual)
            residual = np.log1p((pull / (fitted + law.prior + law.pseudo)).clip(min=-0.5))
            self.steps.append(float((observed * np.abs(residual)).sum() / max(observed.sum(), 1.0)))
            past.append((self.log_table.copy(), residual))
            step = residual if number <= DEPTH else _mixed(past, np.sqrt(observed + 1))
            self.log_table = self.log_table + step.clip(-LARGEST_STEP, LARGEST_STEP)
            self._hand_out()

    def deviate(self, passes: int) -> None:
        """What changes with the areas' composition, and each area's own interactions around it, held to the
        pool's by ``law.context`` and ``law.deviation`` pseudo-votes a cell."""
        hold = self.law.deviation
        context = Context.of(self.areas, self.shares, self.labels.families, self.law)
        own = [np.zeros_like(state.deviation) for state in self.areas]
        for number in range(passes):
            self._pass(number)
            for state in self.areas:
                state.expect()
            context.learn(self.areas)
            for index, state in enumerate(self.areas):
                pull = state.conditional - state.expected - hold * own[index]
                own[index] += 0.7 * (pull / (state.expected + hold)).clip(-0.5, 0.5)
                state.deviation = own[index] + context.deviation(index, state.family)
            self._hand_out()

    def _observed_and_fitted(self) -> tuple[Array, Array]:
        """Both sides of the pool's estimating equation; large units and areas count less (:class:`Law`)."""
        expected = {id(state): state.expect_heeded() for state in self.areas}
        local = self.law.local

        def counted(state: AreaState, table: Array) -> Array:
            return table * (local / (expected[id(state)] + local))

        observed = self.collect(lambda state: counted(state, state.heeded))
        return observed, self.collect(lambda state: counted(state, expected[id(state)]))

    def learn(self) -> None:
        """Let the units say whether the calibrated tilt is there, and how they clump (:mod:`evidence`)."""
        for state in self.areas:
            state.lean(self.law, self.shares, self.labels.own, 0.0)
        self.evidence = weigh(self.areas)
        self.strength = self.evidence.strength(self.law)
        excess = max(self.evidence.dispersion - 1, 0.0) / (self.law.dispersion - 1)
        self.clumping = 1 + (self.law.clumping - 1) * min(excess, 1.0)

    def _pass(self, number: int) -> None:
        own = self.labels.own
        for state in self.areas:
            if number % self.schedule.refresh == 0:
                state.lean(self.law, self.shares, own, self.strength)
                state.exclude_each_voter(self.law, self.clumping)
            state.step(8 if number == 0 else 2)

    def _hand_out(self) -> None:
        for state in self.areas:
            state.interaction = np.exp(self.log_table[:, state.family] + state.deviation)


def _mixed(past: deque[tuple[Array, Array]], weights: Array) -> Array:
    """Anderson mixing: the step that would have cancelled the residual along the last few steps."""
    table, residual = past[-1]
    earlier = list(past)[:-1]
    residuals = np.stack([(residual - old).ravel() for _, old in earlier], axis=1)
    tables = np.stack([(table - old).ravel() for old, _ in earlier], axis=1)
    weight = weights.ravel()
    mix = np.linalg.lstsq(residuals * weight[:, None], residual.ravel() * weight, rcond=1e-8)[0]
    step: Array = residual - ((tables + residuals) @ mix).reshape(residual.shape)
    return step
