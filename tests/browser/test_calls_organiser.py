"""A call campaign from its making to its end, by its organisers: every page looked at."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browser.looking import Walker, walker
from recolement.calls.places import written
from recolement.web.accounts.models import Post
from recolement.web.calls.models import Caller, Campaign
from recolement.web.words import say
from web.calls import TWO_ROUNDS, new_roll
from web.serving import ServerOfTheApp
from web.world import hosted, person


def _press(one: Walker, code: str, **facts: Any) -> None:
    one.page.get_by_role("button", name=say(code, one.language, **facts), exact=True).first.click()


def _open(one: Walker, code: str) -> None:
    one.page.locator("summary", has_text=re.compile(f"^{re.escape(say(code, one.language))}$")).click()


def _hand_in(one: Walker, file: Path, kind: str, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    if not one.page.locator("#file").is_visible():
        _open(one, "calls.take")
    one.page.locator("#kind").select_option(kind)
    one.page.locator("#file").set_input_files(file)
    _press(one, "calls.look")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", ["telephone", "desk"])
def test_a_campaign(
    browser: Browser, server: ServerOfTheApp, tmp_path: Path, language: str, size: str
) -> None:
    """Made, a wrong roll, a right one, a register, a list typed, a request, a delay by two, purged."""
    evening = hosted(TWO_ROUNDS, name="calls")
    who = person((evening.slug, Post.ORGANISER, ""), name="Noa Bret")
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go(f"/b/{evening.slug}/organise/calls/")
    one.look("calls-1-new")
    one.page.locator("#title").fill("Rappel du second tour")
    one.page.locator("#source").fill("Votre numéro vient du fichier des adhérents de l'association.")
    one.page.locator("#purge_by").fill((date.today() + timedelta(days=30)).isoformat())
    _press(one, "calls.create")
    one.page.wait_for_url("**/calls/*/organise/")
    one.look("calls-2-begun")
    own, roll = one.page.url.partition(one.address)[2], new_roll()
    _hand_in(one, tmp_path / "roll.csv", "roll", roll.replace("nord-2,1", "nrd-2,1"))
    one.look("calls-3-unusable")
    one.go(own)
    _hand_in(one, tmp_path / "roll.csv", "roll", roll)
    one.look("calls-4-preview")
    _press(one, "calls.record")
    _hand_in(one, tmp_path / "register.csv", "before", "section,number\nnord-1,1\nnord-1,44\nnord-1,01\n")
    one.look("calls-5-register")
    _press(one, "calls.record")
    expect(one.page.locator(".note.good")).to_be_visible()
    one.go(f"{own}typing/")
    for code in (written(4), written(5)):
        one.page.locator("#code").fill(code)
        one.page.keyboard.press("Enter")
        expect(one.page.get_by_text(code, exact=True)).to_be_visible()
    one.page.locator("#code").fill("123456")
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("alert")).to_be_visible()
    one.look("calls-6-typing")
    _press(one, "calls.undo")
    one.go(f"{own}people/")
    one.page.locator("#asked").fill(roll.splitlines()[1].split(",")[3])
    _press(one, "calls.search")
    one.look("calls-7-people")
    one.go(f"{own}demands/")
    one.page.locator("#who").fill("Zébulon : tout ce que vous savez de moi.")
    one.page.locator("#received").fill("2026-01-31")
    _press(one, "calls.demand_add")
    expect(one.page.locator("section.paper")).to_be_visible()
    one.look("calls-8-demands")
    one.go(f"{own}looks/")
    one.look("calls-9-looks")
    one.go(own)
    _open(one, "calls.extend")
    one.page.locator("#until").fill((date.today() + timedelta(days=60)).isoformat())
    one.page.locator("#why").fill("Recours devant la commission.")
    _press(one, "calls.extend")
    expect(one.page.get_by_text(say("calls.extension_own", language))).to_be_visible()
    one.look("calls-10-organise")
    one.go(f"{own}settings/")
    one.look("calls-11-settings")
    one.go(f"{own}protection/")
    one.look("calls-12-protection")
    campaign = Campaign.objects.get(ballot=evening.slug)
    second = person((evening.slug, Post.ORGANISER, ""))
    Caller.objects.create(campaign=campaign, actor=second.account.actor, part=Caller.Part.ORGANISER)
    other = walker(browser, server.address, language=language, size=size, who=second)
    other.go(own)
    other.look("calls-13-confirm")
    _press(other, "calls.confirm")
    expect(other.page.get_by_text(say("calls.extended", language))).to_be_visible()
    one.go(own)
    _open(one, "calls.purge_now")
    one.page.locator("#purge-word").fill(say("calls.purge_word", language))
    one.page.locator("button.solemn").click()
    expect(one.page.locator(".note.good").first).to_be_visible()
    one.look("calls-14-purged")
