"""Many callers at the same moment: nobody is before two of them, and nobody who objects comes back."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from recolement.calls.outcomes import Outcome
from recolement.web.calls.holding import HOLD, claim, give_back, held
from recolement.web.calls.models import Call, Caller, Campaign, Look, Person
from recolement.web.calls.noting import Noted, last_call, note, standing_of, take_back
from recolement.web.calls.reach import Reach, opens_again, reach_of
from recolement.web.calls.vault import Known, vault_made
from web.calls import Campaigning, campaigning

pytestmark = pytest.mark.usefixtures("web")

EVERYWHERE = Reach()
SECTIONS = ("nord-1", "nord-2", "sud-1")


def _with_people(number: int, **more: object) -> Campaigning:
    """A campaign with so many people, the sections in turn, none of whom voted before."""
    made = campaigning()
    vault = vault_made(made.campaign)
    people = []
    for place in range(1, number + 1):
        known = Known(f"{made.campaign.slug} {place}", telephone=f"{made.campaign.pk}-{place}")
        people.append(
            Person(
                campaign=made.campaign,
                section=SECTIONS[place % 3],
                place=place,
                voted_before=False,
                sealed=vault.seal(known),
                **vault.marks(known),
                **more,
            )
        )
    Person.objects.bulk_create(people)
    return made


def _caller(campaign: Campaign, name: str, *sections: str) -> Caller:
    return Caller.objects.create(
        campaign=campaign, actor=f"a-{name}", part=Caller.Part.CALLER, sections=list(sections)
    )


def _at_once(number: int, does: Callable[[int], None]) -> None:
    """The same thing by so many threads, begun at the same moment."""
    begin, failed = threading.Barrier(number), []

    def run(mine: int) -> None:
        try:
            begin.wait()
            does(mine)
        except Exception as failure:
            failed.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(mine,)) for mine in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed


def test_two_callers_never_hold_the_same_person() -> None:
    """Eight callers take 40 people as fast as they can: each person once, and then there is nobody left."""
    campaign = _with_people(40).campaign
    parts = [_caller(campaign, str(mine)) for mine in range(8)]
    taken: list[int] = []

    def takes(mine: int) -> None:
        while (person := claim(parts[mine], EVERYWHERE, timezone.now())) is not None:
            taken.append(person.pk)
            assert note(parts[mine], person.pk, Outcome.REACHED, timezone.now()) is Noted.NOTED

    _at_once(8, takes)
    assert sorted(taken) == sorted(campaign.people.values_list("pk", flat=True))


def test_all_take_at_once_and_hold() -> None:
    """Twelve callers and eight people: eight hold one each, four are told that there is nobody."""
    campaign = _with_people(8).campaign
    parts = [_caller(campaign, str(mine)) for mine in range(12)]
    got: dict[int, Person | None] = {}
    _at_once(12, lambda mine: got.__setitem__(mine, claim(parts[mine], EVERYWHERE, timezone.now())))
    found = Counter(None if person is None else person.pk for person in got.values())
    assert found.pop(None) == 4
    assert sorted(found.values()) == [1] * 8
    for mine, person in got.items():
        assert (held(campaign, f"a-{mine}") or person) == person


def test_a_caller_who_asks_twice_at_once_has_one_person() -> None:
    """Two windows of one caller: the same person in both."""
    campaign = _with_people(10).campaign
    part = _caller(campaign, "twice")
    got: dict[int, Person | None] = {}
    _at_once(4, lambda mine: got.__setitem__(mine, claim(part, EVERYWHERE, timezone.now())))
    assert len({person.pk for person in got.values() if person is not None}) == 1
    assert campaign.people.filter(held_by=part.actor).count() == 1


def test_a_hold_runs_out() -> None:
    """Whoever goes away keeps nobody: after twenty minutes another caller is given the person, and notes."""
    campaign = _with_people(1).campaign
    gone, there = _caller(campaign, "gone"), _caller(campaign, "there")
    now = timezone.now()
    person = claim(gone, EVERYWHERE, now)
    assert person is not None
    assert claim(there, EVERYWHERE, now + HOLD - timedelta(seconds=1)) is None
    assert claim(there, EVERYWHERE, now + HOLD) == person
    assert note(gone, person.pk, Outcome.REACHED, now + HOLD) is Noted.NOT_YOURS
    assert note(there, person.pk, Outcome.REACHED, now + HOLD) is Noted.NOTED


def test_the_button_pressed_twice_notes_once() -> None:
    """Eight presses of one button: one call."""
    campaign = _with_people(2).campaign
    part = _caller(campaign, "double")
    person = claim(part, EVERYWHERE, timezone.now())
    assert person is not None
    answers: list[Noted] = []
    _at_once(8, lambda _: answers.append(note(part, person.pk, Outcome.NO_ANSWER, timezone.now())))
    assert Counter(answers) == {Noted.NOTED: 1, Noted.AGAIN: 7}
    assert Call.objects.filter(campaign=campaign).count() == 1


def test_who_objects_is_gone_for_everybody_at_once() -> None:
    """The row goes while others take people; nobody is given the person, and what was noted stays undone."""
    campaign = _with_people(12).campaign
    parts = [_caller(campaign, str(mine)) for mine in range(6)]
    objected, taken = [], []

    def calls(mine: int) -> None:
        for turn in range(2):
            person = claim(parts[mine], EVERYWHERE, timezone.now())
            assert person is not None
            outcome = Outcome.OBJECTS if turn == mine % 2 else Outcome.REACHED
            (objected if outcome is Outcome.OBJECTS else taken).append(person.pk)
            assert note(parts[mine], person.pk, outcome, timezone.now()) is Noted.NOTED

    _at_once(6, calls)
    assert not Person.objects.filter(pk__in=objected).exists()
    assert sorted(campaign.people.values_list("pk", flat=True)) == sorted(taken)
    for mine, part in enumerate(parts):
        last = last_call(part)
        assert last is not None
        assert take_back(part, last.pk, timezone.now()) is (mine % 2 == 0)


def test_an_objection_is_honoured_though_another_caller_has_the_person_by_now() -> None:
    """Who was on the telephone for longer than the hold is heard all the same; who never saw them is not."""
    campaign = _with_people(1).campaign
    slow, quick, other = (_caller(campaign, name) for name in ("slow", "quick", "other"))
    now = timezone.now()
    person = claim(slow, EVERYWHERE, now)
    assert person is not None
    Look.objects.create(campaign=campaign, person=person, actor=slow.actor, why=Look.Why.CALL)
    claim(quick, EVERYWHERE, now + HOLD)
    assert note(other, person.pk, Outcome.OBJECTS, now + HOLD) is Noted.NOT_YOURS
    assert note(slow, person.pk, Outcome.OBJECTS, now + HOLD) is Noted.NOTED
    assert held(campaign, quick.actor) is None
    assert note(quick, person.pk, Outcome.REACHED, now + HOLD) is Noted.NOT_YOURS


def test_every_outcome_but_an_objection_can_be_taken_back() -> None:
    """Taken back, the person is before the caller again exactly as before; the call counts no more."""
    for outcome in Outcome:
        campaign = _with_people(2).campaign
        part, now = _caller(campaign, "back"), timezone.now()
        person = claim(part, EVERYWHERE, now)
        assert person is not None
        before = standing_of(person)
        note(part, person.pk, outcome, now, now + timedelta(hours=1))
        following = claim(part, EVERYWHERE, timezone.now())
        assert following is not None
        assert following != person
        call = last_call(part)
        assert call is not None
        assert take_back(part, call.pk, timezone.now()) is (outcome is not Outcome.OBJECTS)
        mine = held(campaign, part.actor)
        if outcome is Outcome.OBJECTS:
            assert mine == following
        else:
            assert mine == person
            assert standing_of(person_again := Person.objects.get(pk=person.pk)) == before, person_again
            assert last_call(part) is None


def test_an_outcome_is_not_taken_back_from_another_caller() -> None:
    """Once somebody else has the person, or has called them since, the first outcome stands."""
    campaign = _with_people(1).campaign
    first, second = _caller(campaign, "first"), _caller(campaign, "second")
    now = timezone.now()
    person = claim(first, EVERYWHERE, now)
    assert person is not None
    note(first, person.pk, Outcome.NO_ANSWER, now)
    call = last_call(first)
    assert call is not None
    later = now + timedelta(hours=3)
    assert claim(second, EVERYWHERE, later) == person
    assert not take_back(first, call.pk, timezone.now())
    note(second, person.pk, Outcome.REACHED, later)
    assert not take_back(first, call.pk, timezone.now())
    assert not take_back(second, call.pk, timezone.now())


def test_call_backs_come_first_and_then_by_what_a_section_can_bring() -> None:
    """A call back whose hour has come, then the section with the greatest weight; never one too early."""
    campaign = _with_people(6).campaign
    campaign.people.filter(section="sud-1").update(weight=9)
    part, now = _caller(campaign, "order"), timezone.now()
    asked = claim(part, EVERYWHERE, now)
    assert asked is not None
    assert asked.section == "sud-1"
    note(part, asked.pk, Outcome.CALL_BACK, now, now + timedelta(minutes=30))
    following = claim(part, EVERYWHERE, now + timedelta(minutes=29))
    assert following is not None
    assert following != asked
    assert following.section == "sud-1"
    note(part, following.pk, Outcome.REACHED, now)
    assert claim(part, EVERYWHERE, now + timedelta(minutes=30)) == asked


def test_who_has_voted_meanwhile_is_called_by_nobody() -> None:
    """Reported during the day, a person leaves every list at once, even from before a caller."""
    campaign = _with_people(2).campaign
    part, now = _caller(campaign, "day"), timezone.now()
    person = claim(part, EVERYWHERE, now)
    assert person is not None
    campaign.people.filter(pk=person.pk).update(voted_today=True)
    following = claim(part, EVERYWHERE, now)
    assert following is not None
    assert following != person
    give_back(campaign, part.actor)
    campaign.people.update(voted_today=True)
    assert claim(part, EVERYWHERE, now) is None


def test_a_caller_has_their_own_sections_only() -> None:
    """A federation's caller is given the people of its sections, and no others."""
    made = _with_people(9)
    north = _caller(made.campaign, "north", "nord")
    seen = set()
    while (person := claim(north, reach_of(north, _noon()), timezone.now())) is not None:
        seen.add(person.section)
        note(north, person.pk, Outcome.REACHED, timezone.now())
    assert seen == {"nord-1", "nord-2"}


