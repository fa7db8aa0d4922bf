"""What is certain about a lottery, in whole numbers and fractions: no floating point decides here.

Worked example: three equal lots of a million millionths do not divide evenly; the last one gets what is left.

>>> [int(part) for part in whole_weights(np.array([1 / 3, 1 / 3, 1 / 3]), 1_000_000)]
[333334, 333333, 333333]

The weights of the panels become whole numbers out of :data:`WHOLE`; then everybody's probability is a
fraction, and they add up to the number of places exactly. A level of the chances is proved from the prices
of the quotas. Any prices whatever give an inequality that every lottery satisfies: the price of a quota
times what the quota counts, added, is worth at most what the quotas allow. Good prices give a close bound;
they were found in floating point, are rounded to whole numbers, and the inequality is computed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from recolement.analysis.panels.relaxation import Cut, Level
from recolement.analysis.panels.types import Floats, Integers, Types

WHOLE: Final = 10**15
"""Parts of which the weights of the panels are whole numbers."""

_FINE: Final = 1 << 40
"""Prices are rounded to this part of 1."""


def whole_weights(weights: Floats, whole: int = WHOLE) -> Integers:
    """Whole numbers close to the weights that add up to ``whole``; the largest weight takes the rest."""
    parts: Integers = np.floor(weights / weights.sum() * whole).astype(np.int64)
    parts[int(np.argmax(weights))] += whole - int(parts.sum())
    return parts


def probabilities(types: Types, panels: Integers, parts: Integers) -> tuple[Fraction, ...]:
    """The probability of a person of each type; people times probability adds up to the size, exactly."""
    whole = sum(int(part) for part in parts)
    counts = [0] * len(types.people)
    for part, panel in zip(parts.tolist(), panels, strict=True):
        for place in np.flatnonzero(panel):
            counts[place] += part * int(panel[place])
    return tuple(
        Fraction(count, whole * int(people)) for count, people in zip(counts, types.people, strict=True)
    )


def gini(types: Types, chances: Sequence[Fraction]) -> Fraction:
    """The Gini coefficient of everybody's probability: 0 if all are equal.

    Of chances in order, the sum of ``(2 · place - n - 1) · chance`` over ``n`` times their sum; people of one
    type stand together.
    """
    count = int(types.people.sum())
    total = weighted = Fraction(0)
    before = 0
    for place in sorted(range(len(chances)), key=lambda place: chances[place]):
        people = int(types.people[place])
        # The places before + 1 … before + people add up to people · (2 · before + people + 1) / 2.
        weighted += chances[place] * (people * (2 * before + people + 1) - people * (count + 1))
        total += people * chances[place]
        before += people
    return weighted / (count * total) if total else Fraction(0)


def bounds(
    types: Types, levels: Sequence[Level], cuts: Sequence[Cut], chances: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """For each level, what no lottery exceeds that gives the levels below it what this one gives.

    The first bound is on the smallest chance of all, without condition. With cuts, a bound rests on them too.
    """
    cut_rows = [(np.rint(cut.weights * _FINE).astype(np.int64), cut.most) for cut in cuts]
    whole_rows = types.matrix.astype(np.int64)
    proved = []
    settled = np.zeros(len(types.people), bool)
    for level in levels:
        prices = np.rint(level.prices * _FINE).astype(np.int64)
        worth = [int(value) * _FINE for value in whole_rows.T @ prices[: whole_rows.shape[0]]]
        allowed = sum(
            max(int(price) * int(upper), int(price) * int(lower))
            for price, lower, upper in zip(prices, types.lower, types.upper, strict=False)
        )
        allowed_whole = Fraction(allowed) * _FINE
        for price, (weights, most) in zip(prices[whole_rows.shape[0] :], cut_rows, strict=True):
            if price > 0:
                # The rounded weights are worth at most half a part per place more than the cut's own.
                slip = Fraction(types.size, 2)
                allowed_whole += int(price) * (Fraction(most) * _FINE + slip)
                worth = [one + int(price) * int(weight) for one, weight in zip(worth, weights, strict=True)]
        ceilings = np.rint(level.ceilings * _FINE).astype(np.int64)
        free = known = Fraction(0)
        for place, value in enumerate(worth):
            raised = value + int(ceilings[place]) * _FINE
            own = max(0, raised)
            # What is counted beyond the prices' own worth is at most so many people on one panel.
            allowed_whole += (own - value) * int(types.at_most[place]) if own > value else 0
            if settled[place]:
                known += own * int(types.people[place]) * chances[place]
            else:
                free += own * int(types.people[place])
        proved.append((allowed_whole - known) / free if free else Fraction(1))
        settled[level.types] = True
    return tuple(proved)
