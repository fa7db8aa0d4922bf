"""A caller's telephone at 360 px, in both languages and without JavaScript, and the organiser's progress."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from browser.looking import walker
from recolement.web.calls.models import Caller, Campaign
from recolement.web.words import say
from web.calls import Campaigning, campaigning
from web.serving import ServerOfTheApp
from web.world import Person, person

ESTIMATE = b"""area,origin,destination,votes,low,high
*,abstention,hamon,300,200,380
*,abstention,abstention,700,600,800
"""


def _ready() -> tuple[Campaigning, Person]:
    """A campaign that may call at this hour, and somebody who calls."""
    made = campaigning(title="Rappel du second tour")
    made.take()
    made.campaign.people.update(voted_before=False)
    Campaign.objects.filter(pk=made.campaign.pk).update(
        calls_from=time(0), calls_until=time(23, 59, 59), source_en="The members’ file of the association."
    )
    who = person(name="Camille Volontaire")
    Caller.objects.create(campaign=made.campaign, actor=who.account.actor, part=Caller.Part.CALLER)
    return made, who


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_caller_on_a_telephone(language: Any, server: ServerOfTheApp, browser: Browser) -> None:
    """Take, dial, note, undo, call back, object, quiet hours: each one press, without JavaScript."""
    made, who = _ready()
    one = walker(browser, server.address, language=language, size="telephone", who=who)
    page, own = one.page, made.campaign

    def press(code: str) -> None:
        page.get_by_role("button", name=say(code, language), exact=True).click()

    one.go(f"/calls/{own.slug}/call/")
    one.look("calls-1-take")
    press("call.take")
    first = page.locator("h1").inner_text()
    expect(page.locator("a.dial")).to_have_attribute("href", f"tel:{_telephone(made)}")
    assert page.locator("a.dial").bounding_box()["height"] >= 60  # type: ignore[index] # it is on the page
    one.look("calls-2-person")
    press("call.is_no_answer")
    expect(page.locator("h1")).not_to_have_text(first)
    one.look("calls-3-noted")
    press("call.undo")
    expect(page.locator("h1")).to_have_text(first)
    page.get_by_text(say("call.call_back", language)).click()
    one.look("calls-4-call-back")
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.locator("#other").fill(tomorrow.strftime("%Y-%m-%dT15:30"))
    press("call.call_back_then")
    second = page.locator("h1").inner_text()
    assert second != first
    press("call.is_objects")
    expect(page.locator(".note.good")).to_contain_text(say("call.objected", language)[:40])
    expect(page.locator("main")).not_to_contain_text(second)
    one.look("calls-5-objected")
    now = timezone.localtime()
    begin, end = (time(13), time(14)) if now.hour < 12 else (time(9), time(10))
    Campaign.objects.filter(pk=own.pk).update(calls_from=begin, calls_until=end)
    press("call.is_reached")
    expect(page.locator(".note.warning")).to_contain_text(begin.strftime("%H:%M"))
    assert page.locator("a.dial").count() == 0
    one.look("calls-6-quiet")
    one.context.close()


def _telephone(made: Campaigning) -> str:
    """The number of whom somebody holds, from the roll as it was handed in."""
    place = made.campaign.people.get(state="held").place
    written = made.roll.strip().splitlines()[place].split(",")[3]
    return "+33" + written.replace(" ", "")[1:]


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_an_organiser_follows_the_calls(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser
) -> None:
    """The figures move by themselves; priorities with an estimate; the sections are shared out."""
    made, who = _ready()
    looks_after = Person(made.organiser, "", "given")
    one = walker(browser, server.address, language=language, size=size, who=looks_after)
    caller = who.signed_in()
    one.go(f"/calls/{made.campaign.slug}/progress/")
    held = one.page.locator("#moving dd").nth(2)
    expect(held).to_have_text("0")
    caller.post(f"/calls/{made.campaign.slug}/call/next/")
    expect(held).to_have_text("1", timeout=20_000)
    one.page.locator("summary").first.click()
    file = {"name": "transfers.csv", "mimeType": "text/csv", "buffer": ESTIMATE}
    one.page.locator("#estimate").set_input_files(files=[file])  # type: ignore[list-item] # as its manual has it
    one.page.locator("#origin").fill("abstention")
    one.page.locator("#destination").fill("hamon")
    one.page.get_by_role("button", name=say("progress.reckon", language), exact=True).click()
    expect(one.page.locator("main")).to_contain_text("≈")
    one.look("calls-7-progress")
    one.page.get_by_role("checkbox").last.check()
    one.page.get_by_role("button", name=say("progress.share_now", language), exact=True).click()
    expect(one.page.locator("main")).to_contain_text("Nord 1, Nord 2, Sud 1")
    one.look("calls-8-shared")
    one.context.close()
