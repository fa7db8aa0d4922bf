"""How many signatures to check, and what the sample decides, so that a failing petition seldom passes.

A petition of 20,000 signatures needs 15,000 valid ones; at most one failing petition in twenty may pass.
About a tenth of the signatures are expected void and one in 200 repeated:

>>> petition = Petition(signatures=20_000, needed=15_000)
>>> plan = plan_sample(petition, risk=Fraction(1, 20), void=Fraction(1, 10), repeated=Fraction(1, 200))
>>> plan.drawn, plan.void_allowed, plan.repeats_allowed
(914, 107, 1)
>>> decide(plan, Found(void=94, repeats=1)), decide(plan, Found(void=94, repeats=2))
(<Decision.SUFFICIENT: 'sufficient'>, <Decision.FULL_CHECK: 'full_check'>)

**Why the risk holds.** Let K be the fewest signatures that must not count for the petition to fail. Choose
a bar x before the draw. A failing petition has x void signatures or more, or else K - x + 1 or more that
repeat another one: fewer of both would be fewer than K. The petition passes only if the sample shows so few
void signatures that x of them would show as few with a chance of at most the risk, *and* so few repeats
that K - x + 1 of them would. So a failing petition fails one of the two with a chance of at least one minus
the risk. Nothing is assumed of how many signatures are void; what is *expected* only sets the size of the
sample.

A person who signed three times is easier to find than two people who signed twice each (three pairs can be
drawn instead of two), so pairs are the worst case; a test goes through every petition of up to nine
signatures.

Chances that decide are exact fractions (:mod:`recolement.initiatives.chances`); only the search for a good
size uses logarithms, and what it finds is then counted exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import count
from math import ceil, comb, exp, floor, lgamma, log, sqrt

from recolement.initiatives.chances import repeat_ways, void_ways

LIKELY = Fraction(9, 10)
"""A plan is made so that a petition that is as expected passes with this chance."""

PURPOSE = "signatures to check"
"""What the lots are drawn for: part of what anybody draws again."""

BARS = 24
"""At how many places between the expected void and what may fail the bar is tried."""


@dataclass(frozen=True, slots=True)
class Petition:
    """How many signatures were handed in, and how many must be valid and of different people."""

    signatures: int
    needed: int

    def __post_init__(self) -> None:
        if not 0 < self.needed <= self.signatures:
            raise ValueError("a petition needs at least one signature, and no more than were handed in")

    @property
    def failing(self) -> int:
        """The fewest signatures that must not count for the petition to fail."""
        return self.signatures - self.needed + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A sample's size and what it may show: fixed before the draw, and published."""

    petition: Petition
    risk: Fraction
    bar: int
    drawn: int
    void_allowed: int
    repeats_allowed: int

    @property
    def full(self) -> bool:
        """Whether every signature is checked: no smaller sample would do."""
        return self.drawn == self.petition.signatures


@dataclass(frozen=True, slots=True)
class Found:
    """What a sample showed: void signatures, and pairs of good ones by one person (three are three pairs)."""

    void: int
    repeats: int


