"""One person, one caller: who is called next is taken by one at a time, and given back after a while.

The row is chosen and marked in one transaction. SQLite lets one writer in (``BEGIN IMMEDIATE``); PostgreSQL
locks the row and passes over those that others have locked (``FOR UPDATE SKIP LOCKED``). A constraint of the
database holds the other half: a caller holds one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F

from recolement.web.calls.lists import TO_CALL
from recolement.web.calls.models import Caller, Campaign, Person
from recolement.web.calls.reach import Reach
from recolement.web.calls.router import CALLS

HOLD = timedelta(minutes=20)
"""For how long nobody else is given a person who is being called."""
FEW = 1_000
"""Sections whose people are put in order among themselves: with more, the order of everybody is followed."""


def held(campaign: Campaign, actor: str) -> Person | None:
    """Whom a caller has before them; one that ran out counts until somebody else was given the person."""
    return campaign.people.filter(held_by=actor, state=Person.State.HELD).first()


def _queues(campaign: Campaign, reach: Reach, now: datetime) -> Iterator[models.QuerySet[Person]]:
    """Who is called next: first whoever waits for a call at this time, then by what a section can bring.

    Somebody with few sections may find theirs at the end of the campaign's whole order, after hundreds of
    thousands of others: adding nothing to the weight keeps the database from walking there along its index.
    """
    waiting = campaign.people.filter(TO_CALL, reach.people(), state=Person.State.OPEN)
    yield waiting.filter(call_back_at__lte=now).order_by("call_back_at", "pk")
    gone = campaign.people.filter(TO_CALL, reach.people(), state=Person.State.HELD, held_until__lte=now)
    yield gone.order_by("held_until", "pk")
    few = reach.within is not None and len(reach.within) <= FEW
    weight = F("weight") + 0 if few else F("weight")
    yield waiting.filter(call_back_at=None).order_by(weight.desc(), "pk")


def claim(part: Caller, reach: Reach, now: datetime) -> Person | None:
    """The next person for a caller, held for them; the one they have, if there is one; ``None``: nobody."""
    campaign, actor = part.campaign, part.actor
    try:
        with transaction.atomic(using=CALLS):
            mine = held(campaign, actor)
            if mine is not None and _still_called(mine, reach):
                return _hold(mine, actor, now)
            if mine is not None:
                _give_back(mine)
            for queue in () if reach.nobody else _queues(campaign, reach, now):
                person = queue.select_for_update(skip_locked=True).first()
                if person is not None:
                    return _hold(person, actor, now)
    except IntegrityError:  # the same caller asked twice at the same moment: the other answer holds
        return held(campaign, actor)
    return None


def _still_called(person: Person, reach: Reach) -> bool:
    return Person.objects.filter(TO_CALL, reach.people(), pk=person.pk).exists()


def _hold(person: Person, actor: str, now: datetime) -> Person:
    person.state, person.held_by, person.held_until = Person.State.HELD, actor, now + HOLD
    person.save(update_fields=["state", "held_by", "held_until"])
    return person


def _give_back(person: Person) -> None:
    person.state, person.held_by, person.held_until = Person.State.OPEN, "", None
    person.save(update_fields=["state", "held_by", "held_until"])


def give_back(campaign: Campaign, actor: str) -> None:
    """Whom a caller holds goes back to the others, as before."""
    campaign.people.filter(held_by=actor, state=Person.State.HELD).update(
        state=Person.State.OPEN, held_by="", held_until=None
    )
