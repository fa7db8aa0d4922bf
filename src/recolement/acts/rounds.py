"""A round added, its runoff and its rolls: who stands is who may, by the outcome proclaimed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.count import QuestionCount
from recolement.canvass.proceedings import Proceedings
from recolement.canvass.runoff import IN_ROUNDS, NoRunoff, runoff_of
from recolement.ledger.events import RollsRevised, RoundAdded, RunoffPrepared
from recolement.model.ids import OptionId


def added(
    event: RoundAdded, names: Names, state: Proceedings, counts: Callable[[], Sequence[QuestionCount]]
) -> Iterator[RefusedEvent]:
    """Each contest's rule knows a second round; the outcome proclaimed of one at least calls for it."""
    wrong = [refusal for contest in event.contests for refusal in names.contest(event, contest)]
    if wrong:
        yield from wrong
        return
    counted = counts()
    for count in counted:
        contest = count.question.contest
        if contest.id in event.contests and contest.rulebook.rule not in IN_ROUNDS:
            yield refused(event, "no_runoff_in_rule", contest=contest.id)
            return
    found = [runoff_of(contest, event.number, state, counted) for contest in event.contests]
    why_not = [one for one in found if isinstance(one, NoRunoff)]
    if found and len(why_not) == len(found):
        yield refused(event, why_not[0].code, **why_not[0].facts)


def runoff(
    event: RunoffPrepared, names: Names, state: Proceedings, counts: Callable[[], Sequence[QuestionCount]]
) -> Iterator[RefusedEvent]:
    """Exactly those stand who may and do not withdraw; who joins may, and joins one who stands."""
    wrong = [
        *names.question(event, event.contest, event.round),
        *names.options(event, event.contest, (*event.options, *event.withdrawn)),
        *names.options(event, event.contest, [name for one in event.joined for name in (one.option, one.to)]),
    ]
    if wrong:
        yield from wrong
        return
    found = runoff_of(event.contest, event.round, state, counts(), map(OptionId, event.withdrawn))
    if isinstance(found, NoRunoff):
        yield refused(event, found.code, **found.facts)
        return
    if event.options != found.standing:
        yield refused(
            event, "not_who_may_stand", expected=", ".join(found.standing), found=", ".join(event.options)
        )
    if len({one.option for one in event.joined}) != len(event.joined):
        yield refused(event, "joins_twice")
    for one in event.joined:
        if one.option not in found.may_join or one.to not in found.standing:
            yield refused(event, "may_not_join", option=one.option, to=one.to)


def rolls(event: RollsRevised, names: Names) -> Iterator[RefusedEvent]:
    """Sections and a round of the ballot."""
    yield from names.sections(event, event.rolls)
    yield from names.round(event, event.round)
    for unit, registered in event.rolls.items():
        if registered < 0:
            yield refused(event, "negative_roll", unit=unit, found=registered)
