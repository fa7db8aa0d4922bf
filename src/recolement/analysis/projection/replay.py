"""How far off it would have been: what is counted, projected from a part of what is counted.

No variance of the model knows that sections come in an order that hangs on something it does not see. But a
night shows it: those that came last were to come when the first ones were in. They are held back and
projected from the others; by how many standard errors the projection misses them says how far it can be
trusted now. The same is done with those most like the units still to come, and with whole areas.

Worked example: of six counted units the last three to come are held back, and the three whose trait is
nearest to what is to come.

>>> traits = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [9.0]])
>>> counted = np.array([True] * 6 + [False])
>>> came = np.array([6, 5, 4, 3, 2, 1, 0])
>>> [held.nonzero()[0].tolist() for held in held_back(traits, np.ones(7), counted, came, None)]
[[0, 1, 2], [3, 4, 5]]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from recolement.analysis.projection.arrays import Array
from recolement.analysis.projection.law import Law

FEWEST = 6
"""Counted units from which a part of them is held back."""
AREAS = 6
"""Areas with counted units from which some are held back whole."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the model's own variances can be trusted."""

    widening: float
    """What the variance of places and coefficients is multiplied by."""
    missed: tuple[float, ...]
    """Of each part held back: by how many standard errors its totals were missed, squared, mean over the
    cells."""


def trusted(replayed: Iterable[tuple[Array, Array]], law: Law) -> Trust:
    """From misses and their variances. Believed as it is where nothing could be held back; errors twice the
    standard error in both parts, at four and two pseudo-misses: (4 × 1 + 2 × (4 + 4)) / (4 + 2 × 2) = 2.5.

    >>> trusted([(np.array([2.0, -2.0]), np.ones(2))] * 2, Law(typical=1.0))
    Trust(widening=2.5, missed=(4.0, 4.0))
    """
    missed = tuple(
        float(np.minimum(error**2 / np.maximum(variance, 1e-9), law.most_missed).mean())
        for error, variance in replayed
    )
    mean = (law.sure + law.miss * sum(missed)) / (law.sure + law.miss * len(missed))
    return Trust(law.typical * mean, missed)


def held_back(
    traits: Array, registered: Array, counted: Array, came: Array | None, area: Array | None
) -> Iterator[Array]:
    """Halves of the counted units: the last to come, those most like the missing ones, whole areas of these.

    ``traits``: what units are known by (units × traits). ``came``: by unit, its place in the order in which
    they came. ``area``: by unit, its area.
    """
    if counted.sum() < FEWEST:
        return
    if came is not None:
        yield _later_half(np.where(counted, came, -1), counted)
    likeness = _likeness(traits, registered, counted)
    yield _later_half(likeness, counted)
    if area is None:
        return
    weight = np.where(counted, registered, 0.0)
    seen = np.bincount(area, weight)
    if (seen > 0).sum() < AREAS:
        return
    mean = np.bincount(area, weight * likeness) / np.maximum(seen, 1.0)
    half = seen > 0
    yield counted & _later_half(np.where(half, mean, -np.inf), half)[area]


def _later_half(values: Array, of: Array) -> Array:
    """The half with the highest values; of equal ones, the last."""
    found = np.zeros(len(values), dtype=bool)
    places = np.flatnonzero(of)
    order = places[np.argsort(values[places], kind="stable")]
    found[order[len(order) // 2 :]] = True
    return found


def _likeness(traits: Array, registered: Array, counted: Array) -> Array:
    """How far each unit lies towards the missing ones, on the line that best parts them from the counted."""
    away = traits - np.average(traits, axis=0, weights=registered)
    spread = (away * registered[:, None]).T @ away / registered.sum()
    spread += np.eye(len(spread)) * (1e-3 * np.trace(spread) / len(spread) + 1e-12)
    missing, here = (np.average(away[of], axis=0, weights=registered[of]) for of in (~counted, counted))
    found: Array = away @ np.linalg.solve(spread, missing - here)
    return found
