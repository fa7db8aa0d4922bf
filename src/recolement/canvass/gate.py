"""May this result be proclaimed now, and where does it stand?

A proclamation is refused while one section of the closed register is neither received, recorded as "no
vote held", nor ruled upon (2012: three federations forgotten), while a freeze holds, and while lots are
due. After it, a change of figures is a new version: the result is *corrected*.
"""

from __future__ import annotations

from collections.abc import Iterable

from recolement.canvass.count import QuestionCount
from recolement.canvass.proceedings import FreezeState, Proceedings, QuestionKey, SheetKey
from recolement.canvass.results import Status
from recolement.canvass.scopes import Question
from recolement.model.acts import Drawn, Proclaimed, Refused, Target


def refusal_to_proclaim(
    act: Proclaimed, state: Proceedings, counts: Iterable[QuestionCount]
) -> Refused | None:
    """The first reason why the act is refused at this moment, or ``None``."""
    concerned = [count for count in counts if concerns(act.target, count.question)]
    if not concerned:
        return Refused("nothing_to_proclaim", act)
    for count in concerned:
        question = count.question
        facts = {"contest": question.contest.id, "round": question.round.number, "unit": question.place.id}
        freeze = holding_freeze(question, state)
        if freeze is not None:
            return Refused("frozen", act, {**facts, "freeze": freeze.act.id, "reason": freeze.act.reason})
        if not count.complete:
            missing = count.missing
            named = ", ".join(missing[:10])
            return Refused("units_missing", act, {**facts, "missing": len(missing), "units": named})
        if count.outcome is None:
            return Refused("no_valid_vote", act, facts)
        if count.lots_due:
            return Refused("lots_due", act, {**facts, "options": ", ".join(count.lots_due)})
        needed = question.contest.rulebook.signatures_needed
        if needed > max(1, len(act.signed_by)):
            return Refused(
                "signatures_missing", act, {**facts, "needed": needed, "found": len(act.signed_by)}
            )
    return None


def ties_drawn(act: Drawn, counts: Iterable[QuestionCount]) -> tuple[QuestionKey, ...]:
    """The questions whose tie this draw answers: those that wait for lots among exactly its options.

    A draw made before there is a tie answers nothing: whoever knew its order could make the tie. It stays
    recorded, and D3 says so.
    """
    return tuple(
        count.question.key
        for count in counts
        if concerns(act.target, count.question) and count.lots_due and set(count.lots_due) == set(act.order)
    )


def holding_freeze(question: Question, state: Proceedings) -> FreezeState | None:
    """A freeze that still holds the question's result, if any."""
    for freeze in state.freezes.values():
        if freeze.lifted is not None:
            continue
        if not freeze.act.target.touches(question.contest.id, question.round.number):
            continue
        if freeze.units is None or not freeze.units.isdisjoint(question.place.leaves):
            return freeze
    return None


def status_of(question: Question, complete: bool, state: Proceedings) -> Status:
    """The status that applies first: corrected, proclaimed, frozen, partial, complete."""
    proclaimed = [act for act in state.proclamations if concerns(act.target, question)]
    if proclaimed:
        first = proclaimed[0].number
        contest, number = question.contest.id, question.round.number
        changed = any(
            state.changed_since.get((leaf, contest, number), 0) > first for leaf in question.place.leaves
        )
        return Status.CORRECTED if changed or proclaimed[-1].version > 1 else Status.PROCLAIMED
    if holding_freeze(question, state) is not None:
        return Status.FROZEN
    return Status.COMPLETE if complete else Status.PARTIAL


def concerns(target: Target, question: Question) -> bool:
    """Whether an act on a result speaks of this question: its place, or a unit above or equal to it."""
    if not target.touches(question.contest.id, question.round.number):
        return False
    return target.units is None or question.place.id in target.units


def last_proclaimed(key: SheetKey, asked: Iterable[Question], state: Proceedings) -> Proclaimed | None:
    """The last proclamation of a result that this sheet is part of, if there is one."""
    unit, contest, number = key
    here = [
        question
        for question in asked
        if question.key[:2] == (contest, number) and unit in question.place.leaves
    ]
    done = [act for act in state.proclamations if any(concerns(act.target, question) for question in here)]
    return done[-1] if done else None


def proclaimed_before_a_change(question: Question, state: Proceedings) -> Proclaimed | None:
    """The last proclamation of a result, where an act has changed its figures since: a new one is due."""
    done = [act for act in state.proclamations if concerns(act.target, question)]
    if not done:
        return None
    contest, number, last = question.contest.id, question.round.number, done[-1]
    changed = any(
        state.changed_since.get((leaf, contest, number), 0) > last.number for leaf in question.place.leaves
    )
    return last if changed else None
