"""What the acts give: disputes, freezes, corrections, rulings, draws and proclamations, as they stand.

Read from the acts by ``canvass/reader.py``; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import TypeAlias

from recolement.model.acts import (
    Acknowledged,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Rallied,
    Referred,
    Refused,
    Ruled,
    SetAside,
    Withdrawn,
)
from recolement.model.ids import ContestId, OptionId, UnitId

SheetKey = tuple[UnitId, ContestId, int]
"""Unit, contest, round: what one sheet is about."""
QuestionKey = tuple[ContestId, int, str]
"""Contest, round, place: what one result is about."""


@dataclass(slots=True)
class DisputeState:
    """A dispute with what became of it: ``open`` until withdrawn or ruled."""

    act: Disputed
    units: tuple[UnitId, ...]
    ruling: Ruled | None = None
    withdrawn: Withdrawn | None = None
    referral: Referred | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.ruling is None and self.withdrawn is None


@dataclass(slots=True)
class FreezeState:
    """A freeze with the ruling that lifted it, if any. ``units`` is ``None`` where it holds everything."""

    act: Frozen
    units: frozenset[UnitId] | None
    lifted: Ruled | None = None
    referral: Referred | None = None


Answered: TypeAlias = DisputeState | FreezeState | None
"""What a ruling answers, if it answers something."""


@dataclass(slots=True)
class Proceedings:
    """What the acts read so far give. Built by ``read_acts`` only."""

    sheet_acts: dict[SheetKey, list[Corrected | Ruled]] = field(default_factory=dict)
    """Per sheet, the corrections and rulings that change it, in order."""
    no_vote: dict[SheetKey, NoVoteHeld] = field(default_factory=dict)
    set_aside: dict[SheetKey, SetAside] = field(default_factory=dict)
    acknowledged: dict[tuple[SheetKey, str], Acknowledged] = field(default_factory=dict)
    disputes: dict[str, DisputeState] = field(default_factory=dict)
    freezes: dict[str, FreezeState] = field(default_factory=dict)
    referrals: list[Referred] = field(default_factory=list)
    rulings: list[Ruled] = field(default_factory=list)
    option_withdrawals: list[Withdrawn] = field(default_factory=list)
    """Options that gave up the runoff."""
    drawn: dict[QuestionKey, list[tuple[OptionId, ...]]] = field(default_factory=dict)
    """Per question, the orders drawn for its ties."""
    idle_draws: list[Drawn] = field(default_factory=list)
    """Draws that answered no tie when they were made: they decide nothing."""
    draws: list[Drawn] = field(default_factory=list)
    rallies: list[Rallied] = field(default_factory=list)
    proclamations: list[Proclaimed] = field(default_factory=list)
    changed_since: dict[SheetKey, int] = field(default_factory=dict)
    """Per sheet, the number of the last act that changed its figures."""
    refused: list[Refused] = field(default_factory=list)
    figures_version: int = 0
    """Grows with each act that changes figures, so that a reader knows when to compute anew."""

    def copy(self) -> Proceedings:
        """The same, to try an act on: reading into the copy leaves this one as it is."""
        return Proceedings(
            sheet_acts={key: list(acts) for key, acts in self.sheet_acts.items()},
            no_vote=dict(self.no_vote),
            set_aside=dict(self.set_aside),
            acknowledged=dict(self.acknowledged),
            disputes={name: copy(dispute) for name, dispute in self.disputes.items()},
            freezes={name: copy(freeze) for name, freeze in self.freezes.items()},
            referrals=list(self.referrals),
            rulings=list(self.rulings),
            option_withdrawals=list(self.option_withdrawals),
            drawn={question: list(orders) for question, orders in self.drawn.items()},
            idle_draws=list(self.idle_draws),
            draws=list(self.draws),
            rallies=list(self.rallies),
            proclamations=list(self.proclamations),
            changed_since=dict(self.changed_since),
            refused=list(self.refused),
            figures_version=self.figures_version,
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """What only the results of the moment can tell, handed in.

    ``refusal``: why a proclamation is refused now, or ``None``. ``ties_drawn``: the questions whose tie a
    draw answers, perhaps none.
    """

    refusal: Callable[[Proceedings, Proclaimed], Refused | None]
    ties_drawn: Callable[[Proceedings, Drawn], tuple[QuestionKey, ...]]
