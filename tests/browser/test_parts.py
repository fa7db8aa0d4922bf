"""Parts of pages put in place by htmx: rows, votes, lists; focus, refusals, an ended session, no script."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from browser.keyboard import press, reach, write
from browser.looking import Walker, walker
from recolement.ledger.events import MemberVoted, NoVoteHeld, SheetAccepted, SheetReturned
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import BALLOT, hosted, person

SHEETS = """
unit nord-3 in=nord name="Nord 3" registered=80
unit nord-4 in=nord name="Nord 4" registered=80
sheet nord-1 registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20
sheet nord-2 registered=100 signatures=50 in_box=50 blank=1 null=0 valid=49 martin=20 petit=29
sheet nord-3 registered=80 signatures=40 in_box=40 blank=0 null=0 valid=40 martin=30 petit=11
"""
"""Nord 1 and Nord 2 add up, Nord 3 does not (30 + 11 = 41 for 40 valid), Nord 4 has sent nothing."""
STAYS = "window.same = true"
"""What a page that is loaded anew forgets."""


def _desk(
    browser: Browser, server: ServerOfTheApp, query: str = "", **settings: Any
) -> tuple[Walker, Evening]:
    tonight = hosted(BALLOT + SHEETS)
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, who=who, **settings)
    one.go(reverse("federation", args=[tonight.slug, "nord"]) + query)
    return one, tonight


def _same_page(page: Page) -> bool:
    return bool(page.evaluate("window.same === true"))


def _has_focus(page: Page, name: str) -> None:
    expect(page.locator("tbody th a:focus")).to_have_text(name)


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_a_row_follows_its_act(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Accept, return, no vote: the row and the counts change, the focus goes to the next row, by keyboard."""
    one, tonight = _desk(browser, server, language=language, size=size)
    page = one.page
    page.evaluate(STAYS)
    accept = page.get_by_role("button", name=f"{say('desk.accept', language)} · Nord 1 (nord-1)")
    expect(page.locator("#state-accepted")).to_have_count(0)
    press(page, accept)
    expect(page.locator("#state-accepted")).to_contain_text("(1)")
    expect(page.locator("#told")).to_contain_text("Nord 1")
    _has_focus(page, "Nord 2 (nord-2)")
    expect(page.get_by_role("button", name="· Nord 3")).to_have_count(0)  # flagged: looked at first
    one.look("desk-row-accepted")

    returning = page.locator("tbody tr", has_text="Nord 2").locator("details.act")
    press(page, returning.locator("summary"))
    write(page, returning.locator("textarea"), "Signatures illisibles")
    press(page, returning.get_by_role("button"))
    expect(page.locator("#state-returned")).to_contain_text("(1)")
    none_held = page.locator("tbody tr", has_text="Nord 4").locator("details.act")
    press(page, none_held.locator("summary"))
    write(page, none_held.locator("textarea"), "Bureau fermé")
    press(page, none_held.get_by_role("button"))
    expect(page.locator("#state-no_vote")).to_contain_text("(1)")
    assert _same_page(page)
    tonight.now()
    for kind in (SheetAccepted, SheetReturned, NoVoteHeld):
        assert sum(isinstance(event, kind) for event in tonight.events) == 1

    page.locator("#state-accepted").click()
    page.wait_for_url("**?state=accepted")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "state-accepted"
    assert _same_page(page)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(4)
    assert page.url.endswith("/desk/nord/")
    one.context.close()


def test_a_refused_act_says_why_in_its_row(server: ServerOfTheApp, browser: Browser) -> None:
    """Somebody else has returned the sheet: accepting it is refused, and the reason has the focus."""
    one, tonight = _desk(browser, server)
    page = one.page
    page.evaluate(STAYS)
    other = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    to_return = reverse("sheet-return", args=[tonight.slug, "presidence", 1, "nord-2"])
    assert other.post(to_return, {"key": "other", "reason": "PV d'un autre bureau"}).status_code == 302
    press(page, page.get_by_role("button", name=f"{say('desk.accept', 'fr')} · Nord 2 (nord-2)"))
    refusal = page.locator('tbody [role="alert"]:focus')
    expect(refusal).to_be_visible()
    assert len(refusal.inner_text()) > 20
    expect(page.locator("tbody tr", has_text="Nord 2").locator(".chip.state-returned")).to_be_visible()
    assert _same_page(page)
    one.look("desk-row-refused")
    one.context.close()


