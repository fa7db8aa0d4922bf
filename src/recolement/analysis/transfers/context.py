"""What changes with an area's composition: interactions that differ where, say, one camp is dominant.

An area is placed along a few directions in which the areas' first votes differ most (the principal
components of their log shares); the interactions of each cell have a slope along each. Areas of a special
kind, such as the Maori electorates of New Zealand, so share what they have in common with one another and
not with the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recolement.analysis.transfers.arrays import Array
from recolement.analysis.transfers.kernel import AreaState
from recolement.analysis.transfers.law import Law

AREAS_PER_DIRECTION = 10
"""With fewer areas a direction would be the areas' own deviations under another name."""
RAREST = 0.005
"""Added to shares before their logarithm: differences between rarer options are noise."""
RELAXED = 0.5
LARGEST_STEP = 0.3


class Context:
    """``place`` of each area (areas × directions), ``slope`` of each cell (directions × rows × families)."""

    def __init__(self, place: Array, rows: int, families: int, law: Law) -> None:
        self.place, self.law = place, law
        self.slope = np.zeros((place.shape[1], rows, families))

    @staticmethod
    def of(areas: Sequence[AreaState], shares: Array, families: int, law: Law) -> Context:
        """Directions of these areas; none where there are too few areas, or no difference between them."""
        logs = np.array([np.log(state.x_total / state.total + RAREST) for state in areas])
        centred = (logs - logs.mean(0)) * np.sqrt(shares)
        scores, size, _ = np.linalg.svd(centred, full_matrices=False)
        wanted = min(law.directions, len(areas) // AREAS_PER_DIRECTION, int((size > 1e-6).sum()))
        place = scores[:, :wanted] * len(areas) ** 0.5
        return Context(place, len(shares), families, law)

    def deviation(self, area: int, family: Array) -> Array:
        """What an area's place adds to its log interactions."""
        found: Array = np.tensordot(self.place[area], self.slope[:, :, family], 1)
        return found

    def learn(self, areas: Sequence[AreaState]) -> None:
        """One step of the slopes towards the areas' conditional tables; symmetric between origins."""
        pull, weight = np.zeros_like(self.slope), np.zeros_like(self.slope)
        rows = pull.shape[1]
        local = self.law.local
        for place, state in zip(self.place, areas, strict=True):
            counted = local / (state.expected + local)
            difference = (state.conditional - state.expected) * counted
            for direction, at in enumerate(place):
                np.add.at(pull[direction].T, state.family, at * difference.T)
                np.add.at(weight[direction].T, state.family, at**2 * (state.expected * counted).T)
        for table in (pull, weight):
            table[:, :, :rows] += table[:, :, :rows].transpose(0, 2, 1).copy()
        hold = self.law.context
        step = (pull - hold * self.slope) / (weight + hold)
        self.slope += RELAXED * step.clip(-LARGEST_STEP, LARGEST_STEP)
