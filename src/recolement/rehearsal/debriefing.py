"""The debriefing: which faults were found, when, by whom and by which act; which were let pass, or missed.

What counts, after a fault came up:

- an act on one of its sheets by a person: a correction, a dispute, a sheet sent back or set aside, a ruling;
  for a gap, another roll or a double, the finding acknowledged with its reason too;
- where sheets stay away: one of them got in by a person, a dispute, a freeze or "no vote held" on the place,
  before they came by themselves;
- for an altered line: a verification of the ledger that says it does not hold.

A sheet that was accepted, or whose finding was acknowledged, with the fault in it was *let pass*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recolement.ledger.events import (
    AnyEvent,
    DisputeFiled,
    EntryRecorded,
    FigureCorrected,
    FindingAcknowledged,
    MatterReferred,
    NoVoteHeld,
    ResultFrozen,
    RulingMade,
    RulingMoved,
    SheetAccepted,
    SheetRecorded,
    SheetReturned,
    SheetSetAside,
)
from recolement.rehearsal.playing import PLAYER, is_sent
from recolement.rehearsal.script import SILENT, Fault, FaultKind, Script

EXPLAINED = frozenset({FaultKind.GAP, FaultKind.ROLL, FaultKind.DOUBLED})
"""What may be as the paper says: an acknowledgement with its reason is an answer."""

ON_A_SHEET = (
    FigureCorrected | SheetReturned | SheetSetAside | DisputeFiled | RulingMade | RulingMoved | MatterReferred
)
ON_A_SILENCE = NoVoteHeld | DisputeFiled | ResultFrozen


class End(StrEnum):
    """What became of a fault."""

    FOUND = "found"
    LET_PASS = "let_pass"
    NOT_FOUND = "not_found"
    NOT_SHOWN = "not_shown"
    """It never came up: the night was not played so far, or the section was called first."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A verification of the ledger that somebody asked for, and what it said."""

    at: datetime
    by: str
    holds: bool
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """One fault at the end. ``event``: the act by which it was found or let pass; ``by``: its actor."""

    fault: Fault
    end: End
    since: datetime | None = None
    """When it came up; of a silence, when nothing says."""
    at: datetime | None = None
    by: str | None = None
    role: str | None = None
    event: str = ""
    seq: int | None = None

    @property
    def seconds(self) -> int | None:
        """From when it came up to when it was found."""
        return None if self.since is None or self.at is None else int((self.at - self.since).total_seconds())


@dataclass(frozen=True, slots=True)
class Debriefing:
    """Every fault, in the script's order."""

    ends: tuple[Ended, ...]

    def number(self, end: End) -> int:
        """How many ended so."""
        return sum(one.end is end for one in self.ends)


def debrief(
    script: Script, events: Iterable[AnyEvent], verified: Sequence[Verified] = (),
    altered: datetime | None = None, second: int | None = None,
) -> Debriefing:  # fmt: skip
    """What became of each fault.

    ``altered``: when a line was changed in the storage; ``second``: how far the night was played (all of it,
    where it is not given).
    """
    lines = list(events)
    played = script.ends if second is None else second
    ends = []
    for fault in script.faults:
        if fault.kind is FaultKind.ALTERED:
            ends.append(_of_line(fault, verified, altered))
        elif fault.kind in SILENT:
            ends.append(_of_silence(fault, lines, played))
        else:
            ends.append(_of_sheet(fault, lines))
    return Debriefing(tuple(ends))


def _of_line(fault: Fault, verified: Sequence[Verified], altered: datetime | None) -> Ended:
    if altered is None:
        return Ended(fault, End.NOT_SHOWN)
    for one in verified:
        if not one.holds and one.at >= altered:
            return Ended(fault, End.FOUND, altered, one.at, one.by, event="verified", seq=one.line)
    return Ended(fault, End.NOT_FOUND, altered)


def _of_silence(fault: Fault, lines: list[AnyEvent], played: int) -> Ended:
    """Found where somebody noticed before the sheets came by themselves."""
    for event in lines:
        if not _touches(event, fault):
            continue
        if is_sent(event) and event.role == PLAYER:
            return Ended(fault, End.NOT_FOUND)
        if is_sent(event) or isinstance(event, ON_A_SILENCE):
            return _by(event, fault, End.FOUND, None)
    return Ended(fault, End.NOT_FOUND if played >= fault.at else End.NOT_SHOWN)


def _of_sheet(fault: Fault, lines: list[AnyEvent]) -> Ended:
    since: datetime | None = None
    shown, answers = 0, False
    pending: Ended | None = None
    for event in lines:
        if not _touches(event, fault):
            continue
        if is_sent(event):
            if event.role == PLAYER and not answers:
                shown += 1
                if since is None and _came_up(fault, event, shown):
                    since = event.at
            answers = False
            continue
        answers = answers or isinstance(event, SheetReturned)
        if since is not None:
            explained = isinstance(event, FindingAcknowledged) and fault.kind in EXPLAINED
            if isinstance(event, ON_A_SHEET) or explained:
                return _by(event, fault, End.FOUND, since)
            if isinstance(event, SheetAccepted | FindingAcknowledged) and pending is None:
                pending = _by(event, fault, End.LET_PASS, since)
    if pending is not None:
        return pending
    return Ended(fault, End.NOT_SHOWN if since is None else End.NOT_FOUND, since)


def _came_up(fault: Fault, event: SheetRecorded | EntryRecorded, shown: int) -> bool:
    """Whether the fault can be seen with this line: a double once there are two."""
    if fault.kind is FaultKind.DOUBLED:
        return shown > 1
    if fault.kind is FaultKind.COPIED:
        return event.unit == fault.units[0]
    return True


def _by(event: AnyEvent, fault: Fault, end: End, since: datetime | None) -> Ended:
    name = str(event.__struct_config__.tag)
    return Ended(fault, end, since, event.at, event.actor, event.role, name, event.seq)


def _touches(event: AnyEvent, fault: Fault) -> bool:
    """Whether an event speaks of the fault's sections, or of its place, in its contest and round."""
    if getattr(event, "contest", None) not in (None, fault.contest):
        return False
    if getattr(event, "round", None) not in (None, fault.round):
        return False
    named = {getattr(event, "unit", None), *(getattr(event, "units", None) or ())}
    named.update(claim.unit for claim in getattr(event, "values", ()))
    return not named.isdisjoint(fault.units) or (fault.place is not None and fault.place in named)
