"""Decisive sets (affaires décisives): the fewest open matters that can change the outcome.

ASSERTIONS section 5: the others stay as entered, and unknown rolls count 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from recolement.canvass.joint import JointRival, Reach, Taken, add, front
from recolement.canvass.open_matters import OpenMatters
from recolement.model.ids import MatterId
from recolement.model.results import Rival, Vector

WEIGHTINGS = 8
"""How many weightings of two assertions are tried before every combination is."""


@dataclass(frozen=True)
class Largest:
    """So many matters with the largest losses: some missing units with the largest rolls, and others."""

    coefficients: Vector
    slack: int
    others: int
    units: int
    matters: OpenMatters

    @property
    def size(self) -> int:
        """How many matters."""
        return self.others + self.units

    @property
    def registered(self) -> int:
        """The registered of the missing units among them."""
        return self.matters.missing.sum_of_largest(self.units)

    @cached_property
    def effect(self) -> Fraction:
        """What they take, as a share of the slack."""
        _, sums = self.matters.others.by_loss(self.coefficients)
        each = self.matters.per_registered(self.coefficients)
        return Fraction(sums[self.others] + each * self.registered, max(1, self.slack))

    def ids(self) -> tuple[MatterId, ...]:
        """Their ids, the largest loss first, ids in order where losses are equal."""
        found: list[str] = []
        units, done = self.matters.missing.largest(self.units), 0
        for place in range(self.others):
            before = min(_rank(self.coefficients, place, self.matters), self.units)
            found += units[done:before]
            found.append(self.matters.others.by_loss(self.coefficients)[0][place][1])
            done = before
        return tuple(map(MatterId, (*found, *units[done:])))


@dataclass(frozen=True)
class Found:
    """A smallest set for a rival of several assertions. ``effect``: the least share of a slack it takes."""

    size: int
    effect: Fraction
    matters: tuple[MatterId, ...]

    def ids(self) -> tuple[MatterId, ...]:
        """Their ids."""
        return self.matters


def decisive(rivals: Sequence[Rival], totals: Vector, matters: OpenMatters) -> tuple[MatterId, ...]:
    """A smallest set of matters that can change the outcome, the others staying as entered; or empty.

    Of several smallest sets: the one with the larger effect (losses over slack), then the one whose ids
    come first. Within one rival of several assertions, which must fail together, the effect is the sum of
    the losses weighted as in the proof that no set is smaller, and where there is no such proof, the
    least share of a slack.
    """
    candidates: list[Largest | Found] = []
    least = len(matters)
    for rival in rivals:
        if len(rival) == 1:
            one = largest_losses(rival[0].coefficients, rival[0].slack(totals), matters, least)
            candidates += [one] if one else []
            least = min(least, one.size) if one else least
    for rival in rivals:
        if len(rival) > 1:
            several = _for_several(JointRival(rival, totals), matters, least)
            candidates += [several] if several else []
            least = min(least, several.size) if several else least
    if not candidates:
        return ()
    order = min((one.size, -one.effect) for one in candidates if one.size == least)
    best = [one.ids() for one in candidates if one.size == least and (one.size, -one.effect) == order]
    return min(best, key=sorted) if len(best) > 1 else best[0]


def _rank(coefficients: Vector, place: int, matters: OpenMatters) -> int:
    """How many plain missing units come before a matter in the order of losses, then ids."""
    minus, id = matters.others.by_loss(coefficients)[0][place]
    each = matters.per_registered(coefficients)
    if not each:
        return 0
    roll, rest = divmod(-minus, each)
    return matters.missing.before(roll, "" if rest else id)


def largest_losses(coefficients: Vector, slack: int, matters: OpenMatters, limit: int) -> Largest | None:
    """For one assertion: losses in decreasing order until they reach the slack.

    ``None`` if all of them do not, or if so many as ``limit`` surely do not.

    The missing units are in the order of their rolls already; each other matter has a rank among them,
    and the sum of the largest losses up to it follows from two partial sums.
    """
    if slack <= 0:
        return Largest(coefficients, slack, 0, 0, matters)
    if matters.at_risk(coefficients) < slack:
        return None
    missing, each = matters.missing, matters.per_registered(coefficients)
    others, sums = matters.others.by_loss(coefficients)
    if sums[min(limit, len(others))] + each * missing.sum_of_largest(limit) < slack:
        return None

    def missing_first(place: int) -> int:
        return each * missing.sum_of_largest(_rank(coefficients, place, matters))

    chosen = bisect_left(
        range(len(others)), True, key=lambda place: sums[place + 1] + missing_first(place) >= slack
    )
    if chosen < len(others) and sums[chosen] + missing_first(chosen) < slack:  # this matter tips it
        return Largest(coefficients, slack, chosen + 1, _rank(coefficients, chosen, matters), matters)
    units = missing.reaching(-(-(slack - sums[chosen]) // each)) if each else 0
    return Largest(coefficients, slack, chosen, units or 0, matters)


def _for_several(joint: JointRival, matters: OpenMatters, limit: int) -> Found | None:
    """A smallest set of at most ``limit`` matters for assertions that must fail together."""
    lowest, known = 0, limit + 1
    for weights in _weightings(joint):
        coefficients = tuple(
            sum(weight * part for weight, part in zip(weights, cell, strict=True))
            for cell in zip(*joint.coefficients, strict=True)
        )
        slack = sum(weight * part for weight, part in zip(weights, joint.slacks, strict=True))
        # If all the assertions fail, so does their weighted sum: no set can be smaller than this one.
        bound = largest_losses(coefficients, slack, matters, limit)
        if bound is None or bound.size > limit:
            return None
        lowest = max(lowest, bound.size)
        if bound.size < known and _fails(joint, bound, matters):
            known, best = bound.size, bound
        if known == lowest:
            ids = best.ids()
            taken = tuple(
                sum(matters.others[id].loss(one) for id in ids if id in matters.others)
                + best.registered * matters.per_registered(one)
                for one in joint.coefficients
            )
            return Found(known, _share(taken, joint.slacks), ids)
    return _every_combination(joint, matters, min(limit, known))


def _weightings(joint: JointRival) -> list[tuple[int, ...]]:
    """Each assertion alone; then mixtures, each assertion in proportion to its slack."""
    number = len(joint.slacks)
    alone = [tuple(int(place == one) for place in range(number)) for one in range(number)]
    if min(joint.slacks) <= 0:
        return alone
    common = lcm(*joint.slacks)
    even = tuple(common // slack for slack in joint.slacks)
    if number != 2:
        return [*alone, even]
    mixed = [(part * even[0], (WEIGHTINGS - part) * even[1]) for part in range(1, WEIGHTINGS)]
    return [*alone, *sorted(mixed, key=lambda pair: abs(pair[0] * even[1] - pair[1] * even[0]))]


def _fails(joint: JointRival, chosen: Largest, matters: OpenMatters) -> bool:
    """Whether these matters can make all the assertions fail together."""
    ids = (id for _, id in matters.others.by_loss(chosen.coefficients)[0][: chosen.others])
    return joint.together(chosen.registered, (matters.others[id] for id in ids))


def _every_combination(joint: JointRival, matters: OpenMatters, limit: int) -> Found | None:
    """The worst vectors by number of matters moved, matter by matter in the order of ids."""
    layers: list[list[Reach]] = [[Reach(joint.zero)]]
    ahead = tuple(matters.at_risk(coefficients) for coefficients in joint.coefficients)
    for id in sorted(matters.others):
        held = matters.others[id]
        ways = joint.ways(held.matter)
        ahead = add(ahead, tuple(-held.loss(coefficients) for coefficients in joint.coefficients))
        layers.append([])
        for moved in range(len(layers) - 1, 0, -1):
            more = (reach.plus(way) for reach in layers[moved - 1] for way in ways)
            layers[moved] = front([*layers[moved], *more])
        del layers[limit + 1 :]
        layers = [[reach for reach in layer if joint.may_reach(reach, ahead)] for layer in layers]
    best: Found | None = None
    for moved, layer in enumerate(layers):
        for reach in layer:
            found = _completed(joint, reach, moved, matters, best.size if best else limit)
            if found and (best is None or _order(found) < _order(best)):
                best = found
    return best


def _order(found: Found) -> tuple[int, Fraction, list[MatterId]]:
    return found.size, -found.effect, sorted(found.matters)


def _completed(joint: JointRival, reach: Reach, moved: int, matters: OpenMatters, limit: int) -> Found | None:
    """A reach with the fewest of the largest missing units that make it enough, within the limit."""
    missing = matters.missing

    def enough(units: int) -> bool:
        return joint.enough(reach.plus(joint.missing(missing.sum_of_largest(units))))

    most = min(limit - moved, len(missing))
    if most < 0 or not enough(most):
        return None
    units = bisect_left(range(most), True, key=enough)
    taken = reach.plus(joint.missing(missing.sum_of_largest(units))).taken
    ids = (*reach.moved, *(MatterId(unit) for unit in missing.largest(units)))
    return Found(moved + units, _share(taken, joint.slacks), ids)


def _share(taken: Taken, slacks: Taken) -> Fraction:
    shares = [Fraction(part, slack) for part, slack in zip(taken, slacks, strict=True) if slack > 0]
    return min(shares, default=Fraction(0))
