"""The federation's desk: received, missing, flagged; accept, return, correct, explain, no vote."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.desk import SHEETS, federation_of_the_north
from browser.looking import walker
from recolement.ledger.events import (
    FigureCorrected,
    FindingAcknowledged,
    NoVoteHeld,
    SheetAccepted,
    SheetReturned,
)
from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import BALLOT, hosted, person


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_desk(language: str, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Four sections: one accepted, one explained, one corrected then returned, one without a vote."""
    one, tonight = federation_of_the_north(browser, server, language, size)
    page = one.page
    section = person((tonight.slug, Post.SECRETARY, "nord-4"))
    section.account.telephone = "01 99 00 12 34"
    section.account.save()
    page.get_by_role("link", name=say("post.federation", language), exact=True).click()
    page.wait_for_url("**/desk/**")
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.get_by_role("link", name="01 99 00 12 34")).to_be_visible()
    one.look("federation-1-desk")

    def act(unit: str, summary: str, fields: dict[str, str]) -> None:
        one.go(reverse("sheet-desk", args=[tonight.slug, "presidence", 1, unit]))
        if summary == "desk.accept":
            page.get_by_role("button", name=say(summary, language), exact=True).click()
        else:
            acting = page.locator(
                "details.act", has=page.get_by_text(say(summary, language), exact=True).first
            )
            acting.locator("summary").click()
            for name, value in fields.items():
                box = acting.locator(f'[name="{name}"]')
                box.select_option(value) if name in ("field", "code") else box.fill(value)
            acting.get_by_role("button").click()
        expect(page.locator('.note.good[role="status"]')).to_be_visible()

    act("nord-1", "desk.accept", {})
    one.go(reverse("sheet-desk", args=[tonight.slug, "presidence", 1, "nord-2"]))
    one.look("federation-2-sheet-flagged")
    act("nord-2", "desk.acknowledge", {"code": "A3", "reason": "deux signatures sans vote, au PV"})
    act(
        "nord-3",
        "desk.correct",
        {"field": "petit", "value": "10", "reason": "photo", "evidence": "photo du PV"},
    )
    one.look("federation-3-sheet-corrected")
    act("nord-3", "desk.return", {"reason": "PV illisible"})
    act("nord-4", "desk.no_vote", {"reason": "bureau non tenu"})
    one.go(reverse("federation", args=[tonight.slug, "nord"]))
    one.look("federation-4-desk-after")
    page.get_by_role("searchbox").fill("nord 3")
    page.get_by_role("button", name=say("desk.find", language)).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    tonight.now()
    for kind in (SheetAccepted, FindingAcknowledged, FigureCorrected, SheetReturned, NoVoteHeld):
        (event,) = (event for event in tonight.events if isinstance(event, kind))
        assert event.role == "federation"
    one.context.close()


def test_the_desk_on_a_projector(server: ServerOfTheApp, browser: Browser) -> None:
    """The same desk at 1920 px: nothing scrolls sideways, no violation."""
    tonight = hosted(BALLOT + SHEETS)
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, size="projector", who=who)
    one.go(reverse("federation", args=[tonight.slug, "nord"]))
    one.look("federation-1-desk")
    one.go(reverse("sheet-desk", args=[tonight.slug, "presidence", 1, "nord-2"]))
    one.look("federation-2-sheet-flagged")
    one.context.close()


def test_in_the_dark(server: ServerOfTheApp, browser: Browser) -> None:
    """In dark mode the contrasts hold, on the desk, on a sheet and on the public page."""
    tonight = hosted(BALLOT + SHEETS)
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, who=who, color_scheme="dark")
    for name, address in (
        ("desk", reverse("federation", args=[tonight.slug, "nord"])),
        ("sheet", reverse("sheet-desk", args=[tonight.slug, "presidence", 1, "nord-2"])),
        ("public", reverse("ballot", args=[tonight.slug])),
    ):
        one.go(address)
        one.look(f"dark-{name}")
    one.context.close()
