"""What there is to do with a ballot, step by step: done, to do now, later, or no longer to be done.

The roll is closed, each round is opened, closed, and proclaimed by the commission. What nobody did before a
proclamation is not offered after it: the result stands without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recolement.canvass.gate import proclaimed_before_a_change
from recolement.canvass.results import ContestResult
from recolement.model.acts import Act, RollClosed, RoundClosed, RoundOpened
from recolement.web.commission.signing import short_of_members
from recolement.web.evenings import Evening
from recolement.web.following import Following
from recolement.web.organiser.stages import OfStage, Stage, stages
from recolement.web.told import when, who
from recolement.web.words import say
from recolement.words.numbers import Language

PROCLAIMED = ("proclaimed", "corrected")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, of which round, where it stands and why. ``possible``: it may be done right now."""

    what: Literal["roll", "open", "close", "proclaim"]
    round: int
    state: Literal["done", "now", "later", "over"]
    why: str
    possible: bool = False
    runoffs: tuple[OfStage, ...] = ()
    """The runoffs of the round that are to be prepared, or were."""
    warning: str = ""
    """Why this step cannot come to its end, as things are."""


def steps(tonight: Evening, called: Sequence[Following], language: Language) -> list[Step]:
    """Every step in its order; the first that is neither done nor over is the one to do now.

    ``called``: the runoffs that proclamations call for, one of which may add a round.
    """
    found = list(_steps(tonight, called, language))
    waiting = next((number for number, step in enumerate(found) if step.state == "later"), None)
    if waiting is not None:
        found[waiting] = replace(found[waiting], state="now")
    return found


def _steps(tonight: Evening, called: Sequence[Following], language: Language) -> Iterator[Step]:
    closed = _happened(tonight, RollClosed, None)
    if closed is not None:
        yield Step("roll", 0, "done", _told(tonight, closed, language))
    elif tonight.now().proceedings.proclamations:
        yield Step("roll", 0, "over", say("steps.roll_over", language))
    else:
        yield Step("roll", 0, "later", say("steps.roll_why", language), possible=True)
    before = True
    for stage in stages(tonight, called):
        yield from _of_round(tonight, stage, before, called, language)
        before = stage.opened or _is_proclaimed(tonight, stage.number)


def _of_round(
    tonight: Evening, stage: Stage, before: bool, called: Sequence[Following], language: Language
) -> Iterator[Step]:
    """The steps of a round; ``before``: the round before it was opened, or there is none.

    Who stands may be said of the contests, and the places, of which a proclamation calls for it.
    """
    number, over = stage.number, _is_proclaimed(tonight, stage.number)
    opened = _happened(tonight, RoundOpened, number)
    called_for = {one.contest for one in called if one.number == number}
    if opened is not None:
        late = tuple(one for one in stage.runoffs if one.contest in called_for)
        yield Step("open", number, "done", _told(tonight, opened, language), runoffs=late)
    elif over:
        yield Step("open", number, "over", say("steps.over_why", language))
    elif stage.needless:
        yield Step("open", number, "over", say("runoff.needless", language))
        return
    else:
        decided = _is_proclaimed(tonight, number - 1)
        not_yet = "prepare_why" if decided or called_for else "before_why"
        why = ("open_why" if before else "after_why") if stage.ready else not_yet
        runoffs = stage.runoffs
        if not (stage.ready or decided):
            runoffs = tuple(one for one in stage.runoffs if one.contest in called_for)
        said = say(f"steps.{why}", language, before=number - 1)
        yield Step("open", number, "later", said, stage.ready and before, runoffs)
    closed = _happened(tonight, RoundClosed, number)
    if closed is not None:
        yield Step("close", number, "done", _told(tonight, closed, language))
    elif over:
        yield Step("close", number, "over", say("steps.over_why", language))
    else:
        why = "close_why" if opened is not None else "unopened_why"
        yield Step("close", number, "later", say(f"steps.{why}", language), opened is not None)
    yield _proclamation(tonight, number, language)


def _proclamation(tonight: Evening, number: int, language: Language) -> Step:
    """The commission's step: who proclaimed the last result of the round, or how many are proclaimed."""
    results, state = _results(tonight, number), tonight.now().proceedings
    asked = [one for one in tonight.now().questions if one.round.number == number]
    done = sum(one.status in PROCLAIMED for one in results)
    again = [one for one in asked if proclaimed_before_a_change(one, state) is not None]
    if done < len(results) or not results or again:
        said = say("steps.proclaim_why", language, done=done - len(again), results=len(results))
        if again:
            said += " " + say("steps.proclaim_again", language, number=len(again))
        short = short_of_members(tonight, asked)
        lacking = "" if short is None else say("steps.too_few", language, needed=short[0], members=short[1])
        return Step("proclaim", number, "later", said, warning=lacking)
    last = max(
        (one for one in state.proclamations if one.target.round in (None, number)),
        key=lambda one: one.number,
    )
    return Step("proclaim", number, "done", _told(tonight, last, language))


def _results(tonight: Evening, number: int) -> list[ContestResult]:
    return [one for one in tonight.now().results if one.round == number]


def _is_proclaimed(tonight: Evening, number: int) -> bool:
    """Whether every result of a round is."""
    results = _results(tonight, number)
    return bool(results) and all(one.status in PROCLAIMED for one in results)


def _happened(tonight: Evening, what: type[Act], number: int | None) -> Act | None:
    """The first such act, of a round where one is named."""
    return next(
        (
            act
            for act in tonight.now().folder.acts
            if isinstance(act, what) and (number is None or act.target.round == number)
        ),
        None,
    )


def _told(tonight: Evening, act: Act, language: Language) -> str:
    at = when(act.at, tonight.now().folder.ballot.timezone, language)
    return say("steps.when_who", language, when=at, who=who(act.by, act.role, language))
