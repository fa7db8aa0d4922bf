"""Where each round of a ballot stands: whether it may be opened, is open, is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolement.acts.preparing import Readiness
from recolement.canvass import Canvass
from recolement.canvass.runoff import IN_ROUNDS, ruled_out
from recolement.ledger.events import RoundClosed, RoundOpened
from recolement.model.ballots import Contest, Round
from recolement.web.awaited import counts_of, prepared
from recolement.web.evenings import Evening
from recolement.web.following import Following, next_round, runoffs_at, several_places


@dataclass(frozen=True, slots=True)
class OfStage:
    """A contest's runoff: ``prepared`` as far as it can be now, ``enough`` for its round to be opened.

    Of a contest decided in several places one that votes again is enough: the others are prepared later.
    """

    contest: str
    prepared: bool
    enough: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One round. ``runoffs``: of its contests those of which it is the runoff.

    ``needless``: the round before decided every contest of it.
    """

    number: int
    opened: bool
    closed: bool
    runoffs: tuple[OfStage, ...]
    needless: bool = False

    @property
    def ready(self) -> bool:
        """Whether it may be opened: it is known who stands in it."""
        return self.opened or (not self.needless and all(one.enough for one in self.runoffs))


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
    to_add = tuple(OfStage(one.contest, False, False) for one in called if one.number == ballot.may_gain)
    return [*found, Stage(ballot.may_gain, False, False, to_add)] if ballot.may_gain and to_add else found


def not_prepared_here(tonight: Evening) -> list[str]:
    """The contests whose runoff cannot be prepared here: the second round declared leaves them out."""
    night = tonight.now()
    return [
        contest.id
        for contest in night.folder.ballot.contests
        if contest.rulebook.rule in IN_ROUNDS and next_round(night, contest) is None
    ]


def _runoffs(tonight: Evening, round_: Round) -> tuple[OfStage, ...]:
    """Of each contest; not of one that the first round, proclaimed, decided."""
    night = tonight.now()
    return tuple(
        _of_stage(tonight, contest, round_.number)
        for contest in night.folder.ballot.contests
        if next_round(night, contest) == round_.number and not _ruled_out(night, contest, round_.number)
    )


def _of_stage(tonight: Evening, contest: Contest, number: int) -> OfStage:
    night = tonight.now()
    if prepared(night.folder.ballot, contest.id, number):
        return OfStage(contest.id, True, True)
    if not several_places(night, contest.id):
        return OfStage(contest.id, False, False)
    found = [one.readiness for one in runoffs_at(tonight, contest.id, number)]
    enough = Readiness.PREPARED in found
    return OfStage(contest.id, enough and not {Readiness.READY, Readiness.DIFFERS} & set(found), enough)


def _ruled_out(night: Canvass, contest: Contest, number: int) -> bool:
    return ruled_out(contest.id, number, night.proceedings, counts_of(night, contest.id))
