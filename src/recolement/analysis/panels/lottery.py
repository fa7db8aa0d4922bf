"""The lottery of a pool: everybody's chance, and the numbered panels of which one is drawn.

>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n <= 2 else "M",)) for n in range(1, 9)))
>>> lottery = compose(pool, [Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 4)], 4, Method.LEXIMIN, "seed")
>>> lottery.minimum, lottery.gini, len(lottery.panels), set(lottery.chances)
(Fraction(1, 2), Fraction(0, 1), 1000, {Fraction(1, 2)})
>>> set(lottery.times)
{500}
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import log

import numpy as np

from recolement.analysis.panels import solver
from recolement.analysis.panels.equal import Mixture, most_equal
from recolement.analysis.panels.exact import bounds, gini, probabilities, whole_weights
from recolement.analysis.panels.nash import NEVER
from recolement.analysis.panels.seating import seated
from recolement.analysis.panels.types import Types, types_of
from recolement.analysis.panels.uniform import PANELS, numbered
from recolement.lots import Lots
from recolement.model.panels import Method, Pool, Quota


@dataclass(frozen=True, slots=True)
class ProvedLevel:
    """``people`` have the chance ``probability``; no lottery gives all of them more than ``bound``.

    (None that leaves the people of the levels below what they have.)
    """

    probability: Fraction
    people: int
    bound: Fraction


@dataclass(frozen=True)
class Lottery:
    """What is published before the draw, with everybody's chance. People are places in the pool.

    ``alike`` are the numbers of the types; ``levels`` go from the smallest chance up, and are empty for Nash.
    ``nash_gap``: no lottery has a larger mean of the logarithms of the chances than this one's plus the gap.
    ``branch_and_bound`` says whether the bounds rest on the solver's branch and bound besides the quotas.
    """

    method: Method
    size: int
    chances: tuple[Fraction, ...]
    panels: tuple[tuple[int, ...], ...]
    alike: tuple[int, ...]
    levels: tuple[ProvedLevel, ...]
    gini: Fraction
    nash_gap: float | None
    branch_and_bound: bool
    solver: str

    @cached_property
    def minimum(self) -> Fraction:
        """The smallest chance."""
        return min((chance for chance, kind in zip(self.chances, self.alike, strict=True) if kind >= 0))

    @cached_property
    def times(self) -> tuple[int, ...]:
        """On how many of the numbered panels each person sits."""
        times = [0] * len(self.chances)
        for panel in self.panels:
            for person in panel:
                times[person] += 1
        return tuple(times)

    @cached_property
    def lottery_minimum(self) -> Fraction:
        """The smallest chance in the draw of one of the numbered panels."""
        fewest = min(times for times, kind in zip(self.times, self.alike, strict=True) if kind >= 0)
        return Fraction(fewest, len(self.panels))


def compose(
    pool: Pool,
    quotas: Sequence[Quota],
    size: int,
    method: Method,
    seed: str,
    leave_out: Collection[int] = (),
    number: int = PANELS,
) -> Lottery:
    """The lottery of a method; raises ``Infeasible`` where no panel follows the quotas.

    The seed decides who of several people alike sits on which of the numbered panels.
    """
    types = types_of(pool, quotas, size, leave_out)
    mixture = most_equal(types, method)
    parts = whole_weights(mixture.weights)
    chances = probabilities(types, mixture.panels, parts)
    chosen = numbered(types, mixture.panels, mixture.weights, number)
    panels = seated(types, chosen, pool, Lots(seed, "seats"))
    return Lottery(
        method,
        size,
        tuple(Fraction(0) if kind < 0 else chances[kind] for kind in types.type_of),
        Lots(seed, "numbers").order(panels),
        tuple(int(kind) for kind in types.type_of),
        () if method is Method.NASH else _proved(types, mixture, chances),
        gini(types, chances),
        _nash_gap(types, chances) if method is Method.NASH else None,
        bool(mixture.cuts),
        solver.version(),
    )


def _proved(types: Types, mixture: Mixture, chances: Sequence[Fraction]) -> tuple[ProvedLevel, ...]:
    """The levels of LEXIMIN; of maximin only the first is promised."""
    return tuple(
        ProvedLevel(
            min(chances[kind] for kind in level.types),
            int(types.people[level.types].sum()),
            bound,
        )
        for level, bound in zip(
            mixture.levels, bounds(types, mixture.levels, mixture.cuts, chances), strict=True
        )
    )


def _nash_gap(types: Types, chances: Sequence[Fraction]) -> float:
    """What the mean logarithm of the chances can still gain at most: the dearest panel at its gradient."""
    able = np.array([chance > NEVER for chance in chances])
    counts = np.array([float(chance) for chance in chances]) * types.people
    gradient = np.where(able, types.people / np.where(able, counts, 1.0), 0.0)
    program = solver.LinearProgram(types.matrix, types.at_most.astype(float))
    none = np.zeros(len(counts))
    found = program.best(gradient, types.lower, types.upper, none, np.where(able, types.at_most, 0.0))
    people = int(types.people[able].sum())
    if found is None:
        return log(types.size)
    return max(0.0, float(gradient @ found[0]) - people) / people
