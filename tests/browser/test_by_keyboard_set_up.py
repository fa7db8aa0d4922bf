"""The organiser and the representative by keyboard alone; the focus is seen and never lost."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from browser.evening import happens
from browser.keyboard import choose, press, reach, told, write
from browser.looking import Walker, walker
from browser.organised import PEOPLE, UNITS, first_round
from recolement.ledger.events import DisputeFiled, RoundOpened, RunoffPrepared
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening, evening
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import hosted, person


def _give(page: Page, box: Locator, file: Path, text: str) -> None:
    """Choose a file: the box is reached by Tab; the window that Enter opens there is the browser's own, which
    a crowded machine does not always show in time, so the file is handed to the box."""
    file.write_text(text, encoding="utf-8")
    reach(page, box)
    box.set_input_files(file)


def _button(page: Page, code: str, **facts: int) -> Locator:
    return page.get_by_role("button", name=say(code, "fr", **facts), exact=True)


def _set_up(one: Walker, folder: Path, tag: str) -> Evening:
    """From the home page: a ballot of two rounds, seen as it was understood, then created."""
    page = one.page
    one.go("/")
    press(page, page.get_by_role("link", name=say("organise.new", "fr"), exact=True).first)
    page.wait_for_url("**/organise/new/")
    write(page, page.locator("#title"), f"Assemblée {tag}")
    _give(page, page.locator("#units"), folder / "units.csv", UNITS)
    write(page, page.locator("#contest"), "Présidence")
    write(page, page.locator("#options"), "Alice Martin\nBruno Petit\nChi Nguyen")
    choose(page, page.locator('[name="template"]'), "two_rounds")
    press(page, _button(page, "organise.look"))
    press(page, _button(page, "organise.create"))
    page.wait_for_url("**/b/*/organise/")
    found = re.search(r"/b/([^/]+)/organise/", page.url)
    assert found is not None
    return evening(found[1])


def test_the_organiser(server: ServerOfTheApp, browser: Browser, tmp_path: Path) -> None:
    """From no ballot to the second round: table, rule, people, letters, roll, rounds, runoff; no pointer."""
    who = person(("", Post.ORGANISER, ""))
    one = walker(browser, server.address, who=who)
    page, tag = one.page, secrets.token_hex(3)
    tonight = _set_up(one, tmp_path, tag)
    press(page, page.get_by_role("link", name=say("organise.invite", "fr"), exact=True))
    page.wait_for_url("**/invitations/")
    _give(page, page.locator("#people"), tmp_path / "people.csv", PEOPLE.format(tag=tonight.slug))
    press(page, _button(page, "people.take"))
    press(page, _button(page, "invitation.send", count=1))
    expect(page.locator(".code")).to_have_count(1)
    press(page, page.get_by_role("link", name=say("site.back", "fr"), exact=True))
    press(page, page.get_by_role("link", name=say("organise.stages", "fr"), exact=True))
    page.wait_for_url("**/organise/")
    press(page, _button(page, "organise.close_roll"))
    told(page)
    press(page, _button(page, "organise.open_round"))
    told(page)
    first_round(tonight)
    happens(tonight, "result-proclaimed/1", units=["pays"], contest="contest", round=1, signed_by=["a-x"])
    page.reload()
    press(page, page.get_by_role("link", name=say("runoff.title", "fr", number=2), exact=True))
    page.wait_for_url("**/runoff/**")
    press(page, page.locator("#w-2"), "Space")
    press(page, _button(page, "runoff.look"))
    expect(page.locator("section.paper")).to_contain_text("Alice Martin, Chi Nguyen")
    write(page, page.locator("#word"), say("runoff.word", "fr"))
    press(page, _button(page, "runoff.record"))
    told(page)
    press(page, page.get_by_role("link", name=say("runoff.stages", "fr"), exact=True))
    page.wait_for_url("**/organise/")
    press(page, _button(page, "organise.open_round"))
    told(page)
    one.look("organiser-by-keyboard")
    tonight.now()
    (event,) = (event for event in tonight.events if isinstance(event, RunoffPrepared))
    assert (event.options, event.withdrawn) == (("option-1", "option-3"), ("option-2",))
    assert sum(isinstance(event, RoundOpened) for event in tonight.events) == 2
    one.context.close()


def test_the_representative(server: ServerOfTheApp, browser: Browser) -> None:
    """The list, a sheet, a copy that differs, the dispute with its figures: no pointer."""
    tonight = hosted()
    happens(
        tonight, "sheet-recorded/1", unit="nord-1", contest="presidence", round=1, registered=100,
        signatures=60, in_box=60, blank=0, null=0, valid=60, votes={"martin": 40, "petit": 20},
        role="secretary",
    )  # fmt: skip
    who = person((tonight.slug, Post.REPRESENTATIVE, "nord"), option="petit")
    one = walker(browser, server.address, who=who, size="telephone")
    page = one.page
    one.go("/")
    press(page, page.get_by_role("link", name=say("post.representative", "fr"), exact=True))
    page.wait_for_url("**/watch/nord/")
    write(page, page.get_by_role("searchbox"), "nord 1")
    expect(page.locator("tbody tr")).to_have_count(1)  # found while typing
    assert page.evaluate("document.activeElement.id") == "q"
    press(page, page.locator("tbody tr").get_by_role("link", name=say("representative.enter", "fr")))
    page.wait_for_url("**/watch/**/nord-1/")
    for name, figure in (("valid", 60), ("vote:martin", 38), ("vote:petit", 22)):
        write(page, page.locator(f'[name="{name}"]'), str(figure))
    press(page, _button(page, "representative.save"))
    page.wait_for_url("**/desk/**")
    told(page)
    expect(page.locator("#finding-C3")).to_contain_text("C3")
    press(page, page.get_by_role("link", name=say("room.file", "fr"), exact=True))
    page.wait_for_url("**/dispute/")
    choose(page, page.locator('[name="how"]'), "values")
    for option, figure in (("martin", 38), ("petit", 22)):
        write(page, page.locator(f'[name="claimed:{option}"]'), str(figure))
    write(page, page.locator('[name="grounds"]'), "Le procès-verbal du bureau dit 38 et 22.")
    press(page, _button(page, "room.file"))
    page.wait_for_url("**/nord-1/")
    told(page)
    one.look("representative-by-keyboard")
    tonight.now()
    (filed,) = (event for event in tonight.events if isinstance(event, DisputeFiled))
    assert {claim.field: claim.value for claim in filed.values} == {"petit": 22, "martin": 38}
    one.context.close()
