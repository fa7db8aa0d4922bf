"""A round added, its runoff and its rolls: who stands is who may, by the outcome proclaimed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.count import QuestionCount
from recolement.canvass.proceedings import Proceedings
from recolement.canvass.runoff import (
    IN_ROUNDS,
    NoRunoff,
    OfRunoff,
    decided_before,
    runoff_of,
    runoffs_by_place,
)
from recolement.ledger.events import Event, RollsRevised, RoundAdded, RunoffPrepared, RunoffPreparedByPlace
from recolement.ledger.events.rounds import RunoffAtPlace
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
    found = [
        one
        for contest in event.contests
        for one in runoffs_by_place(contest, event.number, state, counted).values()
    ]
    why_not = [one for one in found if isinstance(one, NoRunoff)]
    if found and len(why_not) == len(found):
        open_yet = next((one for one in why_not if not decided_before(one)), why_not[0])
        yield refused(event, open_yet.code, **open_yet.facts)


def runoff(
    event: RunoffPrepared, names: Names, state: Proceedings, counts: Callable[[], Sequence[QuestionCount]]
) -> Iterator[RefusedEvent]:
    """Exactly those stand who may and do not withdraw; who joins may, and joins one who stands."""
    wrong = [*names.question(event, event.contest, event.round), *_named(event, event.contest, event, names)]
    if wrong:
        yield from wrong
        return
    found = runoff_of(event.contest, event.round, state, counts(), map(OptionId, event.withdrawn))
    yield from _differing(event, event, found)


def runoff_by_place(
    event: RunoffPreparedByPlace,
    names: Names,
    state: Proceedings,
    counts: Callable[[], Sequence[QuestionCount]],
) -> Iterator[RefusedEvent]:
    """At each place exactly those stand who may there; nobody, where the round before decided."""
    wrong = [*names.question(event, event.contest, event.round)]
    wrong += [one for at in event.places for one in _named(event, event.contest, at, names)]
    if wrong:
        yield from wrong
        return
    by_place: dict[str, list[QuestionCount]] = {}
    for count in counts():
        if count.question.contest.id == event.contest:
            by_place.setdefault(count.question.place.id, []).append(count)
    for at in event.places:
        if at.place not in by_place:
            yield refused(event, "not_decided_there", contest=event.contest, place=at.place)
            continue
        here, gone = by_place[at.place], map(OptionId, at.withdrawn)
        found = runoff_of(event.contest, event.round, state, here, gone, at.place)
        if decided_before(found) and not (at.options or at.withdrawn or at.joined):
            continue
        for one in _differing(event, at, found):
            yield replace(one, facts={**one.facts, "place": at.place})


Said: TypeAlias = RunoffPrepared | RunoffAtPlace
"""Who stands, withdraws and joins: of a contest, or at one place."""


def _named(event: Event, contest: str, said: Said, names: Names) -> Iterator[RefusedEvent]:
    yield from names.options(event, contest, (*said.options, *said.withdrawn))
    yield from names.options(event, contest, [name for one in said.joined for name in (one.option, one.to)])


def _differing(event: Event, said: Said, found: OfRunoff) -> Iterator[RefusedEvent]:
    """What is not as the round before has it."""
    if isinstance(found, NoRunoff):
        yield refused(event, found.code, **found.facts)
        return
    if said.options != found.standing:
        yield refused(
            event,
            "not_who_may_stand",
            expected=", ".join(found.standing),
            found=", ".join(said.options) or "—",
        )
    if len({one.option for one in said.joined}) != len(said.joined):
        yield refused(event, "joins_twice")
    for one in said.joined:
        if one.option not in found.may_join or one.to not in found.standing:
            yield refused(event, "may_not_join", option=one.option, to=one.to)


def rolls(event: RollsRevised, names: Names) -> Iterator[RefusedEvent]:
    """Sections and a round of the ballot."""
    yield from names.sections(event, event.rolls)
    yield from names.round(event, event.round)
    for unit, registered in event.rolls.items():
        if registered < 0:
            yield refused(event, "negative_roll", unit=unit, found=registered)
