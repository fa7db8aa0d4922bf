"""What an initiative must reach, when, where, and what follows: the rules that its committee publishes.

Half a per cent of 1,001 registered is 5.005: six signatures reach it, five do not.

>>> half = Amount(share=Fraction(1, 200))
>>> half.of(1_001), half.of(1_000), Amount(number=500).of(1_001)
(6, 5, 500)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class Follows(StrEnum):
    """What a sufficient initiative obliges the body to open."""

    DEBATE = "debate"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Amount:
    """So many signatures: a number, or a share of the registered, one of the two."""

    number: int | None = None
    share: Fraction | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.share is None):
            raise ValueError("an amount is a number or a share")
        if self.number is not None and self.number < 1:
            raise ValueError("at least one signature is asked for")
        if self.share is not None and not 0 < self.share <= 1:
            raise ValueError("a share lies above 0 and goes to 1")

    def of(self, registered: int) -> int:
        """How many signatures that is: the least whole number that reaches the share, and never none."""
        if self.number is not None:
            return self.number
        assert self.share is not None
        return max(1, -(-self.share.numerator * registered // self.share.denominator))


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the signatures must be spread: in so many units at least, so many in each."""

    units: int
    each: Amount

    def __post_init__(self) -> None:
        if self.units < 1:
            raise ValueError("a spread asks for at least one unit")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of one initiative. A signature counts from the opening on, and before the closing.

    ``territory``: the units whose members may sign; ``None``: everybody on the roll.
    """

    threshold: Amount
    opens: datetime
    closes: datetime
    follows: Follows = Follows.VOTE
    spread: Spread | None = None
    territory: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError("an initiative closes after it opens")
        if self.territory is not None and not self.territory:
            raise ValueError("a territory has at least one unit")

    def may_sign(self, unit: str) -> bool:
        """Whether the members of a unit may sign."""
        return self.territory is None or unit in self.territory
