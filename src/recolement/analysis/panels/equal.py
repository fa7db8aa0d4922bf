"""The lottery over panels whose chances are as equal as the quotas allow.

>>> from recolement.analysis.panels.types import types_of
>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n < 2 else "M",)) for n in range(8)))
>>> types = types_of(pool, [Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 4)], 4)
>>> mixture = most_equal(types, Method.LEXIMIN)
>>> (mixture.weights @ mixture.panels / types.people).tolist(), mixture.cuts
([0.5, 0.5], ())

First what fractions of people would allow is computed, and panels are peeled off it. That is nearly always
the end: no lottery does better than fractions. Where the peeling gets stuck, the best mixture of its panels
falls short of the expectation by a little. Then panels are peeled off a point beyond the expectation, on the
line from that mixture, as far out as the quotas allow (:func:`beyond`): the expectation lies between the two,
and if the point is ``n`` times as far out as the mixture fell short, what the second peeling misses counts
for a ``1 / (n + 1)`` only. On pools with shared households and equations as quotas one or two such turns are
enough, where generating panels one by one had no end in sight.
Otherwise panels are generated and cuts added, until the expectation under the cuts is reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recolement.analysis.panels.generation import REACHED, Mixtures
from recolement.analysis.panels.nash import nash_counts
from recolement.analysis.panels.peeling import peel
from recolement.analysis.panels.relaxation import Cut, Equal, Level, Relaxation
from recolement.analysis.panels.types import Floats, Integers, Types
from recolement.model.panels import Method

TURNS = 12
"""How often panels are peeled off anew before panels are generated one by one."""

TIGHT = 1e-7
"""Less room than this is noise of a bound that the counts lie on, as every panel of a mixture then does."""

FARTHEST = 1e9
"""How many times the way is gone at most: the way itself is not known to more digits."""

NEAR = 1e-7
"""Expected places that a mixture may fall short of Nash's, which are as exact as a barrier makes them."""


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Panels (a row each) and their weights; the levels, and the cuts they rest on besides the quotas."""

    panels: Integers
    weights: Floats
    levels: tuple[Level, ...]
    cuts: tuple[Cut, ...]


def most_equal(types: Types, method: Method) -> Mixture:
    """The lottery of the method; raises :class:`Infeasible` where no panel follows the quotas."""
    cuts: tuple[Cut, ...] = ()
    mixtures: Mixtures | None = None
    while True:
        relaxation = Relaxation(types, cuts)
        equal = relaxation.leximin()
        counts = nash_counts(relaxation, equal) if method is Method.NASH else equal.counts
        reached = NEAR if method is Method.NASH else REACHED
        wanted = _wanted(types, equal, counts, method)
        if mixtures is None:
            mixtures = Mixtures(types)
            aimed_at = counts
            for turn in range(TURNS):
                peeled = peel(types, aimed_at, turn=turn)
                if not turn and not peeled.left:
                    return Mixture(peeled.panels, peeled.weights, equal.levels, ())
                for panel in peeled.panels:
                    mixtures.add(panel)
                if mixtures.short_of(wanted) <= reached:
                    return Mixture(*mixtures.lottery(), equal.levels, ())
                known, weights = mixtures.lottery()
                aimed_at = beyond(types, counts, weights @ known)
        cut = mixtures.reach(wanted, reached)
        if cut is None:
            panels, weights = mixtures.lottery()
            return Mixture(panels, weights, equal.levels, cuts)
        cuts = (*cuts, cut)


def beyond(types: Types, counts: Floats, mixed: Floats) -> Floats:
    """A point beyond the counts, as seen from what was mixed: half as far as the quotas allow.

    Two of four are expected of the first kind and one of the second; 1.9 and 1.1 were mixed. The second
    kind can fall by one before nobody of it is expected, the first rise by two: the way is 10 times as long.

    >>> from recolement.analysis.panels.types import types_of
    >>> from recolement.model.panels import Pool, Quota, Volunteer
    >>> pool = Pool(("kind",), tuple(Volunteer(str(n), n, ("a" if n < 4 else "b",)) for n in range(8)))
    >>> types = types_of(pool, [Quota("kind", "a", 0, 3), Quota("kind", "b", 0, 3)], 3)
    >>> beyond(types, np.array([2.0, 1.0]), np.array([1.9, 1.1])).round(6).tolist()
    [2.5, 0.5]
    """
    way = counts - mixed
    held, along = types.matrix @ counts, types.matrix @ way
    step = FARTHEST
    for room, taken in (
        (counts, -way),
        (types.at_most - counts, way),
        (held - types.lower, -along),
        (types.upper - held, along),
    ):
        free = (taken > 0) & (room > TIGHT)  # what has no room at the counts has none in the mixture either
        if free.any():
            step = min(step, float((room[free] / taken[free]).min()))
    point: Floats = np.clip(counts + step / 2 * way, 0.0, types.at_most)
    return point


def _wanted(types: Types, equal: Equal, counts: Floats, method: Method) -> Floats:
    """What a mixture must reach: for maximin, the smallest chance for everybody is enough."""
    if method is Method.MAXIMIN:
        enough: Floats = np.minimum(types.people * equal.levels[0].probability, counts)
        return enough
    return counts
