"""How far the estimate moves if the law were a little different: shown with every result.

Two of the law's constants trade against one another and were calibrated where the truth is known: the
tilt's strength, and how voters clump. Each is moved, the pool is fitted again from where it ended, and
the votes that change place are counted. It is no interval: it says how much of the estimate is the law's
and not the data's.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from recolement.analysis.transfers.arrays import Array
from recolement.analysis.transfers.pool import Pool

TILT, CLUMPING = "tilt", "clumping"
PASSES = {TILT: 8, CLUMPING: 12}
"""From where the pool ended; they go some two thirds, and half, of the way of a fit from the start."""


@dataclass(frozen=True, eq=False)
class Variation:
    """``by`` was added to ``constant``; ``tables``: of each area, the table that follows."""

    constant: str
    by: float
    tables: tuple[Array, ...]


def variations(pool: Pool) -> tuple[Variation, Variation]:
    """A third of the calibrated tilt less (more, if there is none here); clumping less (more) by a half."""
    less = pool.strength > 0.5
    return (
        _varied(pool, TILT, -1 / 3 if less else 1 / 3),
        _varied(pool, CLUMPING, -0.5 if pool.clumping >= 1.5 else 0.5),
    )


def _varied(pool: Pool, constant: str, by: float) -> Variation:
    other = copy.deepcopy(pool)
    if constant == TILT:
        other.strength += by
    else:
        other.clumping += by
    other.pool(PASSES[constant])
    return Variation(constant, by, tuple(state.conditional for state in other.areas))
