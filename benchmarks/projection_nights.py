"""Calls on simulated nights: how many, how many wrong, how early.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/projection_nights.py [--nights 1000] [--seed 0]

A night is a draw of departments and communes of one of the elections of ``projection.py``, an order of
arrival (the one that hangs on the outcome too), and a shift of votes between the first two options so that
they end within four points of the registered of each other. The first call above 0.995 counts, right or
wrong. Each night has a seed of its own, so that a run may be taken up at any of them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from projection import FRACTIONS, Election, arrived, come, elections, frame, orders

from recolement.analysis.projection import ProjectionModel

THRESHOLD = 0.995
SMALLEST = 60
"""Stations of a night at least; a draw of fewer is no night."""


@dataclass(frozen=True)
class Called:
    """How a night went: at which share counted it was called, if it was, and whether that was right."""

    night: int
    election: str
    order: str
    share: float | None
    right: bool = True


@cache
def known() -> list[Election]:
    """The elections, read once by each process."""
    return elections()


def simulated(seed: int, number: int) -> Called | None:
    """One night; ``None`` where too few stations were drawn."""
    rng = np.random.default_rng([seed, number])
    election = known()[rng.integers(len(known()))]
    departments = election.units["department"].unique().sort().to_numpy()
    some = rng.choice(departments, rng.integers(5, 40), replace=False)
    here = election.units["department"].is_in(some.tolist()).to_numpy()
    communes = election.units["commune"].filter(here).unique().sort().to_numpy()
    kept = rng.choice(communes, min(len(communes), int(rng.integers(100, 600))), replace=False)
    night = election.of(here & election.units["commune"].is_in(kept.tolist()).to_numpy())
    if night.units.height < SMALLEST:
        return None
    night = shifted(night, rng)
    by_name = orders(night, rng)
    name = list(by_name)[rng.integers(len(by_name))]
    winner = int(night.counts.sum(0)[:-3].argmax())
    for share in FRACTIONS:
        seen = arrived(night, by_name[name], share)
        result = ProjectionModel(draws=2000).fit(
            night.baseline, frame(night, seen), levels=night.levels, order=come(night, by_name[name], seen)
        )
        first = result.draws[:, :-3].argmax(1)
        ahead = np.bincount(first, minlength=len(night.cells)) / len(first)
        if ahead.max() > THRESHOLD:
            return Called(number, night.name, name, share, bool(ahead.argmax() == winner))
    return Called(number, night.name, name, None)


def shifted(night: Election, rng: np.random.Generator) -> Election:
    """The same night with votes moved from its first option to its second, in every unit alike, so that
    they end within four points of the registered of each other."""
    counts = night.counts.copy()
    first, second = np.argsort(-counts.sum(0)[:-3])[:2]
    gap = (counts[:, first] - counts[:, second]).sum()
    wanted = rng.uniform(-0.04, 0.04) * counts.sum()
    part = np.clip((gap - wanted) / 2 / counts[:, first].sum(), -0.9, 0.9)
    source, goal = (first, second) if part >= 0 else (second, first)
    moved = rng.binomial(counts[:, source].astype(int), abs(part))
    counts[:, source] -= moved
    counts[:, goal] += moved
    return replace(night, counts=counts)


def told(found: list[Called], until: int) -> str:
    """What the nights so far have shown."""
    called = [one for one in found if one.share is not None]
    early = Counter(one.share for one in called)
    by_share = " ".join(f"{share:g}: {early[share]}" for share in FRACTIONS)
    wrong = sum(not one.right for one in called)
    return f"until {until}: {len(found)} nights, {len(called)} called, {wrong} wrongly; at share {by_share}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--nights", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first-night", type=int, default=0, help="take a run up at this night")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    found: list[Called] = []
    numbers = range(given.first_night, given.first_night + given.nights)
    with ProcessPoolExecutor(given.processes) as pool:
        for number, one in zip(
            numbers, pool.map(simulated, [given.seed] * len(numbers), numbers, chunksize=5), strict=True
        ):
            if one is not None:
                found.append(one)
                if not one.right:
                    print(f"  wrong: {one}", flush=True)
            if (number + 1) % 50 == 0:
                print(told(found, number + 1), flush=True)
    print(told(found, numbers.stop))
