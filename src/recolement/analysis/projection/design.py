"""What a unit is known by before it is counted: its baseline, its size, bends in both.

Worked example: the baseline gave A 30 % of the registered on the whole; a unit where A had 40 % has +0.10
in the column of A, and in the columns of A's bends what lies above each knot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from recolement.analysis.projection.arrays import Array

BENT = 8
"""Columns of the baseline that may bend: those that differ most between units."""
KNOTS = (0.1, 0.35, 0.65, 0.9)
"""Where they may bend, as shares of the units."""
SIZE_KNOTS = (0.2, 0.4, 0.6, 0.8)
FLAT = 0.005
"""A column that differs less than this between units has no bend."""
TRAITS = 3
"""Directions of the baseline whose pull may differ between areas."""


class Kind(IntEnum):
    """What a column is; each kind has a prior variance of its own."""

    WHOLE = 0
    BASELINE = 1
    SIZE = 2
    BEND = 3


@dataclass(frozen=True, eq=False)
class Design:
    """``columns`` (units × columns), their ``kinds``, what is expected of each (columns × cells), and the
    ``traits`` (columns × loadings): the combinations whose pull differs from area to area, the first
    constant."""

    columns: Array
    kinds: Array
    expected: Array
    traits: Array


def design(
    baseline: Array | None,
    registered: Array,
    same: Sequence[int | None],
    cells: int,
    around: Sequence[Array] = (),
) -> Design:
    """The columns of every unit, counted or not.

    ``baseline``: shares (units × options of the baseline). ``same``: by option of the baseline, the cell
    that is the same option now; its voters are expected to stay, the others to divide evenly. ``around``: by
    unit, how many are registered in the place where it lies: a city's sections are not those of a village.
    """
    weight = registered / registered.sum()
    columns = [np.ones(len(registered))]
    kinds = [Kind.WHOLE]
    even = np.full(cells, 1.0 / cells)
    expected = [even]
    directions = np.zeros((0, 0))
    if baseline is not None:
        middle = weight @ baseline
        away = baseline - middle
        columns += list(away.T)
        kinds += [Kind.BASELINE] * baseline.shape[1]
        kept = np.stack([even if cell is None else np.eye(cells)[cell] for cell in same])
        expected = [middle @ kept, *kept]
        spread = np.sqrt(weight @ away**2)
        for option in np.argsort(-spread, kind="stable")[:BENT]:
            if spread[option] >= FLAT:
                for knot in np.unique(np.quantile(baseline[:, option], KNOTS)):
                    above = np.maximum(baseline[:, option] - knot, 0.0)
                    columns.append(above - weight @ above)
                    kinds.append(Kind.BEND)
        _, _, rows = np.linalg.svd(away * np.sqrt(weight)[:, None], full_matrices=False)
        directions = rows[:TRAITS]
    first_size = len(columns)
    for sizes in (registered, *around):
        size = np.log(np.maximum(sizes, 1.0))
        size = (size - size.mean()) / max(float(size.std()), 0.1)
        bends = [np.maximum(size - knot, 0.0) for knot in np.unique(np.quantile(size, SIZE_KNOTS))]
        columns += [size, *bends]
        kinds += [Kind.SIZE] * (1 + len(bends))
    made = np.column_stack(columns)
    expected += [np.zeros(cells)] * (made.shape[1] - len(expected))
    traits = np.zeros((made.shape[1], 2 + len(directions)))
    traits[0, 0] = 1.0
    traits[1 : 1 + directions.shape[1], 1:-1] = directions.T
    traits[first_size, -1] = 0.1
    return Design(made, np.array(kinds), np.stack(expected), traits)
