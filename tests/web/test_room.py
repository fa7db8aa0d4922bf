"""The récolement room: what each matter waits for, freezes and disputes with who and when."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.test_runoff import happens
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")

OF = {"contest": "presidence", "round": 1}
GAP = "sheet nord-1 registered=100 signatures=62 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20\n"
RIGHT = "sheet nord-2 registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=35 petit=25\n"


def commission(tonight: Evening) -> Client:
    """A member of the commission."""
    return person((tonight.slug, Post.COMMISSIONER, ""), name="Anne Leroy").signed_in()


def page(client: Client, name: str, *where: object) -> str:
    """What a page says, spaces plain."""
    shown = client.get(reverse(name, args=where)).content.decode()
    return re.sub(r"[\u00a0\u202f\s]+", " ", unescape(shown))


def test_each_matter_says_what_it_waits_for() -> None:
    """A section's sheet; a finding to explain; of a sheet set aside, a dispute and then a ruling."""
    tonight = hosted(BALLOT + GAP + RIGHT)
    happens(tonight, "sheet-set-aside/1", units=["nord-2"], reason="envoyé deux fois", **OF)
    said = page(commission(tonight), "room", tonight.slug)
    rows = {
        name: row
        for row in re.findall(r"<tr>.*?</tr>", said)
        for name in ("sud-1", "nord-1", "nord-2")
        if f"({name})" in row
    }
    for unit, waits in (("sud-1", "sheet"), ("nord-1", "look"), ("nord-2", "filing")):
        assert say(f"room.wait_{waits}", "fr") in rows[unit]


def test_what_is_settled_is_said_once() -> None:
    """As it stands, while it may change; *if nothing changes* only where the outcome is settled."""
    tonight = hosted(BALLOT + GAP + RIGHT)
    said = page(commission(tonight), "room", tonight.slug)
    assert "En l'état : élection d'Alice Martin" in said
    assert say("room.if_nothing", "fr") not in said
    whole = BALLOT + RIGHT + RIGHT.replace("nord-2", "nord-1") + RIGHT.replace("nord-2", "sud-1")
    said = page(commission(settled := hosted(whole)), "room", settled.slug)
    assert f"{say('room.if_nothing', 'fr')}</span> Élection d'Alice Martin" in said


def test_a_freeze_says_what_it_holds_since_when_and_until_when() -> None:
    """Its scope by name, who asked for it, the day it is meant to end."""
    tonight = hosted(BALLOT + GAP)
    happens(tonight, "result-frozen/1", id="g", reason="urne", units=["nord"], until="2030-03-04")
    said = page(commission(tonight), "room", tonight.slug)
    assert re.search(r"Nord \(nord\), depuis le \d\d/\d\d/\d{4} \d\d:\d\d, par ", said)
    assert "Prévu jusqu'au 04/03/2030." in said


def test_an_answer_that_is_overdue_is_said_so() -> None:
    """Referred with a day that is past; with a day to come it is only said."""
    tonight = hosted(BALLOT + RIGHT)
    client = commission(tonight)
    for name, due in (("d1", "2020-01-02"), ("d2", "2090-01-02")):
        happens(tonight, "dispute-filed/1", id=name, units=["nord-2"], seeks="annul", grounds="?", **OF)
        happens(tonight, "matter-referred/1", of=name, to="conseil national", due=due)
    late, later = (page(client, "matter", tonight.slug, name) for name in ("d1", "d2"))
    assert "Renvoyé à conseil national, réponse attendue le 02/01/2020" in late
    assert "réponse attendue le 02/01/2090" in later
    assert (say("room.overdue", "fr") in late, say("room.overdue", "fr") in later) == (True, False)
    assert "Déposé le " in late
    assert say("room.overdue", "fr") in page(client, "room", tonight.slug)


def test_rejecting_a_dispute_takes_a_sheet_set_aside_back_in_and_says_so() -> None:
    """The ruling leaves the sheet as it was written: it counts again. Elsewhere the sheet just stands."""
    tonight = hosted(BALLOT + GAP + RIGHT)
    client = commission(tonight)
    happens(tonight, "sheet-set-aside/1", units=["nord-2"], reason="envoyé deux fois", **OF)
    for name, unit in (("d1", "nord-2"), ("d2", "nord-1")):
        happens(tonight, "dispute-filed/1", id=name, units=[unit], seeks="annul", grounds="?", **OF)
    aside, other = (page(client, "matter", tonight.slug, name) for name in ("d1", "d2"))
    assert say("effect.take_back", "fr") in aside
    assert say("effect.uphold", "fr") not in aside
    assert say("effect.uphold", "fr") in other
    happens(tonight, "ruling-made/1", of="d1", effect="uphold", **{"for": 2, "against": 0})
    assert tonight.now().result("presidence", 1, "pays").figures.votes["martin"] == 75


def test_the_commission_finds_its_way_back_from_a_sheet() -> None:
    """The list, a sheet, a dispute to be filed lead to the room; a federation is not led there."""
    tonight = hosted(BALLOT + GAP)
    room = f'href="{reverse("room", args=[tonight.slug])}"'
    client = commission(tonight)
    federation = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    for name, where in (
        ("federation", ["nord"]),
        ("sheet-desk", ["presidence", 1, "nord-1"]),
        ("dispute-new", ["presidence", 1, "nord-1"]),
    ):
        assert room in page(client, name, tonight.slug, *where)
        assert room not in page(federation, name, tonight.slug, *where)
    assert '<option value="A3">A3 · ' in page(client, "sheet-desk", tonight.slug, "presidence", 1, "nord-1")


def test_a_sheet_of_a_proclaimed_result_is_not_sent_back() -> None:
    """Not offered in the list or at the sheet, which says why; asked for all the same, refused."""
    whole = BALLOT + RIGHT + RIGHT.replace("nord-2", "nord-1") + RIGHT.replace("nord-2", "sud-1")
    tonight = hosted(whole)
    federation = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    sheet = ["presidence", 1, "nord-1"]
    back = f'action="{reverse("sheet-return", args=[tonight.slug, *sheet])}"'
    for name, where in (("federation", ["nord"]), ("sheet-desk", sheet)):
        assert back in page(federation, name, tonight.slug, *where)
    happens(tonight, "result-proclaimed/1", units=["pays"], signed_by=["x"], **OF)
    for name, where in (("federation", ["nord"]), ("sheet-desk", sheet)):
        assert back not in page(federation, name, tonight.slug, *where)
    assert say("desk.fixed", "fr", version=1) in page(federation, "sheet-desk", tonight.slug, *sheet)
    address = reverse("sheet-return", args=[tonight.slug, *sheet])
    said = federation.post(address, {"reason": "illisible", "key": "k1"}, follow=True).content.decode()
    assert "ne se renvoie plus" in said
    assert tonight.now().result("presidence", 1, "pays").status.value == "proclaimed"


def test_a_dispute_on_a_sheet_that_is_awaited_has_no_bar() -> None:
    """Nothing can be said of what it could do, which is not nothing: a dash; it says what it seeks."""
    tonight = hosted(BALLOT + RIGHT)
    happens(tonight, "dispute-filed/1", id="d1", units=["nord-1"], seeks="annul", grounds="?", **OF)
    said = page(commission(tonight), "room", tonight.slug)
    (row,) = (one for one in re.findall(r"<tr>.*?</tr>", said) if "/matter/d1/" in one)
    assert "<svg" not in row
    assert say("seeks.annul", "fr") in row
    assert say("room.to_rule", "fr") in row
