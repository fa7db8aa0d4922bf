"""What the purge of a call campaign adds to the state: that it was done, once."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.ledger.events.calls import CallListsPurged
from recolement.ledger.fold.state import Fold, NotFolded, State


def call_lists_purged(state: State, event: CallListsPurged) -> None:
    """A campaign is purged; a second purge would have nothing to destroy."""
    state.opened()
    if event.campaign in state.purged:
        raise NotFolded("purged_twice", of=event.campaign)
    state.purged[event.campaign] = event


CALLS_FOLDS: Mapping[type, Fold] = {CallListsPurged: call_lists_purged}
