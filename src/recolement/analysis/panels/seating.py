"""From counts per type to people: who sits on which of the numbered panels.

Worked example: three people alike, one place on each of four panels. Dealt in an order drawn by lot, one
of them sits twice and the others once: nobody alike is ever two panels ahead.

Everybody alike has the same chance before that lot; afterwards their numbers of panels differ by one at most
(two at most where people of different features share a household and get in each other's way).
"""

from __future__ import annotations

import numpy as np

from recolement.analysis.panels.types import Integers, Situation, Types
from recolement.lots import Lots
from recolement.model.panels import Pool


def seated(types: Types, chosen: Integers, pool: Pool, lots: Lots) -> tuple[tuple[int, ...], ...]:
    """The people of each panel, as places in the pool, in the order of the pool."""
    panels: list[list[int]] = [[] for _ in range(len(chosen))]
    times = np.zeros(len(pool.volunteers), np.int64)
    for situation in types.situations:
        order = lots.order(situation.homes)
        counts = chosen[:, list(situation.types)]
        turn = 0
        for panel in np.flatnonzero(counts.any(axis=1)):
            taken: set[int] = set()
            # The kind with most places on this panel chooses its homes first.
            for kind in sorted(range(len(situation.types)), key=lambda kind: -counts[panel, kind]):
                need = int(counts[panel, kind])
                if need:
                    for home in _homes(situation, order, kind, need, taken, times, turn):
                        taken.add(home)
                        person = min(order[home][kind], key=lambda place: int(times[place]))
                        times[person] += 1
                        panels[panel].append(person)
                    turn = (turn + need) % len(order)
    return tuple(tuple(sorted(panel)) for panel in panels)


def _homes(
    situation: Situation,
    order: tuple[tuple[tuple[int, ...], ...], ...],
    kind: int,
    need: int,
    taken: set[int],
    times: Integers,
    turn: int,
) -> list[int]:
    """The homes from which one of the kind sits: those whose people of it sat least often."""
    count = len(order)
    free = [home for home in range(count) if home not in taken]
    free.sort(
        key=lambda home: (
            min(times[place] for place in order[home][kind]),
            sum(times[place] for place in order[home][kind]),
            (home - turn) % count,
        )
    )
    return free[:need]
