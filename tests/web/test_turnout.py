"""Turnout during the day: what a section sends, what is asked again, and what everybody then sees."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.urls import reverse

from recolement.ledger.events import TurnoutReported
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.turnout.views import _due
from web.world import BALLOT, SHEET, hosted, person

pytestmark = pytest.mark.usefixtures("web")

DAY = BALLOT.replace("root=pays", "root=pays turnout_hours=10:00,12:00,17:00").replace(
    "rule plurality", "rule majority_two_round\nround 1\nround 2\n"
)


def sent(
    tonight: Evening, unit: str, hour: str, voters: object, *, round_: int = 1, post: Post = Post.SECRETARY,
    **more: str,
) -> HttpResponse:  # fmt: skip
    """A number sent by the section (or whoever) for an hour."""
    who = person((tonight.slug, post, unit if post == Post.SECRETARY else "nord")).signed_in()
    address = reverse("turnout-report", args=[tonight.slug, round_, unit])
    return who.post(address, {"hour": hour, "voters": voters, "key": f"{unit}-{hour}-{voters}", **more})


def lines(tonight: Evening) -> list[tuple[str, int, str, int]]:
    """The reports in the ledger, in order."""
    tonight.now()
    return [
        (event.unit, event.round, event.hour, event.voters)
        for event in tonight.events
        if isinstance(event, TurnoutReported)
    ]


def page(tonight: Evening, unit: str, round_: int = 1, **asked: str) -> str:
    """The text of a place's page, in French, as somebody of the ballot sees it."""
    reader = person((tonight.slug, Post.CLERK, "")).signed_in()
    answer = reader.get(reverse("turnout", args=[tonight.slug, round_, unit]), asked)
    assert answer.status_code == 200
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def test_a_number_is_recorded_and_can_be_corrected() -> None:
    """12, then 13 for the same hour: two lines, the later one stands; 13 again is no new line."""
    tonight = hosted(DAY)
    for voters in ("12", "13", "13"):
        assert sent(tonight, "nord-1", "10:00", voters).status_code == 302
    assert lines(tonight) == [("nord-1", 1, "10:00", 12), ("nord-1", 1, "10:00", 13)]
    assert tonight.desk.moment.state.turnout["nord-1", 1]["10:00"].voters == 13
    assert sent(tonight, "nord-1", "12:00", "1 000", sure="1000").status_code == 302
    assert lines(tonight)[-1] == ("nord-1", 1, "12:00", 1000)


@pytest.mark.parametrize(
    ("hour", "voters", "said"),
    [
        ("12:00", "19", "moins qu'à 10:00 (20)"),
        ("10:00", "51", "plus qu'à 17:00 (50)"),
        ("17:00", "101", "101 votants, pour 100 inscrits"),
    ],
)
def test_a_surprising_number_is_asked_about_once_and_then_recorded(hour: str, voters: str, said: str) -> None:
    """Fewer than before, more than later, above the roll: said, nothing recorded; sure of it: recorded so."""
    tonight = hosted(DAY)
    for at, number in (("10:00", "20"), ("17:00", "50")):
        sent(tonight, "nord-1", at, number)
    before = len(lines(tonight))
    answer = sent(tonight, "nord-1", hour, voters)
    assert answer.status_code == 400
    assert said in unescape(answer.content.decode())
    assert len(lines(tonight)) == before
    # Sure of another number than the one that is typed now: asked again.
    assert sent(tonight, "nord-1", hour, voters, sure="7").status_code == 400
    assert sent(tonight, "nord-1", hour, voters, sure=voters).status_code == 302
    assert lines(tonight)[-1] == ("nord-1", 1, hour, int(voters))


@pytest.mark.parametrize("typed", ["", "douze", "12,5", "-3", "<script>", "9" * 40])
def test_what_is_no_number_is_said_and_kept_on_the_page(typed: str) -> None:
    """Nothing is recorded; what was typed is still in the box, as text."""
    tonight = hosted(DAY)
    answer = sent(tonight, "nord-1", "10:00", typed)
    assert answer.status_code == 400
    assert "Écrivez un nombre entier" in answer.content.decode()
    assert "<script>" not in answer.content.decode().partition("<main")[2]
    assert lines(tonight) == []


def test_a_federation_reports_for_its_sections_and_for_no_other() -> None:
    """By telephone, under its own post; a section of another federation is refused to it."""
    tonight = hosted(DAY)
    assert sent(tonight, "nord-1", "10:00", "9", post=Post.FEDERATION).status_code == 302
    tonight.now()
    (event,) = (one for one in tonight.events if isinstance(one, TurnoutReported))
    assert event.role == "federation"
    assert sent(tonight, "sud-1", "10:00", "9", post=Post.FEDERATION).status_code == 403
    assert sent(tonight, "nord-1", "11:00", "9", post=Post.FEDERATION).status_code == 302
    assert lines(tonight)[-1][2] in ("10:00", "12:00", "17:00")  # an hour nobody agreed on is never recorded


