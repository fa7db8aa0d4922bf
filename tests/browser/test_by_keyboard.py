"""The federation and the commission by keyboard alone; the focus is seen and never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.desk import federation_of_the_north
from browser.keyboard import choose, press, reach, told, write
from browser.looking import Walker, walker
from recolement.ledger.events import (
    FigureCorrected,
    FindingAcknowledged,
    MatterReferred,
    MemberVoted,
    NoVoteHeld,
    ResultFrozen,
    ResultProclaimed,
    RulingMade,
    SheetAccepted,
    SheetReturned,
)
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import BALLOT, hosted, person

WHOLE = """
sheet nord-1 registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20
sheet nord-2 registered=100 signatures=50 in_box=50 blank=1 null=0 valid=49 martin=20 petit=29
sheet sud-1 registered=100 signatures=30 in_box=30 blank=0 null=0 valid=30 martin=10 petit=20
"""
"""By hand: 40 + 20 + 10 = 70 against 20 + 29 + 20 = 69."""


def _act(one: Walker, summary: str, fields: dict[str, str]) -> None:
    """Unfold an act of the sheet's page, fill it in, send it; all with the keyboard."""
    page, language = one.page, one.language
    label = say(summary, language)  # type: ignore[arg-type] # one of the two languages
    acting = page.locator("details.act", has=page.locator("summary", has_text=label))
    press(page, acting.locator("summary"))
    for name, value in fields.items():
        box = acting.locator(f'[name="{name}"]')
        if name in ("field", "code"):
            choose(page, box, value)
        else:
            write(page, box, value)
    press(page, acting.get_by_role("button"))


