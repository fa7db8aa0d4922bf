"""Every event of the ledger (fait), by its published name: ``sheet-recorded/1`` is :class:`SheetRecorded`.

A name ends in the version of its fields. Once a name was published its fields never change: an event that
needs others gets the next version beside it, and both are read for ever.

>>> NAMES["sheet-recorded/1"].__name__
'SheetRecorded'
"""

from __future__ import annotations

from typing import TypeAlias, get_args

from recolement.ledger.events.acts import (
    ActEvent,
    DisputeFiled,
    DisputeWithdrawn,
    FigureCorrected,
    FindingAcknowledged,
    LotsDrawn,
    MatterReferred,
    NoVoteHeld,
    OptionRallied,
    Pins,
    ResultFrozen,
    ResultProclaimed,
    RollClosed,
    RoundClosed,
    RoundOpened,
    RulingMade,
    SheetSetAside,
)
from recolement.ledger.events.ballot import (
    BallotDeclared,
    BallotOpened,
    ContestDeclared,
    FolderImported,
    GroupsDeclared,
    OptionsDeclared,
    OptionUnitsDeclared,
    RollsDeclared,
    RoundDeclared,
    SeatsDeclared,
    StandingDeclared,
    UnitsDeclared,
)
from recolement.ledger.events.common import Event
from recolement.ledger.events.figures import EntryRecorded, FigurePublished, SheetRecorded
from recolement.ledger.events.keeping import KeyChanged, LedgerOpened, TextErased, WitnessNamed

AnyEvent: TypeAlias = (
    LedgerOpened | KeyChanged | WitnessNamed | TextErased
    | BallotDeclared | RoundDeclared | UnitsDeclared | GroupsDeclared | RollsDeclared | ContestDeclared
    | SeatsDeclared | OptionsDeclared | OptionUnitsDeclared | StandingDeclared | BallotOpened | FolderImported
    | SheetRecorded | EntryRecorded | FigurePublished
    | RollClosed | RoundOpened | RoundClosed | NoVoteHeld | FigureCorrected | FindingAcknowledged
    | SheetSetAside | DisputeFiled | DisputeWithdrawn | ResultFrozen | MatterReferred | RulingMade | LotsDrawn
    | OptionRallied | ResultProclaimed
)  # fmt: skip

NAMES: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in get_args(AnyEvent)}
"""Each event's class by its published name."""

__all__ = [
    "NAMES",
    "ActEvent",
    "AnyEvent",
    "BallotDeclared",
    "BallotOpened",
    "ContestDeclared",
    "DisputeFiled",
    "DisputeWithdrawn",
    "EntryRecorded",
    "Event",
    "FigureCorrected",
    "FigurePublished",
    "FindingAcknowledged",
    "FolderImported",
    "GroupsDeclared",
    "KeyChanged",
    "LedgerOpened",
    "LotsDrawn",
    "MatterReferred",
    "NoVoteHeld",
    "OptionRallied",
    "OptionUnitsDeclared",
    "OptionsDeclared",
    "Pins",
    "ResultFrozen",
    "ResultProclaimed",
    "RollClosed",
    "RollsDeclared",
    "RoundClosed",
    "RoundDeclared",
    "RoundOpened",
    "RulingMade",
    "SeatsDeclared",
    "SheetRecorded",
    "SheetSetAside",
    "StandingDeclared",
    "TextErased",
    "UnitsDeclared",
    "WitnessNamed",
]