def _noon() -> datetime:
    """Noon in Paris on a summer's day."""
    return datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_nobody_is_called_by_clocks_on_which_it_is_late() -> None:
    """Calls from ten to eight: the south, on Réunion's clocks two hours ahead, wakes and sleeps first."""
    made = _with_people(3)
    campaign = made.campaign
    campaign.zones = {"sud": "Indian/Reunion"}
    campaign.save()
    part = _caller(campaign, "zones")
    for hour, may in ((7, {"sud-1"}), (9, set(SECTIONS)), (17, {"nord-1", "nord-2"}), (19, set())):
        at = datetime(2026, 6, 1, hour, tzinfo=UTC)  # 09, 11, 19 and 21 o'clock in Paris
        found = set(campaign.people.filter(reach_of(part, at).people()).values_list("section", flat=True))
        assert found == (may if not reach_of(part, at).nobody else set()), hour
    again = opens_again(part, datetime(2026, 6, 1, 19, tzinfo=UTC))
    assert again == datetime(2026, 6, 2, 6, tzinfo=UTC)  # ten o'clock in Réunion
    campaign.calls_from, campaign.calls_until = time(9), time(21)
    campaign.save()
    assert reach_of(part, datetime(2026, 6, 1, 17, tzinfo=UTC)).within is None


