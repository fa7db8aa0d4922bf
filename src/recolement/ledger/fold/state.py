"""What a reading of the ledger gives so far (état), and the ballot folder made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from recolement.ledger.events.ballot import ContestDeclared, OptionWritten, RoundDeclared
from recolement.ledger.events.calls import CallListsPurged
from recolement.ledger.events.evening import RulingMoved
from recolement.ledger.events.rounds import RunoffAtPlace, RunoffPrepared
from recolement.ledger.events.turnout import TurnoutReported
from recolement.ledger.note import VerifierKey
from recolement.model.acts import Act
from recolement.model.ballots import Ballot
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Entry, Published, TallySheet
from recolement.model.units import Group, Unit, UnitTree

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2}))?"
).fullmatch
"""RFC 3339, a date or a date and time."""


class NotFolded(ValueError):
    """An event that cannot follow what came before it: ``code`` and the facts."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts: Mapping[str, str | int] = facts


@dataclass(slots=True)
class Declaration:
    """The ballot while it is being declared, piece by piece."""

    title: str = ""
    organisation: str = ""
    levels: tuple[str, ...] = ()
    language: str = "fr"
    timezone: str = ""
    rounds: dict[int, RoundDeclared] = field(default_factory=dict)
    standing: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    standing_at: dict[tuple[int, str], dict[str, tuple[str, ...]]] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    rolls: dict[tuple[UnitId, int], int] = field(default_factory=dict)
    contests: dict[str, ContestDeclared] = field(default_factory=dict)
    seats: dict[str, dict[str, int]] = field(default_factory=dict)
    options: dict[str, dict[str, OptionWritten]] = field(default_factory=dict)
    option_units: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    turnout_hours: tuple[str, ...] = ()


@dataclass(slots=True)
class State:
    """Everything the lines so far say. ``texts``: what is kept outside and not erased, by digest."""

    texts: Mapping[str, str]
    size: int = 0
    origin: str = ""
    key: VerifierKey | None = None
    """The key that signs checkpoints now."""
    keys: list[KeyHeld] = field(default_factory=list)
    witnesses: dict[str, VerifierKey] = field(default_factory=dict)
    erased: dict[str, int] = field(default_factory=dict)
    """Texts erased, with the line that says so."""
    declaration: Declaration | None = field(default_factory=Declaration)
    """``None`` once the ballot is opened."""
    ballot: Ballot | None = None
    tree: UnitTree | None = None
    rolls: Mapping[tuple[UnitId, int], int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    importing: bool = False
    sheets: list[TallySheet] = field(default_factory=list)
    listed: set[tuple[UnitId, ContestId, int]] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    publications: list[Published] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    accepted: dict[tuple[UnitId, ContestId, int], int] = field(default_factory=dict)
    """The sheets accepted, with the line that says so."""
    returned: dict[tuple[UnitId, ContestId, int], str] = field(default_factory=dict)
    """The sheets sent back to their section, with the last reason."""
    motions: dict[str, Motion] = field(default_factory=dict)
    signatures: dict[tuple[str, int, str, int], dict[str, int]] = field(default_factory=dict)
    """Who signed a proclamation being prepared, and their last line: by contest, round, unit and version."""
    runoffs: dict[tuple[ContestId, int], RunoffPrepared] = field(default_factory=dict)
    """What was prepared last of a contest's later round."""
    runoffs_at: dict[tuple[ContestId, int], dict[str, RunoffAtPlace]] = field(default_factory=dict)
    """What was prepared last of it at each place by itself."""
    turnout: dict[tuple[UnitId, int], dict[str, TurnoutReported]] = field(default_factory=dict)
    """How many have voted, by section and round, then by hour. No result is made of it."""
    purged: dict[str, CallListsPurged] = field(default_factory=dict)
    """The call campaigns whose data is destroyed, by their names."""

    def said(self, text: str | None) -> str:
        """A text kept outside; nothing where there is none, or where it was erased."""
        return "" if text is None or text in self.erased else self.texts.get(text, "")

    def who(self, actor: str | None) -> str | None:
        """Who an actor is, where that is kept; the actor's opaque id where it was erased."""
        return actor if actor is None or actor in self.erased else self.texts.get(actor, actor)

    def opened(self) -> tuple[Ballot, UnitTree]:
        """The ballot and its tree, once opened."""
        if self.ballot is None or self.tree is None:
            raise NotFolded("ballot_not_opened")
        return self.ballot, self.tree

    def motion_on(self, of: str) -> Motion | None:
        """The motion that is open on a dispute, freeze or unit, if there is one."""
        return next((one for one in self.motions.values() if one.of == of and not one.closed), None)

    def folder(self) -> BallotFolder:
        """The ballot folder, as if it had been read from files; :class:`NotFolded` before the opening."""
        ballot, tree = self.opened()
        return BallotFolder(
            ballot,
            tree,
            tuple(self.sheets),
            tuple(self.entries),
            tuple(self.publications),
            tuple(self.acts),
            self.rolls,
            self.groups,
            frozenset(self.listed),
            dict(self.returned),
        )


@dataclass(slots=True)
class Motion:
    """A ruling put to the vote: what was moved, each member's vote, and how it ended."""

    moved: RulingMoved
    grounds: str = ""
    votes: dict[str, str] = field(default_factory=dict)
    """``for``, ``against`` or ``abstain``, by the opaque id of who voted."""
    closed: bool = False
    carried: bool = False

    @property
    def of(self) -> str:
        """The dispute, freeze or unit that it would decide."""
        return self.moved.of

    @property
    def result(self) -> tuple[int, int, int]:
        """How many voted for it, against it, and abstained."""
        given = list(self.votes.values())
        return given.count("for"), given.count("against"), given.count("abstain")


@dataclass(frozen=True, slots=True)
class KeyHeld:
    """A key of the ledger: from which line on, why it came, and whether the one before it signed for it."""

    key: VerifierKey
    since: int
    reason: str = ""
    handed_over: bool = False


Fold: TypeAlias = Callable[[State, Any], None]
"""What one event adds to a state: the event is of the class under which the function is registered."""


def moment(written: str) -> datetime | date:
    """An RFC 3339 date, or date and time with its offset; :class:`NotFolded` for anything else."""
    if not _MOMENT(written):
        raise NotFolded("bad_moment", found=written)
    try:
        return date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
    except ValueError:
        raise NotFolded("bad_moment", found=written) from None


def day(written: str | None) -> date | None:
    """An RFC 3339 date, if there is one."""
    if written is None:
        return None
    read = moment(written)
    if isinstance(read, datetime):
        raise NotFolded("bad_moment", found=written)
    return read


def contest_id(text: str | None) -> ContestId | None:
    """A contest's id, if there is one."""
    return None if text is None else ContestId(text)
