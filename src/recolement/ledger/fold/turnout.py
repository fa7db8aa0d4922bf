"""What reports of turnout add to the state: beside the ballot folder, where no result is made of them."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.ledger.events.turnout import TurnoutHoursDeclared, TurnoutReported
from recolement.ledger.fold.ballot import declaring
from recolement.ledger.fold.state import Fold, NotFolded, State
from recolement.model.ids import UnitId


def turnout_hours_declared(state: State, event: TurnoutHoursDeclared) -> None:
    """The hours of the day, once, each later than the one before."""
    declaration = declaring(state)
    if declaration.turnout_hours:
        raise NotFolded("declared_twice", id="hours")
    if not event.hours or list(event.hours) != sorted(set(event.hours)):
        raise NotFolded("hours_out_of_order", found=", ".join(event.hours))
    declaration.turnout_hours = event.hours


def turnout_reported(state: State, event: TurnoutReported) -> None:
    """One report; the last one of a section and hour stands."""
    state.opened()
    state.turnout.setdefault((UnitId(event.unit), event.round), {})[event.hour] = event


TURNOUT_FOLDS: Mapping[type, Fold] = {
    TurnoutHoursDeclared: turnout_hours_declared,
    TurnoutReported: turnout_reported,
}
