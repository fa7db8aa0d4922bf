"""What each outcome of a call does to where the person stands: one table, exact, and nothing beside it.

>>> from datetime import UTC
>>> noon = datetime(2026, 4, 9, 12, tzinfo=UTC)
>>> once = after(NEW, Outcome.NO_ANSWER, noon)
>>> once.state, once.unanswered, once.again_at == noon + UNANSWERED
(<State.OPEN: 'open'>, 1, True)
>>> after(once, Outcome.UNDECIDED, noon).said
<Said.UNDECIDED: 'undecided'>
>>> after(NEW, Outcome.OBJECTS, noon) is None
True

``None`` stands for somebody of whom nothing is kept any more: whoever objects is gone, and no outcome brings
anybody back. What somebody said changes only because they said something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from recolement.model.calls import Said


class Outcome(StrEnum):
    """What a caller notes."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    OBJECTS = "objects"
    WILL_VOTE = "will_vote"
    HAS_VOTED = "has_voted"
    UNDECIDED = "undecided"


class State(StrEnum):
    """Where a call stands between two calls."""

    OPEN = "open"
    DONE = "done"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: whether they are still called, from when on, and what they said."""

    state: State = State.OPEN
    said: Said = Said.NOTHING
    unanswered: int = 0
    again_at: datetime | None = None


NEW = Standing()
"""Somebody on the roll, before the first call."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an outcome does: the new state, what was said (``None``: as before), how long nobody calls."""

    state: State
    said: Said | None = None
    pause: timedelta | None = None


UNANSWERED = timedelta(hours=2)
"""Nobody is called again earlier than this after a call that was not answered."""
MOST_UNANSWERED = 3
"""Calls that are not answered, after which nobody is called any more."""
THINKING = timedelta(hours=12)
"""Whoever is undecided has time to think; the second time they say so they are left alone."""
LATEST = timedelta(days=30)
"""Nobody asks to be called back later than this: it is a typing error."""

EFFECTS: Mapping[Outcome, Effect | None] = MappingProxyType(
    {
        Outcome.REACHED: Effect(State.DONE),
        Outcome.NO_ANSWER: Effect(State.OPEN, pause=UNANSWERED),
        Outcome.CALL_BACK: Effect(State.OPEN),
        Outcome.WRONG_NUMBER: Effect(State.WRONG_NUMBER),
        Outcome.OBJECTS: None,
        Outcome.WILL_VOTE: Effect(State.DONE, Said.WILL_VOTE),
        Outcome.HAS_VOTED: Effect(State.DONE, Said.HAS_VOTED),
        Outcome.UNDECIDED: Effect(State.OPEN, Said.UNDECIDED, THINKING),
    }
)
"""The table. A call back is at the moment that was asked for; nothing is kept of whoever objects."""


class NoSuchTime(ValueError):
    """A call back in the past, or too far away: nothing is noted."""


def after(
    standing: Standing | None, outcome: Outcome, now: datetime, call_back: datetime | None = None
) -> Standing | None:
    """Where somebody stands after a call. Raises :class:`NoSuchTime` where a call back has no good moment."""
    effect = EFFECTS[outcome]
    if standing is None or effect is None:
        return None
    again = None if effect.pause is None else now + effect.pause
    if outcome is Outcome.CALL_BACK:
        if call_back is None or not now < call_back <= now + LATEST:
            raise NoSuchTime
        again = call_back
    said = standing.said if effect.said is None else effect.said
    unanswered = standing.unanswered + (outcome is Outcome.NO_ANSWER)
    left_alone = outcome is Outcome.NO_ANSWER and unanswered >= MOST_UNANSWERED
    left_alone |= outcome is Outcome.UNDECIDED and standing.said is Said.UNDECIDED
    made = Standing(effect.state, said, unanswered, again)
    return replace(made, state=State.DONE, again_at=None) if left_alone else made
