"""Places within places: what is proper to a commune, to a department, taken out level by level.

The units of one place err together. Rather than one unknown for each of 35,000 communes, sums over each place
are enough: :func:`eliminate` takes the places out of the sums from the lowest level up, and :func:`toward`
carries what is still to come through the same places, from the units to the whole. Both cost one pass over
the units.

With weights w, a place of effect variance τ and m = Σw takes k s s' out of the sums Σw a a', where s = Σw a
and k = 1/(m + 1/τ); its effect is then k (s_y − s_z B), give or take k.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from recolement.analysis.projection.arrays import Array, by_group


@dataclass(frozen=True, eq=False)
class Nest:
    """The places above the units. ``owners[l]``: by unit, its place on level l, the lowest level first; the
    last level (areas) is just below the root. ``sizes``: how many places a level has."""

    owners: tuple[Array, ...]
    sizes: tuple[int, ...]

    def above(self, level: int, higher: int) -> Array:
        """By place of a level, the place of a higher level in which it lies."""
        found = np.zeros(self.sizes[level], dtype=np.intp)
        found[self.owners[level]] = self.owners[higher]
        return found

    def below_areas(self) -> Iterator[tuple[Array, int]]:
        """Owners and sizes of the levels between units and areas; of the areas where there is no other."""
        yield from list(zip(self.owners, self.sizes, strict=True))[: max(1, len(self.sizes) - 1)]

    def of(self, chosen: Array) -> Nest:
        """The same places over some of the units."""
        return Nest(tuple(owner[chosen] for owner in self.owners), self.sizes)

    def only(self, chosen: Array) -> Nest:
        """The places of some of the units, and no others."""
        found = [np.unique(owner[chosen], return_inverse=True) for owner in self.owners]
        return Nest(tuple(owner for _, owner in found), tuple(len(present) for present, _ in found))


@dataclass(frozen=True, eq=False)
class Sums:
    """What the counted units leave after their places are taken out: ``gram`` = Σ over (columns, answers),
    the log determinant of it all, and by level what :func:`toward` needs."""

    gram: Array
    log_determinant: float
    middle: tuple[tuple[Array, Array], ...]
    """By level below the areas: sums s and factor k of each place."""
    cross: Array | None
    """By area: loadings × (columns, answers)."""
    gain: Array | None
    """By area: loadings × loadings, the variance left of its effect."""


def eliminate(
    rows: Array, weights: Array, nest: Nest, traits: Array, middle: Sequence[float], areas: Array
) -> Sums:
    """The sums of the counted units. ``rows``: their columns then answers. ``traits``: rows to loadings.
    ``middle``: the variance of each level below the areas; ``areas``: of each loading."""
    weighted = rows * weights[:, None]
    gram = rows.T @ weighted
    determinant = 0.0
    if not nest.sizes:
        return Sums(gram, determinant, (), None, None)
    top = len(nest.sizes) - 1
    loads = rows @ traits
    areas_count = nest.sizes[top]
    cross = np.stack(
        [
            by_group(weighted * loads[:, [one]], nest.owners[top], areas_count)
            for one in range(traits.shape[1])
        ],
        1,
    )
    sums = by_group(weighted, nest.owners[0], nest.sizes[0])
    mass = by_group(weights, nest.owners[0], nest.sizes[0])
    kept = []
    for level, variance in enumerate(middle):
        factor = variance / (1.0 + variance * mass)
        kept.append((sums, factor))
        scaled = sums * factor[:, None]
        gram = gram - scaled.T @ sums
        determinant += float(np.log1p(variance * mass).sum())
        pulled = sums @ traits
        owner = nest.above(level, top)
        cross = cross - np.stack(
            [by_group(scaled * pulled[:, [one]], owner, areas_count) for one in range(traits.shape[1])], 1
        )
        left = 1.0 / (1.0 + variance * mass)
        higher = nest.above(level, level + 1)
        size = nest.sizes[level + 1]
        sums, mass = by_group(sums * left[:, None], higher, size), by_group(mass * left, higher, size)
    own = cross @ traits
    gain = np.linalg.inv(own + np.diag(1.0 / areas))
    gram = gram - np.einsum("ari,ars,asj->ij", cross, gain, cross, optimize=True)
    determinant += float(np.linalg.slogdet(np.eye(len(areas)) + own * areas[:, None])[1].sum())
    return Sums(gram, determinant, tuple(kept), cross, gain)


@dataclass(frozen=True, eq=False)
class Target:
    """Sums to come, by place of one level: ``pull`` of the columns' coefficients, ``known`` (from what was
    counted in the same places), and the ``variance`` that places and units add."""

    pull: Array
    known: Array
    variance: Array
    of_areas: Array
    """The part of the variance that the areas add."""


def toward(
    columns: Array, registered: Array, noise: Array, nest: Nest, sums: Sums, traits: Array, level: int | None
) -> Target:
    """What the units still to come add up to, by place of ``level`` (``None``: the whole)."""
    answers = sums.gram.shape[0] - columns.shape[1]
    width = columns.shape[1]
    weighted, noisy = columns * registered[:, None], registered**2 * noise
    if not nest.sizes:
        none = np.zeros(1)
        return Target(weighted.sum(0)[None], np.zeros((1, answers)), noisy.sum()[None], none)
    top = len(nest.sizes) - 1
    goal = top if level is None else level
    pull = by_group(weighted, nest.owners[0], nest.sizes[0])
    variance = by_group(noisy, nest.owners[0], nest.sizes[0])
    known = np.zeros((nest.sizes[0], answers))
    place = np.arange(nest.sizes[0])
    for here, (summed, factor) in enumerate(sums.middle):
        moved = pull[:, :1] * factor[place][:, None]
        variance = variance + pull[:, 0] ** 2 * factor[place]
        pull, known = pull - moved * summed[place, :width], known + moved * summed[place, width:]
        owner = nest.above(here, here + 1)
        if here < goal:
            size = nest.sizes[here + 1]
            pull, known, variance = (by_group(part, owner, size) for part in (pull, known, variance))
            place = np.arange(size)
        else:
            place = owner[place]
    assert sums.cross is not None
    assert sums.gain is not None
    loads = pull @ traits[:width]
    moved = np.einsum("pr,prs->ps", loads, sums.gain[place])
    of_areas = (moved * loads).sum(1)
    cross = sums.cross[place]
    pull = pull - np.einsum("pr,prc->pc", moved, cross[:, :, :width])
    known = known + np.einsum("pr,prc->pc", moved, cross[:, :, width:])
    variance = variance + of_areas
    if level is None:
        return Target(*(part.sum(0, keepdims=True) for part in (pull, known, variance, of_areas)))
    return Target(pull, known, variance, of_areas)
