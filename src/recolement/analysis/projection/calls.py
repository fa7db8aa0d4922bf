"""How probable each outcome is: the rule itself is asked about the totals drawn from a projection.

The exact rule decides one draw; its branches, which are sound, then tell which other draws have that outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from recolement.analysis.projection.arrays import Array
from recolement.model.results import Assertion, Outcome, Vector


@dataclass(frozen=True, slots=True)
class Call:
    """An outcome, how probable it is, and how probable each assertion of the branch it mostly rests on is."""

    outcome: Outcome
    probability: float
    assertions: tuple[tuple[Assertion, float], ...]


def calls(draws: Array, decide: Callable[[Vector], Outcome]) -> tuple[Call, ...]:
    """Every outcome among the drawn totals (draws × cells, integers), the most probable first."""
    left = np.ones(len(draws), dtype=bool)
    found: list[tuple[Outcome, int]] = []
    while left.any():
        place = int(np.argmax(left))
        outcome = decide(tuple(int(votes) for votes in draws[place]))
        same = np.zeros(len(draws), dtype=bool)
        same[place] = True
        for branch in outcome.branches:
            same |= np.all([_holds(draws, one) for one in branch.assertions], axis=0)
        same &= left
        left &= ~same
        for number, (known, times) in enumerate(found):
            if known.same_as(outcome):
                found[number] = (known, times + int(same.sum()))
                break
        else:
            found.append((outcome, int(same.sum())))
    found.sort(key=lambda pair: -pair[1])
    return tuple(
        Call(
            outcome,
            times / len(draws),
            tuple(
                (one, float(_holds(draws, one).mean()))
                for one in (outcome.branches[0].assertions if outcome.branches else ())
            ),
        )
        for outcome, times in found
    )


def _holds(draws: Array, assertion: Assertion) -> Array:
    """By draw, whether the assertion holds: in exact integers, Python's own where 64 bits would not do."""
    largest = sum(map(abs, assertion.coefficients)) * int(draws.max(initial=1)) + abs(assertion.constant)
    exact = draws if largest < 1 << 62 else draws.astype(object)
    coefficients = np.array(assertion.coefficients, dtype=exact.dtype)
    holds: Array = (exact @ coefficients + assertion.constant) > 0
    return holds