def test_unknown_is_not_zero_and_the_base_is_said() -> None:
    """By hand, at 10:00: 30 of 100 and 20 of 100, one section silent: 50 of 200 in 2 of 3 sections, 25 %."""
    tonight = hosted(DAY)
    sent(tonight, "nord-1", "10:00", "30")
    sent(tonight, "sud-1", "10:00", "20")
    text = page(tonight, "pays")
    assert "25,0 %" in text
    assert "50 votants sur 200 inscrits (sections : 2 sur 3)." in text
    assert "Sans réponse à 10:00 : 1 Nord 2 (nord-2)" in text
    assert "Nord (nord) 1 / 2 30 30,0 %" in text
    assert "12:00 0 / 3 — — —" in text


def test_the_earlier_round_is_compared_on_the_same_sections() -> None:
    """By hand: now 30 and 50 of 200; before, only nord-1 had reported, 20 of 100: 20 % then, 30 % now."""
    tonight = hosted(DAY)
    sent(tonight, "nord-1", "10:00", "20")
    sent(tonight, "nord-1", "10:00", "30", round_=2)
    sent(tonight, "nord-2", "10:00", "50", round_=2)
    text = page(tonight, "pays", 2)
    assert "80 votants sur 200 inscrits (sections : 2 sur 3)." in text
    assert "Dans les mêmes sections (1), à la même heure du tour 1 : 20,0 % ; aujourd'hui 30,0 %" in text
    assert "soit +10,0 points" in text
    assert "1/3" in text  # what the curve's point rests on


def test_nothing_of_it_is_on_the_result_page() -> None:
    """The public page of the result, sheet and all, is the same before and after the reports."""
    tonight = hosted(DAY + SHEET.replace("sheet nord-2", "sheet nord-2 round=1"))
    reader = person((tonight.slug, Post.CLERK, "")).signed_in()
    address = reverse("ballot", args=[tonight.slug])

    def shown() -> str:
        text = reader.get(address).content.decode()
        return re.sub(r'value="\w{64}"|<footer.*?</footer>', "", text, flags=re.DOTALL)

    before = shown()
    for unit in ("nord-1", "nord-2", "sud-1"):
        sent(tonight, unit, "10:00", "99")
    assert len(lines(tonight)) == 3
    assert shown() == before


def test_a_ballot_without_hours_has_no_such_page() -> None:
    """404 for the place and for the section; the home page of a secretary does not offer it."""
    tonight = hosted()
    client = person((tonight.slug, Post.SECRETARY, "nord-1")).signed_in()
    for name in ("turnout", "turnout-report"):
        assert client.get(reverse(name, args=[tonight.slug, 1, "nord-1"])).status_code == 404
    assert "turnout" not in client.get("/").content.decode()


def test_a_secretary_is_led_to_it_until_the_sheet_is_there() -> None:
    """The home page offers it; once the sheet is recorded it no longer does."""
    tonight = hosted(DAY)
    client = person((tonight.slug, Post.SECRETARY, "nord-2")).signed_in()
    link = reverse("turnout-report", args=[tonight.slug, 1, "nord-2"])
    assert link in client.get("/").content.decode()
    sheet = {"event": "sheet-recorded/1", "unit": "nord-2", "contest": "presidence", "round": 1, "in_box": 3}
    tonight.record(sheet | {"votes": {"martin": 2, "petit": 1}, "actor": "a", "role": "secretary"}, "k")
    assert link not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("clock", "told", "due"),
    [
        ("2026-11-25T08:00:00", {}, "10:00"),  # nine in Paris: nothing is due yet
        ("2026-11-25T11:30:00", {}, "12:00"),  # half past twelve in Paris: noon, though ten was missed
        ("2026-11-25T11:30:00", {"12:00": 1}, "10:00"),
        ("2026-11-25T19:00:00", {"10:00": 1, "12:00": 1, "17:00": 1}, "17:00"),
    ],
)
def test_the_hour_that_is_asked_for(clock: str, told: dict[str, object], due: str) -> None:
    """The last hour that has passed by the ballot's clock, then those that were missed."""
    tonight = hosted(DAY)
    assert _due(tonight, told, datetime.fromisoformat(clock).replace(tzinfo=UTC)) == due
