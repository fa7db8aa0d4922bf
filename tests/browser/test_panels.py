"""A panel from its making to a replacement: every page looked at, by all who have to do with it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browser.looking import Walker, walker
from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.panels import QUOTAS, volunteers
from web.serving import ServerOfTheApp
from web.world import person

WRONG = (
    "id,name,age,sex,address\n1,Ann,young,f,1 rue Haute\n2,Bob,yung,m,2 rue Haute\n"
    "3,Ann,young,f,1 rue Haute\n"
)


def _press(one: Walker, code: str, **facts: Any) -> None:
    one.page.get_by_role("button", name=say(code, one.language, **facts), exact=True).first.click()


def _hand_in(one: Walker, folder: Path, people: str, quotas: str) -> None:
    """Both files, and the page the check leads to."""
    files = folder / "people.csv", folder / "quotas.csv"
    for file, content in zip(files, (people, quotas), strict=True):
        file.write_text(content, encoding="utf-8")
    if not one.page.locator("#people").is_visible():
        one.page.locator("summary", has_text=say("panel.take", one.language)).click()
    one.page.locator("#people").set_input_files(files[0])
    one.page.locator("#quotas").set_input_files(files[1])
    _press(one, "panel.take")
    one.page.wait_for_url("**/organise/check/", timeout=60_000)


def _make(one: Walker, folder: Path) -> str:
    """A panel, files that are wrong, quotas that cannot be met, then both right; its slug."""
    one.go("/panels/new/")
    one.look("panel-1-new")
    one.page.locator("#title").fill("Convention pour le climat")
    one.page.locator("#size").fill("6")
    one.page.locator("#purge_by").fill((date.today() + timedelta(days=90)).isoformat())
    _press(one, "panel.create")
    one.page.wait_for_url("**/organise/")
    one.look("panel-2-begun")
    _hand_in(one, folder, WRONG, QUOTAS)
    one.look("panel-3-wrong-files")
    one.page.get_by_role("link", name=say("panel.go_on", one.language)).click()
    _hand_in(one, folder, volunteers(), QUOTAS.replace("young,2,4", "young,6,6"))
    one.look("panel-4-infeasible")
    one.page.get_by_role("link", name=say("panel.type_quotas", one.language)).click()
    one.page.locator("[name=l-0]").fill("")
    one.page.locator("[name=m-0]").fill("")
    _press(one, "panel.suggest")
    one.look("panel-5-quotas")
    _press(one, "panel.save_quotas")
    one.page.wait_for_url("**/organise/check/", timeout=60_000)
    one.look("panel-6-feasible")
    one.page.get_by_role("link", name=say("panel.go_on", one.language)).click()
    found = re.search(r"/p/([^/]+)/organise/", one.page.url)
    assert found is not None
    return found[1]


def _planned(one: Walker, name: str) -> str:
    """One contributor is named; their link."""
    if not one.page.locator("#contributors").is_visible():
        one.page.locator("summary", has_text=say("panel.plan", one.language)).click()
    one.page.locator("#contributors").fill(name)
    _press(one, "panel.plan")
    link = one.page.locator("dd a").inner_text()
    return link.partition(one.address)[2]


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_a_panel_from_its_making_to_a_replacement(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser, tmp_path: Path
) -> None:
    """Made, checked, announced, drawn, somebody replaced, a letter opened, verified, purged."""
    who = person(("elsewhere", Post.ORGANISER, ""))
    one = walker(browser, server.address, language=language, size=size, who=who)
    slug = _make(one, tmp_path)
    contributor = walker(browser, server.address, language=language, size=size)
    public = walker(browser, server.address, language=language, size="projector")
    for step, start in (("", "panel.announce"), ("-again", "panel.announce_replacement")):
        link = _planned(one, "Alice Martin")
        if not step:
            one.look("panel-7-links")
        contributor.go(link)
        expect(contributor.page.locator("#commitment")).not_to_have_value("")
        if not step:
            contributor.look("panel-8-commit")
        _press(contributor, "panel.commit")
        contributor.look(f"panel-9-committed{step}")
        one.go(f"/p/{slug}/organise/")
        one.look(f"panel-10-to-announce{step}")
        _press(one, start)
        one.page.wait_for_url("**/organise/", timeout=60_000)
        one.look(f"panel-11-announced{step}")
        public.go(f"/p/{slug}/draw/")
        public.look(f"panel-12-before-the-draw{step}")
        contributor.go(link)
        expect(contributor.page.locator("#secret")).not_to_have_value("")
        _press(contributor, "panel.reveal")
        one.go(f"/p/{slug}/organise/")
        one.page.locator("#word").fill(say("panel.draw_word", language))
        _press(one, "panel.draw_now")
        one.page.wait_for_url("**/draw/")
        one.look(f"panel-13-drawn{step}")
        public.go(f"/p/{slug}/draw/")
        public.look(f"panel-14-drawn{step}")
        one.go(f"/p/{slug}/organise/job/")
        one.page.wait_for_url("**/organise/", timeout=60_000)
        if not step:
            one.page.get_by_role("link", name=say("panel.people", language)).click()
            one.look("panel-15-people")
            one.page.locator("input.tick").first.check()
            _press(one, "panel.replace_chosen")
    _read(one, public, slug)
    one.go(f"/p/{slug}/organise/")
    one.page.locator("summary", has_text=say("panel.purge_now", language)).click()
    one.page.locator("#purge-word").fill(say("panel.purge_word", language))
    _press(one, "panel.purge_now")
    one.look("panel-20-purged")
    public.go(f"/p/{slug}/")
    public.look("panel-21-purged")
    for walking in (one, contributor, public):
        walking.context.close()


def _read(one: Walker, public: Walker, slug: str) -> None:
    """The letters, one of them opened, and what everybody may read."""
    one.go(f"/p/{slug}/organise/letters/")
    one.look("panel-16-letters")
    link = one.page.locator(".access-sheet a").first.inner_text().partition(one.address)[2]
    reader = walker(one.context.browser, one.address, language=one.language, size=one.size)
    reader.go(link)
    expect(reader.page.locator(".note.good")).to_be_visible()
    reader.look("panel-17-line")
    for name, path in (
        ("18-page", ""),
        ("19-report", "report/"),
        ("19-verify", "verify/"),
        ("19-ask", "line/"),
    ):
        reader.go(f"/p/{slug}/{path}")
        reader.look(f"panel-{name}")
    expect(reader.page.locator("#code")).to_be_visible()
    reader.go(f"/p/{slug}/verify/")
    expect(reader.page.get_by_role("alert")).to_have_count(0)
    public.go(f"/p/{slug}/")
    public.look("panel-18-page")
    drawn = public.page.locator(".drawing:visible")
    assert drawn.count() == 2  # the chances and the quotas, in the form that this screen has room for
    assert drawn.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    reader.context.close()
