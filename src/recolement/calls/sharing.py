"""Sections shared out among callers: none twice, none left over, each with about as many calls to make.

>>> share_out([("a", 5), ("b", 5), ("c", 1), ("d", 9)], 2)
[['a', 'b'], ['c', 'd']]

The order is kept, so that what lies together (the sections of one federation) stays together: each caller
has a run of it. A caller ends as near to their part of all calls as the sections allow.
"""

from __future__ import annotations

from collections.abc import Sequence


def share_out(loads: Sequence[tuple[str, int]], callers: int) -> list[list[str]]:
    """The sections of each caller. With fewer sections than callers, some callers have none."""
    total, before = sum(load for _, load in loads), 0
    given: list[list[str]] = [[] for _ in range(callers)]
    for place, (section, load) in enumerate(loads):
        if total:
            middle = 2 * before + load  # twice the middle of this section's calls, among all of them
            mine = min(callers - 1, middle * callers // (2 * total))
        else:
            mine = place * callers // len(loads)
        given[mine].append(section)
        before += load
    return given
