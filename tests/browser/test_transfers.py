"""The page of transfers at every size, in both languages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import SIZES, walker
from web.serving import ServerOfTheApp
from web.test_transfers import ballot
from web.world import hosted


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Reached from the ballot's page; the picture is drawn, the table has every cell."""
    tonight = hosted(ballot(second=True))
    one = walker(browser, server.address, language=language, size=size)
    one.go(reverse("ballot", args=[tonight.slug]))
    one.page.locator('a[href*="/transfers/"]').click()
    expect(one.page.locator("tbody tr").first).to_be_visible()
    drawn = one.page.locator(".drawing img")
    expect(drawn).to_have_js_property("complete", True)
    assert drawn.evaluate("image => image.naturalWidth") > 300
    one.look("transfers")
    one.context.close()
