"""What people did, in order: the acts of ``acts.toml``, later the events of the ledger.

Every act carries ``number`` (its place in the sequence, 1 first), when, who and what it touches. A later
act cites an earlier one by ``id``. Acts are stored; what follows from them is recomputed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias, TypeVar

from recolement.model.ids import ContestId, OptionId, UnitId


@dataclass(frozen=True, slots=True)
class Target:
    """What an act touches: units, a contest, a round (``None``: all of them), or the ``result`` itself."""

    units: tuple[UnitId, ...] | None = None
    contest: ContestId | None = None
    round: int | None = None
    result: bool = False

    def touches(self, contest: ContestId, round_number: int) -> bool:
        """Whether the target includes that contest and round."""
        return self.contest in (None, contest) and self.round in (None, round_number)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One figure as somebody says it should be: ``field`` is a column of ``sheets.csv``."""

    unit: UnitId
    field: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    number: int
    """Its place in the sequence; 1 is the first."""
    at: datetime | date
    by: str | None = None
    role: str | None = None
    target: Target = Target()


@dataclass(frozen=True, slots=True, kw_only=True)
class RollClosed(_Act):
    """The roll is fixed (arrêté de la liste)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(_Act):
    """A round is opened (ouverture du scrutin)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(_Act):
    """A round is closed (clôture du scrutin)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVoteHeld(_Act):
    """No vote took place in these units (pas de vote); they are no longer missing."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(_Act):
    """One figure of one sheet is corrected (rectification); the old one remains readable."""

    field: str
    value: int
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(_Act):
    """A finding is known and explained (constat pris en compte)."""

    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(_Act):
    """A sheet is recorded and not added, pending a ruling (écarté, mis en réserve)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed(_Act):
    """A dispute is filed (litige). ``seeks``: ``annul``, ``recount`` or ``correct``.

    ``correct`` says how with ``options`` (two ids: swapped), ``values`` (as claimed) or ``ballots``
    (so many papers contested).
    """

    id: str
    grounds: str = ""
    seeks: str = "annul"
    options: tuple[OptionId, ...] = ()
    ballots: int | None = None
    values: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(_Act):
    """A dispute is withdrawn by who filed it, or an option gives up the runoff (désistement).

    ``of`` is the id of the dispute; of no dispute, that of an option: it leaves the runoff that the target's
    round opens.
    """

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(_Act):
    """A scope's result may not be proclaimed until a ruling lifts it (gel)."""

    id: str
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(_Act):
    """A matter goes to a higher body, with a due date (renvoi, saisine)."""

    of: str
    to: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled(_Act):
    """What the commission decided (décision): ``uphold``, ``correct``, ``annul``, ``vote_again``, ``lift``.

    ``of`` is the id of a dispute or freeze, or empty when the commission rules of its own motion.
    """

    of: str
    effect: str
    for_: int | None = None
    against: int | None = None
    abstaining: int | None = None
    grounds: str = ""
    values: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(_Act):
    """Lots drawn among equals (tirage): ``order`` runs from the first drawn (preferred) to the last."""

    options: tuple[OptionId, ...]
    order: tuple[OptionId, ...]
    method: str = ""
    seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rallied(_Act):
    """An eliminated option calls to vote for another one (ralliement). Changes no figure."""

    option: OptionId
    to: OptionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Proclaimed(_Act):
    """The result is proclaimed (proclamation); a later version corrects an earlier one."""

    version: int = 1
    signed_by: tuple[str, ...] = ()


Act: TypeAlias = (
    RollClosed | RoundOpened | RoundClosed | NoVoteHeld | Corrected | Acknowledged | SetAside | Disputed
    | Withdrawn | Frozen | Referred | Ruled | Drawn | Rallied | Proclaimed
)  # fmt: skip

OneAct = TypeVar("OneAct", bound=_Act)


def in_round(act: OneAct, number: int) -> OneAct:
    """The act, of that round where it names none: what it meant while the ballot had no other."""
    target = act.target
    return act if target.round is not None else replace(act, target=replace(target, round=number))


KINDS: Mapping[str, type[Act]] = {
    "roll_closed": RollClosed,
    "round_opened": RoundOpened,
    "round_closed": RoundClosed,
    "no_vote": NoVoteHeld,
    "correction": Corrected,
    "acknowledgement": Acknowledged,
    "set_aside": SetAside,
    "dispute": Disputed,
    "withdrawal": Withdrawn,
    "freeze": Frozen,
    "referral": Referred,
    "ruling": Ruled,
    "draw": Drawn,
    "rally": Rallied,
    "proclamation": Proclaimed,
}
"""The ``kind`` written in ``acts.toml`` and the act it makes."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that is not allowed now (refus): a code and the facts; the sentence is at the door."""

    code: str
    act: Act
    facts: Mapping[str, object] = field(default_factory=dict)
