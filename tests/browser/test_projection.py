"""The projection beside the night's screen and on its own page, at every size, in both languages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import SIZES, walker
from browser.test_night import fills_the_wall, linked
from recolement.web.projection.models import ShownProjection
from web.serving import ServerOfTheApp
from web.test_projection import BALLOT, send
from web.world import hosted


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_line_and_the_page(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """The line comes onto the night's screen and leads to the page; a projector still does not scroll."""
    tonight = hosted(BALLOT)
    for number in range(6):
        send(tonight, number)
    ShownProjection.objects.create(slug=tonight.slug, baseline="c/1")
    one = walker(browser, server.address, language=language, size=size)
    one.go(f"{reverse('night', args=[tonight.slug])}?contest=c&round=2&unit=pays&theme=light")
    linked(one, "live")
    expect(one.page.locator("#projection strong")).to_be_visible(timeout=20_000)
    one.look("night-projection")
    if size == "projector":
        fills_the_wall(one.page)
    one.page.locator("#projection a").click()
    expect(one.page.locator("table tbody tr")).to_have_count(2)
    one.look("projection")
    one.context.close()
