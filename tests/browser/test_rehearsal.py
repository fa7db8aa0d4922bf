"""A rehearsal in a browser: prepared, played, called, verified, debriefed and erased, each page looked at."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browser.looking import Walker, walker
from recolement.rehearsal.invented import invented
from recolement.web.accounts.models import Post
from recolement.web.evenings import host
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import person

SECTIONS = 240


def _press(one: Walker, language: Any, code: str) -> None:
    one.page.get_by_role("button", name=say(code, language), exact=True).first.click()


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_rehearsal_from_beginning_to_end(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser
) -> None:
    """A form with a mistake, the clock by hand, a call, the record, the room, the debriefing, erased."""
    slug = f"congres-{secrets.token_hex(3)}"
    host(slug, invented(SECTIONS, "Congrès national", language), f"tests.example/{slug}", public=True)
    who = person((slug, Post.ORGANISER, ""), (slug, Post.COMMISSIONER, ""), name="Zoé Commission")
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go(f"/b/{slug}/organise/")
    one.page.get_by_role("link", name=say("rehearsal.new", language)).click()
    one.page.locator("#faults").fill("-3")
    _press(one, language, "rehearsal.make")
    expect(one.page.get_by_role("alert")).to_be_visible()
    one.look("rehearsal-1-wrong")
    one.page.locator("#faults").fill("12")
    one.page.locator("#leader").select_option(label="Alice Martin")
    one.page.locator("#seed").fill("S")
    _press(one, language, "rehearsal.make")
    one.page.wait_for_url("**/rehearsal/")
    one.look("rehearsal-2-before")
    _press(one, language, "rehearsal.next")
    said = say("rehearsal.received", language, received=50, expected=SECTIONS)
    expect(one.page.get_by_text(said)).to_be_visible()
    _press(one, language, "rehearsal.quiet")
    expect(one.page.get_by_text(said)).to_have_count(0)
    one.page.locator("form[action*='/rehearsal/call/'] button").first.click()
    expect(one.page.locator(".note.good[role=status]")).to_be_visible()
    _press(one, language, "rehearsal.verify")
    one.look("rehearsal-3-quiet")
    found = re.search(r"/b/([^/]+)/rehearsal/", one.page.url)
    assert found is not None
    one.go(f"/b/{found[1]}/room/")
    one.look("rehearsal-4-room")
    one.go(f"/b/{found[1]}/night/")
    one.look("rehearsal-5-night")
    one.go(f"/b/{found[1]}/rehearsal/debriefing/")
    one.look("rehearsal-6-debriefing")
    _press(one, language, "rehearsal.end")
    expect(one.page.locator(".note.good")).to_be_visible()
    one.go(f"/b/{found[1]}/rehearsal/erase/")
    one.page.locator("#word").fill("?")
    _press(one, language, "rehearsal.erase")
    one.look("rehearsal-7-erase")
    one.page.locator("#word").fill(say("rehearsal.erase_word", language))
    _press(one, language, "rehearsal.erase")
    one.page.wait_for_url(f"**/b/{slug}/organise/rehearsal/")
    one.look("rehearsal-8-erased")


@pytest.mark.long  # it waits for the clock of the rehearsal
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_night_on_the_wall(language: Any, server: ServerOfTheApp, browser: Browser) -> None:
    """On the projector the band stands above the screen, nothing scrolls, the clock moves it."""
    slug = f"congres-{secrets.token_hex(3)}"
    host(slug, invented(SECTIONS, "Congrès national", language), f"tests.example/{slug}", public=True)
    who = person((slug, Post.ORGANISER, ""))
    one = walker(browser, server.address, language=language, size="projector", who=who)
    one.go(f"/b/{slug}/organise/rehearsal/")
    _press(one, language, "rehearsal.make")
    one.page.wait_for_url("**/rehearsal/")
    one.look("rehearsal-2-before")
    _press(one, language, "rehearsal.start")
    found = re.search(r"/b/([^/]+)/rehearsal/", one.page.url)
    assert found is not None
    one.go(f"/b/{found[1]}/night/")
    before = one.page.locator(".received strong").inner_text()
    expect(one.page.locator(".received strong")).not_to_have_text(before, timeout=150_000)
    one.look("rehearsal-5-night")
    high = one.page.evaluate("[document.scrollingElement.scrollHeight, window.innerHeight]")
    assert high[0] <= high[1]
    one.go(f"/b/{found[1]}/rehearsal/")
    one.look("rehearsal-3-running")
