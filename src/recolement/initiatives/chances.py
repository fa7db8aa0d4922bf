"""The chances of what a sample of signatures shows, exact: fractions of whole numbers, nothing rounded.

Among 5 signatures of which 2 are void, 3 are drawn. All are good in 1 draw of 10:

>>> void_at_most(0, signatures=5, void=2, drawn=3)
Fraction(1, 10)

Among 6 signatures, 2 people signed twice. Of the 20 ways to draw 3, those that hold both signatures of one
person are 2 × 4 = 8:

>>> repeats_at_most(0, signatures=6, repeated=2, drawn=3)
Fraction(3, 5)

Each is a sum of products of binomials over the number of samples; the next term follows from the last by
small factors, so that a sample of 10,000 from a million signatures is counted in about two seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb


def void_at_most(most: int, signatures: int, void: int, drawn: int) -> Fraction:
    """The chance that a sample holds at most so many void signatures (hypergeometric)."""
    ways = sum(of for seen, of in void_ways(signatures, void, drawn) if seen <= most) if most >= 0 else 0
    return Fraction(ways, comb(signatures, drawn))


def void_ways(signatures: int, void: int, drawn: int) -> Iterator[tuple[int, int]]:
    """For each number of void signatures that a sample can hold: in how many samples, in order.

    >>> list(void_ways(signatures=5, void=2, drawn=3))
    [(0, 1), (1, 6), (2, 3)]
    """
    good = signatures - void
    seen = max(0, drawn - good)
    ways = comb(void, seen) * comb(good, drawn - seen)
    for at in range(seen, min(void, drawn) + 1):
        yield at, ways
        ways = ways * ((void - at) * (drawn - at)) // ((at + 1) * (good - drawn + at + 1))


def repeats_at_most(most: int, signatures: int, repeated: int, drawn: int) -> Fraction:
    """The chance that a sample holds both signatures of at most so many of the people who signed twice."""
    if most < 0:
        return Fraction(0)
    ways = sum(
        repeat_ways(seen, signatures, repeated, drawn) for seen in range(min(most, repeated, drawn // 2) + 1)
    )
    return Fraction(ways, comb(signatures, drawn))


def repeat_ways(seen: int, signatures: int, repeated: int, drawn: int) -> int:
    """In how many samples exactly so many people appear twice.

    Those who do are chosen; then of the others who signed twice some appear once, by either signature; the
    rest of the sample is of people who signed once.

    >>> [repeat_ways(seen, signatures=6, repeated=2, drawn=3) for seen in (0, 1)]
    [12, 8]
    """
    others, once, left = repeated - seen, signatures - 2 * repeated, drawn - 2 * seen
    if others < 0 or left < 0:
        return 0
    single = max(0, left - once)
    if single > min(others, left):
        return 0
    ways = comb(others, single) * comb(once, left - single) << single
    total = 0
    for at in range(single, min(others, left) + 1):
        total += ways
        ways = ways * (2 * (others - at) * (left - at)) // ((at + 1) * (once - left + at + 1))
    return total * comb(repeated, seen)
