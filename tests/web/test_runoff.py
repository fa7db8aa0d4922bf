"""The organiser prepares the second round in the browser's forms: in one step, and only when it may be."""

from __future__ import annotations

import re
import secrets
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import OptionRallied, RoundAdded, RunoffPrepared
from recolement.web.accounts.models import Post
from recolement.web.awaited import awaited
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")

BALLOT = """
ballot title="Assemblée du Val" levels=nation,section root=pays
{rule}
contest c name="Présidence"
option A contest=c name="<script>Ann</script>"
option B contest=c name="Bob"
option C contest=c name="Chi"
unit pays name="Pays"
unit u1 in=pays name="Un" registered=1000
unit u2 in=pays name="Deux" registered=80
"""
TOP_TWO, LISTS = "rule majority_two_round", "rule municipal_list seats=9"


def happens(tonight: Evening, event: str, **fields: Any) -> None:
    """An act is recorded, by another door."""
    answer = tonight.record({"event": event, "actor": "a-other-door", **fields}, secrets.token_hex(8))
    assert hasattr(answer, "seq"), answer


def night(rule: str = TOP_TWO, *, proclaimed: bool = True, rounds: str = "round 1\nround 2\n") -> Evening:
    """A first round: A 400, B 300, C 200 in one section, nobody in the other."""
    tonight = hosted(BALLOT.format(rule=rule) + rounds)
    figures = {"contest": "c", "round": 1, "blank": 0, "null": 0}
    happens(
        tonight, "sheet-recorded/1", unit="u1", in_box=900, votes={"A": 400, "B": 300, "C": 200}, **figures
    )
    happens(tonight, "sheet-recorded/1", unit="u2", in_box=0, votes={"A": 0, "B": 0, "C": 0}, **figures)
    if proclaimed:
        happens(tonight, "result-proclaimed/1", contest="c", round=1, units=["pays"], signed_by=["x"])
    return tonight


def organiser(tonight: Evening) -> Client:
    """The organiser's browser."""
    return person((tonight.slug, Post.ORGANISER, "")).signed_in()


def page_of(tonight: Evening) -> str:
    """The address of the page."""
    return reverse("organise-runoff", args=[tonight.slug, "c", 2])


