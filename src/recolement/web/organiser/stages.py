"""Where each round of a ballot stands: whether it may be opened, is open, is closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from recolement.canvass.runoff import IN_ROUNDS
from recolement.ledger.events import RoundClosed, RoundOpened
from recolement.model.ballots import Round
from recolement.web.awaited import prepared
from recolement.web.evenings import Evening


@dataclass(frozen=True, slots=True)
class Stage:
    """One round. ``runoffs``: its contests of which it is the runoff, and whether it is said who stands."""

    number: int
    opened: bool
    closed: bool
    runoffs: tuple[tuple[str, bool], ...]

    @property
    def ready(self) -> bool:
        """Whether it may be opened: it is known who stands in it."""
        return self.opened or all(is_prepared for _, is_prepared in self.runoffs)


def stages(tonight: Evening) -> list[Stage]:
    """The rounds of the ballot, in order."""
    rounds = tonight.now().folder.ballot.rounds
    return [
        Stage(
            one.number,
            any(isinstance(act, RoundOpened) and act.round == one.number for act in tonight.events),
            any(isinstance(act, RoundClosed) and act.round == one.number for act in tonight.events),
            _runoffs(tonight, one),
        )
        for one in rounds
    ]


def not_prepared_here(tonight: Evening) -> list[tuple[str, str, int]]:
    """The contests whose runoff cannot be prepared in this ballot: why, which one, how many places.

    Who stands in a round is kept by contest and round. Where a contest is decided in several places, or no
    second round was declared, the runoff is another ballot.
    """
    night = tonight.now()
    found: list[tuple[str, str, int]] = []
    for contest in night.folder.ballot.contests:
        asked = [one for one in night.questions if one.contest.id == contest.id]
        places = len({one.place.id for one in asked})
        if contest.rulebook.rule not in IN_ROUNDS:
            continue
        if len({one.round.number for one in asked}) == 1:
            found.append(("no_second_round", contest.id, places))
        elif places > 1:
            found.append(("by_place", contest.id, places))
    return found


def _runoffs(tonight: Evening, round_: Round) -> tuple[tuple[str, bool], ...]:
    """A contest decided in several places is declared with its runoffs: it is not prepared here."""
    night = tonight.now()
    places = Counter((one.contest.id, one.round.number) for one in night.questions)
    return tuple(
        (contest.id, prepared(night.folder.ballot, contest.id, round_.number))
        for contest in night.folder.ballot.contests
        if contest.rulebook.rule in IN_ROUNDS
        and places[contest.id, round_.number - 1] == places[contest.id, round_.number] == 1
    )
