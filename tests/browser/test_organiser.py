"""The organiser, from an app with no ballot to the second round: every page looked at, in both languages."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browser.evening import happens
from browser.looking import Walker, walker
from browser.organised import PEOPLE, UNITS, first_round
from recolement.ledger.events import RoundAdded, RunoffPrepared
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening, evening
from recolement.web.trial import EVENING
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import hosted, person


def _set_up(one: Walker, folder: Path, tag: str) -> Evening:
    """A ballot from the form, its first table wrong: said, and mended."""
    wrong, right = folder / "wrong.csv", folder / "units.csv"
    wrong.write_text(UNITS.replace("nord-2,nord,", "nord-2,mars,"), encoding="utf-8")
    right.write_text(UNITS, encoding="utf-8")
    one.go("/organise/new/")
    one.look("organiser-1-new")
    for file in (wrong, right):
        one.page.locator("#title").fill(f"Assemblée {tag}")
        one.page.locator("#units").set_input_files(file)
        one.page.locator("#contest").fill("Présidence")
        one.page.locator("#options").fill("Alice Martin\nBruno Petit\nChi Nguyen")
        one.page.locator("#t-two_rounds").check()
        one.page.get_by_role("button", name=say("organise.look", _language(one))).click()
        if file == wrong:
            # the file as its owner calls it, the row and the column: the header is row 1
            expect(one.page.get_by_role("alert")).to_contain_text("wrong.csv")
            expect(one.page.get_by_role("alert")).to_contain_text("5")
            expect(one.page.get_by_role("alert")).to_contain_text("mars")
            expect(one.page.locator("#options")).to_have_value("Alice Martin\nBruno Petit\nChi Nguyen")
            one.look("organiser-2-wrong-row")
    expect(one.page.get_by_role("heading", level=1)).to_contain_text(
        say("organise.understood", _language(one))
    )
    expect(one.page.locator("tbody tr")).to_have_count(4)
    one.look("organiser-2-preview")
    one.page.get_by_role("button", name=say("organise.change", _language(one))).click()
    expect(one.page.locator("main form")).to_contain_text("units.csv")  # kept: it is not chosen again
    expect(one.page.locator("#t-two_rounds")).to_be_checked()
    one.look("organiser-2-changing")
    one.page.get_by_role("button", name=say("organise.look", _language(one))).click()
    one.page.get_by_role("button", name=say("organise.create", _language(one))).click()
    one.page.wait_for_url("**/b/*/organise/")
    one.look("organiser-3-stages")
    found = re.search(r"/b/([^/]+)/organise/", one.page.url)
    assert found is not None
    return evening(found[1])


def _language(one: Walker) -> Any:
    return one.language


def _invite(one: Walker, folder: Path, tonight: Evening) -> None:
    """People from a table, letters, codes."""
    table = folder / "people.csv"
    table.write_text(PEOPLE.format(tag=tonight.slug), encoding="utf-8")
    one.page.get_by_role("link", name=say("organise.invite", _language(one))).click()
    one.look("organiser-4-nobody")
    one.page.locator("#people").set_input_files(table)
    one.page.get_by_role("button", name=say("people.take", _language(one))).click()
    expect(one.page.locator("tbody tr")).to_have_count(1)
    one.look("organiser-5-invitations")
    one.page.get_by_role("button", name=say("invitation.send", _language(one), count=1)).click()
    expect(one.page.locator(".code")).to_have_count(1)
    one.look("organiser-6-letters")
    one.page.get_by_role("link", name=say("site.back", _language(one))).click()
    expect(one.page.locator("tbody tr")).to_contain_text(say("invitation.state_sent", _language(one)))
    one.look("organiser-7-sent")


def _print(one: Walker) -> None:
    """Access sheets on the screen, then one lost and issued anew, and the forms: files that are kept."""
    one.page.get_by_role("button", name=say("organise.issue_screen", _language(one))).click()
    expect(one.page.locator(".access-sheet")).to_have_count(2)
    one.look("organiser-14-access-sheets")
    one.page.get_by_role("link", name=say("site.back", _language(one))).click()
    one.page.get_by_text(say("organise.anew", _language(one)), exact=True).click()
    one.look("organiser-15-lost")
    one.page.locator("#lost").fill("nord-1")
    with one.page.expect_download() as kept:
        one.page.get_by_role("button", name=say("organise.anew_one", _language(one))).click()
    assert kept.value.suggested_filename.endswith("-access.pdf")
    with one.page.expect_download() as kept:
        one.page.get_by_role("link", name=say("organise.form_count", _language(one))).click()
    assert kept.value.suggested_filename.endswith("-count.pdf")


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_nothing_to_the_second_round(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser, tmp_path: Path
) -> None:
    """Ballot, people, letters, roll closed, round opened, first round, runoff, second round opened."""
    who = person(("elsewhere", Post.ORGANISER, ""))
    one = walker(browser, server.address, language=language, size=size, who=who)
    tonight = _set_up(one, tmp_path, secrets.token_hex(3))
    _invite(one, tmp_path, tonight)
    stages = f"/b/{tonight.slug}/organise/"
    runoff = f"/b/{tonight.slug}/organise/runoff/contest/2/"
    one.go(stages)
    one.page.get_by_role("button", name=say("organise.close_roll", language)).click()
    one.page.get_by_role("button", name=say("organise.open_round", language)).click()
    expect(one.page.get_by_role("button", name=say("organise.close_round", language))).to_be_visible()
    one.look("organiser-8-round-open")
    _print(one)
    first_round(tonight)
    one.go(runoff)
    expect(one.page.get_by_role("alert")).to_contain_text(say("runoff.cannot", language))
    one.look("organiser-9-not-proclaimed")
    happens(tonight, "result-proclaimed/1", units=["pays"], contest="contest", round=1, signed_by=["a-x"])
    one.go(runoff)
    one.look("organiser-10-runoff")
    one.page.locator("#w-2").check()
    one.page.get_by_role("button", name=say("runoff.look", language)).click()
    one.page.locator("#r-2").select_option(label="Alice Martin")
    one.page.get_by_role("button", name=say("runoff.look", language)).click()
    expect(one.page.locator("section.paper")).to_contain_text("Alice Martin, Chi Nguyen")
    one.look("organiser-11-what-will-be-recorded")
    one.page.locator("#word").fill(say("runoff.word", language))
    one.page.get_by_role("button", name=say("runoff.record", language)).click()
    expect(one.page.get_by_role("heading", name=say("runoff.prepared", language, number=2))).to_be_visible()
    one.look("organiser-12-prepared")
    one.page.get_by_role("link", name=say("runoff.stages", language)).click()
    one.page.get_by_role("button", name=say("organise.open_round", language)).click()
    one.look("organiser-13-second-round-open")
    tonight.now()
    (event,) = (event for event in tonight.events if isinstance(event, RunoffPrepared))
    assert (event.options, event.withdrawn) == (("option-1", "option-3"), ("option-2",))
    one.context.close()


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_round_that_was_not_declared(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser
) -> None:
    """The demonstration's vote declared one round: from the proclamation to the second round, opened.

    By hand: nord-3 sends 60 papers, 20 each, and sud-2 80, of 26, 27 and 27. Martin 52 + 20 + 81 + 20 + 26
    = 199, Petit 30 + 45 + 50 + 20 + 27 = 172, Nguyen 16 + 19 + 24 + 20 + 27 = 106: of 477 nobody has 239.
    """
    tonight = hosted(EVENING)
    for unit, votes in (("nord-3", (20, 20, 20)), ("sud-2", (26, 27, 27))):
        happens(
            tonight, "sheet-recorded/1", unit=unit, contest="presidence", round=1, signatures=sum(votes),
            in_box=sum(votes), blank=0, null=0, valid=sum(votes),
            votes=dict(zip(("martin", "petit", "nguyen"), votes, strict=True)),
        )  # fmt: skip
    happens(
        tonight, "result-proclaimed/1", units=["val"], contest="presidence", round=1, signed_by=["a-x", "a-y"]
    )
    member = person((tonight.slug, Post.COMMISSIONER, ""))
    room = walker(browser, server.address, language=language, size=size, who=member)
    who = person((tonight.slug, Post.ORGANISER, ""))
    one = walker(browser, server.address, language=language, size=size, who=who)
    for number, path in enumerate(("room", "room/result/presidence/1/val")):
        room.go(f"/b/{tonight.slug}/{path}/")
        expect(room.page.locator("main .note").filter(has_text="Alice Martin, Bruno Petit")).to_be_visible()
        room.look(f"runoff-{number + 1}-{path.split('/')[-1]}")
    one.go("/")
    one.look("runoff-3-home")
    one.go(f"/b/{tonight.slug}/organise/")
    one.look("runoff-4-stages")
    one.page.get_by_role("link", name=say("runoff.title", language, number=2), exact=True).click()
    expect(one.page.locator("section.paper")).to_contain_text(say("runoff.adds", language, number=2))
    one.look("runoff-5-what-will-be-recorded")
    one.page.locator("#word").fill(say("runoff.word", language))
    one.page.get_by_role("button", name=say("runoff.record", language)).click()
    expect(one.page.get_by_role("heading", name=say("runoff.prepared", language, number=2))).to_be_visible()
    one.look("runoff-6-prepared")
    one.page.get_by_role("link", name=say("runoff.stages", language)).click()
    one.look("runoff-7-to-open")
    one.page.get_by_role("button", name=say("organise.open_round", language)).last.click()
    expect(one.page.locator("main .note").filter(has_text="Alice Martin, Bruno Petit")).to_have_count(0)
    one.look("runoff-8-open")
    tonight.now()
    assert [event.number for event in tonight.events if isinstance(event, RoundAdded)] == [2]
    one.context.close()
    room.context.close()
