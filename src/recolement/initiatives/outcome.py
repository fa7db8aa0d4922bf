"""Whether enough people signed, where they had to, and where the initiative stands; with the arithmetic.

A tenth of 1,000 registered, and ten signatures in each of two departments:

>>> from datetime import UTC, datetime
>>> from fractions import Fraction
>>> from recolement.initiatives.rulebook import Amount, Rulebook, Spread
>>> rules = Rulebook(
...     Amount(share=Fraction(1, 10)), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC),
...     spread=Spread(2, Amount(number=10)),
... )
>>> reached = assess(rules, {"01": Tally(600, 95), "02": Tally(400, 9)})
>>> reached.needed, reached.counted, reached.enough, reached.units_reached, reached.sufficient
(100, 104, True, 1, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recolement.initiatives.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Tally:
    """One unit: its members on the roll, and the signatures that count."""

    registered: int
    counted: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one unit has got: what it needs is ``None`` where nothing is asked of units."""

    unit: str
    registered: int
    counted: int
    needed: int | None

    @property
    def reached(self) -> bool:
        """Whether the unit is one of those asked for."""
        return self.needed is not None and self.counted >= self.needed


@dataclass(frozen=True, slots=True)
class Assessment:
    """The numbers that the rules ask for, and those there are."""

    registered: int
    needed: int
    counted: int
    units_needed: int
    units: tuple[Reach, ...]

    @property
    def enough(self) -> bool:
        """Whether there are enough signatures in all."""
        return self.counted >= self.needed

    @property
    def units_reached(self) -> int:
        """How many units have as many as is asked of each."""
        return sum(unit.reached for unit in self.units)

    @property
    def spread(self) -> bool:
        """Whether enough units have."""
        return self.units_reached >= self.units_needed

    @property
    def sufficient(self) -> bool:
        """Whether the initiative has what its rules ask for."""
        return self.enough and self.spread


def assess(rules: Rulebook, tallies: Mapping[str, Tally]) -> Assessment:
    """Hold the count against the rules; units outside the territory are left out.

    A unit without members reaches nothing.
    """
    units = []
    for name in sorted(tallies):
        if rules.may_sign(name):
            own = tallies[name]
            needed = None if rules.spread is None else rules.spread.each.of(own.registered)
            units.append(Reach(name, own.registered, own.counted, needed))
    registered = sum(unit.registered for unit in units)
    return Assessment(
        registered,
        rules.threshold.of(registered),
        sum(unit.counted for unit in units),
        0 if rules.spread is None else rules.spread.units,
        tuple(units),
    )


class State(StrEnum):
    """Where an initiative stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    REACHED = "reached"
    """Sufficient as counted, while people may still sign and withdraw."""
    VERIFYING = "verifying"
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    HANDED_ON = "handed_on"
    """The debate or the vote is opened."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What was done so far. ``verdict``: what the verification found, once it is over."""

    announced: bool = False
    verdict: bool | None = None
    handed_on: bool = False


def state_of(rules: Rulebook, steps: Steps, reached: bool, now: datetime) -> State:
    """The state at a moment; ``reached``: whether the count, as it is, is sufficient."""
    if not steps.announced:
        return State.DRAFT
    if steps.handed_on:
        return State.HANDED_ON
    if steps.verdict is not None:
        return State.SUFFICIENT if steps.verdict else State.INSUFFICIENT
    if now < rules.opens:
        return State.ANNOUNCED
    if now < rules.closes:
        return State.REACHED if reached else State.OPEN
    return State.VERIFYING
