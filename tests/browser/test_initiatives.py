"""An initiative from its making to the ballot that follows: every page looked at, by all concerned."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from browser.looking import Walker, walker
from recolement.web.accounts.models import Post
from recolement.web.initiatives import ledger
from recolement.web.initiatives.models import Initiative
from recolement.web.words import say
from web.initiatives import Organised, roll
from web.serving import ServerOfTheApp
from web.world import Person, person


def _press(one: Walker, code: str, **facts: Any) -> None:
    one.page.get_by_role("button", name=say(code, one.language, **facts), exact=True).first.click()


def _local(days: float) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def _make(one: Walker, folder: Path, who: Person) -> Organised:
    """An initiative with wrong rules, then right ones, a roll, announced."""
    one.go("/initiatives/new/")
    one.look("initiative-1-new")
    one.page.locator("#title").fill("Pour un débat sur les transports")
    one.page.locator("#purge_by").fill((date.today() + timedelta(days=90)).isoformat())
    _press(one, "initiative.create")
    one.page.wait_for_url("**/organise/")
    one.look("initiative-2-begun")
    given = {
        "text": "Nous demandons que le mouvement débatte des transports.\nEt qu'il tranche.",
        "committee": "Ada Lovelace\nBoris <b>Vian</b>", "threshold": "many", "units": "2", "each": "5 %",
        "opens": _local(-1), "closes": _local(20),
    }  # fmt: skip
    for name, value in given.items():
        one.page.locator(f"#{name}").fill(value)
    _press(one, "initiative.save")
    one.look("initiative-3-wrong")
    one.page.locator("#threshold").fill("20 %")
    _press(one, "initiative.save")
    file = folder / "roll.csv"
    file.write_text(roll() + f"M-0031,Zoé <script> {'long' * 20},{'Territoire-' * 8},\n", "utf-8")
    one.page.locator("#roll").set_input_files(file)
    _press(one, "initiative.take_roll")
    one.look("initiative-4-ready")
    _press(one, "initiative.announce")
    found = re.search(r"/initiative/([^/]+)/organise/", one.page.url)
    assert found is not None
    initiative = Initiative.objects.get(slug=found[1])
    return Organised(initiative, who, Client())


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_an_initiative_from_signing_to_the_opened_ballot(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser, tmp_path: Path
) -> None:
    """Made, signed online and on paper, withdrawn, closed, checked, proclaimed, handed on, purged."""
    who = person(("elsewhere", Post.ORGANISER, ""))
    one = walker(browser, server.address, language=language, size=size, who=who)
    made = _make(one, tmp_path, who)
    one.look("initiative-5-announced")
    public = walker(browser, server.address, language=language, size=size)
    public.go(made.page)
    public.look("initiative-6-public")
    public.page.get_by_role("link", name=say("initiative.sign", language), exact=True).click()
    public.look("initiative-7-sign")
    public.page.locator("#code").fill("wrong")
    _press(public, "initiative.code_go")
    public.look("initiative-8-wrong-code")
    public.page.locator("#code").fill(made.vault.code("m0001"))
    _press(public, "initiative.code_go")
    public.look("initiative-9-own")
    _press(public, "initiative.sign_now")
    public.look("initiative-10-signed")
    _press(public, "initiative.withdraw_now")
    _press(public, "initiative.sign_now")
    made.sign(2, 3, 4)
    one.go(f"{made.own}sheets/?number=12")
    for place, typed in enumerate(("M-0005", "Person Number0006", "nobody", "M 0001", "m0008"), start=1):
        one.page.get_by_label(say("initiative.line", language, place=place), exact=True).fill(typed)
    one.look("initiative-11-sheet")
    _press(one, "initiative.keep_sheet")
    one.look("initiative-12-sheet-kept")
    public.go(made.page)
    public.look("initiative-13-reached")
    _verify(one, made)
    _hand_on(one, made, browser)
    public.go(made.page)
    public.look("initiative-20-handed-on")
    public.go(made.link(5))
    public.look("initiative-21-own-hash")
    one.go(made.own)
    one.page.locator("summary", has_text=say("initiative.purge", language)).click()
    one.page.locator("#purge-word").fill(say("initiative.purge_word", language))
    one.page.locator("details[open] button.solemn").click()
    one.look("initiative-22-purged")
    public.go(made.page)
    public.look("initiative-23-purged")
    for walking in (one, public):
        walking.context.close()


def _verify(one: Walker, made: Organised) -> None:
    """The time is over: closed, planned, every line checked, concluded."""
    made.initiative.refresh_from_db()
    made.over()
    one.go(made.own)
    one.look("initiative-14-over")
    one.page.locator("#close-word").fill(say("initiative.close_word", one.language))
    _press(one, "initiative.close")
    one.look("initiative-15-to-plan")
    one.page.locator("#source").fill("Loto")
    one.page.locator("#at").fill(_local(1))
    _press(one, "initiative.make_plan")
    one.go(f"{made.own}check/")
    one.look("initiative-16-check")
    for _ in range(3):
        _press(one, "initiative.good")
    one.go(made.own)
    one.look("initiative-17-checked")
    _press(one, "initiative.decide")
    assert made.progress.verdict is True


def _hand_on(one: Walker, made: Organised, browser: Browser) -> None:
    """The récolement is opened, proclaimed by a commission, and the vote opened."""
    _press(one, "initiative.canvass")
    one.page.wait_for_url("**/b/*/organise/")
    slug = made.progress.last[ledger.CANVASSED]["ballot"]
    member = walker(
        browser, one.address, language=one.language, size=one.size, who=person((slug, Post.COMMISSIONER, ""))
    )
    member.go(f"/b/{slug}/room/result/signatures/1/all/")
    member.look("initiative-18-proclaim")
    for _ in range(2):
        member.page.locator("[name=word]").first.fill(say("room.proclaim_word", one.language))
        member.page.locator("main form button").first.click()
    member.context.close()
    one.go(made.own)
    one.look("initiative-19-to-hand-on")
    _press(one, "initiative.hand_on_vote")
    one.page.wait_for_url("**/b/*-vote/organise/")
    assert made.progress.has(ledger.HANDED_ON)
