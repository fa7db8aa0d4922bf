"""The organiser prepares the runoffs of a contest decided in several places: the ready ones in one step."""

from __future__ import annotations

import re
import secrets
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import OptionRallied, RoundAdded, RunoffPreparedByPlace
from recolement.web.accounts.models import Post
from recolement.web.awaited import awaited
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.test_runoff import happens, organiser, page
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")

BALLOT = """
ballot title="Assemblée du Val" levels=nation,canton,section root=pays
rule majority_two_round
contest c name="Délégué" scope=each:canton
option A contest=c name="<script>Ann</script>"
option B contest=c name="Bob"
option C contest=c name="Chi"
unit pays name="Pays"
unit nord in=pays level=canton name="Nord"
unit sud in=pays level=canton name="Sud"
unit est in=pays level=canton name="Est"
unit n1 in=nord name="Un" registered=1000
unit s1 in=sud name="Deux" registered=1000
unit e1 in=est name="Trois" registered=1000
"""
ROUNDS = "round 1\nround 2\n"
FIRST = {
    "n1": {"A": 400, "B": 300, "C": 200},
    "s1": {"A": 500, "B": 300, "C": 100},
    "e1": {"A": 100, "B": 300, "C": 400},
}
"""Nord: A and B in a runoff; Sud: A elected; Est: C and B in a runoff."""


def night(*proclaimed: str, rounds: str = ROUNDS) -> Evening:
    """The first round, counted everywhere, proclaimed in these cantons."""
    tonight = hosted(BALLOT + rounds)
    happens(tonight, "round-opened/1", round=1)
    for unit, votes in FIRST.items():
        happens(
            tonight, "sheet-recorded/1", contest="c", round=1, unit=unit, blank=0, null=0,
            in_box=sum(votes.values()), votes=votes,
        )  # fmt: skip
    proclaim(tonight, *proclaimed)
    return tonight


def proclaim(tonight: Evening, *places: str, number: int = 1) -> None:
    """The result of these cantons is proclaimed."""
    for place in places:
        happens(tonight, "result-proclaimed/1", contest="c", round=number, units=[place], signed_by=["x"])


def address(tonight: Evening, place: str = "") -> str:
    """The page of the runoffs, or that of one canton's."""
    if place:
        return reverse("organise-runoff-at", args=[tonight.slug, "c", 2, place])
    return reverse("organise-runoff", args=[tonight.slug, "c", 2])


