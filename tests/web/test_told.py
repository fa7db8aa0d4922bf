"""Moments on the screens: one form in each language, on the ballot's own clock, wherever the server is."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import SheetRecorded
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from web.test_runoff import happens
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")

ZONE = "Pacific/Noumea"
"""Ten hours ahead of the server, whose clock is Paris: never the same hour."""
FIGURES = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}


@pytest.fixture
def tonight() -> Evening:
    """One sheet is in, at an hour that the server's clock does not show."""
    found = hosted(BALLOT.replace("levels=", f"timezone={ZONE} levels="))
    votes = {"martin": 40, "petit": 20}
    happens(found, "sheet-recorded/1", unit="nord-1", contest="presidence", round=1, votes=votes, **FIGURES)
    return found


def arrived(tonight: Evening) -> tuple[int, datetime]:
    """The line of the sheet, and when it came in, on the ballot's clock."""
    tonight.now()
    (event,) = (one for one in tonight.events if isinstance(one, SheetRecorded))
    return event.seq, event.at.astimezone(ZoneInfo(ZONE))


def page(client: Client, address: str, language: str) -> str:
    """What a page says."""
    return client.get(address, {"lang": language}).content.decode()


@pytest.mark.parametrize(("language", "day"), [("fr", "%d/%m/%Y"), ("en", "%-d %b %Y")])
def test_a_ballots_pages_are_on_its_own_clock(tonight: Evening, language: str, day: str) -> None:
    """The history of a section, the receipt, the sheet at the desk: the same moment, in the same form."""
    seq, at = arrived(tonight)
    said = at.strftime(f"{day} %H:%M:%S")
    sheet = ["presidence", 1, "nord-1"]
    federation = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    for client, address in (
        (Client(), reverse("unit", args=[tonight.slug, "nord-1"])),
        (Client(), reverse("receipt", args=[tonight.slug, seq])),
        (federation, reverse("sheet-desk", args=[tonight.slug, *sheet])),
    ):
        assert said in page(client, address, language), address
    assert f"{at:%H:%M}" in page(Client(), reverse("night", args=[tonight.slug]), language)


@pytest.mark.parametrize(("language", "day"), [("fr", "%d/%m/%Y"), ("en", "%-d %b %Y")])
def test_a_freeze_and_a_dispute_say_when_on_that_clock(tonight: Evening, language: str, day: str) -> None:
    """Beside the result with its zone; at the sheet in the form of the screens."""
    _, at = arrived(tonight)
    happens(tonight, "result-frozen/1", id="g", reason="doute", units=["pays"], role="commissioner")
    happens(
        tonight, "dispute-filed/1", id="d", units=["nord-1"], contest="presidence", round=1, seeks="annul"
    )
    public = page(Client(), reverse("ballot", args=[tonight.slug]), language)
    assert re.search(
        rf"(Gel depuis le|Frozen since) [^<]*{at:%Y} (à|at) {at:%H}:[0-9]{{2}} \({ZONE}\)", public
    )
    federation = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    desk = page(federation, reverse("sheet-desk", args=[tonight.slug, "presidence", 1, "nord-1"]), language)
    assert re.search(rf"{at.strftime(day)} [0-9]{{2}}:[0-9]{{2}}(?!:)", desk)