def test_an_ended_session_leads_to_the_sign_in_and_back(server: ServerOfTheApp, browser: Browser) -> None:
    """The session ends while the list is open: the whole window asks to sign in, and knows where to go on."""
    one, tonight = _desk(browser, server)
    page = one.page
    page.evaluate(STAYS)
    Session.objects.filter(
        pk=next(cookie["value"] for cookie in one.context.cookies() if cookie["name"] == "sessionid")
    ).delete()
    page.get_by_role("button", name=f"{say('desk.accept', 'fr')} · Nord 1 (nord-1)").click()
    page.wait_for_url("**/accounts/login/?next=**")
    assert f"/b/{tonight.slug}/desk/nord/" in page.url
    expect(page.locator("main main")).to_have_count(0)
    one.context.close()


def test_an_error_is_shown_and_a_lost_network_too(server: ServerOfTheApp, browser: Browser) -> None:
    """A form of an old page (403) is told in the page's words; where nothing answers, that is said."""
    one, tonight = _desk(browser, server)
    page = one.page
    page.evaluate(STAYS)
    page.evaluate(
        "for (const one of document.querySelectorAll('[name=csrfmiddlewaretoken]')) one.value = 'old'"
    )
    button = page.get_by_role("button", name=f"{say('desk.accept', 'fr')} · Nord 1 (nord-1)")
    button.click()
    expect(page.locator("#told")).to_contain_text(say("site.stale", "fr"))
    one.look("desk-stale")
    one.context.set_offline(True)
    button.click()
    expect(page.locator('#told [role="alert"]')).to_contain_text(say("site.gone", "fr"))
    assert _same_page(page)
    tonight.now()
    assert not any(isinstance(event, SheetAccepted) for event in tonight.events)
    one.context.close()


def test_without_javascript(server: ServerOfTheApp, browser: Browser) -> None:
    """The same forms, links and search by whole pages: back at the list after the act, as it was filtered."""
    one, tonight = _desk(browser, server, "?state=received", java_script_enabled=False)
    page = one.page
    page.get_by_role("button", name=f"{say('desk.accept', 'fr')} · Nord 1 (nord-1)").click()
    page.wait_for_url("**/desk/nord/?state=received")
    expect(page.locator('.note.good[role="status"]')).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("searchbox").fill("nord 2")
    page.get_by_role("button", name=say("desk.find", "fr")).click()
    expect(page.locator("#count")).to_contain_text("1")
    expect(page.get_by_role("button", name=say("pages.pause", "fr"))).to_be_hidden()
    tonight.now()
    assert sum(isinstance(event, SheetAccepted) for event in tonight.events) == 1
    one.context.close()


def test_votes_of_others_arrive(server: ServerOfTheApp, browser: Browser) -> None:
    """A member votes: the tally changes in place; another's vote appears by itself; closing is a page."""
    tonight = hosted(BALLOT + SHEETS.replace("petit=11", "petit=10"))
    members = [person((tonight.slug, Post.COMMISSIONER, "")) for _ in range(2)]
    actor = members[0].account.actor
    for fields in (
        {"event": "dispute-filed/1", "id": "d1", "units": ["nord-2"], "contest": "presidence", "round": 1,
         "seeks": "annul", "grounds": "Urne déplacée"},
        {"event": "ruling-moved/1", "id": "m1", "of": "d1", "effect": "uphold", "grounds": "Rien de prouvé"},
    ):  # fmt: skip
        assert hasattr(
            tonight.record({**fields, "actor": actor, "role": "commissioner"}, fields["event"]), "seq"
        )
    one = walker(browser, server.address, who=members[0])
    page = one.page
    one.go(reverse("matter", args=[tonight.slug, "d1"]))
    page.evaluate(STAYS)
    press(page, page.locator('.vote button[value="for"]'))
    expect(page.locator(".vote dd").first).to_have_text("1")
    expect(page.locator("#vote:focus")).to_have_count(1)
    expect(page.locator("#told")).not_to_be_empty()
    second = members[1].signed_in()
    form = {"key": "second", "of": "d1", "motion": "m1", "vote": "against"}
    assert second.post(reverse("vote", args=[tonight.slug]), form).status_code == 302
    expect(page.locator(".vote dd").nth(1)).to_have_text("1", timeout=15_000)  # asked every ten seconds
    assert _same_page(page)
    one.look("vote-in-place")
    reach(page, page.get_by_role("button", name=say("room.close_vote", "fr")))
    page.keyboard.press("Enter")
    expect(page.locator(".note.warning[role='status']")).to_be_visible()  # one for, one against: not carried
    assert not _same_page(page)
    tonight.now()
    assert sum(isinstance(event, MemberVoted) for event in tonight.events) == 2
    one.context.close()
