"""The pages for programs, tokens and webhooks: at each size, in both languages, with something on them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from browser.looking import walker
from recolement.web.accounts.models import Post
from recolement.web.webhooks.models import Delivery, Webhook
from web.serving import ServerOfTheApp
from web.world import new_world

HOSTILE = "<script>alert(1)</script> =cmd|'/c calc' \u202eredro \U0001f5f3"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", ["telephone", "desk"])
def test_tokens(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """None at first; a form that is refused keeps what was written; then one token, shown once."""
    world = new_world()
    one = walker(
        browser, server.address, language=language, size=size, who=world.person(Post.FEDERATION, "nord")
    )
    one.go(reverse("tokens"))
    one.look("tokens-1-none")
    one.page.locator("#label").fill(HOSTILE)
    one.page.locator("#unit").fill("sud-1")
    one.page.locator("main form button").last.click()
    expect(one.page.locator("#unit")).to_have_attribute("aria-invalid", "true")
    one.look("tokens-2-refused")
    one.page.locator("#label").fill(f"Notre formulaire {HOSTILE[:60].replace(chr(0x202E), '')}")
    one.page.locator("#unit").fill("nord-1")
    one.page.locator("main form button").last.click()
    expect(one.page.locator(".note.good .digest")).to_contain_text("rcl_")
    one.look("tokens-3-made")
    one.go(reverse("tokens"))
    assert "rcl_" not in one.page.content()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", ["telephone", "desk"])
def test_webhooks(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """An address refused, one entered, its secret shown once; a log with what was taken, waits and failed."""
    world = new_world()
    one = walker(browser, server.address, language=language, size=size, who=world.person(Post.ORGANISER, ""))
    one.go(reverse("webhooks", args=[world.slug]))
    one.page.locator("#address").fill("http://example.org/hook")
    one.page.locator("main form button").last.click()
    expect(one.page.locator("#address")).to_have_value("http://example.org/hook")
    one.look("webhooks-1-refused")
    one.page.locator("#address").fill("https://hook.invalid/" + "long/" * 30)
    one.page.locator("main form button").last.click()
    expect(one.page.locator(".note.good .digest")).to_contain_text("whsec_")
    one.look("webhooks-2-entered")
    webhook = Webhook.objects.get(ballot=world.slug)
    Webhook.objects.filter(pk=webhook.pk).update(active=False)  # so that the server sends nothing of it
    now = timezone.now()
    for line, kept in enumerate(
        (
            {"taken": now, "status": 204},
            {"due": now},
            {"failure": "private"},
            {"failure": "status", "status": 500},
        )
    ):
        Delivery.objects.create(
            webhook=webhook, line=line, kind="sheet.accepted", body="{}", tries=line and 1, **kept
        )
    one.go(reverse("webhooks", args=[world.slug]))
    one.look("webhooks-3-log")
    assert "whsec_" not in one.page.content()
