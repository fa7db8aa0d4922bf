"""What the people of the evening do to a sheet, and how a commission comes to a ruling.

None of these changes a figure by itself, but for a sheet sent back: it no longer stands, and the section is
awaited again. The lines remain, as always.
"""

from __future__ import annotations

import msgspec

from recolement.ledger.events.acts import ClaimWritten
from recolement.ledger.events.common import Count, Event, Number, Text


class OfSheet(Event, frozen=True, kw_only=True):
    """Whose sheet: a unit, a contest, a round."""

    unit: str
    contest: str
    round: Number


class SheetAccepted(OfSheet, tag="sheet-accepted/1", frozen=True, kw_only=True):
    """The federation (or commission) has looked at the sheet and takes it as it is (accepté)."""


class SheetReturned(OfSheet, tag="sheet-returned/1", frozen=True, kw_only=True):
    """The sheet goes back to the section with a reason (renvoyé): it is awaited again."""

    reason: Text


class RulingMoved(Event, tag="ruling-moved/1", frozen=True, kw_only=True):
    """A ruling is put to the vote of the commission: what it would decide, before anybody votes."""

    id: str
    of: str
    effect: str
    grounds: Text | None = None
    values: tuple[ClaimWritten, ...] = ()


class MemberVoted(Event, tag="member-voted/1", frozen=True, kw_only=True):
    """A member of the commission votes on a motion: ``for``, ``against`` or ``abstain``, once."""

    motion: str
    vote: str


class MotionLost(Event, tag="motion-lost/1", frozen=True, kw_only=True):
    """The vote on a motion is over and it is not carried. One that is carried ends in its ruling."""

    motion: str
    for_: Count = msgspec.field(default=0, name="for")
    against: Count = 0
    abstaining: Count = 0


class ProclamationSigned(Event, tag="proclamation-signed/1", frozen=True, kw_only=True):
    """A member signs the proclamation that is being prepared; the act itself cites all who signed."""

    contest: str
    round: Number
    unit: str
    version: Number
