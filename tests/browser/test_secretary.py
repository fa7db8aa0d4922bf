"""The section secretary, on a telephone of 360 × 740: from the access sheet to the receipt, also offline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.looking import Walker, walker
from recolement.ledger.events import SheetRecorded
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.intake.models import Draft
from recolement.web.words import say
from web.pictures import with_a_place
from web.serving import ServerOfTheApp
from web.world import access_sheet, hosted, person, with_password

FIGURES = {"registered": "100", "signatures": "52", "in_box": "50", "blank": "1", "null": "0", "valid": "49"}
VOTES = {"vote:martin": "20", "vote:petit": "29"}


def _sheets(tonight: Evening) -> list[SheetRecorded]:
    tonight.now()
    return [event for event in tonight.events if isinstance(event, SheetRecorded)]


def _at(tonight: Evening, page: str = "sheet") -> str:
    return reverse(page, args=[tonight.slug, "presidence", 1, "nord-1"])


def _type(one: Walker, boxes: dict[str, str]) -> None:
    """Type as thumbs do: tap the box, type, Enter goes on."""
    for name, value in boxes.items():
        box = one.page.locator(f'[name="{name}"]')
        box.tap()
        box.fill(value)
        box.press("Enter")


@pytest.mark.parametrize("size", ["telephone", "desk"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_access_sheet_to_the_receipt(
    language: str, size: str, server: ServerOfTheApp, browser: Browser, tmp_path: Path
) -> None:
    """Link, code, form, what does not add up, photo, review, signature, receipt: nothing else is needed."""
    tonight = hosted()
    link, code = access_sheet(person((tonight.slug, Post.SECRETARY, "nord-1")).account)
    one = walker(browser, server.address, language=language, size=size)
    one.go(f"/a/{link}/")
    one.look("secretary-1-code")
    one.page.get_by_label(say("account.code", language)).fill(f"{code[:4]} {code[4:]}")
    one.page.get_by_role("button", name=say("account.enter", language), exact=True).tap()
    one.page.wait_for_url(server.address + "/")
    one.look("secretary-2-home")
    one.page.get_by_role("link", name=re.compile(say("sheet.to_fill", language))).tap()
    one.page.wait_for_url("**/sheet/**")
    one.look("secretary-3-form-empty")
    _type(one, FIGURES | VOTES)
    expect(one.page.locator("#running-sum")).to_have_text("49")
    note = one.page.locator("#note-in_box")
    expect(note).to_be_visible()  # 52 signatures, 50 envelopes: two fewer, and what to do
    expect(note).to_contain_text("2 de moins" if language == "fr" else "2 fewer")
    expect(one.page.locator("#kept")).to_contain_text(
        "par le serveur" if language == "fr" else "by the server", timeout=10_000
    )
    picture = tmp_path / "sheet.jpg"
    picture.write_bytes(with_a_place())
    one.page.set_input_files("#photo", picture)
    expect(one.page.locator("#photo-shown")).to_be_visible()
    one.look("secretary-4-form-filled")
    one.page.get_by_role("button", name=say("sheet.review", language), exact=True).tap()
    one.page.wait_for_url("**/review/")
    one.look("secretary-5-review")
    one.page.locator("#explanation").fill("Deux électeurs ont signé sans voter.")
    one.page.locator("#name").fill("Ann Secrétaire")
    one.page.locator("#certify").tap()
    one.page.get_by_role("button", name=say("sheet.send", language), exact=True).tap()
    one.page.wait_for_url("**/line/*/")
    one.look("secretary-6-receipt")
    (sheet,) = _sheets(tonight)
    assert (sheet.votes, sheet.signatures, sheet.in_box) == ({"martin": 20, "petit": 29}, 52, 50)
    assert len(sheet.scans) == 1
    one.page.get_by_role("link", name=say("receipt.page", language)).tap()
    one.page.wait_for_url("**/unit/**")
    one.look("secretary-7-public-page")
    one.go(_at(tonight))
    one.look("secretary-8-already")
    one.context.close()


def test_without_network_it_is_kept_and_sent_once(server: ServerOfTheApp, browser: Browser) -> None:
    """The network goes before sending: the page keeps the signed sheet, says so, and sends it once."""
    tonight = hosted()
    one = walker(
        browser, server.address, size="telephone", who=person((tonight.slug, Post.SECRETARY, "nord-1"))
    )
    one.go(_at(tonight))
    _type(one, FIGURES | {"signatures": "50"} | VOTES)
    one.context.set_offline(True)
    box = one.page.locator('[name="vote:petit"]')
    box.fill("29")
    expect(one.page.locator("#offline")).to_be_visible(timeout=10_000)
    one.look("secretary-offline-form")
    one.context.set_offline(False)
    one.page.locator("[data-next]").tap()
    one.page.wait_for_url("**/review/")
    one.context.set_offline(True)
    one.page.locator("#name").fill("Ann")
    one.page.locator("#certify").tap()
    one.page.get_by_role("button", name="Signer et envoyer").tap()
    expect(one.page.locator("#sending")).to_contain_text("Pas de réseau")
    assert _sheets(tonight) == []
    one.look("secretary-offline-waiting")
    one.context.set_offline(False)
    one.page.wait_for_url("**/line/*/", timeout=40_000)
    assert len(_sheets(tonight)) == 1
    one.context.close()


def test_the_form_opens_again_without_network(server: ServerOfTheApp, browser: Browser) -> None:
    """Typed, the network gone, the page closed: opened again without network, every figure is there."""
    tonight = hosted()
    one = walker(
        browser, server.address, size="telephone", who=person((tonight.slug, Post.SECRETARY, "nord-1"))
    )
    one.go(_at(tonight))
    one.page.evaluate("navigator.serviceWorker.ready")
    one.go(_at(tonight))  # seen once with the worker there
    one.context.set_offline(True)
    _type(one, {"registered": "100", "signatures": "50"})
    one.page.close()
    one.page = one.context.new_page()
    one.page.goto(server.address + _at(tonight))
    expect(one.page.locator('[name="registered"]')).to_have_value("100")
    expect(one.page.locator('[name="signatures"]')).to_have_value("50")
    one.context.close()


def test_the_session_expires_in_mid_entry(server: ServerOfTheApp, browser: Browser) -> None:
    """The page says the session has expired and what is typed is kept; after signing in it is there."""
    tonight = hosted()
    who = person((tonight.slug, Post.SECRETARY, "nord-1"))
    one = walker(browser, server.address, size="telephone", who=who)
    one.go(_at(tonight))
    _type(one, {"registered": "100"})
    who.signed_in()  # elsewhere: this session ends
    _type(one, {"signatures": "50"})
    expect(one.page.locator("#kept")).to_contain_text("La session a expiré", timeout=10_000)
    one.look("secretary-session-expired")
    session = who.signed_in().cookies["sessionid"].value
    one.context.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])
    one.go(_at(tonight))
    expect(one.page.locator('[name="registered"]')).to_have_value("100")
    expect(one.page.locator('[name="signatures"]')).to_have_value("50")
    one.context.close()


def test_the_session_expires_between_the_review_and_the_sending(
    server: ServerOfTheApp, browser: Browser
) -> None:
    """Led to sign in, back at the review: figures, name and explanation are there; one sending, one line."""
    tonight = hosted()
    who = with_password((tonight.slug, Post.SECRETARY, "nord-1"))
    one = walker(browser, server.address, size="telephone", who=who)
    one.go(_at(tonight))
    _type(one, FIGURES | VOTES)
    one.page.locator("[data-next]").tap()
    one.page.wait_for_url("**/review/")
    who.signed_in()  # elsewhere: this session ends
    one.page.locator("#explanation").fill("deux signatures sans enveloppe")
    one.page.locator("#name").fill("Ann")
    one.page.locator("#certify").tap()
    one.page.get_by_role("button", name="Signer et envoyer").tap()
    one.page.wait_for_url("**/accounts/login/**")
    assert _sheets(tonight) == []
    one.look("secretary-session-expired-at-sending")
    one.page.locator('[name="login"]').fill(who.account.username)
    one.page.locator('[name="password"]').fill(who.password)
    one.page.locator("main form button").first.tap()
    one.page.wait_for_url("**/review/")
    expect(one.page.locator("#name")).to_have_value("Ann")
    expect(one.page.locator("#explanation")).to_have_value("deux signatures sans enveloppe")
    assert _sheets(tonight) == []  # nothing leaves without being sent
    one.page.get_by_role("button", name="Signer et envoyer").tap()
    one.page.wait_for_url("**/line/*/")
    assert len(_sheets(tonight)) == 1
    one.context.close()


def test_the_server_restarts_in_mid_entry(server: ServerOfTheApp, browser: Browser) -> None:
    """What is typed while it is down is kept on the device; once it is back, it is sent once."""
    tonight = hosted()
    one = walker(
        browser, server.address, size="telephone", who=person((tonight.slug, Post.SECRETARY, "nord-1"))
    )
    one.go(_at(tonight))
    _type(one, {"registered": "100", "signatures": "50"})
    server.stop()
    _type(one, {"in_box": "50", "blank": "1"})
    expect(one.page.locator("#offline")).to_be_visible(timeout=10_000)
    server.start()
    _type(one, {"null": "0", "valid": "49"} | VOTES)
    expect(one.page.locator("#offline")).to_be_hidden(timeout=10_000)
    one.page.reload()
    expect(one.page.locator('[name="in_box"]')).to_have_value("50")
    one.page.locator("[data-next]").tap()
    one.page.wait_for_url("**/review/")
    one.page.locator("#name").fill("Ann")
    one.page.locator("#certify").tap()
    server.stop()
    one.page.get_by_role("button", name="Signer et envoyer").tap()
    expect(one.page.locator("#sending")).to_contain_text("Pas de réseau")
    server.start()
    one.page.wait_for_url("**/line/*/", timeout=40_000)  # it tries again by itself
    assert len(_sheets(tonight)) == 1
    one.context.close()


def test_the_back_button_sends_nothing_twice(server: ServerOfTheApp, browser: Browser) -> None:
    """Sent, gone back to the review, sent again: the same receipt, one line in the record."""
    tonight = hosted()
    one = walker(
        browser, server.address, size="telephone", who=person((tonight.slug, Post.SECRETARY, "nord-1"))
    )
    one.go(_at(tonight))
    _type(one, FIGURES | {"signatures": "50"} | VOTES)
    one.page.locator("[data-next]").tap()
    one.page.wait_for_url("**/review/")

    def sign() -> str:
        one.page.locator("#name").fill("Ann")
        one.page.locator("#certify").check()
        one.page.get_by_role("button", name="Signer et envoyer").tap()
        one.page.wait_for_url("**/line/*/")
        return one.page.url

    receipt = sign()
    one.page.go_back()
    one.page.wait_for_url("**/review/")
    assert sign() == receipt
    assert len(_sheets(tonight)) == 1
    one.context.close()


def test_without_scripts(server: ServerOfTheApp, browser: Browser) -> None:
    """Without JavaScript the whole way works: form, review, signature, receipt."""
    tonight = hosted()
    who = person((tonight.slug, Post.SECRETARY, "nord-1"))
    one = walker(browser, server.address, size="telephone", who=who, java_script_enabled=False)
    one.go(_at(tonight))
    for name, value in (FIGURES | {"signatures": "50"} | VOTES).items():
        one.page.locator(f'[name="{name}"]').fill(value)
    one.page.get_by_role("button", name="Vérifier").tap()
    one.page.locator("#name").fill("Ann")
    one.page.locator("#certify").tap()
    one.page.get_by_role("button", name="Signer et envoyer").tap()
    one.page.wait_for_url("**/line/*/")
    assert len(_sheets(tonight)) == 1
    one.context.close()


@pytest.mark.parametrize(
    ("typed", "shown"), [("1 234", "1234"), ("1,234", "1234"), ("1.234", "1234"), (" 12 ", "12")]
)
def test_figures_as_people_paste_them(
    typed: str, shown: str, server: ServerOfTheApp, browser: Browser
) -> None:
    """Grouped digits are understood, arrows change nothing, and the draft keeps the figure."""
    tonight = hosted()
    one = walker(
        browser, server.address, size="telephone", who=person((tonight.slug, Post.SECRETARY, "nord-1"))
    )
    one.go(_at(tonight))
    box = one.page.locator('[name="vote:martin"]')
    box.fill(typed)
    box.press("ArrowUp")
    box.press("ArrowDown")
    box.press("Enter")
    assert re.sub(r"\D", "", box.input_value()) == shown
    expect(one.page.locator("#kept")).to_contain_text("par le serveur", timeout=10_000)
    values = Draft.objects.get(ballot=tonight.slug).values
    assert re.sub(r"\D", "", values["vote:martin"]) == shown
    one.context.close()
