"""California's sampling of petitions, as its regulation computes it: a published procedure to compare with.

California Code of Regulations, title 2, division 7, chapter 5, sections 20530 to 20532; the example is that
of section 20540: 24,034 signatures, 722 sampled, 516 of them valid, 2 found twice.

>>> california(raw_count=24_034, sample=722, valid=516, duplicates=2)
California(uncorrected=17178, duplicates=2150, valid=15028)

It estimates, without a statement of risk; a repeated signature found stands for ``v (v - 1)``, where each
signature stands for ``v``. Ours (:func:`recolement.initiatives.sampling.estimate`) has the exact
``N (N - 1) / (n (n - 1))`` instead, and leaves roundings to the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil


@dataclass(frozen=True, slots=True)
class California:
    """The three figures of section 20540: before correction, repeated, and what is left."""

    uncorrected: int
    duplicates: int
    valid: int


def california(raw_count: int, sample: int, valid: int, duplicates: int) -> California:
    """The number of valid signatures as sections 20530 to 20532 project it.

    The share of valid ones is a percentage to two decimals, the value of a signature has four; both
    numbers of signatures are rounded up.
    """
    share = _rounded(Fraction(valid, sample), 4)
    value = _rounded(Fraction(raw_count, sample), 4)
    uncorrected = ceil(raw_count * share)
    repeated = ceil(duplicates * value * (value - 1))
    return California(uncorrected, repeated, uncorrected - repeated)


def _rounded(number: Fraction, decimals: int) -> Fraction:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return Fraction(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
