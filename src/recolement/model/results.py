"""Results: totals, the outcome, and the assertions it rests on (DESIGN section 2, ASSERTIONS section 1).

Every registered voter is in exactly one *cell*: an option, blank, null or abstain. Totals and
coefficients are vectors over the cells, options first, in the order of the contest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from recolement.model.ids import OptionId

Vector: TypeAlias = tuple[int, ...]
"""Integers over the cells: one per standing option, then blank, null, abstain."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a contest in one round: ``options`` then blank, null, abstain.

    >>> cells = Cells((OptionId("a"), OptionId("b")))
    >>> cells.vector({OptionId("a"): 3}, abstain=2)
    (3, 0, 0, 0, 2)
    """

    options: tuple[OptionId, ...]

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.options) + 3

    @property
    def blank(self) -> int:
        """Index of the blank cell."""
        return len(self.options)

    @property
    def null(self) -> int:
        """Index of the null cell."""
        return len(self.options) + 1

    @property
    def abstain(self) -> int:
        """Index of the abstain cell."""
        return len(self.options) + 2

    def vector(
        self,
        options: Mapping[OptionId, int] | None = None,
        *,
        blank: int = 0,
        null: int = 0,
        abstain: int = 0,
    ) -> Vector:
        """A vector from the parts that are not zero."""
        given = options or {}
        return (*(given.get(option, 0) for option in self.options), blank, null, abstain)


@dataclass(frozen=True, slots=True)
class Claim:
    """The sentence of an assertion as a code and its facts; ``recolement.words`` says it.

    Option facts are option ids (``OptionId``); the door replaces them by names.
    """

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One strict linear inequality: ``coefficients · totals + constant > 0`` (condition).

    In lowest terms: coefficients and constant have no common factor before strictness is treated
    (ASSERTIONS section 1).
    """

    coefficients: Vector
    constant: int
    claim: Claim

    def slack(self, totals: Sequence[int]) -> int:
        """The integer left side at these totals (marge de la condition); the assertion holds iff > 0."""
        return sum(map(int.__mul__, self.coefficients, totals)) + self.constant

    def holds(self, totals: Sequence[int]) -> bool:
        """Whether the assertion is true of these totals."""
        return self.slack(totals) > 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A conjunction of assertions that together give the outcome (cas)."""

    assertions: tuple[Assertion, ...]

    def holds(self, totals: Sequence[int]) -> bool:
        """Whether every assertion of the branch is true of these totals."""
        return all(assertion.holds(totals) for assertion in self.assertions)


class OutcomeKind(StrEnum):
    """What the proclamation says."""

    ELECTED = "elected"
    RUNOFF = "runoff"
    SEATS = "seats"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_MAJORITY = "no_majority"
    LOTS_NEEDED = "lots_needed"
    NO_VOTES = "no_votes"
    """No option has a vote: there is nothing to decide yet (published as no outcome)."""


@dataclass(frozen=True, slots=True)
class LotsNeeded:
    """A tie that crosses the line between won and lost (tirage à effectuer).

    ``options`` are equal, ``places`` of them can be served; ``by`` is the tie rule that must answer
    (``lot``, or ``age``/``seniority`` when the dates are not given); ``figure`` is what they share.
    """

    options: tuple[OptionId, ...]
    places: int
    by: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning, with the law beside it: a code and facts, said by ``recolement.words``."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    source: str = ""


Rival: TypeAlias = tuple[Assertion, ...]
"""Assertions, one of each branch: if all of them fail together, every branch they stand for fails."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule decides from the totals (issue du scrutin), and what it rests on.

    ``options``: winners, those who stand in the runoff, or empty; an unordered set kept in ballot order.
    ``seats``: seats by option where the kind is ``seats``. ``branches``: at least one holds.
    ``exact``: the union of the branches is the outcome; otherwise they are only sufficient.
    ``rivals``: every way all branches can fail (ASSERTIONS section 4); the outcome changes iff, for
    some rival, all its assertions fail together.
    """

    kind: OutcomeKind
    options: tuple[OptionId, ...] = ()
    seats: Mapping[OptionId, int] | None = None
    branches: tuple[Branch, ...] = ()
    rivals: tuple[Rival, ...] = ()
    exact: bool = True
    steps: tuple[Step, ...] = ()
    lots: LotsNeeded | None = None

    def same_as(self, other: Outcome) -> bool:
        """Whether both say the same: kind, options and seats (not why)."""
        return (self.kind, set(self.options), dict(self.seats or {})) == (
            other.kind,
            set(other.options),
            dict(other.seats or {}),
        )
