"""Every event of the ledger (fait), by its published name: ``sheet-recorded/1`` is :class:`SheetRecorded`.

A name ends in the version of its fields. Once a name was published its fields never change: an event that
needs others gets the next version beside it, and both are read for ever.

>>> NAMES["sheet-recorded/1"].__name__
'SheetRecorded'
"""

from __future__ import annotations

import re
from inspect import get_annotations
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
    StandingByPlaceDeclared,
    StandingDeclared,
    UnitsDeclared,
)
from recolement.ledger.events.calls import CallListsPurged
from recolement.ledger.events.common import Event
from recolement.ledger.events.evening import (
    MemberVoted,
    MotionLost,
    ProclamationSigned,
    RulingMoved,
    SheetAccepted,
    SheetReturned,
)
from recolement.ledger.events.figures import EntryRecorded, FigurePublished, SheetRecorded, SheetsAwaited
from recolement.ledger.events.keeping import KeyChanged, LedgerOpened, TextErased, WitnessNamed
from recolement.ledger.events.rounds import RollsRevised, RoundAdded, RunoffPrepared, RunoffPreparedByPlace
from recolement.ledger.events.turnout import TurnoutHoursDeclared, TurnoutReported

AnyEvent: TypeAlias = (
    LedgerOpened | KeyChanged | WitnessNamed | TextErased
    | BallotDeclared | RoundDeclared | UnitsDeclared | GroupsDeclared | RollsDeclared | ContestDeclared
    | SeatsDeclared | OptionsDeclared | OptionUnitsDeclared | StandingDeclared | StandingByPlaceDeclared
    | BallotOpened | FolderImported
    | SheetRecorded | EntryRecorded | FigurePublished | SheetsAwaited
    | RollClosed | RoundOpened | RoundClosed | NoVoteHeld | FigureCorrected | FindingAcknowledged
    | SheetSetAside | DisputeFiled | DisputeWithdrawn | ResultFrozen | MatterReferred | RulingMade | LotsDrawn
    | OptionRallied | ResultProclaimed
    | SheetAccepted | SheetReturned | RulingMoved | MemberVoted | MotionLost | ProclamationSigned
    | RoundAdded | RunoffPrepared | RunoffPreparedByPlace | RollsRevised
    | TurnoutHoursDeclared | TurnoutReported
    | CallListsPurged
)  # fmt: skip

NAMES: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in get_args(AnyEvent)}
"""Each event's class by its published name."""

TEXT_FIELDS: dict[type[Event], tuple[str, ...]] = {
    event: fields
    for event in NAMES.values()
    if (
        fields := tuple(
            name
            for made in reversed(event.__mro__)
            for name, kind in get_annotations(made).items()
            if name != "actor" and re.search(r"\bText\b", str(kind))
        )
    )
}
"""The fields of each event that hold texts kept outside, beside ``actor``: one, or a tuple of them."""

__all__ = [
    "NAMES",
    "TEXT_FIELDS",
    "ActEvent",
    "AnyEvent",
    "BallotDeclared",
    "BallotOpened",
    "CallListsPurged",
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
    "MemberVoted",
    "MotionLost",
    "NoVoteHeld",
    "OptionRallied",
    "OptionUnitsDeclared",
    "OptionsDeclared",
    "Pins",
    "ProclamationSigned",
    "ResultFrozen",
    "ResultProclaimed",
    "RollClosed",
    "RollsDeclared",
    "RollsRevised",
    "RoundAdded",
    "RoundClosed",
    "RoundDeclared",
    "RoundOpened",
    "RulingMade",
    "RulingMoved",
    "RunoffPrepared",
    "RunoffPreparedByPlace",
    "SeatsDeclared",
    "SheetAccepted",
    "SheetRecorded",
    "SheetReturned",
    "SheetSetAside",
    "SheetsAwaited",
    "StandingByPlaceDeclared",
    "StandingDeclared",
    "TextErased",
    "TurnoutHoursDeclared",
    "TurnoutReported",
    "UnitsDeclared",
    "WitnessNamed",
]
