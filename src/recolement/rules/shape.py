"""From assertions to an outcome: its branches, and the rivals by which every branch can fail together.

An outcome is ``common`` assertions and, for each of some keys (mostly options), an alternative: these
assertions *or* those. By the common-threshold lemma (ASSERTIONS, section 2) "for every key, one or the
other" is "the one for every key, or the other for every key", so there are as many branches as columns,
and only assertions of the same key are rivals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from recolement.model.ids import OptionId
from recolement.model.results import (
    Assertion,
    Branch,
    Claim,
    LotsNeeded,
    Outcome,
    OutcomeKind,
    Step,
    Vector,
)
from recolement.rules.forms import Forms

Alternative: TypeAlias = tuple[tuple[Assertion, ...], ...]
"""For one key, one conjunction per branch: the first, or the second, …"""


def some_vote(forms: Forms) -> Assertion:
    """At least one vote was cast for an option."""
    return forms.assertion(Claim("some_vote"), (1, forms.for_options))


def no_vote(forms: Forms) -> Assertion:
    """No vote was cast for any option."""
    return forms.assertion(Claim("no_vote"), (-1, forms.for_options), reached=True)


@dataclass(slots=True)
class Conditions:
    """What an outcome rests on, while a rule gathers it."""

    common: list[Assertion] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    exact: bool = True

    def demand_a_vote(self, forms: Forms) -> None:
        """Add "some vote was cast" unless each branch already implies it: zero votes win nothing."""
        if any(map(forms.implies_a_vote, self.common)):
            return
        columns = self._columns()
        if not columns or not all(any(map(forms.implies_a_vote, column)) for column in columns):
            self.common.append(some_vote(forms))

    def branches(self) -> tuple[Branch, ...]:
        """One branch per column of the alternatives; a single one without alternatives."""
        if not self.alternatives:
            return (Branch(tuple(self.common)),)
        return tuple(Branch((*self.common, *column)) for column in self._columns())

    def rivals(self) -> tuple[tuple[Assertion, ...], ...]:
        """Each common assertion alone; one assertion per branch of the same key."""
        return (
            *((assertion,) for assertion in self.common),
            *(rival for alternative in self.alternatives for rival in product(*alternative)),
        )

    def _columns(self) -> list[tuple[Assertion, ...]]:
        """The alternatives by branch; an assertion shared by several keys once."""
        found = []
        for column in zip(*self.alternatives, strict=True):
            assertions = {
                (assertion.coefficients, assertion.constant): assertion
                for part in column
                for assertion in part
            }
            found.append(tuple(assertions.values()))
        return found

    def outcome(
        self,
        kind: OutcomeKind,
        totals: Vector,
        *,
        options: Sequence[OptionId] = (),
        seats: Mapping[OptionId, int] | None = None,
        steps: Sequence[Step] = (),
    ) -> Outcome:
        """The outcome; branches that hold at these totals come first."""
        branches = sorted(self.branches(), key=lambda branch: not branch.holds(totals))
        return Outcome(
            kind,
            tuple(options),
            seats,
            tuple(branches),
            self.rivals(),
            self.exact,
            tuple(steps),
        )


def lots_needed(lots: LotsNeeded, steps: Sequence[Step]) -> Outcome:
    """The count stops and asks for lots; an equality satisfies no outcome, so there is no branch."""
    step = Step("lots_needed", {"by": lots.by, "places": lots.places, "equal": len(lots.options)})
    return Outcome(OutcomeKind.LOTS_NEEDED, lots.options, exact=False, steps=(*steps, step), lots=lots)
