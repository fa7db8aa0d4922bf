"""What the preparation of a later round adds to the state: who stands in it, its rolls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recolement.ledger.events.rounds import RollsRevised, RunoffPrepared
from recolement.ledger.fold.state import Fold, NotFolded, State
from recolement.model.acts import RoundOpened
from recolement.model.ids import ContestId, OptionId, UnitId


def runoff_prepared(state: State, event: RunoffPrepared) -> None:
    """These options stand in the round; its contest and number are the ballot's."""
    ballot, _ = state.opened()
    _not_under_way(state, event.round, event.contest)
    contest, options = ContestId(event.contest), tuple(map(OptionId, event.options))
    state.ballot = replace(
        ballot,
        rounds=tuple(
            replace(one, options={**one.options, contest: options}) if one.number == event.round else one
            for one in ballot.rounds
        ),
    )
    state.runoffs[contest, event.round] = event


def rolls_revised(state: State, event: RollsRevised) -> None:
    """More rolls of a round, over those of the declaration."""
    state.opened()
    _not_under_way(state, event.round)
    state.rolls = {
        **state.rolls,
        **{(UnitId(unit), event.round): registered for unit, registered in event.rolls.items()},
    }


def _not_under_way(state: State, number: int, contest: str | None = None) -> None:
    """The round (of that contest) is neither opened nor has it a sheet."""
    if any(
        isinstance(act, RoundOpened)
        and act.target.round in (None, number)
        and (contest is None or act.target.contest in (None, contest))
        for act in state.acts
    ) or any(
        sheet.round == number and contest in (None, sheet.contest)
        for sheet in (*state.sheets, *(entry.sheet for entry in state.entries))
    ):
        raise NotFolded("round_under_way", round=number)


ROUND_FOLDS: Mapping[type, Fold] = {RunoffPrepared: runoff_prepared, RollsRevised: rolls_revised}