class Decision(StrEnum):
    """What a sample decides. It never says that a petition failed: only a full check does."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    FULL_CHECK = "full_check"


def decide(plan: Plan, found: Found) -> Decision:
    """Sufficient, if the sample shows no more than the plan allows; otherwise every signature is checked.

    Where every signature was checked, the count itself decides.
    """
    if plan.full:
        counted = plan.petition.signatures - found.void - found.repeats
        return Decision.SUFFICIENT if counted >= plan.petition.needed else Decision.INSUFFICIENT
    few = found.void <= plan.void_allowed and found.repeats <= plan.repeats_allowed
    return Decision.SUFFICIENT if few else Decision.FULL_CHECK


def estimate(petition: Petition, drawn: int, found: Found) -> Fraction:
    """The unbiased estimate of how many signatures count: each void one stands for N/n, each pair for
    N (N - 1) / (n (n - 1)), as two signatures are drawn together much more seldom than one.

    >>> round(estimate(Petition(24_034, 20_000), 722, Found(void=204, repeats=2)))
    15024
    """
    total = petition.signatures
    weight = Fraction(total * (total - 1), drawn * (drawn - 1)) if drawn > 1 else Fraction(0)
    return total - found.void * Fraction(total, drawn) - found.repeats * weight


def plan_sample(petition: Petition, risk: Fraction, void: Fraction, repeated: Fraction) -> Plan:
    """The smallest sample found by which a petition that is as expected would pass; else all of it."""
    if not 0 < risk < 1:
        raise ValueError("a risk lies between 0 and 1")
    expected_void, expected_repeated = (ceil(share * petition.signatures) for share in (void, repeated))
    room = petition.failing - expected_void - expected_repeated
    everything = Plan(petition, risk, petition.failing, petition.signatures, 0, 0)
    if room <= 0:
        return everything
    bars = sorted({expected_void + ceil(room * Fraction(step, BARS)) for step in range(1, BARS + 1)})

    @cache
    def likely(drawn: int) -> int | None:
        """The bar at which a sample of this size lets the expected petition pass, if one does."""
        best = max(
            bars, key=lambda bar: _chance(petition, risk, bar, drawn, expected_void, expected_repeated)
        )
        chance = _chance(petition, risk, best, drawn, expected_void, expected_repeated)
        return best if chance >= LIKELY else None

    low, high = 1, petition.signatures
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if likely(middle) is not None else (middle + 1, high)
    bar = likely(low)
    if bar is None or low == petition.signatures:
        return everything
    return exact_plan(petition, risk, bar, low)


def plan_matched(petition: Petition, risk: Fraction, void: Fraction) -> Plan:
    """The smallest sample found where each signature is matched with another member of the roll.

    Two signatures of one person are then matched with two members, of whom one did not sign: a repeat is a
    void signature like any other, and what is not void is of different people. A failing petition has at
    least ``failing`` void ones; no bar is chosen.

    >>> plan = plan_matched(Petition(20_000, 15_000), risk=Fraction(1, 20), void=Fraction(1, 10))
    >>> plan.drawn < 100, plan.bar
    (True, 5001)
    """
    if not 0 < risk < 1:
        raise ValueError("a risk lies between 0 and 1")
    total, bar, expected = petition.signatures, petition.failing, ceil(void * petition.signatures)

    def likely(drawn: int) -> bool:
        allowed, _ = _walk(_void_chances(total, bar, drawn), up_to=float(risk))
        if allowed < 0:
            return False
        _, few = _walk(_void_chances(total, expected, drawn), up_to=1.0, until=allowed)
        return few >= LIKELY

    low, high = 1, total
    while low < high and expected < bar:
        middle = (low + high) // 2
        low, high = (low, middle) if likely(middle) else (middle + 1, high)
    void_allowed = -1 if low == total or expected >= bar else _void_allowed(petition, risk, bar, low)
    if void_allowed < 0:
        return Plan(petition, risk, bar, total, 0, 0)
    return Plan(petition, risk, bar, low, void_allowed, 0)


def _void_allowed(petition: Petition, risk: Fraction, bar: int, drawn: int) -> int:
    """How many void ones a sample may show, so that ``bar`` of them show as few within the risk."""
    limit = floor(risk * comb(petition.signatures, drawn))
    ways, allowed = 0, -1
    for seen, of in void_ways(petition.signatures, bar, drawn):
        ways += of
        if ways > limit:
            break
        allowed = seen
    return allowed


def exact_plan(petition: Petition, risk: Fraction, bar: int, drawn: int) -> Plan:
    """What a sample may show with a bar and a size: as much as the risk allows, exactly; -1: nothing."""
    limit = floor(risk * comb(petition.signatures, drawn))
    void_allowed = _void_allowed(petition, risk, bar, drawn)
    hidden = _hidden(petition, bar)
    ways, repeats_allowed = 0, -1
    for seen in range(min(hidden, drawn // 2) + 1):
        ways += repeat_ways(seen, petition.signatures, hidden, drawn)
        if ways > limit:
            break
        repeats_allowed = seen
    return Plan(petition, risk, bar, drawn, void_allowed, repeats_allowed)


def _hidden(petition: Petition, bar: int) -> int:
    """How many signed twice, at least, in a failing petition with fewer void signatures than the bar."""
    return min(petition.failing - bar + 1, petition.signatures // 2)


def _chance(petition: Petition, risk: Fraction, bar: int, drawn: int, void: int, repeated: int) -> float:
    """About the chance that so many void and repeated signatures pass; for the search only."""
    total = petition.signatures
    void_allowed, _ = _walk(_void_chances(total, bar, drawn), up_to=float(risk))
    together = drawn * (drawn - 1) / (total * (total - 1)) if total > 1 else 0.0
    repeats_allowed, _ = _walk(_poisson(_hidden(petition, bar) * together), up_to=float(risk))
    if min(void_allowed, repeats_allowed) < 0:
        return 0.0
    _, few_void = _walk(_void_chances(total, void, drawn), up_to=1.0, until=void_allowed)
    _, few_repeats = _walk(_poisson(repeated * together), up_to=1.0, until=repeats_allowed)
    return few_void * few_repeats


def _walk(chances: Iterator[tuple[int, float]], up_to: float, until: int | None = None) -> tuple[int, float]:
    """How far a sum of chances stays within a bound (or goes to a number), and the sum; -1: nowhere."""
    reached, total = -1, 0.0
    for seen, chance in chances:
        if total + chance > up_to or (until is not None and seen > until):
            break
        reached, total = seen, total + chance
    return reached, total


def _void_chances(signatures: int, void: int, drawn: int) -> Iterator[tuple[int, float]]:
    """About the chances of each number of void signatures in a sample, from where they begin to count."""
    good = signatures - void
    mean = drawn * void / signatures
    seen = max(0, drawn - good, floor(mean - 12 * sqrt(mean) - 12))
    chance = exp(_ways(void, seen) + _ways(good, drawn - seen) - _ways(signatures, drawn))
    while seen <= min(void, drawn):
        yield seen, chance
        chance *= (void - seen) * (drawn - seen) / ((seen + 1) * (good - drawn + seen + 1))
        seen += 1


def _poisson(mean: float) -> Iterator[tuple[int, float]]:
    """About the chances of each number of pairs in a sample: each is rare, and nearly on its own."""
    for seen in count():
        yield seen, exp(seen * log(mean) - mean - lgamma(seen + 1)) if mean else float(not seen)


def _ways(of: int, chosen: int) -> float:
    """The logarithm of a binomial coefficient."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)
