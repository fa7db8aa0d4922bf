"""Linear forms over the cells, and assertions made of them in lowest terms (ASSERTIONS, section 1).

>>> forms = Forms((OptionId("a"), OptionId("b")), blank_is_valid=False)
>>> forms.assertion(Claim("x"), (8, forms.votes("a")), (-1, forms.registered), reached=True)
Assertion(coefficients=(7, -1, -1, -1, -1), constant=1, claim=Claim(code='x', facts={}))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import TypeAlias

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, Vector
from recolement.model.rulebook import Base

Form: TypeAlias = Mapping[int, int]
"""A sum over some cells: the factor of each cell that counts, by its index."""
Term: TypeAlias = tuple[int | Fraction, Form]
"""A multiple of a form."""


@dataclass(frozen=True)
class Forms:
    """The sums a rule speaks of: votes, valid, in_box, registered."""

    options: tuple[OptionId, ...]
    blank_is_valid: bool

    @cached_property
    def _votes(self) -> dict[str, Form]:
        return {option: {place: 1} for place, option in enumerate(self.options)}

    def votes(self, option: str) -> Form:
        """The votes of one option (voix)."""
        return self._votes[option]

    @cached_property
    def for_options(self) -> Form:
        """The votes of all options: Σ votes, without blanks."""
        return dict.fromkeys(range(len(self.options)), 1)

    @cached_property
    def valid(self) -> Form:
        """Suffrages exprimés: Σ votes, and blanks where the rulebook counts them as valid."""
        return dict.fromkeys(range(len(self.options) + int(self.blank_is_valid)), 1)

    @cached_property
    def in_box(self) -> Form:
        """Papers found in the box: options, blank and null."""
        return dict.fromkeys(range(len(self.options) + 2), 1)

    @cached_property
    def registered(self) -> Form:
        """Inscrits: every cell."""
        return dict.fromkeys(range(len(self.options) + 3), 1)

    def base(self, base: Base) -> Form:
        """What a share is a share of."""
        if base is Base.VALID:
            return self.valid
        return self.in_box if base is Base.IN_BOX else self.registered

    def assertion(self, claim: Claim, *terms: Term, reached: bool = False, constant: int = 0) -> Assertion:
        """``Σ terms + constant > 0``, or ``≥ 0`` where ``reached``, in integers and lowest terms.

        Denominators are cleared and the common factor removed *before* "≥ 0" becomes "+ 1 > 0".
        """
        scale = lcm(*(factor.denominator for factor, _ in terms))
        coefficients = [0] * (len(self.options) + 3)
        for factor, form in terms:
            whole = factor.numerator * (scale // factor.denominator)
            for cell, times in form.items():
                coefficients[cell] += whole * times
        constant *= scale
        common = gcd(constant, *coefficients)
        if common > 1:
            coefficients = [coefficient // common for coefficient in coefficients]
            constant //= common
        return Assertion(tuple(coefficients), constant + int(reached), claim)

    def implies_a_vote(self, assertion: Assertion) -> bool:
        """Whether the assertion fails wherever no option has a vote, some voter being registered."""
        beside = assertion.coefficients[len(self.options) :]
        return (assertion.constant <= 0 and max(beside) <= 0) or (
            assertion.constant <= 1 and max(beside) <= -1
        )


def value(form: Form, totals: Vector) -> int:
    """The value of a form at these totals."""
    return sum(times * totals[cell] for cell, times in form.items())
