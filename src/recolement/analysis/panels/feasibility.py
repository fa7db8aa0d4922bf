"""Why no panel follows the quotas, and the smallest changes after which one does.

Worked example: three places, at least two of them for women, and one woman among five volunteers. The minimum
must come down by one, and one man more be allowed.

>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("M" if n else "F",)) for n in range(5)))
>>> mended = smallest_changes(pool, [Quota("gender", "F", 2, 3), Quota("gender", "M", 0, 1)], 3)
>>> [(change.quota.feature, change.least, change.most) for change in mended]
[('F', 1, 3), ('M', 0, 2)]

The changes are counted in people: lowering a minimum or raising a maximum by one costs one, and a thousand
beyond the flexible bounds that the organiser gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack

from recolement.analysis.panels.solver import best_integers
from recolement.analysis.panels.types import Types, types_of
from recolement.model.panels import Pool, Quota

BEYOND = 1000.0
"""What a person beyond the flexible bounds costs."""


@dataclass(frozen=True, slots=True)
class Change:
    """New bounds for a quota."""

    quota: Quota
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A feature few volunteers have: ``people`` of them for at least ``quota.least`` places."""

    quota: Quota
    people: int


def near_empty(pool: Pool, quotas: Sequence[Quota]) -> tuple[Cell, ...]:
    """The features with fewer than twice as many volunteers as places that must be theirs, fewest first."""
    counts: dict[tuple[str, str], int] = {}
    for volunteer in pool.volunteers:
        for key in zip(pool.categories, volunteer.features, strict=True):
            counts[key] = counts.get(key, 0) + 1
    cells = [Cell(quota, counts.get((quota.category, quota.feature), 0)) for quota in quotas]
    scarce = [cell for cell in cells if cell.people < 2 * cell.quota.least]
    return tuple(sorted(scarce, key=lambda cell: cell.people - 2 * cell.quota.least))


def smallest_changes(pool: Pool, quotas: Sequence[Quota], size: int) -> tuple[Change, ...] | None:
    """The fewest people by which bounds must move so that a panel exists; empty if one does already.

    ``None``: no change of quotas is enough (fewer volunteers, or fewer households, than places).
    """
    types = types_of(pool, quotas, size)
    count, first, last = len(types.people), 1, 1 + len(quotas)
    if types.at_most.sum() < size:
        return None
    moves = []
    for number, quota in enumerate(quotas):
        for sign, flexible in ((1.0, quota.least_flexible), (-1.0, quota.most_flexible)):
            bound = quota.least if sign > 0 else quota.most
            ready = size if flexible is None else abs(bound - flexible)
            moves += [(number, sign, 1.0, ready), (number, sign, BEYOND, size)]
    columns = csr_array(
        (
            np.array([sign for _, sign, _, _ in moves]),
            (np.array([first + number for number, *_ in moves]), np.arange(len(moves))),
        ),
        shape=(types.matrix.shape[0], len(moves)),
    )
    worth = np.concatenate([np.zeros(count), [-cost for _, _, cost, _ in moves]])
    most = np.concatenate([types.at_most.astype(float), [float(ready) for *_, ready in moves]])
    found = best_integers(
        worth,
        hstack([types.matrix, columns]).tocsr(),
        types.lower,
        _upper(types, quotas),
        np.zeros(len(worth)),
        most,
    )
    if found is None:
        return None
    moved = found[count:]
    changes = []
    for number, quota in enumerate(quotas[: last - first]):
        down = int(
            sum(moved[at] for at, (which, sign, *_) in enumerate(moves) if which == number and sign > 0)
        )
        up = int(sum(moved[at] for at, (which, sign, *_) in enumerate(moves) if which == number and sign < 0))
        if down or up:
            changes.append(Change(quota, quota.least - down, quota.most + up))
    return tuple(changes)


def _upper(types: Types, quotas: Sequence[Quota]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The rows' upper bounds, a quota's as it was written even where it is beyond the size."""
    upper = types.upper.copy()
    upper[1 : 1 + len(quotas)] = [quota.most for quota in quotas]
    return upper
