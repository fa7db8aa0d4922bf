"""Turnout during the day at every size, in both languages: the section's page of one number, the curve."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import walker
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.test_turnout import DAY
from web.world import hosted, person


def _told(tonight: Evening, unit: str, hour: str, voters: int, round_: int) -> None:
    """A report by another door than the browser."""
    report = {"event": "turnout-reported/1", "unit": unit, "round": round_, "hour": hour, "voters": voters}
    answer = tonight.record(report | {"actor": "a-other", "role": "secretary"}, f"{unit}{hour}{round_}")
    assert hasattr(answer, "seq"), answer


def day() -> Evening:
    """Two rounds: the first complete, the second one section short at noon."""
    tonight = hosted(DAY)
    for place, unit in enumerate(("nord-1", "nord-2", "sud-1")):
        for number, hour in enumerate(("10:00", "12:00", "17:00")):
            _told(tonight, unit, hour, 12 + 15 * number + 3 * place, 1)
    for unit, hour, voters in (("nord-1", "10:00", 16), ("nord-2", "10:00", 18), ("sud-1", "10:00", 21),
                               ("nord-1", "12:00", 33), ("sud-1", "12:00", 38)):  # fmt: skip
        _told(tonight, unit, hour, voters, 2)
    return tonight


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_section_says_how_many(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """One number and one button; a surprising one is asked about; sent, the next hour is asked for."""
    tonight = day()
    who = person((tonight.slug, Post.SECRETARY, "nord-2"))
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go("/")
    one.page.get_by_role("link", name=re.compile(say("turnout.report", language))).first.click()
    one.go(reverse("turnout-report", args=[tonight.slug, 2, "nord-2"]) + "?hour=12:00")
    one.look("turnout-1-how-many")
    box = one.page.get_by_label(say("turnout.how_many", language, hour="12:00"))
    expect(box).to_be_focused()
    box.fill("12")
    box.press("Enter")
    expect(one.page.get_by_role("alert")).to_contain_text("18")
    one.look("turnout-2-surprising")
    one.page.get_by_label(say("turnout.how_many", language, hour="12:00")).fill("35")
    one.page.get_by_role("button", name=say("turnout.send_other", language)).click()
    expect(one.page.locator(".hours li").nth(1)).to_contain_text("35")
    one.look("turnout-3-sent")
    tonight.now()
    assert tonight.desk.moment.state.turnout["nord-2", 2]["12:00"].voters == 35
    one.context.close()


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_sees_the_day(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """The hour, the curve with its table, the federations, who said nothing, from the nation to a section."""
    tonight = day()
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go(reverse("turnout", args=[tonight.slug, 2, "pays"]))
    expect(one.page.locator("figure.curve > svg circle.now")).to_have_count(2)
    expect(one.page.locator("figure.curve > svg rect.earlier")).to_have_count(2)
    one.look("turnout-4-nation")
    one.page.locator("tbody").nth(1).get_by_role("link", name=re.compile("Nord")).click()
    one.look("turnout-5-federation")
    one.page.locator("ul.missing").get_by_role("link").first.click()
    expect(one.page.locator("h1")).to_contain_text("Nord 2")
    one.go(reverse("turnout", args=[tonight.slug, 1, "sud-1"]))
    one.look("turnout-6-section")
    one.context.close()


@pytest.mark.parametrize(("size", "language"), [("projector", "fr"), ("telephone", "en")])
def test_the_night_begins_with_turnout(
    size: str, language: Any, server: ServerOfTheApp, browser: Browser
) -> None:
    """Before the first sheet the projector shows the last hour's turnout, without scrolling."""
    tonight = day()
    who = person((tonight.slug, Post.CLERK, ""))
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go(reverse("night", args=[tonight.slug]) + "?contest=presidence&round=2&unit=pays")
    expect(one.page.locator(".turnout-now strong")).to_contain_text("35")
    one.look("turnout-7-night")
    if size == "projector":
        assert one.page.evaluate("document.scrollingElement.scrollHeight <= window.innerHeight")
    one.context.close()
