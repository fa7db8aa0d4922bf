"""Everything a rule is asked: who stands, the totals, the seats, the rulebook, and the draws recorded."""

from __future__ import annotations

from dataclasses import dataclass

from recolement.model.ballots import Option
from recolement.model.ids import OptionId
from recolement.model.results import Cells, Vector
from recolement.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Poll:
    """One contest in one round, counted.

    ``options`` stand, in the order of the contest; ``totals`` are over ``Cells`` of their ids: options,
    blank, null, abstain (abstain is the closed roll less the papers). ``last_round`` says that no other
    round may follow: ``majority_two_round`` and ``municipal_list`` are then decided as in their second
    round, as they are in every round after the first. ``draws`` are recorded lots, each an order of
    preference, the latest last. ``withdrawn`` are those who gave up the runoff after this round.
    """

    options: tuple[Option, ...]
    totals: Vector
    seats: int
    rulebook: Rulebook
    round: int = 1
    last_round: bool = False
    draws: tuple[tuple[OptionId, ...], ...] = ()
    withdrawn: frozenset[OptionId] = frozenset()

    def __post_init__(self) -> None:
        if len(self.totals) != len(self.options) + 3:
            raise ValueError(
                f"totals: {len(self.totals)} figures for {len(self.options)} options; "
                "expected one per option, then blank, null and abstain"
            )

    @property
    def ids(self) -> tuple[OptionId, ...]:
        """The options' ids, in the order of the contest."""
        return tuple(option.id for option in self.options)

    @property
    def cells(self) -> Cells:
        """The cells the totals are over."""
        return Cells(self.ids)

    @property
    def votes(self) -> dict[OptionId, int]:
        """The votes of each option (voix)."""
        return dict(zip(self.ids, self.totals, strict=False))

    @property
    def decided_by_second_round(self) -> bool:
        """Whether a rule in two rounds is decided as in its second one."""
        return self.round > 1 or self.last_round
