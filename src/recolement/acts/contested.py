"""No more papers are contested than there are: asked when a dispute is filed, never of a line that stands.

Worked example: sixty papers in the box of nord-2; a dispute over five hundred of them is refused, one over
sixty is not. Of a section whose sheet does not say how many there were, nothing is known: none is refused.
"""

from __future__ import annotations

from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.proceedings import SheetKey
from recolement.canvass.reader import Reading
from recolement.canvass.retain import papers_there, received, retain
from recolement.ledger.events import DisputeFiled
from recolement.ledger.fold import State
from recolement.ledger.fold.acts import act_of
from recolement.model.folder import BallotFolder


def too_many_papers(event: DisputeFiled, state: State, reading: Reading) -> RefusedEvent | None:
    """Why so many papers may not be contested, or ``None``; those of several sections count together."""
    if event.ballots is None:
        return None
    if event.ballots == 0:
        return refused(event, "no_papers_contested")
    most = _papers(state, reading, reading.keys(act_of(state, event).target))
    if most is None or event.ballots <= most:
        return None
    return refused(event, "too_many_papers", found=event.ballots, most=most)


def _papers(state: State, reading: Reading, keys: tuple[SheetKey, ...]) -> int | None:
    """The papers of those sheets, of the contest and round that has most; ``None``: some are not known."""
    ballot, tree = state.opened()
    wanted = frozenset(keys)
    sheets = tuple(sheet for sheet in state.sheets if sheet.key in wanted)
    entries = tuple(entry for entry in state.entries if entry.sheet.key in wanted)
    first = received(BallotFolder(ballot, tree, sheets, entries)).first
    by_sitting: dict[tuple[str, int], int] = {}
    for key in keys:
        papers = papers_there(retain(key, first.get(key), ballot.contest(key[1]), reading.state))
        if papers is None:
            return None
        by_sitting[key[1:]] = by_sitting.get(key[1:], 0) + papers
    return max(by_sitting.values(), default=None)