@pytest.mark.parametrize(("language", "size"), [("fr", "desk"), ("en", "telephone")])
def test_the_federation(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """From the home page: every act of the desk; a refusal keeps what was typed."""
    one, tonight = federation_of_the_north(browser, server, language, size)
    page = one.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop skips the head of the page
    press(page, page.get_by_role("link", name=say("post.federation", language), exact=True))
    page.wait_for_url("**/desk/**")
    write(page, page.get_by_role("searchbox"), "nord 1")
    expect(page.locator("tbody tr")).to_have_count(1)  # found while typing
    assert page.evaluate("document.activeElement.id") == "q"  # and the focus stays where one types
    press(page, page.locator("tbody a").first)
    page.wait_for_url("**/nord-1/")
    press(page, page.get_by_role("button", name=say("desk.accept", language), exact=True))
    told(page)

    press(page, page.locator('a[rel="next"]'))  # its sibling
    page.wait_for_url("**/nord-2/")
    _act(one, "desk.acknowledge", {"code": "A3", "reason": "deux signatures sans vote"})
    told(page)
    press(page, page.locator('a[rel="next"]'))
    page.wait_for_url("**/nord-3/")
    _act(
        one, "desk.correct", {"field": "petit", "value": "dix", "reason": "photo relue", "evidence": "photo"}
    )
    told(page)  # "dix" is no figure: refused, and nothing is typed twice
    expect(page.get_by_role("status").first).to_contain_text(say("sheet.number", language))
    kept = page.locator("details.act[open]")
    expect(kept.locator('[name="reason"]')).to_have_value("photo relue")
    expect(kept.locator('[name="field"]')).to_have_value("petit")
    one.look("federation-5-refused-kept")
    write(page, kept.locator('[name="value"]'), "10")
    press(page, kept.get_by_role("button"))
    told(page)
    _act(one, "desk.return", {"reason": "PV illisible"})
    told(page)
    press(page, page.locator('a[rel="next"]'))
    page.wait_for_url("**/nord-4/")
    _act(one, "desk.no_vote", {"reason": "bureau non tenu"})
    told(page)
    press(page, page.get_by_role("link", name=say("desk.back", language)))
    page.wait_for_url("**/desk/nord/")
    tonight.now()
    for kind in (SheetAccepted, FindingAcknowledged, FigureCorrected, SheetReturned, NoVoteHeld):
        assert sum(isinstance(event, kind) for event in tonight.events) == 1
    one.context.close()


def _member(browser: Browser, server: ServerOfTheApp, tonight: Evening, language: str, size: str) -> Walker:
    return walker(
        browser, server.address, language=language, size=size,
        who=person((tonight.slug, Post.COMMISSIONER, "")),
    )  # fmt: skip


@pytest.mark.parametrize(("language", "size"), [("fr", "desk"), ("en", "telephone")])
def test_the_commission(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Dispute, referral, freeze, vote, ruling, lifting, signature, proclamation: no pointer."""
    tonight = hosted(BALLOT + WHOLE)
    one = _member(browser, server, tonight, language, size)
    page = one.page
    room = reverse("room", args=[tonight.slug])
    one.go(reverse("sheet-desk", args=[tonight.slug, "presidence", 1, "nord-2"]))
    press(page, page.get_by_role("link", name=say("room.file", language)))
    page.wait_for_url("**/dispute/")
    choose(page, page.locator('[name="how"]'), "swap")
    write(page, page.locator('[name="grounds"]'), "Voix inversées")
    press(page, page.locator("main form button").last)
    page.wait_for_url("**/matter/**")
    told(page)
    matter = page.url

    press(page, page.locator("details.act summary", has_text=say("room.refer", language)))
    write(page, page.locator("#to"), "Instances nationales")
    press(page, page.get_by_role("button", name=say("room.refer", language)))
    told(page)

    one.go(room)
    press(page, page.get_by_role("link", name=say("room.freeze", language)))
    page.wait_for_url("**/freeze/")
    write(page, page.locator('[name="reason"]'), "Doutes sur Nord 2")
    write(page, page.locator("#word"), "non")
    page.keyboard.press("Enter")
    expect(page.locator("#word:focus")).to_have_count(1)  # where the mistake is
    expect(page.locator('[name="reason"]')).to_have_value("Doutes sur Nord 2")
    write(page, page.locator("#word"), say("room.freeze_word", language))
    page.keyboard.press("Enter")
    page.wait_for_url("**/room/")
    told(page)

    page.goto(matter)
    choose(page, page.locator('[name="effect"]'), "uphold")
    write(page, page.locator('form [name="grounds"]'), "La photo donne 20 et 29")
    press(page, page.get_by_role("button", name=say("room.move", language), exact=True))
    told(page)
    press(page, page.locator('.vote button[value="for"]'))
    expect(page.locator(".vote:focus")).to_have_count(1)  # in place: one goes on from the vote
    press(page, page.get_by_role("button", name=say("room.close_vote", language)))
    told(page)

    one.go(room)
    press(page, page.get_by_role("button", name=say("room.move_lift", language)))
    told(page)
    press(page, page.locator('.vote button[value="for"]'))
    expect(page.locator(".vote:focus")).to_have_count(1)  # in place: one goes on from the vote
    press(page, page.get_by_role("button", name=say("room.close_vote", language)))
    told(page)

    press(page, page.get_by_role("link", name=say("signing.go_sign", language)).first)
    page.wait_for_url("**/result/**")
    for step in ("sign", "proclaim"):
        write(page, page.locator("#word"), say("room.proclaim_word", language))
        press(page, page.locator(f'button[value="{step}"]'))
        told(page)
    reach(page, page.get_by_role("link", name=say("room.minutes", language)))
    one.look("commission-by-keyboard-proclaimed")
    tonight.now()
    for kind, times in (
        (MatterReferred, 1), (ResultFrozen, 1), (RulingMade, 2), (MemberVoted, 2), (ResultProclaimed, 1)
    ):  # fmt: skip
        assert sum(isinstance(event, kind) for event in tonight.events) == times
    one.context.close()


def test_lots_by_keyboard(server: ServerOfTheApp, browser: Browser) -> None:
    """A tie: the order that was drawn is chosen with the arrows; how, and before whom, is typed."""
    tonight = hosted(BALLOT + WHOLE.replace("martin=10 petit=20", "martin=10 petit=21").replace(
        "signatures=30 in_box=30 blank=0 null=0 valid=30", "signatures=31 in_box=31 blank=0 null=0 valid=31"
    ))  # fmt: skip
    one = _member(browser, server, tonight, "fr", "desk")
    page = one.page
    one.go(reverse("proclaim", args=[tonight.slug, "presidence", 1, "pays"]))
    press(page, page.get_by_role("link", name=say("room.lots", "fr")))
    page.wait_for_url("**/lots/")
    choose(page, page.locator("#place-1"), "petit")
    choose(page, page.locator("#place-2"), "martin")
    write(page, page.locator("#method"), "Urne, devant Mme Ba")
    press(page, page.locator("main form button").last)
    page.wait_for_url("**/pays/")
    told(page)
    result = tonight.now().result("presidence", 1, "pays")
    assert result.outcome is not None
    one.context.close()
