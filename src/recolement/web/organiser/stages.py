"""Where each round of a ballot stands: whether it may be opened, is open, is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolement.canvass import Canvass
from recolement.canvass.runoff import IN_ROUNDS, ruled_out
from recolement.ledger.events import RoundClosed, RoundOpened
from recolement.model.ballots import Contest, Round
from recolement.web.awaited import counts_of, prepared
from recolement.web.evenings import Evening
from recolement.web.following import Following, next_round


@dataclass(frozen=True, slots=True)
class Stage:
    """One round. ``runoffs``: its contests of which it is the runoff, and whether it is said who stands.

    ``needless``: the round before decided every contest of it.
    """

    number: int
    opened: bool
    closed: bool
    runoffs: tuple[tuple[str, bool], ...]
    needless: bool = False

    @property
    def ready(self) -> bool:
        """Whether it may be opened: it is known who stands in it."""
        return self.opened or (not self.needless and all(is_prepared for _, is_prepared in self.runoffs))


def stages(tonight: Evening, called: Sequence[Following]) -> list[Stage]:
    """The rounds of the ballot, in order, with the one that a runoff called for would add."""
    night = tonight.now()
    ballot = night.folder.ballot
    found = [
        Stage(
            one.number,
            any(isinstance(act, RoundOpened) and act.round == one.number for act in tonight.events),
            any(isinstance(act, RoundClosed) and act.round == one.number for act in tonight.events),
            _runoffs(tonight, one),
            all(
                _ruled_out(night, contest, one.number) for contest in ballot.contests if one.holds(contest.id)
            ),
        )
        for one in ballot.rounds
    ]
    to_add = tuple((one.contest, False) for one in called if one.number == ballot.may_gain)
    return [*found, Stage(ballot.may_gain, False, False, to_add)] if ballot.may_gain and to_add else found


def not_prepared_here(tonight: Evening) -> list[tuple[str, str, int]]:
    """The contests whose runoff cannot be prepared in this ballot: why, which one, how many places.

    Who stands in a round is kept by contest and round. Where a contest is decided in several places, or is
    not held in the second round that was declared for others, the runoff is another ballot.
    """
    night = tonight.now()
    found: list[tuple[str, str, int]] = []
    for contest in night.folder.ballot.contests:
        asked = [one for one in night.questions if one.contest.id == contest.id]
        places = len({one.place.id for one in asked})
        if contest.rulebook.rule not in IN_ROUNDS:
            continue
        if places > 1:
            found.append(("by_place", contest.id, places))
        elif next_round(night, contest) is None:
            found.append(("no_second_round", contest.id, places))
    return found


def _runoffs(tonight: Evening, round_: Round) -> tuple[tuple[str, bool], ...]:
    """A contest decided in several places is declared with its runoffs: it is not prepared here.

    Nor is one whose first round, proclaimed, decided it.
    """
    night = tonight.now()
    number = round_.number
    return tuple(
        (contest.id, prepared(night.folder.ballot, contest.id, number))
        for contest in night.folder.ballot.contests
        if next_round(night, contest) == number
        and len({one.place.id for one in night.questions if one.contest.id == contest.id}) == 1
        and not _ruled_out(night, contest, number)
    )


def _ruled_out(night: Canvass, contest: Contest, number: int) -> bool:
    return ruled_out(contest.id, number, night.proceedings, counts_of(night, contest.id))
