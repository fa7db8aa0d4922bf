"""The lottery over panels whose chances are as equal as the quotas allow.

>>> from recolement.analysis.panels.types import types_of
>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n < 2 else "M",)) for n in range(8)))
>>> types = types_of(pool, [Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 4)], 4)
>>> mixture = most_equal(types, Method.LEXIMIN)
>>> (mixture.weights @ mixture.panels / types.people).tolist(), mixture.cuts
([0.5, 0.5], ())

First what fractions of people would allow is computed, and panels are peeled off it. That is nearly always
the end: no lottery does better than fractions. Where the peeling gets stuck it is begun anew with other
panels, a few times: all of them together can nearly always be mixed to the expectation (measured on pools
with many shared households: after one to eight turns, where generating panels took minutes or hours).
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
            for turn in range(TURNS):
                peeled = peel(types, counts, turn=turn)
                if not peeled.left:
                    return Mixture(peeled.panels, peeled.weights, equal.levels, ())
                for panel in peeled.panels:
                    mixtures.add(panel)
                if mixtures.short_of(wanted) <= reached:
                    return Mixture(*mixtures.lottery(), equal.levels, ())
        cut = mixtures.reach(wanted, reached)
        if cut is None:
            panels, weights = mixtures.lottery()
            return Mixture(panels, weights, equal.levels, cuts)
        cuts = (*cuts, cut)


def _wanted(types: Types, equal: Equal, counts: Floats, method: Method) -> Floats:
    """What a mixture must reach: for maximin, the smallest chance for everybody is enough."""
    if method is Method.MAXIMIN:
        enough: Floats = np.minimum(types.people * equal.levels[0].probability, counts)
        return enough
    return counts
