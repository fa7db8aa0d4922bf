"""Health, backups and the federation's import: looked at, in both languages and both sizes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import walker
from browser.test_house import LOOKS
from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import BALLOT, SHEET, hosted, person

MORE = 'unit nord-3 in=nord name="Nord 3" registered=80\nunit nord-4 in=nord name="Nord 4" registered=80\n'
TABLE = """unit,registered,signatures,in_box,blank,null,valid,martin,petit
nord-1,100,52,50,1,0,49,20,29
nord-2,100,60,60,0,0,60,41,19
nord-3,80,x,,,,,,
sud-1,100,1,1,0,0,1,1,0
nord-4,80,40,40,0,0,40,30,10
"""


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_health_and_backups(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """A record verified; a backup made, downloaded, and looked at without restoring it."""
    tonight = hosted(BALLOT + SHEET)
    chief = person(("", Post.ADMINISTRATOR, ""))
    one = walker(browser, server.address, language=language, size=size, who=chief)
    page = one.page
    one.go(reverse("house-health"))
    page.locator("#ballot").select_option(tonight.slug)
    page.get_by_role("button", name=say("health.do_verify", language)).click()
    expect(page.locator("main")).to_contain_text(tonight.desk.tree.root().hex())
    one.look("house-9-health")
    page.get_by_role("link", name=say("backup.title", language), exact=True).click()
    page.get_by_role("button", name=say("backup.make", language)).click()
    expect(page.locator('.note.good[role="status"]')).to_be_visible()
    one.look("house-10-backups")
    with page.expect_download() as fetching:
        page.get_by_role("link", name=say("backup.fetch", language)).first.click()
    digest = page.locator("td .digest").first.inner_text()
    assert _digest(Path(str(fetching.value.path()))) == digest, "what was downloaded is what was said"
    one.context.close()


def _digest(path: Path) -> str:
    from recolement.web.house.backups import digest_of

    return digest_of(path)


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_a_federations_table(
    language: Any, size: str, server: ServerOfTheApp, browser: Browser, tmp_path: Path
) -> None:
    """From the federation's list: a table sent, its rows sorted by what would become of them, recorded."""
    tonight = hosted(BALLOT + MORE + SHEET)
    table = tmp_path / "nord.csv"
    table.write_text(TABLE, encoding="utf-8")
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, language=language, size=size, who=who)
    page = one.page
    one.go(reverse("federation", args=[tonight.slug, "nord"]))
    page.get_by_role("link", name=say("import.title", language)).click()
    one.look("import-1-send")
    page.locator("#table").set_input_files(table)
    page.get_by_role("button", name=say("import.see", language)).press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    one.look("import-2-preview")
    page.get_by_role("button", name=say("import.record", language, number=2)).press("Enter")
    expect(page.locator('.note.good[role="status"]')).to_contain_text("2")
    one.look("import-3-recorded")
    one.context.close()


@pytest.mark.long
def test_a_backup_looked_at(server: ServerOfTheApp, browser: Browser) -> None:
    """The page that says what would become of ledgers and accounts, before the word is typed."""
    from recolement.web.house.saving import back_up

    path, _ = back_up()
    one = walker(browser, server.address, size="telephone", who=person(("", Post.ADMINISTRATOR, "")))
    one.go(reverse("house-restore", args=[path.name]))
    one.look("house-11-restore")
    one.context.close()
