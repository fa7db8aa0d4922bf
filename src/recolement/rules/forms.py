"""Linear forms over the cells, and assertions made of them in lowest terms (ASSERTIONS, section 1).

>>> forms = Forms((OptionId("a"), OptionId("b")), blank_is_valid=False)
>>> forms.valid
(1, 1, 0, 0, 0)
>>> forms.assertion(Claim("x"), (8, forms.votes("a")), (-1, forms.registered), reached=True)
Assertion(coefficients=(7, -1, -1, -1, -1), constant=1, claim=Claim(code='x', facts={}))
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import TypeAlias

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, Vector
from recolement.model.rulebook import Base

Term: TypeAlias = tuple[int | Fraction, Vector]
"""A multiple of a form."""


@dataclass(frozen=True)
class Forms:
    """The sums a rule speaks of, as vectors over the cells: votes, valid, in_box, registered."""

    options: tuple[OptionId, ...]
    blank_is_valid: bool

    @cached_property
    def _places(self) -> dict[str, int]:
        return {option: place for place, option in enumerate(self.options)}

    def votes(self, option: str) -> Vector:
        """The votes of one option (voix)."""
        place = self._places[option]
        return tuple(int(cell == place) for cell in range(len(self.options) + 3))

    @cached_property
    def for_options(self) -> Vector:
        """The votes of all options: Σ votes, without blanks."""
        return (*(1 for _ in self.options), 0, 0, 0)

    @cached_property
    def valid(self) -> Vector:
        """Suffrages exprimés: Σ votes, and blanks where the rulebook counts them as valid."""
        return (*(1 for _ in self.options), int(self.blank_is_valid), 0, 0)

    @cached_property
    def in_box(self) -> Vector:
        """Papers found in the box: options, blank and null."""
        return (*(1 for _ in self.options), 1, 1, 0)

    @cached_property
    def registered(self) -> Vector:
        """Inscrits: every cell."""
        return tuple(1 for _ in range(len(self.options) + 3))

    def base(self, base: Base) -> Vector:
        """What a share is a share of."""
        return {Base.VALID: self.valid, Base.IN_BOX: self.in_box, Base.REGISTERED: self.registered}[base]

    def assertion(self, claim: Claim, *terms: Term, reached: bool = False, constant: int = 0) -> Assertion:
        """``Σ terms + constant > 0``, or ``≥ 0`` where ``reached``, in integers and lowest terms.

        Denominators are cleared and the common factor removed *before* "≥ 0" becomes "+ 1 > 0".
        """
        scale = lcm(*(Fraction(factor).denominator for factor, _ in terms))
        coefficients = [0] * (len(self.options) + 3)
        for factor, form in terms:
            whole = int(factor * scale)
            for cell, value in enumerate(form):
                if value:
                    coefficients[cell] += whole * value
        constant *= scale
        common = gcd(constant, *coefficients) or 1
        return Assertion(
            tuple(value // common for value in coefficients), constant // common + int(reached), claim
        )

    def implies_a_vote(self, assertion: Assertion) -> bool:
        """Whether the assertion fails wherever no option has a vote, some voter being registered."""
        beside = assertion.coefficients[len(self.options) :]
        return (assertion.constant <= 0 and max(beside) <= 0) or (
            assertion.constant <= 1 and max(beside) <= -1
        )


def value(form: Vector, totals: Vector) -> int:
    """The value of a form at these totals."""
    return sum(map(int.__mul__, form, totals))
