"""What accepting, returning, moving, voting and signing add to the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from recolement.ledger.events import evening as events
from recolement.ledger.fold.state import Fold, Motion, NotFolded, State
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Entry

SheetKey: TypeAlias = tuple[UnitId, ContestId, int]

VOTES = ("for", "against", "abstain")


def key_of(event: events.OfSheet) -> SheetKey:
    """Unit, contest and round."""
    return UnitId(event.unit), ContestId(event.contest), event.round


def sheet_accepted(state: State, event: events.SheetAccepted) -> None:
    """The sheet that stands is accepted; there is one."""
    state.opened()
    key = key_of(event)
    if all(sheet.key != key for sheet in state.sheets) and not any(_typed(state, key)):
        raise NotFolded("no_sheet", unit=event.unit)
    state.accepted[key] = event.seq


def sheet_returned(state: State, event: events.SheetReturned) -> None:
    """The sheets and typings of that key no longer stand: the section is awaited again.

    A representative's own copy stays: it is of the paper that was on the table.
    """
    state.opened()
    key = key_of(event)
    kept = [sheet for sheet in state.sheets if sheet.key != key]
    typed = {id(entry) for entry in _typed(state, key)}
    if len(kept) == len(state.sheets) and not typed:
        raise NotFolded("no_sheet", unit=event.unit)
    state.sheets[:] = kept
    if typed:
        state.entries[:] = [entry for entry in state.entries if id(entry) not in typed]
    state.accepted.pop(key, None)
    state.returned[key] = state.said(event.reason)


def _typed(state: State, key: SheetKey) -> Iterator[Entry]:
    """What the section and the clerk typed of a sheet."""
    return (entry for entry in state.entries if entry.sheet.key == key and entry.entry in ("first", "second"))


def ruling_moved(state: State, event: events.RulingMoved) -> None:
    """A motion is open for votes."""
    state.opened()
    if event.id in state.motions:
        raise NotFolded("declared_twice", id=event.id)
    if state.motion_on(event.of) is not None:
        raise NotFolded("motion_open", of=event.of)
    state.motions[event.id] = Motion(event, state.said(event.grounds))


def member_voted(state: State, event: events.MemberVoted) -> None:
    """One vote of one member, while the motion is open; nobody votes twice."""
    motion = _open(state, event.motion)
    if event.vote not in VOTES:
        raise NotFolded("unknown_vote", found=event.vote)
    if event.actor is None:
        raise NotFolded("nobody_voted")
    if event.actor in motion.votes:
        raise NotFolded("voted_twice", of=event.motion)
    motion.votes[event.actor] = event.vote


def motion_lost(state: State, event: events.MotionLost) -> None:
    """The motion is over, with the votes that were recorded and no others."""
    motion = _open(state, event.motion)
    if (event.for_, event.against, event.abstaining) != motion.result:
        raise NotFolded("votes_differ", of=event.motion)
    motion.closed = True


def proclamation_signed(state: State, event: events.ProclamationSigned) -> None:
    """One more signature; where a member signs again, of the figures as they are now, the last one counts."""
    state.opened()
    if event.actor is None:
        raise NotFolded("nobody_signed")
    signers = state.signatures.setdefault((event.contest, event.round, event.unit, event.version), {})
    signers[event.actor] = event.seq


def _open(state: State, motion: str) -> Motion:
    found = state.motions.get(motion)
    if found is None or found.closed:
        raise NotFolded("no_motion", of=motion)
    return found


EVENING_FOLDS: Mapping[type, Fold] = {
    events.SheetAccepted: sheet_accepted,
    events.SheetReturned: sheet_returned,
    events.RulingMoved: ruling_moved,
    events.MemberVoted: member_voted,
    events.MotionLost: motion_lost,
    events.ProclamationSigned: proclamation_signed,
}
