"""The tiles by who leads: letters in the official order, unknown is not zero, contested is said."""

from __future__ import annotations

import re
import secrets
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from recolement.canvass import Canvass, canvass
from recolement.formats.shorthand import read_shorthand
from recolement.web.night.screen import screen
from recolement.web.night.tiles import Grid, grid
from recolement.words.naming import Names
from web.world import BALLOT, SHEET, hosted

TEXT = """
ballot levels=nation,federation,section root=pays
contest c
option x contest=c name="Xavier"
option y contest=c name="Yvonne"
unit pays
unit nord in=pays
unit sud in=pays
unit est in=pays
unit n1 in=nord registered=100
unit n2 in=nord registered=100
unit s1 in=sud registered=100
unit e1 in=est registered=100
"""


def tiles(sheets: str) -> tuple[Canvass, Grid]:
    """The tiles by who leads, of the three federations."""
    night = canvass(read_shorthand(TEXT + sheets))
    return night, grid(night, night.questions[0], Names(night.folder, "en"), by_lead=True)


def marks(made: Grid) -> dict[str, str]:
    """The mark of each tile by its name."""
    return {tile.name: "" if tile.lead is None else tile.lead.mark for tile in made.tiles}


def test_a_federation_goes_to_whom_its_sections_give_most() -> None:
    """By hand. Nord: x 10 + 20 = 30, y 20 + 5 = 25; Sud: 7 and 7; Est: nothing yet."""
    _, made = tiles("sheet n1 contest=c x=10 y=20\nsheet n2 contest=c x=20 y=5\nsheet s1 contest=c x=7 y=7\n")
    assert marks(made) == {"nord": "A", "sud": "=", "est": ""}
    legend = [(one.state, one.mark, one.label, one.number) for one in made.legend]
    assert legend == [("lead-1", "A", "Xavier", 1), ("tie", "=", "level", 1), ("none", "", "nothing yet", 1)]


def test_votes_left_empty_are_no_zero() -> None:
    """A sheet of n1 that says nothing of y: nobody is said to lead there, though x has 50."""
    _, made = tiles("sheet n1 contest=c x=50\nsheet s1 contest=c x=1 y=2\n")
    assert marks(made) == {"nord": "?", "sud": "B", "est": ""}


def test_what_is_contested_bears_a_mark_and_what_is_set_aside_does_not_lead() -> None:
    """A dispute on s1; n1's sheet is set aside: the others of its federation decide who leads."""
    sheets = "sheet n1 contest=c x=90 y=1\nsheet n2 contest=c x=1 y=2\nsheet s1 contest=c x=9 y=2\n"
    _, made = tiles(sheets + "dispute d1 s1 contest=c seeks=annul\nset_aside n1 contest=c\n")
    assert marks(made) == {"nord": "B", "sud": "A", "est": ""}
    assert {tile.name for tile in made.tiles if tile.contested} == {"nord", "sud"}
    _, ruled = tiles(sheets + "dispute d1 s1 contest=c seeks=annul\nruling d1 uphold for=3 against=0\n")
    assert not any(tile.contested for tile in ruled.tiles)


def test_more_options_than_patterns_keep_their_letters() -> None:
    """The eighth option in the official order is H, drawn as every option after the sixth."""
    options = "".join(f"option o{number} contest=c\n" for number in range(6))
    votes = " ".join(f"o{number}=0" for number in range(5))
    night = canvass(read_shorthand(TEXT + options + f"sheet n1 contest=c x=0 y=0 {votes} o5=3\n"))
    made = grid(night, night.questions[0], Names(night.folder, "en"), by_lead=True)
    lead = made.tiles[0].lead
    assert lead is not None
    assert (lead.mark, lead.state) == ("H", "lead-7")


def test_a_sheet_that_does_not_count_is_not_drawn_as_counted() -> None:
    """By hand: of four sections n1's sheet is set aside and no vote was held at e1: the tiles and the head of
    the screen both say that two count, nothing is missing, and two do not count."""
    sheets = "sheet n1 contest=c x=90 y=1\nsheet n2 contest=c x=1 y=2\nsheet s1 contest=c x=9 y=2\n"
    night = canvass(read_shorthand(TEXT + sheets + "set_aside n1 contest=c\nno_vote e1 contest=c\n"))
    question = night.questions[0]
    made = screen(night, (), question, "en")
    assert {tile.name: (tile.counted, tile.expected, tile.state) for tile in made.grid.tiles} == {
        "nord": (1, 2, "apart"), "sud": (1, 1, "all"), "est": (0, 1, "apart"),
    }  # fmt: skip
    assert (made.received, made.expected, made.missing, made.uncounted) == (2, 4, (), 2)
    assert sum(tile.counted for tile in made.grid.tiles) == made.received


@pytest.mark.usefixtures("web")
def test_the_screen_by_who_leads_has_its_address() -> None:
    """``?tiles=lead`` says letters and names; its stream says the same; the other one is a link away."""
    tonight = hosted(BALLOT + SHEET)
    report = {"event": "dispute-filed/1", "id": "d", "units": ["nord-2"], "contest": "presidence", "round": 1}
    tonight.record(report | {"seeks": "annul", "actor": "a-1", "role": "commissioner"}, secrets.token_hex(8))
    for name in ("night", "night-stream"):
        html = (
            Client().get(reverse(name, args=[tonight.slug]), {"tiles": "lead", "lang": "en"}).content.decode()
        )
        text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
        assert "Nord A ! 1/2" in text, name
        assert "A Alice Martin 1" in text, name
        assert "! contested or to be checked 1" in text, name
    page = Client().get(reverse("night", args=[tonight.slug]), {"lang": "en"}).content.decode()
    assert "tiles=lead" in page
    assert "tile-lead" not in page


def test_a_total_that_some_sheets_leave_empty_is_said_to_be_at_least() -> None:
    """By hand: n1 says 60 voters, of whom 2 blank and null together; s1 says valid votes alone. The sum of
    voters is of n1 only and says so, that of valid votes is 58 + 30."""
    sheets = "sheet n1 contest=c signatures=60 in_box=60 blank_null=2 valid=58 x=50 y=8\n"
    night = canvass(read_shorthand(TEXT + sheets + "sheet s1 contest=c valid=30 x=10 y=20\n"))
    said = {
        one.label: (one.papers, one.at_least) for one in screen(night, (), night.questions[0], "en").figures
    }
    assert said["papers"] == (60, True)
    assert said["blank and null"] == (2, True)
    assert said["valid votes"] == (88, False)