def form(text: str) -> dict[str, str]:
    """The hidden fields of the form that records."""
    found = re.findall(r'name="(key|seen)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found if not value.endswith("-rolls")}


def prepare(client: Client, tonight: Evening, **more: str) -> Any:
    """Record every place that the page shows as ready."""
    shown = form(client.get(address(tonight)).content.decode())
    return client.post(address(tonight), shown | {"word": say("runoff.word", "fr")} | more)


def prepared(tonight: Evening) -> list[dict[str, tuple[str, ...]]]:
    """What was prepared, line by line."""
    tonight.now()
    lines = [event for event in tonight.events if isinstance(event, RunoffPreparedByPlace)]
    return [{at.place: at.options for at in event.places} for event in lines]


def rows(text: str) -> dict[str, str]:
    """What the table says of each canton, without its tags."""
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', text, re.DOTALL)
    plain = [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in found]
    return {name.partition(" ")[0]: unescape(said) for name, said in plain}


def test_those_that_are_ready_are_recorded_in_one_step() -> None:
    """Nord votes again, Sud does not, Est is not proclaimed: the table says so; one line says it of two."""
    tonight = night("nord", "sud")
    client = organiser(tonight)
    said = rows(client.get(address(tonight)).content.decode())
    assert said["Nord"].startswith("→ " + say("runoff.state_ready", "fr"))
    assert "Bob" in said["Nord"]
    assert "Chi" not in said["Nord"]
    assert "<script>Ann" in said["Sud"]
    assert say("runoff.state_decided", "fr") in said["Sud"]
    assert "n'est pas proclamé" in said["Est"]
    assert prepare(client, tonight).status_code == 302
    assert prepared(tonight) == [{"nord": ("A", "B"), "sud": ()}]
    after = rows(client.get(address(tonight)).content.decode())
    assert say("runoff.state_prepared", "fr") in after["Nord"]
    assert say("runoff.state_over", "fr") in after["Sud"]


def test_the_sections_of_those_places_alone_are_asked() -> None:
    """n1 is asked for A and B; s1 has no second sheet, at any address; e1 is not asked yet."""
    tonight = night("nord", "sud")
    client = organiser(tonight)
    prepare(client, tonight)
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert [one.key for one in awaited(tonight) if one.round.number == 2] == [("c", 2, "nord")]
    for unit, asked in (("n1", True), ("s1", False), ("e1", False)):
        section = person((tonight.slug, Post.SECRETARY, unit)).signed_in()
        second = reverse("sheet", args=[tonight.slug, "c", 2, unit])
        assert (second in section.get("/").content.decode()) is asked
        if unit == "n1":
            sheet = section.get(second).content.decode()
            assert "Bob" in sheet
            assert "Chi" not in sheet
        if unit == "s1":
            assert section.get(second).status_code == 404


def test_a_place_that_was_not_ready_is_prepared_once_the_round_is_open() -> None:
    """Est is proclaimed after the opening: the stages lead to it; prepared, its section is asked."""
    tonight = night("nord", "sud")
    client = organiser(tonight)
    prepare(client, tonight)
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert address(tonight) not in page(client, "organise", tonight)
    proclaim(tonight, "est")
    assert address(tonight) in page(client, "organise", tonight)
    assert prepare(client, tonight).status_code == 302
    assert prepared(tonight)[-1] == {"est": ("B", "C")}
    assert address(tonight) not in page(client, "organise", tonight)
    assert [one.key[2] for one in awaited(tonight) if one.round.number == 2] == ["nord", "est"]


def test_who_withdraws_somewhere_is_said_on_the_page_of_that_place() -> None:
    """B withdraws in Nord and calls to vote for C: A and C stand there; Est, prepared later, keeps B."""
    tonight = night("nord", "sud", "est")
    client, at = organiser(tonight), address(tonight, "nord")
    choices = {"withdraw:B": "1", "rally:B": "C"}
    shown = client.post(at, choices | {"step": "look", "key": "k1"}).content.decode()
    hidden = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', shown))
    confirmed = choices | {name: unescape(value) for name, value in hidden.items()}
    word = {"step": "record", "word": say("runoff.word", "fr")}
    assert client.post(at, confirmed | word).status_code == 302
    (rally,) = (one for one in tonight.events if isinstance(one, OptionRallied))
    assert (rally.option, rally.to, rally.units) == ("B", "C", ("nord",))
    prepare(client, tonight)
    assert prepared(tonight) == [{"nord": ("A", "C")}, {"sud": (), "est": ("B", "C")}]
    assert "Chi" in rows(client.get(address(tonight)).content.decode())["Nord"]


def test_sent_twice_it_is_recorded_once_and_without_the_word_not_at_all() -> None:
    """A double click, the back button: the same lines. No word, or no lines: nothing."""
    tonight = night("nord", "sud")
    client = organiser(tonight)
    shown = form(client.get(address(tonight)).content.decode())
    client.post(address(tonight), shown | {"word": "oui"})
    client.post(address(tonight), {"key": "k", "seen": "[", "word": say("runoff.word", "fr")})
    client.post(
        address(tonight),
        {"key": "k", "seen": '[[{"place":"est","options":["A","B"]}]]', "word": say("runoff.word", "fr")},
    )
    assert prepared(tonight) == []
    for _ in range(2):
        assert client.post(address(tonight), shown | {"word": say("runoff.word", "fr")}).status_code == 302
    assert len(prepared(tonight)) == 1


def test_the_round_is_added_with_its_day() -> None:
    """One round was declared: the same step adds the second, on the day that was given."""
    tonight = night("nord", "sud", rounds="")
    client = organiser(tonight)
    assert say("runoff.adds", "fr", number=2) in page(client, "organise-runoff", tonight, "c", 2)
    assert prepare(client, tonight, date="2026-12-13").status_code == 302
    (added,) = (one for one in tonight.events if isinstance(one, RoundAdded))
    assert (added.number, added.contests, added.date) == (2, ("c",), "2026-12-13")
    assert prepared(tonight) == [{"nord": ("A", "B"), "sud": ()}]


def test_everybody_is_told_how_far_it_is() -> None:
    """One place is ready: to prepare; prepared: to open, the one that waits counted; open: nothing more."""
    tonight = night("nord", "sud")
    client, member = organiser(tonight), person((tonight.slug, Post.COMMISSIONER, "")).signed_in()
    counts = {"contest": "Délégué", "number": 2, "decided": 1, "waiting": 1}
    to_prepare = say("runoff.next_prepare_places", "fr", ready=1, prepared=0, **counts)
    to_open = say("runoff.next_open_places", "fr", prepared=1, **counts)

    def told() -> tuple[bool, bool]:
        found = {
            (to_prepare in one, to_open in one)
            for one in (page(client, "organise", tonight), page(member, "room", tonight))
        }
        (same,) = found
        return same

    assert told() == (True, False)
    assert address(tonight) in client.get("/").content.decode()
    prepare(client, tonight)
    assert told() == (False, True)
    client.post(reverse("organise-act", args=[tonight.slug]), {"what": "open", "round": "2", "key": "k"})
    assert told() == (False, False)
    proclaim(tonight, "est")
    assert (to_prepare, to_open) != told()
    assert say("runoff.next_prepare_places", "fr", ready=1, prepared=1, **counts | {"waiting": 0}) in page(
        member, "room", tonight
    )


def test_the_results_of_the_second_round_are_those_of_its_places() -> None:
    """Public pages: the second round of Nord, none of Sud, whose result stays that of the first."""
    tonight = night("nord", "sud", "est")
    client = organiser(tonight)
    prepare(client, tonight)
    happens(tonight, "round-opened/1", round=2)
    for unit, votes in (("n1", {"A": 500, "B": 400}), ("e1", {"B": 300, "C": 400})):
        figures = {"in_box": sum(votes.values()), "blank": 0, "null": 0, "votes": votes}
        happens(tonight, "sheet-recorded/1", contest="c", round=2, unit=unit, **figures)
    proclaim(tonight, "nord", "est", number=2)
    results = {(one.round, one.unit): one.status.value for one in tonight.now().results}
    assert results == {
        (1, "nord"): "proclaimed",
        (1, "sud"): "proclaimed",
        (1, "est"): "proclaimed",
        (2, "nord"): "proclaimed",
        (2, "est"): "proclaimed",
    }
    assert tonight.now().result("c", 2, "pays").coverage.missing == ()
    headings = {
        unit: re.findall(r"tour \d", page(client, "unit", tonight, unit)) for unit in ("nord", "sud", "pays")
    }
    assert "tour 2" not in headings["sud"]
    assert "tour 1" in headings["sud"]
    assert "tour 2" in headings["nord"]
    assert "tour 2" in headings["pays"]


def test_hundreds_of_places_are_found_by_state_and_name() -> None:
    """Sixty cantons: fifty to a page, found by a part of their name or by their state."""
    lines = [
        "ballot title=V levels=nation,canton,section root=pays",
        "rule majority_two_round",
        "contest c scope=each:canton",
        *(f"option {option} contest=c" for option in "ABC"),
    ]
    for number in range(60):
        a, c = (40, 20) if number % 2 else (60, 0)
        lines += [
            f"unit k{number} in=pays level=canton name=Canton-{number}",
            f"unit x{number} in=k{number} registered=100",
            f"sheet x{number} contest=c round=1 in_box=90 blank=0 null=0 A={a} B=30 C={c}",
        ]
    lines += ["round 1", "round 2", "proclamation contest=c round=1"]
    tonight = hosted("\n".join(lines))
    client = organiser(tonight)

    def listed(**asked: str) -> dict[str, str]:
        return rows(client.get(address(tonight), asked).content.decode())

    assert len(listed()) == 50
    assert len(listed(page="2")) == 10
    assert len(listed(state="ready")) == 30
    assert set(listed(q="canton-17")) == {"Canton-17"}
    assert prepare(client, tonight).status_code == 302
    (line,) = prepared(tonight)
    assert (len(line), sum(not options for options in line.values())) == (60, 30)


def test_an_address_that_names_no_place() -> None:
    """A canton that is not there, or a place of a contest that has one only: no page."""
    tonight = night("nord")
    client = organiser(tonight)
    assert client.get(address(tonight, "ouest")).status_code == 404
    assert client.get(address(tonight, "nord")).status_code == 200
    assert client.get(address(tonight, secrets.token_hex(3))).status_code == 404
