"""Decisive sets (affaires décisives): the fewest open matters that can change the outcome.

ASSERTIONS section 5: the others stay as entered, and unknown rolls count 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from recolement.canvass.joint import JointRival, Reach, Taken, add, covers, front
from recolement.canvass.open_matters import OpenMatters
from recolement.model.ids import MatterId
from recolement.model.results import Rival, Vector


@dataclass(frozen=True, slots=True)
class Candidate:
    """A smallest set for one rival. ``effect``: what it takes, as a share of what had to be taken."""

    size: int
    effect: Fraction
    matters: tuple[MatterId, ...]
    """The largest loss first, ids in order where losses are equal."""

    def before(self, other: Candidate | None) -> bool:
        """Whether this set is preferred: smaller, then larger effect, then ids in order."""
        if other is None:
            return True
        mine = (self.size, -self.effect, sorted(self.matters))
        return mine < (other.size, -other.effect, sorted(other.matters))


def decisive(rivals: Sequence[Rival], totals: Vector, matters: OpenMatters) -> tuple[MatterId, ...]:
    """A smallest set of matters that can change the outcome, the others staying as entered.

    Of several smallest sets: the one with the largest effect (for an assertion, losses over slack; for
    several that must fail together, the least of them), then the one whose ids come first. Empty if none
    can. Unknown rolls count 0.
    """
    best: Candidate | None = None
    for rival in rivals:
        if len(rival) == 1:
            coefficients, slack = rival[0].coefficients, rival[0].slack(totals)
            found = _for_one(coefficients, slack, matters, best)
        else:
            found = _for_several(JointRival(rival, totals), matters, best.size if best else len(matters))
        if found is not None and found.before(best):
            best = found
    return best.matters if best else ()


def _for_one(
    coefficients: Vector, slack: int, matters: OpenMatters, best: Candidate | None
) -> Candidate | None:
    """For one assertion: losses in decreasing order until they reach the slack.

    The missing units are in the order of their rolls already; each other matter has a rank among them,
    and the sum of the largest losses at that rank follows from two partial sums.
    """
    if slack <= 0:
        return Candidate(0, Fraction(0), ())
    if matters.at_risk(coefficients) < slack:
        return None
    missing, each = matters.missing, matters.per_registered(coefficients)
    losses = ((held.loss(coefficients), id) for id, held in matters.others.items())
    others = sorted((-loss, id) for loss, id in losses if loss > 0)
    sums = list(accumulate((-minus for minus, _ in others), initial=0))

    def rank(place: int) -> int:
        return _missing_before(-others[place][0], others[place][1], each, matters)

    def reached(place: int) -> bool:
        return sums[place + 1] + each * missing.sum_of_largest(rank(place)) >= slack

    chosen = bisect_left(range(len(others)), True, key=reached)
    if chosen < len(others) and sums[chosen] + each * missing.sum_of_largest(rank(chosen)) < slack:
        units = rank(chosen)  # this matter is the one that tips it
        chosen += 1
    else:
        units = missing.reaching(-(-(slack - sums[chosen]) // each) if each else 0) or 0
    size = chosen + units
    effect = Fraction(sums[chosen] + each * missing.sum_of_largest(units), slack)
    if best is not None and (best.size, -best.effect) < (size, -effect):
        return None
    ordered = [
        *others[:chosen],
        *((-each * missing[unit], MatterId(unit)) for unit in missing.largest(units)),
    ]
    return Candidate(size, effect, tuple(id for _, id in sorted(ordered)))


def _missing_before(loss: int, id: MatterId, each: int, matters: OpenMatters) -> int:
    """How many plain missing units come before a matter in the order of losses, then ids."""
    if not each:
        return 0
    roll, rest = divmod(loss, each)
    return matters.missing.before(roll, "" if rest else id)


def _for_several(joint: JointRival, matters: OpenMatters, limit: int) -> Candidate | None:
    """For assertions that must fail together: the worst vectors by number of matters moved."""
    if covers(joint.zero, joint.slacks):
        return Candidate(0, Fraction(0), ())
    losses = {
        id: tuple(held.loss(coefficients) for coefficients in joint.coefficients)
        for id, held in matters.others.items()
    }
    ahead = tuple(
        matters.missing.registered * matters.per_registered(coefficients)
        for coefficients in joint.coefficients
    )
    for taken in losses.values():
        ahead = add(ahead, taken)
    if not covers(ahead, joint.slacks):
        return None
    layers: list[list[Reach]] = [[Reach(joint.zero)]]
    for id in sorted(matters.others):
        ways = joint.ways(matters.others[id].matter)
        layers.append([])
        for moved in range(len(layers) - 1, 0, -1):
            more = [reach.plus(way) for reach in layers[moved - 1] for way in ways]
            layers[moved] = front([*layers[moved], *more])
        del layers[limit + 1 :]
    return _smallest(joint, layers, matters, limit)


def _smallest(
    joint: JointRival, layers: Sequence[Sequence[Reach]], matters: OpenMatters, limit: int
) -> Candidate | None:
    """The smallest set among the layers, each reach completed with the largest missing units."""
    best: Candidate | None = None
    for moved, layer in enumerate(layers):
        for reach in layer:
            allowed = (best.size if best else limit) - moved
            units = _missing_needed(joint, reach, matters, allowed)
            if units is None:
                continue
            full = reach.plus(joint.missing(matters.missing.sum_of_largest(units)))
            ids = (*reach.moved, *(MatterId(unit) for unit in matters.missing.largest(units)))
            found = Candidate(moved + units, _effect(full.taken, joint.slacks), ids)
            if found.before(best):
                best = found
    return best


def _missing_needed(joint: JointRival, reach: Reach, matters: OpenMatters, allowed: int) -> int | None:
    """The fewest of the largest missing units that complete a reach; ``None`` above ``allowed``."""
    missing = matters.missing
    low, high = 0, min(allowed, len(missing))
    if high < 0 or not joint.enough(reach.plus(joint.missing(missing.sum_of_largest(high)))):
        return None
    while low < high:
        middle = (low + high) // 2
        if joint.enough(reach.plus(joint.missing(missing.sum_of_largest(middle)))):
            high = middle
        else:
            low = middle + 1
    return low


def _effect(taken: Taken, slacks: Taken) -> Fraction:
    return min(Fraction(part, slack) for part, slack in zip(taken, slacks, strict=True) if slack > 0)
