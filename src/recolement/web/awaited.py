"""On what the sections are asked for a sheet now: a later round only once it is known who stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recolement.canvass import Canvass
from recolement.canvass.count import QuestionCount
from recolement.canvass.results import ContestResult
from recolement.canvass.runoff import ruled_out
from recolement.canvass.scopes import Question
from recolement.ledger.events import RoundOpened
from recolement.model.ballots import Ballot
from recolement.model.ids import ContestId

if TYPE_CHECKING:
    from recolement.web.evenings import Evening


def awaited(tonight: Evening) -> tuple[Question, ...]:
    """The questions of the ballot on which sheets are awaited, in its order.

    A later round of a contest is among them once the ballot says who stands in it (declared, or prepared from
    the round before), or once it was opened: nobody is asked for the second round during the first, nor for
    that of a contest which the first one, proclaimed, decided. Where it is said place by place, so are the
    questions awaited.
    """
    night = tonight.now()
    asked, ballot = night.questions, night.folder.ballot
    opened = {act.round for act in tonight.events if isinstance(act, RoundOpened)}
    first: dict[ContestId, int] = {}
    for question in asked:
        first.setdefault(question.contest.id, question.round.number)
    now = {
        (contest, number)
        for contest, number in {(one.contest.id, one.round.number) for one in asked}
        if number == first[contest]
        or prepared(ballot, contest, number)
        or (
            number in opened
            and contest not in ballot.round(number).places
            and not ruled_out(contest, number, night.proceedings, counts_of(night, contest))
        )
    }
    return tuple(
        one
        for one in asked
        if (one.contest.id, one.round.number) in now
        or prepared(ballot, one.contest.id, one.round.number, one.place.id)
    )


def counts_of(night: Canvass, contest: str) -> list[QuestionCount]:
    """The counts of every round of a contest."""
    return [night.count(*one.key) for one in night.questions if one.contest.id == contest]


def prepared(ballot: Ballot, contest: ContestId, number: int, place: str | None = None) -> bool:
    """Whether it is said who stands in a round: everywhere, or at a place."""
    round_ = ballot.round(number)
    return contest in round_.options or (contest in round_.places and place in round_.places[contest].at)


def latest_first(results: Iterable[ContestResult]) -> list[ContestResult]:
    """Results as a reader wants them: of the last round with a sheet first, those without any last.

    Within a round they keep the ballot's order.
    """
    return sorted(
        results,
        key=lambda one: (not one.coverage.received, -one.round if one.coverage.received else one.round),
    )
