"""Reading the ledger from its first line to its last (relecture): events give back the ballot folder.

One small function per event says what the event adds to a :class:`State`; :data:`FOLDS` finds it by the
event's class. The folder that comes out is what ``canvass`` takes, as if it had been read from files.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping

from recolement.ledger.events import AnyEvent
from recolement.ledger.fold.acts import ACT_FOLDS
from recolement.ledger.fold.ballot import BALLOT_FOLDS
from recolement.ledger.fold.calls import CALLS_FOLDS
from recolement.ledger.fold.evening import EVENING_FOLDS
from recolement.ledger.fold.figures import FIGURE_FOLDS
from recolement.ledger.fold.keeping import KEEPING_FOLDS
from recolement.ledger.fold.rounds import ROUND_FOLDS
from recolement.ledger.fold.state import Fold, NotFolded, State
from recolement.ledger.fold.turnout import TURNOUT_FOLDS

FOLDS: Mapping[type, Fold] = {
    **KEEPING_FOLDS, **BALLOT_FOLDS, **FIGURE_FOLDS, **ACT_FOLDS, **EVENING_FOLDS, **ROUND_FOLDS,
    **TURNOUT_FOLDS, **CALLS_FOLDS,
}  # fmt: skip
"""What each event adds, by its class."""

__all__ = ["FOLDS", "NotFolded", "State", "fold", "fold_into"]


def fold_into(state: State, event: AnyEvent) -> None:
    """Add one event to a state; :class:`NotFolded` where it cannot follow what came before."""
    FOLDS[event.__class__](state, event)
    state.size += 1


def fold(events: Iterable[AnyEvent], texts: Mapping[str, str] | None = None) -> State:
    """The state after these events. ``texts``: the texts kept outside, by digest; missing ones are erased."""
    state = State({} if texts is None else texts)
    running = gc.isenabled()
    gc.disable()  # the events just made hold no cycles
    try:
        for event in events:
            fold_into(state, event)
    finally:
        if running:
            gc.enable()
    return state
