"""The photo of a sheet looked at closely: larger, turned, by keyboard too; without scripts a link."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.evening import happens
from browser.keyboard import press, reach
from browser.looking import walker
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.intake.photos import keep
from recolement.web.words import say
from web.pictures import sheet_on_paper
from web.serving import ServerOfTheApp
from web.world import BALLOT, hosted, person

AT = ("presidence", 1, "nord-1")


def _with_photo() -> Evening:
    tonight = hosted(BALLOT)
    happens(
        tonight, "sheet-recorded/1", unit="nord-1", contest="presidence", round=1, registered=100,
        signatures=50, in_box=50, blank=0, null=0, valid=50, votes={"martin": 20, "petit": 30},
        scans=[keep(sheet_on_paper(["Nord 1", "", "martin 20", "petit 30"]))], role="secretary",
    )  # fmt: skip
    return tonight


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_larger_and_turned(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """By buttons, and by + − R in the frame; the whole of a turned photo can be scrolled to."""
    tonight = _with_photo()
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go(reverse("sheet-desk", args=[tonight.slug, *AT]))
    page = one.page
    picture, frame = page.locator(".photo img"), page.locator(".photo .frame")
    expect(picture).to_be_visible()
    width = picture.evaluate("one => one.clientWidth")
    press(page, page.get_by_role("button", name=say("photo.larger", language)))
    assert picture.evaluate("one => one.clientWidth") > 1.4 * width
    reach(page, frame)
    page.keyboard.press("+")
    assert picture.evaluate("one => one.clientWidth") > 2 * width
    page.keyboard.press("r")
    box, held = picture.bounding_box(), frame.bounding_box()
    assert box is not None
    assert held is not None
    assert box["x"] >= held["x"] - 1  # nothing left or above of what can be scrolled to
    assert box["y"] >= held["y"] - 1
    scrolled = frame.evaluate("one => [one.scrollWidth, one.scrollHeight]")
    assert scrolled[0] >= box["width"] - 1
    assert scrolled[1] >= box["height"] - 1
    one.look("photo-turned")
    page.keyboard.press("-")
    page.keyboard.press("-")
    for _ in range(3):
        page.keyboard.press("r")
    assert picture.evaluate("one => one.className") == "size-0 quarter-0"
    one.context.close()


def test_without_scripts_the_photo_is_a_link(server: ServerOfTheApp, browser: Browser) -> None:
    """No button that does nothing; the link opens the whole photo."""
    tonight = _with_photo()
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, who=who, java_script_enabled=False)
    one.page.goto(server.address + reverse("sheet-desk", args=[tonight.slug, *AT]))
    assert one.page.locator(".photo button").count() == 0
    with one.page.expect_response("**/photo/**") as answered:
        one.page.get_by_role("link", name=say("photo.whole", "fr")).click()
    assert answered.value.headers["content-type"] == "image/jpeg"
    one.context.close()
