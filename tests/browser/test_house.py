"""The administrator: accounts, one account, sessions and locks, the journal; looked at, and by keyboard."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import walker
from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import hosted, person, with_password

LOOKS = [
    ("fr", "telephone"),
    ("en", "desk"),
    pytest.param("en", "telephone", marks=pytest.mark.long),
    pytest.param("fr", "desk", marks=pytest.mark.long),
]
"""Both languages and both sizes at each run; the other two pairs with the long tests."""


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_the_house(language: Any, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """An account made and given a seat; a factor reset; who is in, who is locked out; the journal."""
    tonight = hosted()
    tag = secrets.token_hex(3)
    member = person((tonight.slug, Post.COMMISSIONER, ""), name=f"Membre {tag}")
    person((tonight.slug, Post.CLERK, ""), name="Une personne au nom très long, " * 6)
    chief = person(("", Post.ADMINISTRATOR, ""), name=f"Administration {tag}")
    locked = with_password((tonight.slug, Post.CLERK, ""), name=f"Saisie {tag}")
    knocking = Client(REMOTE_ADDR=f"198.51.100.{secrets.randbelow(250)}")
    for _ in range(11):
        knocking.post("/accounts/login/", {"login": locked.account.username, "password": "x"})
    one = walker(browser, server.address, language=language, size=size, who=chief)
    page = one.page
    one.go("/")
    page.get_by_role("link", name=say("house.title", language), exact=True).click()
    one.look("house-1-accounts")
    page.get_by_role("link", name=say("accounts_table.title", language)).click()
    one.look("house-12-people")
    one.go(reverse("house"))
    page.locator("details.act summary").click()
    page.locator("#name").fill(f"Nouvelle {tag}")
    page.locator("#username").fill(f"nouvelle-{tag}")
    page.get_by_role("button", name=say("house.make", language), exact=True).click()
    expect(page.locator(".code")).to_be_visible()
    one.look("house-2-way-in")
    page.get_by_role("link", name=say("house.to_account", language)).click()
    title = page.get_by_text(say("organise.appoint", language), exact=True).first
    giving = page.locator("details.act", has=title)
    giving.locator("summary").click()
    giving.locator("#post").select_option("commissioner")
    giving.locator("#ballot").select_option(tonight.slug)
    giving.get_by_role("button").click()
    expect(page.locator('.note.good[role="status"]')).to_be_visible()
    one.look("house-3-account")
    one.go(reverse("house-account", args=[member.account.pk]))
    for text, reason in (("house.reset", "téléphone perdu"), ("house.disable", "parti")):
        acting = page.locator("details.act", has=page.get_by_text(say(text, language), exact=True).first)
        acting.locator("summary").press("Enter")
        if text == "house.reset":
            one.look("house-4-reset")
        acting.locator("textarea").fill(reason)
        acting.get_by_role("button").press("Enter")
        expect(page.locator('.note.good[role="status"]')).to_be_visible()
    one.look("house-5-disabled")
    page.get_by_role("link", name=say("house.sessions", language)).click()
    expect(page.locator("tbody").first).to_contain_text(f"Saisie {tag}")
    one.look("house-6-sessions")
    page.get_by_role("link", name=say("house.journal", language), exact=True).click()
    page.locator("#what").select_option("factor_reset")
    page.get_by_role("button", name=say("desk.find", language)).click()
    expect(page.locator("tbody")).to_contain_text("téléphone perdu")
    one.look("house-7-journal")
    one.context.close()
    sitting = person((tonight.slug, Post.COMMISSIONER, ""))
    room = walker(browser, server.address, language=language, size=size, who=sitting)
    room.go(reverse("room", args=[tonight.slug]))
    room.page.locator("details.act summary").last.click()
    expect(room.page.locator("main")).to_contain_text("téléphone perdu")
    room.look("house-8-commission")
    room.context.close()
