"""What anybody sees, and the doors: at 360, 1280 and 1920 px, in both languages, printed, in the dark."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import SIZES, Walker, walker
from recolement.web.accounts.models import Post, Role
from recolement.web.words import say
from web.serving import ServerOfTheApp
from web.world import BALLOT, Person, hosted, one_time_code, with_password

SHEETS = """
sheet nord-1 registered=100 signatures=60 in_box=60 blank=2 null=1 valid=57 martin=37 petit=20
sheet nord-2 registered=100 signatures=52 in_box=50 blank=1 null=0 valid=49 martin=20 petit=29
"""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_public_pages(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Results, a federation, a section, the home page, the door and an address that is not there."""
    tonight = hosted(BALLOT + SHEETS)
    one = walker(browser, server.address, language=language, size=size)
    for name, address in (
        ("public-1-home", "/"),
        ("public-2-ballot", reverse("ballot", args=[tonight.slug])),
        ("public-3-federation", reverse("unit", args=[tonight.slug, "nord"])),
        ("public-4-section", reverse("unit", args=[tonight.slug, "nord-2"])),
        ("public-5-door", "/accounts/login/"),
    ):
        one.go(address)
        one.look(name)
    answer = one.page.goto(server.address + "/b/nowhere/")
    assert answer is not None
    assert answer.status == 404
    one.look("public-6-nowhere")
    one.context.close()


def test_printed(server: ServerOfTheApp, browser: Browser) -> None:
    """On A4 the result needs no more than three pages, in black on white, whatever the screen's colours."""
    tonight = hosted(BALLOT + SHEETS)
    one = walker(browser, server.address, color_scheme="dark")
    one.go(reverse("ballot", args=[tonight.slug]))
    one.page.emulate_media(media="print")
    assert one.page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert one.page.locator(".head .right").is_hidden()
    pdf = one.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    one.page.set_viewport_size({"width": 794, "height": 1123})
    one.look("printed-ballot")
    one.context.close()


def _sign_in(one: Walker, who: Person) -> None:
    """By keyboard alone: name, Tab, password, Enter."""
    one.go("/accounts/login/")
    one.page.locator("#id_login").focus()
    one.page.keyboard.type(who.account.username)
    one.page.keyboard.press("Tab")
    one.page.keyboard.type(who.password)
    one.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_commissioner_comes_in(language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Password, then the one-time code, by keyboard alone; then the room."""
    tonight = hosted(BALLOT + SHEETS)
    who = with_password((tonight.slug, Post.COMMISSIONER, ""))
    one = walker(browser, server.address, language=language)
    _sign_in(one, who)
    one.page.wait_for_url("**/2fa/authenticate/")
    one.look("door-2-code")
    one.page.locator("#id_code").focus()
    one.page.keyboard.type(one_time_code(who.totp))
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(server.address + "/")
    one.page.get_by_role("link", name=say("post.commissioner", language), exact=True).click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text(say("room.title", language))
    one.go(reverse("mfa_index"))
    one.look("door-4-factors")
    one.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_commissioner_sets_up_a_code(language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Without a factor one is led to set it up; the page shows its QR and secret; then all is open."""
    tonight = hosted(BALLOT + SHEETS)
    who = with_password((tonight.slug, Post.FEDERATION, ""))
    Role.objects.create(account=who.account, ballot=tonight.slug, post=Post.COMMISSIONER)
    one = walker(browser, server.address, language=language)
    _sign_in(one, who)
    one.page.wait_for_url("**/2fa/totp/activate/")
    one.look("door-3-set-up")
    secret = one.page.locator("#authenticator_secret").input_value()
    one.page.locator("#id_code").fill(one_time_code(secret))
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/2fa/recovery-codes/**")
    one.look("door-5-recovery-codes")
    one.go(reverse("room", args=[tonight.slug]))
    one.context.close()


def test_a_passkey(server: ServerOfTheApp, browser: Browser) -> None:
    """A passkey is registered as second factor, and opens the next session in place of a code."""
    tonight = hosted(BALLOT + SHEETS)
    who = with_password((tonight.slug, Post.FEDERATION, ""))
    Role.objects.create(account=who.account, ballot=tonight.slug, post=Post.COMMISSIONER)
    address = server.address.replace(
        "127.0.0.1", "localhost"
    )  # a passkey belongs to a name, not to an address
    one = walker(browser, address)
    keys = one.context.new_cdp_session(one.page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }},
    )  # fmt: skip
    _sign_in(one, who)
    one.page.wait_for_url("**/2fa/totp/activate/")
    one.go(reverse("mfa_add_webauthn"))
    one.look("door-6-passkey")
    one.page.locator("#id_name").fill("Clé de la salle")
    one.page.locator("#mfa_webauthn_add").click()
    one.page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    one.go(reverse("room", args=[tonight.slug]))
    one.page.get_by_role("button", name="Quitter").click()
    one.page.wait_for_url(address + "/")
    _sign_in(one, who)
    one.page.wait_for_url("**/2fa/authenticate/")
    one.page.locator("#mfa_webauthn_authenticate").click()
    one.page.wait_for_url(address + "/")
    one.go(reverse("room", args=[tonight.slug]))
    one.context.close()
