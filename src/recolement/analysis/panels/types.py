"""People alike in every category and household situation are one type: chances are computed on types.

A panel is then a vector of counts, one per type, and two thousand people of three kinds are three unknowns.

The household situation of a person is the set of features of everyone at the address. Households of one
situation are interchangeable, and a vector of counts is a panel exactly when, for each situation, no more
people are taken than there are households: any such counts can be seated one per household.

>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, (g,), home) for n, (g, home) in enumerate(
...     [("F", "A"), ("M", "A"), ("F", "B"), ("M", "B"), ("F", None), ("M", None), ("M", None)])))
>>> types = types_of(pool, [Quota("gender", "F", 1, 2), Quota("gender", "M", 1, 2)], 3)
>>> [(features, int(people), int(most)) for features, people, most in
...  zip(types.features, types.people, types.at_most)]
[(('F',), 1, 1), (('M',), 2, 2), (('F',), 2, 2), (('M',), 2, 2)]
>>> types.matrix.toarray().astype(int).tolist()[-1], int(types.upper[-1])
([0, 0, 1, 1], 2)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recolement.model.panels import Pool, Quota

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

Home: TypeAlias = tuple[tuple[int, ...], ...]
"""The people of one household by type of its situation: places in the pool."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Households with the same people in them: the types they are of, and the people of each home."""

    types: tuple[int, ...]
    homes: tuple[Home, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Types:
    """The types of a pool and what a panel must satisfy: ``lower <= matrix @ counts <= upper``.

    ``people`` are how many there are of each type, ``at_most`` how many of them one panel can hold. The first
    row of the matrix counts the places, the next ones are the quotas, the others the households.
    """

    size: int
    features: tuple[tuple[str, ...], ...]
    people: Integers
    at_most: Integers
    matrix: csr_array
    lower: Floats
    upper: Floats
    quota_rows: int
    """How many rows come before those of the households."""
    situations: tuple[Situation, ...]
    type_of: Integers
    """The type of each volunteer of the pool, -1 for those who were left out."""

    def follows(self, panel: Integers) -> bool:
        """Whether the counts are a panel."""
        held = self.matrix @ panel
        within = (panel >= 0).all() and (panel <= self.at_most).all()
        return bool(within and (held >= self.lower).all() and (held <= self.upper).all())


def types_of(pool: Pool, quotas: Sequence[Quota], size: int, leave_out: Collection[int] = ()) -> Types:
    """The types of a pool, in an order that depends on the people only, not on the order of the lines."""
    out = set(leave_out)
    homes: dict[str, list[int]] = defaultdict(list)
    for place, volunteer in enumerate(pool.volunteers):
        if place not in out:
            homes[f"\0{place}" if volunteer.household is None else volunteer.household].append(place)
    alike: dict[tuple[tuple[str, ...], ...], list[list[int]]] = defaultdict(list)
    for members in homes.values():
        members.sort(key=lambda place: (pool.volunteers[place].features, pool.volunteers[place].id))
        alike[tuple(pool.volunteers[place].features for place in members)].append(members)

    features: list[tuple[str, ...]] = []
    people: list[int] = []
    at_most: list[int] = []
    situations: list[Situation] = []
    shared: list[tuple[list[int], int]] = []
    type_of = np.full(len(pool.volunteers), -1, np.int64)
    for situation in sorted(alike, key=lambda held: (len(held), held)):
        members_of = sorted(alike[situation], key=lambda held: [pool.volunteers[place].id for place in held])
        kinds = sorted(set(situation))
        first = len(features)
        own = list(range(first, first + len(kinds)))
        seated = []
        for members in members_of:
            home = tuple(
                tuple(place for place in members if pool.volunteers[place].features == kind) for kind in kinds
            )
            for number, held in zip(own, home, strict=True):
                type_of[list(held)] = number
            seated.append(home)
        for kind in kinds:
            features.append(kind)
            people.append(situation.count(kind) * len(members_of))
            at_most.append(len(members_of))
        situations.append(Situation(tuple(own), tuple(seated)))
        if len(kinds) > 1:
            shared.append((own, len(members_of)))

    place_of = {category: place for place, category in enumerate(pool.categories)}
    rows = [np.arange(len(features))]
    for quota in quotas:
        at = place_of[quota.category]
        rows.append(np.flatnonzero([kind[at] == quota.feature for kind in features]))
    rows += [np.array(own) for own, _ in shared]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    columns = np.concatenate(rows) if rows else np.zeros(0)
    matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(rows), len(features)))
    lower = [size, *(quota.least for quota in quotas), *(0 for _ in shared)]
    upper = [size, *(min(size, quota.most) for quota in quotas), *(homes_of for _, homes_of in shared)]
    return Types(
        size,
        tuple(features),
        np.array(people, np.int64),
        np.minimum(np.array(at_most, np.int64), size),
        matrix,
        np.array(lower, float),
        np.array(upper, float),
        1 + len(quotas),
        tuple(situations),
        type_of,
    )
