"""What an organiser is offered, step by step: what can still be done, and nothing of what is over."""

from __future__ import annotations

import re
import secrets
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import MemberVoted, MotionLost, RollClosed, RoundClosed, RoundOpened
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.following import following
from recolement.web.organiser.steps import Step, steps
from recolement.web.words import say
from web.test_runoff import BALLOT, TOP_TWO, happens, night, organiser, prepare
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")


def offered(tonight: Evening) -> list[Step]:
    """The steps as the organiser's page shows them."""
    tonight.now()
    return steps(tonight, list(following(tonight, "fr")), "fr")


def states(tonight: Evening) -> list[tuple[str, int, str]]:
    """Each step, its round, where it stands."""
    return [(one.what, one.round, one.state) for one in offered(tonight)]


def act(client: Client, tonight: Evening, what: str, number: str = "") -> str:
    """A step asked for; the page that answers."""
    fields = {"what": what, "round": number, "key": secrets.token_hex(8)}
    return client.post(reverse("organise-act", args=[tonight.slug]), fields, follow=True).content.decode()


def test_nothing_is_over_before_anything_began() -> None:
    """A ballot of two rounds, new: close the roll now; the second round waits for the first."""
    tonight = night(proclaimed=False)
    assert states(tonight) == [
        ("roll", 0, "now"), ("open", 1, "later"), ("close", 1, "later"), ("proclaim", 1, "later"),
        ("open", 2, "later"), ("close", 2, "later"), ("proclaim", 2, "later"),
    ]  # fmt: skip
    assert [one.possible for one in offered(tonight)] == [True, True, False, False, False, False, False]


def test_after_the_proclamation_its_steps_are_over_and_refused() -> None:
    """The first round proclaimed without its steps: they are said as over, not offered, and refused."""
    tonight = night()
    client = organiser(tonight)
    assert states(tonight)[:4] == [
        ("roll", 0, "over"), ("open", 1, "over"), ("close", 1, "over"), ("proclaim", 1, "done")
    ]  # fmt: skip
    page = client.get(reverse("organise", args=[tonight.slug])).content.decode()
    for button in ("close_roll", "open_round", "close_round"):
        assert say(f"organise.{button}", "fr") not in page
    assert say("steps.roll_over", "fr").replace("'", "&#x27;") in page
    for what, number in (("roll", ""), ("open", "1"), ("close", "1"), ("open", "7"), ("proclaim", "1")):
        assert 'class="note error"' in act(client, tonight, what, number)
    tonight.now()
    assert not [one for one in tonight.events if isinstance(one, RollClosed | RoundOpened | RoundClosed)]


def test_the_second_round_is_opened_once_it_is_prepared() -> None:
    """Then its opening is what there is to do now; opened twice, the second answer says by whom it was."""
    tonight = night()
    client = organiser(tonight)
    assert next(one for one in offered(tonight) if one.state == "now").what == "open"
    assert 'class="note error"' in act(client, tonight, "open", "2")
    prepare(client, tonight)
    act(client, tonight, "open", "2")
    again = act(client, tonight, "open", "2")
    assert say("steps.already", "fr", why="").split(":")[0].replace("'", "&#x27;") in again
    assert sum(isinstance(one, RoundOpened) for one in tonight.events) == 1
    assert states(tonight)[4:6] == [("open", 2, "done"), ("close", 2, "now")]


def test_a_round_that_is_not_needed_is_said_so() -> None:
    """A has 600 of 900 in the first round, an absolute majority: there is no second round to open."""
    tonight = hosted(BALLOT.format(rule=TOP_TWO) + "round 1\nround 2\n")
    figures = {"contest": "c", "round": 1, "blank": 0, "null": 0}
    happens(
        tonight, "sheet-recorded/1", unit="u1", in_box=900, votes={"A": 600, "B": 200, "C": 100}, **figures
    )
    happens(tonight, "sheet-recorded/1", unit="u2", in_box=0, votes={"A": 0, "B": 0, "C": 0}, **figures)
    happens(tonight, "result-proclaimed/1", contest="c", round=1, units=["pays"], signed_by=["x"])
    assert states(tonight)[3:] == [("proclaim", 1, "done"), ("open", 2, "over")]
    assert offered(tonight)[4].why == say("runoff.needless", "fr")


def test_a_freeze_is_voted_on_like_a_dispute() -> None:
    """In the room, who has voted on lifting a freeze is not asked again, and sees who has not voted yet."""
    tonight = hosted()
    first = person((tonight.slug, Post.COMMISSIONER, ""), name="Anne Leroy")
    person((tonight.slug, Post.COMMISSIONER, ""), name="Boris Marin")
    happens(tonight, "result-frozen/1", id="gel", reason="urne ouverte", units=["pays"])
    client, room = first.signed_in(), reverse("room", args=[tonight.slug])
    client.post(
        reverse("move", args=[tonight.slug]), {"key": secrets.token_hex(8), "of": "gel", "effect": "lift"}
    )
    asked = unescape(client.get(room).content.decode())
    assert say("room.vote_now", "fr") in asked
    assert asked.index("Anne Leroy") < asked.index("Boris Marin")
    tonight.now()
    motion = tonight.desk.moment.state.motion_on("gel")
    assert motion is not None
    fields = {"of": "gel", "motion": motion.moved.id, "vote": "against", "key": secrets.token_hex(8)}
    client.post(reverse("vote", args=[tonight.slug]), fields)
    voted = unescape(client.get(room).content.decode())
    assert say("room.vote_now", "fr") not in voted
    assert say("room.voted", "fr") in voted
    awaited = voted[voted.index(say("room.awaited", "fr")) :].split("</p>")[0]
    assert "Boris Marin" in awaited
    assert "Anne Leroy" not in awaited
    client.post(reverse("vote-close", args=[tonight.slug]), {"of": "gel", "key": secrets.token_hex(8)})
    tonight.now()
    assert any(isinstance(one, MotionLost) for one in tonight.events)


def test_two_freezes_are_voted_on_from_one_page() -> None:
    """Both motions are open: a vote on each, from the forms as the page shows them; both count."""
    tonight = hosted()
    member = person((tonight.slug, Post.COMMISSIONER, ""), name="Anne Leroy").signed_in()
    room = reverse("room", args=[tonight.slug])
    for name in ("gel-1", "gel-2"):
        happens(tonight, "result-frozen/1", id=name, reason=f"urne {name}", units=["pays"])
        fields = {"key": secrets.token_hex(8), "of": name, "effect": "lift"}
        member.post(reverse("move", args=[tonight.slug]), fields)
    shown = member.get(room).content.decode()
    forms = [
        dict(re.findall(r'name="(key|of|motion)" value="([^"]+)"', one))
        for one in re.findall(r"<form.*?</form>", shown, re.S)
        if 'name="motion"' in one
    ]
    assert [one["of"] for one in forms] == ["gel-1", "gel-2"]
    for one in forms:
        member.post(reverse("vote", args=[tonight.slug]), one | {"vote": "for"})
    tonight.now()
    assert sum(isinstance(one, MemberVoted) for one in tonight.events) == 2
