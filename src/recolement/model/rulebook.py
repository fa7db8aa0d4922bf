"""The rulebook (règlement du scrutin): dated, cited parameters. Data, not code paths.

Shares are :class:`fractions.Fraction`, read from text ("1/8", "12.5 %"), never from floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Rule(StrEnum):
    """The rules of count. Each is one function of ``recolement.rules``."""

    PLURALITY = "plurality"
    ABSOLUTE_MAJORITY = "absolute_majority"
    MAJORITY_TWO_ROUND = "majority_two_round"
    YES_NO = "yes_no"
    HIGHEST_AVERAGES = "highest_averages"
    LARGEST_REMAINDER = "largest_remainder"
    MUNICIPAL_LIST = "municipal_list"


class Base(StrEnum):
    """What a share is a share of: suffrages exprimés, bulletins trouvés, inscrits."""

    VALID = "valid"
    IN_BOX = "in_box"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class Runoff:
    """Who may stand in the second round.

    ``top_two``: the two with most votes. ``threshold``: those with at least ``share`` of ``share_base``,
    and the top two where fewer than two reach it (code électoral, art. L. 162). ``joins``: the share of
    ``share_base`` from which a list may merge into another one (art. L. 264), if lists may.
    """

    kind: str = "top_two"
    share: Fraction | None = None
    share_base: Base = Base.REGISTERED
    joins: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Warn:
    """Thresholds of the surprising-not-wrong checks (family W). Shares of 1; counts in papers."""

    blank_share: Fraction = Fraction(3, 100)
    null_share: Fraction = Fraction(3, 100)
    gap_share: Fraction = Fraction(2, 100)
    gap_papers: int = 15
    neighbour_points: Fraction = Fraction(25, 100)
    neighbour_valid: int = 50
    round_change: Fraction = Fraction(30, 100)
    identical_valid: int = 20
    clock_hours: int = 24


@dataclass(frozen=True, slots=True)
class Rulebook:
    """How votes become an outcome, with the source of each rule. Defaults are those of the reference."""

    rule: Rule = Rule.PLURALITY
    source: str = ""
    dated: date | None = None
    base: Base = Base.VALID
    threshold: Fraction | None = None
    threshold_base: Base = Base.VALID
    runoff: Runoff = Runoff()
    elected_share_of_registered: Fraction | None = None
    majority: Fraction = Fraction(1, 2)
    """Share to exceed to be elected or adopted (strictly), of ``base``; see ``majority_reached``."""
    majority_reached: bool = False
    """True where reaching ``majority`` is enough ("at least two thirds")."""
    quorum: Fraction | None = None
    quorum_base: Base = Base.REGISTERED
    blank: str = "separate"
    """``separate`` (law of 21 February 2014) or ``valid`` (blank votes count as valid votes)."""
    no_majority: str = ""
    """What follows when nobody reaches the majority, in the words of the statutes."""
    seats: int | Mapping[str, int] = 1
    """Seats to fill, or seats by scope unit (by ``kind:id`` for groups)."""
    divisor: str = "dhondt"
    quota: str = "hare"
    overflow: str = "lower_divisor"
    """Imperiali quota giving out more seats than there are: ``lower_divisor`` repeats with S+1."""
    bonus: Fraction = Fraction(1, 2)
    """Municipal lists: the share of seats given to the head list first (rounded up)."""
    ties: tuple[str, ...] = ("lot",)
    mandates: str | None = None
    """``None``: votes count. ``proportional``, ``rounded`` or ``winner``: units weigh their mandates."""
    voters_are: str = "in_box"
    entry: str = "single"
    ruling: str = "majority"
    annulment: str = "null"
    """What becomes of an annulled unit's papers: ``null``, ``abstain`` or ``all_zero``."""
    call_probability: Fraction = Fraction(995, 1000)
    signatures_needed: int = 1
    """How many must sign a proclamation."""
    warn: Warn = Warn()
    sources: Mapping[str, str] = field(default_factory=dict)
    """Per key, the article it comes from."""

    def seats_in(self, scope: str) -> int:
        """The seats to fill in one scope unit; ``KeyError`` where the rulebook does not say."""
        return self.seats if isinstance(self.seats, int) else self.seats[scope]
