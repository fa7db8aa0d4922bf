"""The federation's desk as its walks find it: four sections of the north, from the home page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from browser.looking import Walker, walker
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from web.serving import ServerOfTheApp
from web.world import BALLOT, hosted, person

SHEETS = """
unit nord-3 in=nord name="Nord 3" registered=80
unit nord-4 in=nord name="Nord 4" registered=80
sheet nord-1 registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20
sheet nord-2 registered=100 signatures=52 in_box=50 blank=1 null=0 valid=49 martin=20 petit=29
sheet nord-3 registered=80 signatures=40 in_box=40 blank=0 null=0 valid=40 martin=30 petit=11
"""
"""Nord 1 adds up; Nord 2 has two signatures too many, Nord 3 one vote too many; Nord 4 has sent nothing."""


def federation_of_the_north(
    browser: Browser, server: ServerOfTheApp, language: Any, size: str
) -> tuple[Walker, Evening]:
    """Somebody of that federation, on the home page."""
    tonight = hosted(BALLOT + SHEETS)
    who = person((tonight.slug, Post.FEDERATION, "nord"))
    one = walker(browser, server.address, language=language, size=size, who=who)
    one.go("/")
    return one, tonight
