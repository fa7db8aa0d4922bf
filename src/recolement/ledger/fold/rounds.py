"""What the preparation of a later round adds to the state: the round, who stands in it, its rolls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from recolement.ledger.events.rounds import RollsRevised, RoundAdded, RunoffPrepared, RunoffPreparedByPlace
from recolement.ledger.fold.state import Fold, NotFolded, State, day
from recolement.model.acts import RoundOpened, in_round
from recolement.model.ballots import Ballot, ByPlace, Contest, Round
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.places import sections_by_place, with_places
from recolement.model.units import Group, UnitTree


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
    of_round = _round(ballot, event.round)
    elsewhere = {name: said for name, said in of_round.places.items() if name != contest}
    _replaced(state, replace(of_round, options={**of_round.options, contest: options}, places=elsewhere))
    state.runoffs[contest, event.round] = event
    state.runoffs_at.pop((contest, event.round), None)


def runoff_prepared_by_place(state: State, event: RunoffPreparedByPlace) -> None:
    """These options stand at these places; who was said to stand at the others does."""
    ballot, tree = state.opened()
    contest, of_round = _contest(ballot, event.contest), _round(ballot, event.round)
    at = {one.place: one for one in event.places}
    if not at or len(at) < len(event.places):
        raise NotFolded("places_not_once")
    options = {place: one.options for place, one in at.items()}
    told = by_place(contest, of_round, options, tree, state.groups)
    sections = {place: told.at[place].sections for place in at}
    for place in places_under_way(state, contest.id, of_round, sections):
        raise NotFolded("round_under_way", round=event.round, place=place)
    _replaced(state, replace(of_round, places={**of_round.places, contest.id: told}))
    state.runoffs_at[contest.id, event.round] = {
        **state.runoffs_at.get((contest.id, event.round), {}),
        **at,
    }


def places_under_way(
    state: State, contest: ContestId, round_: Round, sections: Mapping[str, Iterable[UnitId]]
) -> Iterator[str]:
    """Those of the places (with their sections) of which it is no longer said who stands in a round.

    A section there has a sheet or an entry; or the round was opened, and it was said before. A place of which
    nothing was said was not ready when the others voted.
    """
    said = round_.places[contest].at if contest in round_.places else {}
    opened = _opened(state, round_.number, contest)
    begun = _begun(state, round_.number, contest)
    for place, leaves in sections.items():
        fixed = opened and (place in said or contest in round_.options)
        if fixed or not begun.isdisjoint(leaves):
            yield place


def by_place(
    contest: Contest,
    round_: Round,
    at: Mapping[str, Sequence[str]],
    tree: UnitTree,
    groups: Iterable[Group],
) -> ByPlace:
    """What a round says of a contest's places with what is said ``at`` some: its own, and its own options."""
    sections = sections_by_place(contest.scope, tree, groups)
    known = {option.id for option in contest.options}
    for place, options in at.items():
        if place not in sections:
            raise NotFolded("not_decided_there", contest=contest.id, place=place)
        for option in options:
            if option not in known:
                raise NotFolded("unknown_option", found=option)
    return with_places(contest, round_, at, sections, tree)


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
    if _opened(state, number, contest) or _begun(state, number, contest):
        raise NotFolded("round_under_way", round=number)


def _opened(state: State, number: int, contest: str | None) -> bool:
    return any(
        isinstance(act, RoundOpened)
        and act.target.round in (None, number)
        and (contest is None or act.target.contest in (None, contest))
        for act in state.acts
    )


def _begun(state: State, number: int, contest: str | None) -> set[UnitId]:
    """The sections that have a sheet or an entry of that round (and contest)."""
    return {
        sheet.unit
        for sheet in (*state.sheets, *(entry.sheet for entry in state.entries))
        if sheet.round == number and contest in (None, sheet.contest)
    }


def _contest(ballot: Ballot, id: str) -> Contest:
    try:
        return ballot.contest(ContestId(id))
    except KeyError:
        raise NotFolded("unknown_contest", found=id) from None


def _round(ballot: Ballot, number: int) -> Round:
    try:
        return ballot.round(number)
    except KeyError:
        raise NotFolded("unknown_round", found=number) from None


def _replaced(state: State, round_: Round) -> None:
    """The ballot with that round in the place of the one of its number."""
    ballot, _ = state.opened()
    state.ballot = replace(
        ballot, rounds=tuple(round_ if one.number == round_.number else one for one in ballot.rounds)
    )


ROUND_FOLDS: Mapping[type, Fold] = {
    RoundAdded: round_added,
    RunoffPrepared: runoff_prepared,
    RunoffPreparedByPlace: runoff_prepared_by_place,
    RollsRevised: rolls_revised,
}
