"""Shares to clear: a majority of a base, a share of the registered, a threshold.

"More than half of the valid votes": ``2v − V > 0``. "At least an eighth of the registered":
``8v − r ≥ 0``. The bound never depends on the option, which is what the common-threshold lemma needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, Step, Vector
from recolement.model.rulebook import Base
from recolement.rules.forms import Forms, value
from recolement.rules.order import ahead, cite
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference
from recolement.rules.shape import Alternative, Conditions, no_vote


@dataclass(frozen=True, slots=True)
class Bar:
    """``share`` of ``base`` to exceed, or to reach where ``reached``; ``key`` is its rulebook key."""

    share: Fraction
    base: Base
    reached: bool
    key: str

    def needed(self, forms: Forms, totals: Vector) -> int:
        """The fewest votes that clear the bar at these totals."""
        exact = self.share * value(forms.base(self.base), totals)
        return -(-exact.numerator // exact.denominator) if self.reached else int(exact) + 1

    def cleared(self, forms: Forms, option: OptionId) -> Assertion:
        """The option clears the bar."""
        code = "at_least_share" if self.reached else "more_than_share"
        return forms.assertion(
            self._claim(code, option),
            (1, forms.votes(option)),
            (-self.share, forms.base(self.base)),
            reached=self.reached,
        )

    def missed(self, forms: Forms, option: OptionId) -> Assertion:
        """The option does not clear the bar."""
        code = "less_than_share" if self.reached else "at_most_share"
        return forms.assertion(
            self._claim(code, option),
            (-1, forms.votes(option)),
            (self.share, forms.base(self.base)),
            reached=not self.reached,
        )

    def step(self, poll: Poll, forms: Forms, otherwise: str = "") -> Step:
        """What the bar comes to, in votes."""
        facts = {
            "numerator": self.share.numerator,
            "denominator": self.share.denominator,
            "base": self.base.value,
            "base_votes": value(forms.base(self.base), poll.totals),
            "needed": self.needed(forms, poll.totals),
        }
        code = "bar_reached" if self.reached else "bar_exceeded"
        return Step(code, facts, cite(poll, self.key, otherwise))

    def _claim(self, code: str, option: OptionId) -> Claim:
        facts: dict[str, str | int] = {
            "option": option,
            "numerator": self.share.numerator,
            "denominator": self.share.denominator,
            "base": self.base.value,
        }
        return Claim(code, facts)


def threshold_bar(poll: Poll, otherwise: Fraction | None = None) -> Bar | None:
    """The threshold of lists (seuil), reached at exactly its share; ``None`` where there is none."""
    rulebook = poll.rulebook
    share = otherwise if rulebook.threshold is None else rulebook.threshold
    return Bar(share, rulebook.threshold_base, True, "threshold") if share else None


@dataclass(frozen=True)
class Election:
    """What it takes to be elected by a majority: every bar cleared, and more votes than any other one.

    The comparison with the others is only needed where two options may clear the bars at once (less
    than half, or exactly half reached).
    """

    poll: Poll
    forms: Forms
    preference: Preference

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The majority, and the share of the registered if the rulebook asks for one (L. 126, L. 162)."""
        rulebook = self.poll.rulebook
        majority = Bar(rulebook.majority, rulebook.base, rulebook.majority_reached, "majority")
        share = rulebook.elected_share_of_registered
        if share is None:
            return (majority,)
        return (majority, Bar(share, Base.REGISTERED, True, "elected_share_of_registered"))

    @property
    def clearing(self) -> tuple[OptionId, ...]:
        """The options that clear every bar, having votes."""
        needed = max(bar.needed(self.forms, self.poll.totals) for bar in self.bars)
        return tuple(option for option, votes in self.poll.votes.items() if votes >= max(needed, 1))

    def elected(self, winner: OptionId) -> Conditions:
        """What the election of ``winner`` rests on."""
        conditions = Conditions([bar.cleared(self.forms, winner) for bar in self.bars])
        majority = self.bars[0]
        if majority.share < Fraction(1, 2) or (majority.share == Fraction(1, 2) and majority.reached):
            conditions.common += [
                ahead(self.forms, winner, other, self.preference)
                for other in self.poll.ids
                if other != winner
            ]
        conditions.demand_a_vote(self.forms)
        return conditions

    def nobody(self, options: Sequence[OptionId]) -> list[Alternative]:
        """That none of ``options`` is elected, some vote being cast: one branch for each bar (the lemma)."""
        return [tuple((bar.missed(self.forms, option),) for bar in self.bars) for option in options]

    def nobody_at_all(self) -> list[Alternative]:
        """That nobody is elected: also where no vote is cast, if zero votes would reach the bars."""
        alternatives = self.nobody(self.poll.ids)
        cleared = [bar.cleared(self.forms, option) for bar in self.bars for option in self.poll.ids[:1]]
        if any(map(self.forms.implies_a_vote, cleared)):
            return alternatives
        return [(*alternative, (no_vote(self.forms),)) for alternative in alternatives]

    def steps(self) -> list[Step]:
        """Each bar in votes."""
        return [bar.step(self.poll, self.forms) for bar in self.bars]
