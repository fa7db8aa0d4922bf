"""What the preparation of a later round adds to the state: the round, who stands in it, its rolls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recolement.ledger.events.rounds import RollsRevised, RoundAdded, RunoffPrepared
from recolement.ledger.fold.state import Fold, NotFolded, State, day
from recolement.model.acts import RoundOpened, in_round
from recolement.model.ballots import Round
from recolement.model.ids import ContestId, OptionId, UnitId


def round_added(state: State, event: RoundAdded) -> None:
    """The ballot has a second round; what was done before speaks of the first, the only one there was."""
    ballot, _ = state.opened()
    if ballot.may_gain != event.number:
        raise NotFolded("no_round_to_add", number=event.number)
    (first,) = ballot.rounds
    known = {contest.id for contest in ballot.contests if first.holds(contest.id)}
    contests = tuple(map(ContestId, event.contests))
    for contest in contests:
        if contest not in known:
            raise NotFolded("unknown_contest", found=contest)
    if not contests or len(set(contests)) < len(contests):
        raise NotFolded("no_round_to_add", number=event.number)
    added = Round(event.number, day(event.date), contests)
    state.ballot = replace(ballot, rounds=(first, added))
    state.acts = [in_round(act, first.number) for act in state.acts]


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


ROUND_FOLDS: Mapping[type, Fold] = {
    RoundAdded: round_added,
    RunoffPrepared: runoff_prepared,
    RollsRevised: rolls_revised,
}
