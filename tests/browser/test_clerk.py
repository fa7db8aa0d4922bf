"""The central clerk, by keyboard alone: blind entry beside the photo, what differs, the next sheet."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from browser.evening import happens
from browser.looking import Walker, walker
from recolement.ledger.events import EntryRecorded, FigureCorrected
from recolement.model.ids import ContestId, UnitId
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.intake.photos import keep
from recolement.web.words import say
from web.pictures import sheet_on_paper
from web.serving import ServerOfTheApp
from web.world import BALLOT, Person, hosted, person

DOUBLE = BALLOT.replace("rule plurality", "rule plurality entry=double")
FIGURES = {"registered": 100, "signatures": 50, "in_box": 50, "blank": 1, "null": 0, "valid": 49}
VOTES = {"martin": 20, "petit": 29}


def _first_entries(tonight: Evening, units: tuple[str, ...] = ("nord-1", "nord-2", "sud-1")) -> None:
    """What the sections sent: in a ballot with double entry, the first of the two."""
    written = [f"{name}  {value}" for name, value in (FIGURES | VOTES).items()]
    photo = keep(sheet_on_paper(["Nord", "", *written]))
    for unit in units:
        happens(
            tonight, "entry-recorded/1", entry="first", unit=unit, contest="presidence", round=1,
            votes=VOTES, scans=[photo], role="secretary", **FIGURES,
        )  # fmt: skip


def _type(page: Page, *figures: Any) -> None:
    """Type figures as a keyboard does, Enter after each; nothing is clicked, no box is looked for."""
    _ready(page)
    for figure in figures:
        page.keyboard.type(str(figure))
        page.keyboard.press("Enter")


def _ready(page: Page) -> None:
    """Wait until the page has put the focus somewhere: a key pressed before would go nowhere."""
    expect(page.locator(":focus")).to_have_count(1)


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || ''"))


def _clerk(browser: Browser, server: ServerOfTheApp, tonight: Evening, language: str, size: str) -> Walker:
    return walker(
        browser, server.address, language=language, size=size, who=person((tonight.slug, Post.CLERK, ""))
    )


@pytest.mark.parametrize(("language", "size"), [("fr", "desk"), ("en", "telephone"), ("en", "desk")])
def test_by_keyboard_alone(language: str, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Three sheets: one agrees, one differs in two boxes, one is left; no pointer is ever used."""
    tonight = hosted(DOUBLE)
    _first_entries(tonight)
    one = _clerk(browser, server, tonight, language, size)
    page = one.page
    one.go(reverse("clerk", args=[tonight.slug]))
    one.look("clerk-1-queue")
    _ready(page)
    page.keyboard.press("Enter")  # the focus is on "Begin"
    page.wait_for_url("**/presidence/**")
    one.look("clerk-2-blind")
    assert _focused(page) == "registered"
    shown = page.content()
    assert ">49<" not in shown  # what the section typed is nowhere on the page
    assert 'value="49"' not in shown
    expect(page.locator(".photo img").first).to_be_visible()
    assert page.evaluate("document.querySelector('.photo img').naturalWidth") > 0
    whole = [*FIGURES.values(), *VOTES.values()]
    before = page.url
    _type(page, *whole)
    page.wait_for_url(lambda address: address != before)  # the next sheet, straight away
    assert "/again/" not in page.url
    assert _focused(page) == "registered"

    _type(page, 100, 50, 50, 1, 0, 48, 20, 28)  # valid and petit misread
    page.wait_for_url("**/again/")
    boxes = page.locator("form[data-keys] input[data-figure]")
    expect(boxes).to_have_count(2)  # only what differs is typed again
    assert _focused(page) == "again:valid"
    one.look("clerk-3-differences")
    _type(page, 49, 29)  # the paper says what the section typed
    page.wait_for_url(lambda address: "/again/" not in address)
    assert _focused(page) == "registered"
    one.look("clerk-4-next")

    _type(page, *whole)
    page.wait_for_url(f"**{reverse('clerk', args=[tonight.slug])}")
    expect(page.get_by_text(say("clerk.empty", language))).to_be_visible()
    one.look("clerk-5-done")
    night = tonight.now()
    for unit in ("nord-1", "nord-2", "sud-1"):
        stands = night.retained(UnitId(unit), ContestId("presidence"), 1).sheet
        assert stands is not None
        assert (stands.valid, dict(stands.votes)) == (49, VOTES)
        assert not [found for found in night.findings if found.unit == unit and found.code == "C1"]
    assert not [event for event in tonight.events if isinstance(event, FigureCorrected)]
    one.context.close()


