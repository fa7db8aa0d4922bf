"""Small pools, every panel of which can be listed, and a slow LEXIMIN that shares nothing with ours."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from recolement.model.panels import Pool, Quota, Volunteer


def pool_of(rng: random.Random, people: int = 11) -> tuple[Pool, list[Quota], int]:
    """A pool of 5 to ``people`` people, quotas that one panel of it meets, some loosened by one; a size."""
    count = rng.randint(5, people)
    size = rng.randint(2, min(5, count - 1))
    kinds = [rng.randint(2, 3) for _ in range(rng.randint(1, 4))]
    homes = rng.choice([0, 3, 5])
    volunteers = tuple(
        Volunteer(
            str(number),
            number + 1,
            tuple(f"f{rng.randrange(kind)}" for kind in kinds),
            f"home {rng.randrange(homes)}" if homes and rng.random() < 0.6 else None,
        )
        for number in range(1, count + 1)
    )
    categories = tuple(f"category {number}" for number in range(len(kinds)))
    model = rng.sample(range(count), size)
    quotas = []
    for place, kind in enumerate(kinds):
        for feature in (f"f{number}" for number in range(kind)):
            held = sum(volunteers[one].features[place] == feature for one in model)
            quotas.append(
                Quota(
                    categories[place],
                    feature,
                    max(0, held - rng.choice([0, 0, 1])),
                    held + rng.choice([0, 0, 1]),
                )
            )
    return Pool(categories, volunteers), quotas, size


def follows(pool: Pool, quotas: Sequence[Quota], panel: Sequence[int]) -> bool:
    """Whether people, by their places, are a panel: written out here once more, on purpose."""
    for quota in quotas:
        at = pool.categories.index(quota.category)
        held = [one for one in panel if pool.volunteers[one].features[at] == quota.feature]
        if not quota.least <= len(held) <= quota.most:
            return False
    homes = [pool.volunteers[one].household for one in panel]
    known = [home for home in homes if home is not None]
    return len(known) == len(set(known))


def all_panels(pool: Pool, quotas: Sequence[Quota], size: int) -> list[tuple[int, ...]]:
    """Every panel there is."""
    people = range(len(pool.volunteers))
    return [panel for panel in itertools.combinations(people, size) if follows(pool, quotas, panel)]


def slow_leximin(panels: Sequence[Sequence[int]], people: int) -> np.ndarray:
    """LEXIMIN over listed panels, person by person, by SciPy: each is asked whether it can still rise."""
    holds = np.zeros((people, len(panels)))
    for column, panel in enumerate(panels):
        holds[list(panel), column] = 1
    whole = np.ones((1, len(panels)))
    fixed: dict[int, float] = {}
    while len(fixed) < people:
        free = [one for one in range(people) if one not in fixed]
        known = list(fixed)
        rows = np.vstack(
            [
                np.hstack([-holds[free], np.ones((len(free), 1))]),
                np.hstack([-holds[known], np.zeros((len(known), 1))]),
            ]
        )
        right = np.concatenate([np.zeros(len(free)), [-fixed[one] + 1e-11 for one in known]])
        cost = np.append(np.zeros(len(panels)), -1.0)
        found = linprog(cost, rows, right, np.append(whole, 0.0)[None], [1.0], bounds=(0, None))
        least = -found.fun
        floor = np.concatenate([np.full(len(free), -least + 1e-10), [-fixed[one] + 1e-10 for one in known]])
        stuck = []
        for one in free:
            most = -linprog(-holds[one], -holds[[*free, *known]], floor, whole, [1.0], bounds=(0, None)).fun
            if most <= least + 1e-7:
                stuck.append(one)
        fixed |= dict.fromkeys(stuck, least)
    return np.array([fixed[one] for one in range(people)])
