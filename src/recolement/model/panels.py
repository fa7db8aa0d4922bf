"""Volunteers and quotas of a panel drawn by lot (panel de citoyens, tirage au sort).

Worked example: three volunteers for two places, at least one woman among them, and the first two of one home:

>>> pool = Pool(("gender",), (Volunteer("1", 2, ("F",), "12 rue Haute"), Volunteer("2", 3, ("M",), "12 rue Haute"),
...                           Volunteer("3", 4, ("M",), None)))
>>> quotas = (Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 1))
>>> [count_of(quota, pool.categories, pool.volunteers) for quota in quotas]
[1, 2]

The only panel that follows the quotas without doubling a household is volunteers 1 and 3.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Method(Enum):
    """How the chances are made as equal as the quotas allow."""

    LEXIMIN = "leximin"
    """The smallest chance is as large as it can be, then the second smallest, and so on."""

    MAXIMIN = "maximin"
    """The smallest chance is as large as it can be."""

    NASH = "nash"
    """The product of all chances is as large as it can be."""


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One person of the pool.

    ``row`` is where the person stands in the file; ``features`` are in the order of the pool's categories;
    ``household`` is the address as compared, ``None`` where it is unknown; ``identity`` is what is told of
    nobody else (name, e-mail…), as compared, empty where the file has no such column.
    """

    id: str
    row: int
    features: tuple[str, ...]
    household: str | None = None
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """The volunteers, and the categories their features belong to.

    ``numbered``: the file has no column of ids, a volunteer's id is the number of the line (the first is 1).
    """

    categories: tuple[str, ...]
    volunteers: tuple[Volunteer, ...]
    numbered: bool = False
    household_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """How many people of a panel have a feature: ``least`` to ``most``.

    The flexible bounds say how far an organiser is ready to go where the quotas cannot be met.
    ``population`` is how many people of the population have the feature, where that was given.
    """

    category: str
    feature: str
    least: int
    most: int
    least_flexible: int | None = None
    most_flexible: int | None = None
    population: int | None = None


def count_of(quota: Quota, categories: Sequence[str], volunteers: Iterable[Volunteer]) -> int:
    """How many of the volunteers have the quota's feature."""
    place = categories.index(quota.category)
    return sum(volunteer.features[place] == quota.feature for volunteer in volunteers)


def doubled_households(volunteers: Iterable[Volunteer]) -> tuple[str, ...]:
    """The households that stand twice or more among these volunteers."""
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for volunteer in volunteers:
        if volunteer.household is not None:
            if volunteer.household in seen:
                doubled[volunteer.household] = None
            seen.add(volunteer.household)
    return tuple(doubled)
