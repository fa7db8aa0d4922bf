"""How a call ended, noted; and taken back, where the caller pressed the wrong button."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import transaction

from recolement.calls.outcomes import Outcome, Standing, State, after
from recolement.model.calls import Said
from recolement.web.calls.holding import HOLD, give_back
from recolement.web.calls.models import Call, Caller, Look, Person
from recolement.web.calls.objecting import object_to
from recolement.web.calls.router import CALLS

BACK_WITHIN = timedelta(minutes=10)
"""For how long an outcome may be taken back."""

OUT_OF_REACH = (Person.State.HELD, Person.State.UNCALLABLE)
"""With another caller by now, or without consent or telephone by a newer roll."""


class Noted(Enum):
    """What became of an outcome."""

    NOTED = "noted"
    AGAIN = "again"
    """It was noted already: the button was pressed twice."""
    NOT_YOURS = "not_yours"
    """Somebody else is calling, or the person is gone: nothing was noted."""


def standing_of(person: Person) -> Standing:
    """Where somebody stands between two calls."""
    state = State.OPEN if person.state == Person.State.HELD else State(person.state)
    return Standing(state, Said(person.said), person.attempts, person.call_back_at)


def note(
    part: Caller, number: int, outcome: Outcome, now: datetime, call_back: datetime | None = None
) -> Noted:
    """Note how the call of a person ended. Raises ``NoSuchTime`` where a call back has no good moment.

    An objection counts though somebody else has the person by now, if they were shown to who notes it.
    """
    campaign, actor = part.campaign, part.actor
    with transaction.atomic(using=CALLS):
        person = campaign.people.select_for_update().filter(pk=number).first()
        if person is None or (person.held_by, person.state) != (actor, Person.State.HELD):
            if person is not None and outcome is Outcome.OBJECTS and _was_shown(person, actor):
                return _objected(part, person)
            return Noted.AGAIN if _noted_just_now(part, number, outcome, now) else Noted.NOT_YOURS
        before = standing_of(person)
        made = after(before, outcome, now, call_back)
        if made is None:
            return _objected(part, person)
        _stand(person, made)
        Call.objects.create(
            campaign=campaign, person=person, section=person.section, actor=actor, outcome=outcome,
            before=_kept(before),
        )  # fmt: skip
    return Noted.NOTED


def _objected(part: Caller, person: Person) -> Noted:
    section = person.section
    object_to(person, part.actor)
    Call.objects.create(campaign=part.campaign, section=section, actor=part.actor, outcome=Outcome.OBJECTS)
    return Noted.NOTED


def _was_shown(person: Person, actor: str) -> bool:
    return Look.objects.filter(person=person, actor=actor).exists()


def _noted_just_now(part: Caller, number: int, outcome: Outcome, now: datetime) -> bool:
    last = last_call(part)
    if last is None or last.outcome != outcome or last.at < now - BACK_WITHIN:
        return False
    return last.person_id == (None if outcome is Outcome.OBJECTS else number)


def _stand(person: Person, standing: Standing) -> None:
    """A standing on the row, held by nobody."""
    person.state, person.said, person.attempts = standing.state, standing.said, standing.unanswered
    person.call_back_at, person.held_by, person.held_until = standing.again_at, "", None
    person.save(update_fields=["state", "said", "attempts", "call_back_at", "held_by", "held_until"])


def _kept(standing: Standing) -> dict[str, Any]:
    again = "" if standing.again_at is None else standing.again_at.isoformat()
    return {
        "state": standing.state, "said": standing.said, "unanswered": standing.unanswered, "again_at": again
    }  # fmt: skip


def _read(kept: dict[str, Any]) -> Standing:
    again = kept["again_at"]
    return Standing(
        State(kept["state"]), Said(kept["said"]), kept["unanswered"],
        datetime.fromisoformat(again) if again else None,
    )  # fmt: skip


def last_call(part: Caller) -> Call | None:
    """A caller's last call that was not taken back."""
    calls = Call.objects.filter(campaign=part.campaign, actor=part.actor, undone=False)
    return calls.order_by("-pk").first()


def take_back(part: Caller, number: int, now: datetime) -> bool:
    """Take the last outcome back: the person is before the caller again, as before that call.

    Not where somebody else is calling them by now, or has called them since.
    """
    campaign, actor = part.campaign, part.actor
    with transaction.atomic(using=CALLS):
        call = last_call(part)
        if call is None or call.person_id is None or call.pk != number or call.at < now - BACK_WITHIN:
            return False
        person = campaign.people.select_for_update().filter(pk=call.person_id).first()
        if person is None or person.state in OUT_OF_REACH or _called_since(person, call):
            return False
        give_back(campaign, actor)
        _stand(person, _read(call.before))
        person.state, person.held_by, person.held_until = Person.State.HELD, actor, now + HOLD
        person.save(update_fields=["state", "held_by", "held_until"])
        Call.objects.filter(pk=call.pk).update(undone=True)
    return True


def _called_since(person: Person, call: Call) -> bool:
    return Call.objects.filter(person=person, undone=False, pk__gt=call.pk).exists()