def test_what_the_paper_says_where_the_section_erred(server: ServerOfTheApp, browser: Browser) -> None:
    """Two readings of the paper against the section's one: the figure is corrected, and the old one stays."""
    tonight = hosted(DOUBLE)
    _first_entries(tonight, ("nord-1",))
    one = _clerk(browser, server, tonight, "fr", "desk")
    one.go(reverse("clerk", args=[tonight.slug]))
    _ready(one.page)
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/presidence/**")
    _type(one.page, *FIGURES.values(), 20, 26)
    one.page.wait_for_url("**/again/")
    _type(one.page, 26)
    one.page.wait_for_url("**/clerk/")
    retained = tonight.now().retained(UnitId("nord-1"), ContestId("presidence"), 1)
    assert retained.sheet is not None
    assert retained.recorded is not None
    assert (retained.sheet.votes["petit"], retained.recorded.votes["petit"]) == (26, 29)
    one.context.close()


def test_nothing_typed_is_not_recorded(server: ServerOfTheApp, browser: Browser) -> None:
    """Enter eight times on empty boxes: a sentence, what to do, and no line."""
    tonight = hosted(DOUBLE)
    _first_entries(tonight, ("nord-1",))
    one = _clerk(browser, server, tonight, "fr", "desk")
    one.go(reverse("second", args=[tonight.slug, "presidence", 1, "nord-1"]))
    _type(one.page, *[""] * 8)
    expect(one.page.get_by_text(say("clerk.nothing_typed", "fr"))).to_be_visible()
    one.look("clerk-6-nothing-typed")
    _type(one.page, 100, "12,5x", 50, 1, 0, 49, 20, 29)
    expect(one.page.locator("#note-signatures")).to_contain_text(say("sheet.number", "fr"))
    assert _focused(one.page) == "signatures"  # the box that is no number, what was typed still there
    one.look("clerk-7-no-number")
    tonight.now()
    assert not [event for event in tonight.events if getattr(event, "entry", "") == "second"]
    one.context.close()


def _second_entry(tonight: Evening, who: Person, votes: dict[str, int]) -> None:
    happens(
        tonight, "entry-recorded/1", entry="second", unit="nord-1", contest="presidence", round=1,
        votes=votes, role="clerk", **FIGURES,
    )  # fmt: skip


def test_two_clerks_at_one_sheet(server: ServerOfTheApp, browser: Browser) -> None:
    """Who comes second is told so, and goes on with the next sheet; the same for the boxes that differ."""
    tonight = hosted(DOUBLE)
    _first_entries(tonight, ("nord-1", "nord-2"))
    late, other = _clerk(browser, server, tonight, "fr", "desk"), person((tonight.slug, Post.CLERK, ""))
    late.go(reverse("second", args=[tonight.slug, "presidence", 1, "nord-1"]))
    _second_entry(tonight, other, {"martin": 20, "petit": 28})
    _type(late.page, *FIGURES.values(), *VOTES.values())
    late.page.wait_for_url("**/nord-2/")
    expect(late.page.get_by_text("Quelqu'un d'autre vient de saisir ce procès-verbal")).to_be_visible()
    late.look("clerk-8-told")

    late.go(reverse("differences", args=[tonight.slug, "presidence", 1, "nord-1"]))
    _second_entry(tonight, other, VOTES)  # settled by somebody else meanwhile
    _type(late.page, 29)
    expect(late.page.get_by_text(say("clerk.settled_meanwhile", "fr"))).to_be_visible()
    tonight.now()
    typed = [event for event in tonight.events if isinstance(event, EntryRecorded)]
    assert [event.entry for event in typed] == ["first", "first", "second", "second"]
    late.context.close()
