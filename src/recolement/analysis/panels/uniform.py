"""A lottery over numbered panels: the weights become a whole number of panels out of 1,000.

Worked example: two panels of weight 1/3 and 2/3 become 333 and 667 panels of 1,000; a chance of 1/3 is then
0.333. For 1,000 panels of 42 no chance changes by more than 42/1,000, whatever the weights; in practice by
less than 1/1,000.

The bound (after Flanigan, Gölz, Gupta and Procaccia, 2021, and Beck and Fiala, 1981). Weights times 1,000 are
made whole a few at a time: a point is moved to a corner of the box between the whole numbers below and
above, while two things are kept: the number of panels, and the expected count of every type that the panels
still undecided hold more than ``size`` times in all. There are fewer such types than undecided panels,
because a panel holds ``size`` people: a corner decides at least one. A type is let go when the undecided
panels hold it at most ``size`` times; its count changes by less than ``size`` from then on. When no more
than ``size + 1`` panels are undecided only their number is kept: of a type with ``n`` people, moves that add
up to zero change the count by less than ``n · (size + 1) / 2``. Sharing a count among ``n > 1`` people as
evenly as whole numbers can adds less than 1. Together, no person's number of panels is off by more than
``max(size, (size + 3) / 2)``.

Afterwards single exchanges (one person of a type for one of another, in one panel) bring the counts closer
where they can; they never move the farthest one farther.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array

from recolement.analysis.panels.solver import SolverFailed, linear_model
from recolement.analysis.panels.types import Floats, Integers, Situation, Types

PANELS = 1000
"""Numbered panels: three digits are drawn."""

_WHOLE = 1e-7
_NOISE = 1e-9
_AT_ONCE = 512
"""Exchanges held against the quotas at once, those that gain most first."""
_LOOKED_AT = 500
"""Types furthest below their expectation for which an exchange is sought."""


def bound(size: int, panels: int = PANELS) -> Fraction:
    """By how much a person's chance may change, at most."""
    return max(Fraction(size), Fraction(size + 3, 2)) / panels


def numbered(types: Types, panels: Integers, weights: Floats, number: int = PANELS) -> Integers:
    """As many panels as ``number``, a row each, whose mean is close to the weighted mean."""
    wanted = weights / weights.sum() * number
    times = _rounded(types.size, panels, wanted)
    chosen = np.repeat(panels, times, axis=0)
    return _exchanged(types, chosen, wanted @ panels)


def _rounded(size: int, panels: Integers, wanted: Floats) -> Integers:
    """Whole numbers with the same sum, by corners of smaller and smaller boxes."""
    times = wanted.copy()
    while True:
        undecided = np.flatnonzero(np.abs(times - np.rint(times)) > _WHOLE)
        if len(undecided) <= 1:  # one alone is whole as well, up to noise: the sum is
            return np.rint(times).astype(np.int64)
        held = panels[undecided]
        total = held.sum(axis=0)
        must = int((total > size).sum()) if len(undecided) > size + 1 else 0
        # Fewer kept than half as many as are undecided still decides half: the rest of the kept is a gift.
        kept = np.argsort(-total, kind="stable")[: max(must, (len(undecided) - 1) // 2)]
        times[undecided] = _corner(held[:, kept], times[undecided])


def _corner(held: Integers, times: Floats) -> Floats:
    """A corner of the box around ``times`` that keeps the sum and the counts of ``held``."""
    count = len(times)
    highs = linear_model()
    highs.addVars(count, np.floor(times), np.ceil(times))
    # Which corner does not matter; different worths keep the solver from idling among equals.
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.cos(np.arange(count)))
    rows = csr_array(np.vstack([np.ones((1, count)), held.T]).astype(float))
    value = rows @ times
    highs.addRows(
        rows.shape[0],
        value - _NOISE,
        value + _NOISE,
        rows.nnz,
        rows.indptr[:-1].astype(np.int32),
        rows.indices,
        rows.data,
    )
    highs.run()
    corner = np.array(highs.getSolution().col_value)
    status = highs.modelStatusToString(highs.getModelStatus())
    if status != "Optimal":
        raise SolverFailed(status)
    return corner


def _exchanged(types: Types, chosen: Integers, expected: Floats) -> Integers:
    """Exchange people between types while that brings the counts closer to what is expected."""
    rows = types.matrix[: types.quota_rows].toarray()
    situation_of = {kind: own for own in types.situations for kind in own.types}
    chosen = chosen.copy()
    # Each panel as the types that sit on it, in order: a thousandth of the table of all types.
    seats = np.array([np.repeat(np.arange(chosen.shape[1]), panel) for panel in chosen])
    held = chosen @ rows.T
    people = types.people.astype(float)
    able = expected > _WHOLE
    off = np.where(able, (chosen.sum(axis=0) - expected) / people, 0.0)
    moved = True
    while moved:
        moved = False
        for taker in np.argsort(off, kind="stable")[:_LOOKED_AT]:
            while off[taker] < 0 and able[taker]:
                found = _giver(
                    types, situation_of[int(taker)], chosen, seats, held, rows, off, people, int(taker)
                )
                if found is None:
                    break
                panel, giver = found
                chosen[panel, giver] -= 1
                chosen[panel, taker] += 1
                seats[panel] = np.repeat(np.arange(chosen.shape[1]), chosen[panel])
                held[panel] += rows[:, taker] - rows[:, giver]
                off[giver] -= 1 / people[giver]
                off[taker] += 1 / people[taker]
                moved = True
    return chosen


def _giver(
    types: Types,
    situation: Situation,
    chosen: Integers,
    seats: Integers,
    held: Floats,
    rows: Floats,
    off: Floats,
    people: Floats,
    taker: int,
) -> tuple[int, int] | None:
    """The panel, and the type that gives up a place in it, for which the taker's coming in gains most."""
    less, more = off - 1 / people, off[taker] + 1 / people[taker]
    gain = people * (off**2 - less**2) + people[taker] * (off[taker] ** 2 - more**2)
    farthest = np.maximum(np.abs(less), abs(more))
    useful = (gain > 1e-9) & (farthest <= np.maximum(off, -off[taker]))
    free = chosen[:, taker] < types.at_most[taker]
    panels, seat = np.nonzero(useful[seats] & free[:, None])
    which = seats[panels, seat]
    mates = np.array(situation.types)
    at_home = chosen[:, mates].sum(axis=1)[panels] - np.isin(which, mates)
    fits = at_home < len(situation.homes)
    panels, which = panels[fits], which[fits]
    lower, upper = types.lower[: types.quota_rows], types.upper[: types.quota_rows]
    order = np.argsort(-gain[which], kind="stable")
    for first in range(0, len(order), _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        after = held[panels[some]] + rows[:, taker] - rows[:, which[some]].T
        within = np.flatnonzero(((after >= lower) & (after <= upper)).all(axis=1))
        if len(within):
            best = some[within[0]]
            return int(panels[best]), int(which[best])
    return None
