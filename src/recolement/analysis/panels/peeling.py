"""From expected counts to panels: panels are taken off the expectation one by one until nothing is left.

Worked example: one place of each of two kinds expected half the time (counts 1/2 and 1/2, one place). The
panel (1, 0) can be taken off with weight 1/2; what is left is half of the panel (0, 1), taken off next. The
lottery is: each with weight 1/2.

>>> import numpy as np
>>> from recolement.analysis.panels.types import types_of
>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), (Volunteer("1", 2, ("F",)), Volunteer("2", 3, ("M",))))
>>> types = types_of(pool, [Quota("gender", "F", 0, 1), Quota("gender", "M", 0, 1)], 1)
>>> peeled = peel(types, np.array([0.5, 0.5]))
>>> sorted(map(tuple, peeled.panels.tolist())), peeled.weights.tolist(), peeled.left < 1e-9
([(0, 1), (1, 0)], [0.5, 0.5], True)

A step takes off a panel with the largest weight it can find: with weight ``w`` the remainder must still be a
mixture of panels, hence no count below 0 nor above what the remaining weight allows, and the same for every
quota. That makes a small problem in whole numbers; its relaxation leaves few fractions, and the solver need
only look at the types whose price is near. The weight left falls by a constant factor every few steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recolement.analysis.panels.solver import LinearProgram, best_integers
from recolement.analysis.panels.types import Floats, Integers, Types

ENOUGH = 1e-12
"""Weight that may be left over: it changes no chance by more."""

NEAR = 40
"""Types looked at besides those of the relaxation: measured on pools of 300 to 2,500 types."""

_SLIP = 1e-9
"""Whole numbers reached up to this are whole."""

_SMALLEST = 1e-14

_TOO_SMALL = 1e-4
"""Part of the weight left below which steps lead nowhere: then panels are generated (see ``generation``)."""

_BOLDER, _SHYER = 1.6, 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Peeled:
    """Panels (a row each), their weights, and the weight for which no panel was found."""

    panels: Integers
    weights: Floats
    left: float


def peel(types: Types, counts: Floats, enough: float = ENOUGH, turn: int = 0) -> Peeled:
    """Panels whose weighted mean is ``counts``, up to the weight that is left. Another turn, other panels."""
    program = LinearProgram(types.matrix, types.at_most.astype(float))
    # Fixed noise: it only spreads the choice over the types, and the same on every machine.
    noise = np.random.Generator(np.random.PCG64(turn))
    panels: list[Integers] = []
    weights: list[float] = []
    remainder = _Remainder(types, np.clip(counts, 0.0, types.at_most))
    aim = 0.1
    while remainder.weight > enough:
        aim = min(aim * _BOLDER, remainder.weight)
        panel = None
        while panel is None and aim > _TOO_SMALL * remainder.weight:
            panel = remainder.panel(program, aim, noise.random(len(counts)), NEAR)
            if panel is None:
                aim *= _SHYER
        if panel is None:
            break
        weights.append(remainder.take(panel, aim))
        panels.append(panel)
    if panels and remainder.weight <= enough:
        weights[0] += remainder.weight
        return Peeled(np.array(panels), np.array(weights), 0.0)
    return Peeled(
        np.array(panels, np.int64).reshape(-1, len(counts)), np.array(weights), max(0.0, remainder.weight)
    )


class _Remainder:
    """What is left to be made of panels: expected counts times the weight left."""

    def __init__(self, types: Types, counts: Floats) -> None:
        self._types = types
        self._counts = counts.copy()
        self._expected = np.maximum(counts, 1e-9)
        self._most = types.at_most.astype(float)
        self.weight = 1.0

    def panel(self, program: LinearProgram, aim: float, noise: Floats, near: int) -> Integers | None:
        """A panel that can be taken off with weight ``aim``; None if none was found."""
        types, left, weight = self._types, self._counts, self.weight
        most = np.minimum(self._most, np.floor(left / aim + _SLIP))
        least = np.maximum(0.0, np.ceil(self._most - np.maximum(weight * self._most - left, 0) / aim - _SLIP))
        held = types.matrix @ left
        room = np.maximum(weight * types.upper - held, 0)
        spare = np.maximum(held - weight * types.lower, 0)
        lower = np.maximum(types.lower, np.ceil(types.upper - room / aim - _SLIP))
        upper = np.minimum(types.upper, np.floor(types.lower + spare / aim + _SLIP))
        if (least > most).any() or (lower > upper).any() or (types.matrix @ most < lower).any():
            return None
        # What is most behind its expectation goes first; the noise keeps the panels different.
        worth = left / weight / self._expected * (1 + 0.1 * noise)
        found = program.best(worth, lower, upper, least, most)
        if found is None:
            return None
        point, price = found
        chosen = (point > 0) | (least > 0)
        others = np.flatnonzero((most > 0) & ~chosen)
        close = others[np.argsort(price[others], kind="stable")[:near]]
        use = np.sort(np.concatenate([np.flatnonzero(chosen), close]))
        whole = best_integers(
            worth[use], types.matrix[:, use], lower, upper, least[use], most[use], first_found=True
        )
        if whole is None:
            return None
        panel = np.zeros(len(left), np.int64)
        panel[use] = whole
        return panel if types.follows(panel) else None

    def take(self, panel: Integers, aim: float) -> float:
        """Take the panel off with the largest weight that leaves a mixture; that weight."""
        types, left, weight = self._types, self._counts, self.weight
        held, own = types.matrix @ left, types.matrix @ panel
        steps = [weight]
        for above, below in (
            (left, panel),
            (weight * self._most - left, self._most - panel),
            (weight * types.upper - held, types.upper - own),
            (held - weight * types.lower, own - types.lower),
        ):
            bound = below > 0
            if bound.any():
                steps.append(float((above[bound] / below[bound]).min()))
        taken = min(weight, max(aim, min(steps)))
        self._counts = np.maximum(left - taken * panel, 0.0)
        self._counts[self._counts < _SMALLEST] = 0.0
        self.weight = weight - taken
        return taken
