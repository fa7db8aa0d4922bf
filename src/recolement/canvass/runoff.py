"""Who stands in the next round (ballottage): from the outcome proclaimed of the one before.

Worked example: by the rule of the top two, A has 50 votes, B 40, C 30 of 120: A and B may stand. B withdraws:
A and C stand. By a threshold nobody would be promoted, and A would stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from recolement.canvass.count import QuestionCount
from recolement.canvass.gate import concerns, holding_freeze
from recolement.canvass.proceedings import Proceedings
from recolement.model.ids import OptionId
from recolement.model.results import OutcomeKind
from recolement.model.rulebook import Rule
from recolement.rules import runoff_rule

IN_ROUNDS = (Rule.MAJORITY_TWO_ROUND, Rule.MUNICIPAL_LIST)
"""The rules of which a first round may open a second one."""


@dataclass(frozen=True, slots=True)
class Runoff:
    """Who may stand and who does. ``may_join``: the options that may join one which stands."""

    by_votes: tuple[OptionId, ...]
    withdrawn: tuple[OptionId, ...]
    standing: tuple[OptionId, ...]
    may_join: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class NoRunoff:
    """Why no runoff can be prepared now: a code and the facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


OfRunoff: TypeAlias = "Runoff | NoRunoff"


def runoff_of(
    contest: str,
    number: int,
    state: Proceedings,
    counts: Iterable[QuestionCount],
    withdrawn: Iterable[OptionId] = (),
    place: str | None = None,
) -> OfRunoff:
    """Who stands in round ``number`` of a contest; ``withdrawn``: who gives it up beside those recorded.

    ``place``: at which of the places where it is decided, if there are several: each has its own runoff.
    The round may still have to be added to the ballot. The last one before it that holds the contest must be
    proclaimed, and nothing of it may have changed since: the proclamation is where it was asked whether every
    section is in, nothing is frozen and no lots are due.
    """
    asked = [
        one for one in counts if one.question.contest.id == contest and place in (None, one.question.place.id)
    ]
    earlier = [one.question.round.number for one in asked if one.question.round.number < number]
    if not earlier:
        return NoRunoff("not_held", {"contest": contest, "round": number})
    before = [one for one in asked if one.question.round.number == max(earlier)]
    if len(before) > 1:
        return NoRunoff("runoff_by_place", {"contest": contest, "places": len(before)})
    (count,) = before
    if count.question.contest.rulebook.rule not in IN_ROUNDS:
        return NoRunoff("no_runoff_in_rule", {"contest": contest})
    return _not_proclaimed(count, state) or _standing(count, frozenset(withdrawn))


def runoffs_by_place(
    contest: str, number: int, state: Proceedings, counts: Iterable[QuestionCount]
) -> dict[str, OfRunoff]:
    """Who stands at each place where a contest is decided, in the order of the ballot."""
    by_place: dict[str, list[QuestionCount]] = {}
    for one in counts:
        if one.question.contest.id == contest:
            by_place.setdefault(one.question.place.id, []).append(one)
    return {place: runoff_of(contest, number, state, here, place=place) for place, here in by_place.items()}


def decided_before(found: OfRunoff) -> bool:
    """Whether the round before, proclaimed, calls for no later one."""
    return isinstance(found, NoRunoff) and found.code == "no_runoff"


def ruled_out(contest: str, number: int, state: Proceedings, counts: Iterable[QuestionCount]) -> bool:
    """Whether the round before is proclaimed everywhere, and calls for no later one anywhere."""
    found = runoffs_by_place(contest, number, state, counts).values()
    return bool(found) and all(map(decided_before, found))


def _not_proclaimed(count: QuestionCount, state: Proceedings) -> NoRunoff | None:
    question = count.question
    facts = {"contest": question.contest.id, "round": question.round.number, "unit": question.place.id}
    proclaimed = [act for act in state.proclamations if concerns(act.target, question)]
    if not proclaimed:
        return NoRunoff("round_not_proclaimed", facts)
    freeze = holding_freeze(question, state)
    if freeze is not None:
        return NoRunoff("frozen", {**facts, "freeze": freeze.act.id, "reason": freeze.act.reason})
    last = proclaimed[-1].number
    contest, number = question.contest.id, question.round.number
    if any(state.changed_since.get((leaf, contest, number), 0) > last for leaf in question.place.leaves):
        return NoRunoff("round_changed_since", {**facts, "version": proclaimed[-1].version + 1})
    return None


def _standing(count: QuestionCount, withdrawn: frozenset[OptionId]) -> OfRunoff:
    first = count.outcome
    if first is None or first.kind is not OutcomeKind.RUNOFF:
        kind = "none" if first is None else first.kind.value
        return NoRunoff("no_runoff", {"outcome": kind})
    gone = count.withdrawn | withdrawn
    options = count.question.cells.options
    if gone.issuperset(options):
        return NoRunoff("nobody_stands")
    outcome = count.decide(count.totals, withdrawn)
    if outcome.lots is not None:
        return NoRunoff("lots_due", {"options": ", ".join(outcome.lots.options)})
    standing = tuple(option for option in options if option in outcome.options and option not in gone)
    if not standing:
        return NoRunoff("nobody_stands")
    may_join: set[object] = set()
    if runoff_rule(count.question.contest.rulebook).joins is not None:
        may_join = {step.facts["option"] for step in outcome.steps if step.code == "may_join"}
        may_join |= gone & set(outcome.options)  # L. 264: who may stand may join instead
    return Runoff(
        tuple(option for option in options if option in first.options),
        tuple(option for option in options if option in gone),
        standing,
        tuple(option for option in options if option in may_join),
    )