@pytest.mark.skipif("CALLS_DATABASE_URL" in os.environ, reason="a walk of chance is made on SQLite only")
def test_a_day_of_chance() -> None:
    """Whatever six callers press, in whatever order: one person, one caller, and objections are final."""
    campaign = _with_people(15).campaign
    chance, gone = random.Random(49), set()
    parts = [_caller(campaign, str(mine)) for mine in range(6)]
    clock = timezone.now()
    for _ in range(250):
        clock += timedelta(minutes=chance.choice((1, 5, 30)))
        part = chance.choice(parts)
        mine = held(campaign, part.actor)
        if mine is None or chance.random() < 0.3:
            claimed = claim(part, EVERYWHERE, clock)
            assert claimed is None or claimed.pk not in gone
        elif chance.random() < 0.2 and (call := last_call(part)) is not None:
            take_back(part, call.pk, timezone.now())
        else:
            outcome = chance.choice([one for one in Outcome if one is not Outcome.REACHED])
            if note(part, mine.pk, outcome, clock, clock + timedelta(hours=1)) is Noted.NOTED:
                gone |= {mine.pk} if outcome is Outcome.OBJECTS else set()
        holding = list(campaign.people.filter(state="held").values_list("held_by", flat=True))
        assert len(holding) == len(set(holding))
        assert not campaign.people.filter(pk__in=gone).exists()
    assert gone