def form(text: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', text[text.rindex('name="key"') - 30 :]))
    return {name: value.replace("&gt;", ">") for name, value in found.items()}


def prepare(client: Client, tonight: Evening, **choices: str) -> Any:
    """Look at the page with these choices, then confirm what it shows."""
    address = page_of(tonight)
    shown = client.post(address, choices | {"step": "look", "key": secrets.token_hex(8)}).content.decode()
    confirmed = choices | form(shown) | {"step": "record", "word": say("runoff.word", "fr")}
    return client.post(address, confirmed | {"key": form(shown)["key"]})


def prepared(tonight: Evening) -> list[RunoffPrepared]:
    """The runoffs recorded."""
    tonight.now()
    return [event for event in tonight.events if isinstance(event, RunoffPrepared)]


def test_one_step_and_the_sections_are_asked() -> None:
    """Before, a section is asked for the first round alone; then for both, the second one with A and B."""
    tonight = night()
    section = person((tonight.slug, Post.SECRETARY, "u2")).signed_in()
    second = reverse("sheet", args=[tonight.slug, "c", 2, "u2"])
    assert second not in section.get("/").content.decode()
    client = organiser(tonight)
    assert prepare(client, tonight).status_code == 302
    (event,) = prepared(tonight)
    assert (event.options, event.withdrawn, event.joined) == (("A", "B"), (), ())
    assert event.role == "organiser"
    home = section.get("/").content.decode()
    assert home.index(second) < home.index(reverse("sheet", args=[tonight.slug, "c", 1, "u2"]))
    asked = section.get(second).content.decode()
    assert "Bob" in asked
    assert "Chi" not in asked


def test_nothing_is_recorded_without_the_word_or_with_other_choices() -> None:
    """Without the typed word, or with a withdrawal ticked after what was shown, the page comes back."""
    tonight = night()
    client, address = organiser(tonight), page_of(tonight)
    shown = form(client.get(address).content.decode())
    assert client.post(address, shown | {"step": "record", "word": "oui"}).status_code == 200
    word = {"step": "record", "word": say("runoff.word", "fr")}
    other = client.post(address, shown | word | {"withdraw:B": "1"})
    assert say("runoff.changed", "fr").replace("'", "&#x27;") in other.content.decode()
    assert prepared(tonight) == []


def test_a_double_click_prepares_once() -> None:
    """The same form sent twice is one line."""
    tonight = night()
    client, address = organiser(tonight), page_of(tonight)
    shown = form(client.get(address).content.decode())
    for _ in range(2):
        client.post(address, shown | {"step": "record", "word": say("runoff.word", "fr")})
    assert len(prepared(tonight)) == 1


def test_withdrawals_and_rallies() -> None:
    """B withdraws and calls to vote for C: C takes its place, and the rally is recorded."""
    tonight = night()
    prepare(organiser(tonight), tonight, **{"withdraw:B": "1", "rally:B": "C"})
    (event,) = prepared(tonight)
    assert (event.options, event.withdrawn) == (("A", "C"), ("B",))
    assert [(one.option, one.to, one.round) for one in tonight.events if isinstance(one, OptionRallied)] == [
        ("B", "C", 1)
    ]


def test_lists_join() -> None:
    """By L. 264 C (200 of 900) may stand; it withdraws and joins B instead."""
    tonight = night(LISTS)
    prepare(organiser(tonight), tonight, **{"withdraw:C": "1", "join:C": "B"})
    (event,) = prepared(tonight)
    assert event.options == ("A", "B")
    assert [(one.option, one.to) for one in event.joined] == [("C", "B")]


def test_before_the_proclamation_the_page_says_why_not() -> None:
    """It says that the first round is not proclaimed; posting records nothing, the round is not opened."""
    tonight = night(proclaimed=False)
    client = organiser(tonight)
    assert "proclamé" in client.get(page_of(tonight)).content.decode()
    client.post(page_of(tonight), {"step": "record", "seen": "A|B|-|-|>", "word": say("runoff.word", "fr")})
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert prepared(tonight) == []
    assert tonight.now().folder.acts == ()


def test_the_names_are_text() -> None:
    """A name that means harm is shown as it is, and runs nowhere."""
    tonight = night()
    assert "<script>Ann" not in organiser(tonight).get(page_of(tonight)).content.decode()


def test_the_second_roll() -> None:
    """A row of a table changes the roll of one section in the second round; a wrong row is said."""
    tonight = night()
    client = organiser(tonight)
    prepare(client, tonight)
    address = reverse("organise-rolls", args=[tonight.slug, "c", 2])

    def send(text: str) -> str:
        sent = {"rolls": SimpleUploadedFile("listes.csv", text.encode()), "key": secrets.token_hex(6)}
        return client.post(address, sent, follow=True).content.decode()

    send("unit;round;registered\nu2;2;85\nu1;1;7\n")
    folder = tonight.now().folder
    assert (folder.roll("u2", 1), folder.roll("u2", 2), folder.roll("u1", 1)) == (80, 85, 1000)  # type: ignore[arg-type]
    assert "u9" in send("unit;round;registered\nu9;2;85\n")
    assert say("runoff.no_rolls", "fr", number=2).replace("'", "&#x27;") in send(
        "unit;round;registered\nu1;1;7\n"
    )
    assert tonight.now().folder.roll("u2", 2) == 85  # type: ignore[arg-type]


def test_a_contest_or_round_that_is_not_there() -> None:
    """An address that names none is a page that is not there."""
    tonight = night()
    client = organiser(tonight)
    for contest, number in (("x", 2), ("c", 1), ("c", 3)):
        assert client.get(reverse("organise-runoff", args=[tonight.slug, contest, number])).status_code == 404


def page(client: Client, name: str, tonight: Evening, *more: object) -> str:
    """What a page says."""
    return unescape(client.get(reverse(name, args=[tonight.slug, *more])).content.decode())


def test_a_round_that_was_not_declared_is_added_in_the_same_step() -> None:
    """One round was declared: the same form adds the second and says who stands; the sections are asked."""
    tonight = night(rounds="")
    client, section = organiser(tonight), person((tonight.slug, Post.SECRETARY, "u2")).signed_in()
    assert say("runoff.adds", "fr", number=2) in page(client, "organise-runoff", tonight, "c", 2)
    assert prepare(client, tonight, **{"withdraw:B": "1", "rally:B": "C"}).status_code == 302
    (event,) = prepared(tonight)
    assert event.options == ("A", "C")
    (added,) = (one for one in tonight.events if isinstance(one, RoundAdded))
    assert (added.number, added.contests, added.role) == (2, ("c",), "organiser")
    assert reverse("sheet", args=[tonight.slug, "c", 2, "u2"]) in section.get("/").content.decode()
    assert say("runoff.adds", "fr", number=2) not in page(client, "organise-runoff", tonight, "c", 2)
    happens(tonight, "round-opened/1", round=2)
    again = tonight.record(
        {"event": "round-added/1", "actor": "a", "number": 2, "contests": ["c"]}, secrets.token_hex(8)
    )
    assert not hasattr(again, "seq")


def test_sent_again_the_form_ends_what_it_began() -> None:
    """Stopped between the two lines, or sent twice: the round is there once, and prepared once."""
    tonight = night(rounds="")
    client, address = organiser(tonight), page_of(tonight)
    shown = form(client.get(address).content.decode())
    happens(tonight, "round-added/1", number=2, contests=["c"])
    for _ in range(2):
        client.post(address, shown | {"step": "record", "word": say("runoff.word", "fr")})
    assert [one.options for one in prepared(tonight)] == [("A", "B")]
    assert sum(isinstance(one, RoundAdded) for one in tonight.events) == 1


@pytest.mark.parametrize("rounds", ["", "round 1\nround 2\n"])
def test_everybody_is_told_what_comes_next(rounds: str) -> None:
    """Before the proclamation nothing; then that it is to be prepared; then to be opened; then nothing."""
    tonight = night(rounds=rounds, proclaimed=False)
    client = organiser(tonight)
    member = person((tonight.slug, Post.COMMISSIONER, "")).signed_in()
    said = {"contest": "Présidence", "number": 2}
    to_prepare = say("runoff.next_prepare", "fr", names="<script>Ann</script>, Bob", **said)
    to_open = say("runoff.next_open", "fr", names="<script>Ann</script>, Bob", **said)

    def told() -> tuple[bool, bool, bool]:
        places = [page(client, "organise", tonight), page(member, "room", tonight)]
        proclaim = page(member, "proclaim", tonight, "c", 1, "pays")
        for sentence in (to_prepare, to_open):
            assert len({sentence in one for one in (*places, proclaim)}) == 1
        home = client.get("/").content.decode()
        return to_prepare in proclaim, to_open in proclaim, page_of(tonight) in home

    assert told() == (False, False, False)
    happens(tonight, "result-proclaimed/1", contest="c", round=1, units=["pays"], signed_by=["x"])
    assert told() == (True, False, True)
    prepare(client, tonight)
    assert told() == (False, True, False)
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert told() == (False, False, False)
    assert len(tonight.now().folder.acts) == 2


TWO_POSTS = BALLOT.replace(
    "unit pays", "contest d name=Trésor\noption X contest=d\noption Y contest=d\nunit pays"
)


@pytest.mark.parametrize("rounds", ["", "round 1\nround 2\n"])
def test_a_post_decided_in_the_first_round_is_not_voted_again(rounds: str) -> None:
    """Présidence needs a runoff, the Trésor was won by X: round 2 is opened, for the Présidence alone."""
    tonight = hosted(TWO_POSTS.format(rule=TOP_TWO) + rounds)
    for contest, votes in (("c", {"A": 400, "B": 300, "C": 200}), ("d", {"X": 500, "Y": 400})):
        for unit, there in (("u1", votes), ("u2", dict.fromkeys(votes, 0))):
            figures = {"round": 1, "blank": 0, "null": 0, "in_box": sum(there.values()), "votes": there}
            happens(tonight, "sheet-recorded/1", unit=unit, contest=contest, **figures)
        happens(tonight, "result-proclaimed/1", contest=contest, round=1, units=["pays"], signed_by=["x"])
    client = organiser(tonight)
    assert prepare(client, tonight).status_code == 302
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert [(one.contest.id, one.round.number) for one in awaited(tonight)] == [("c", 1), ("c", 2), ("d", 1)]


def test_a_second_round_that_is_not_needed_is_not_opened() -> None:
    """A, with 600 of 900, is proclaimed: the page says that round 2 will not be held, and opens none."""
    tonight = hosted(BALLOT.format(rule=TOP_TWO) + "round 1\nround 2\n")
    for unit, a in (("u1", 600), ("u2", 0)):
        votes = {"A": a, "B": a // 4, "C": a // 4}
        figures = {"round": 1, "blank": 0, "null": 0, "in_box": sum(votes.values()), "votes": votes}
        happens(tonight, "sheet-recorded/1", unit=unit, contest="c", **figures)
    happens(tonight, "result-proclaimed/1", contest="c", round=1, units=["pays"], signed_by=["x"])
    client = organiser(tonight)
    assert say("runoff.needless", "fr") in page(client, "organise", tonight)
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert len(tonight.now().folder.acts) == 1
