"""The best claims first: how places go to the highest keys, and where a tie crosses the line."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from recolement.model.ids import OptionId
from recolement.model.results import LotsNeeded
from recolement.rules.preference import Preference

Key: TypeAlias = tuple[int | Fraction, ...]
"""What claims are ordered by, the highest first."""


def award(
    options: Iterable[OptionId],
    key: Callable[[OptionId, int], Key | None],
    seats: int,
    preference: Callable[[Mapping[OptionId, int]], Preference],
) -> tuple[dict[OptionId, int], LotsNeeded | None]:
    """Give ``seats`` one by one to the highest claim: the seats of each option, and the lots needed first.

    ``key(option, n)`` orders the option's n-th claim (1 first), strictly decreasing in n; ``None`` ends
    its claims, and seats may stay vacant. ``preference(claims)`` is the order among equal claims,
    given which of its claims each option makes.
    """
    order = list(options)
    given = dict.fromkeys(order, 0)
    heap: list[tuple[Key, int]] = []

    def claim(place: int) -> None:
        found = key(order[place], given[order[place]] + 1)
        if found is not None:
            heapq.heappush(heap, (tuple(-part for part in found), place))

    for place in range(len(order)):
        claim(place)
    at_line: list[OptionId] = []
    line: Key | None = None
    for _ in range(seats):
        if not heap:
            return given, None
        found, place = heapq.heappop(heap)
        at_line = [*at_line, order[place]] if found == line else [order[place]]
        line = found
        given[order[place]] += 1
        claim(place)
    crossing = [order[place] for found, place in heap if found == line]
    if not crossing:
        return given, None
    for option in at_line:
        given[option] -= 1
    equals = [option for option in order if option in at_line or option in crossing]
    claimed = {option: given[option] + 1 for option in equals}
    figure = str(-line[0]) if line else ""
    served, lots = preference(claimed).split(equals, len(at_line), figure)
    for option in served:
        given[option] += 1
    return given, lots
