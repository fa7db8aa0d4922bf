"""The page that verifies, as a reader uses it: both languages, three widths, axe; what it says and keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.looking import SIZES, Walker, walker
from browser.verifier.serving import served
from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement
from ledger_making import night, opened, recorded, sheet

SAID = {
    "fr": ("Vérifier cette publication", "Tout ce qui a été vérifié concorde.", "Vérifier le reçu"),
    "en": ("Check this publication", "Everything that was checked holds.", "Check the receipt"),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger, its publication, that of the same ledger with one more sheet, and one made of a folder."""
    root = tmp_path_factory.mktemp("verifier")
    night(root / "ledger")
    assert recolement("publish", root / "ledger", root / "old").code == 0
    recorded(opened(root / "ledger"), sheet("Brest", 30, 45))
    assert recolement("publish", root / "ledger", root / "new").code == 0
    assert recolement("publish", BALLOTS / "conflans-2017", root / "folder").code == 0
    return root


@pytest.fixture
def address(folders: Path) -> Iterator[str]:
    """Where they are served."""
    with served(folders) as at:
        yield at


def check(here: Walker) -> str:
    """Press the button of the whole publication; what is said."""
    here.page.get_by_role("button", name=SAID[here.language][0]).click()
    here.page.wait_for_selector("#whole .answer")
    return str(here.page.locator("#whole .found").inner_text())


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_reader_checks_a_receipt_and_the_whole(
    browser: Any, address: str, folders: Path, language: str, size: str
) -> None:
    """From the first page to the check: the publication and a receipt hold; axe finds nothing at any width."""
    here = walker(browser, address, language=language, size=size)
    here.go(f"/new/{language}/index.html")
    here.page.locator("#proof").get_by_role("link").click()
    assert SAID[language][1] in check(here)
    assert here.page.locator("#whole table").inner_text().count("90") == 1
    receipt = next((folders / "new/receipts").iterdir()).read_text("utf-8")
    here.page.fill("#receipt-text", receipt)
    here.page.get_by_role("button", name=SAID[language][2]).click()
    here.page.wait_for_selector("#receipt .answer.holds")
    here.page.locator("#elsewhere summary").click()
    here.look("verify-holds")
    here.page.fill("#receipt-text", receipt.replace("index ", "index 9"))
    here.page.get_by_role("button", name=SAID[language][2]).click()
    here.page.wait_for_selector("#receipt .answer.fails")
    here.look("verify-fails")
    here.context.close()


def test_what_this_browser_saw_before_is_remembered(browser: Any, address: str, folders: Path) -> None:
    """The newer publication checked once, then the older one served at the same site: it is said to be older."""
    here = walker(browser, address, language="en")
    here.go("/new/en/verify.html")
    assert SAID["en"][1] in check(here)
    here.go("/old/en/verify.html")
    said = check(here)
    assert "This does not hold." in said
    assert "the ledger was rolled back" in said
    here.go("/new/en/verify.html")
    assert "This browser had seen this ledger before" in check(here)
    here.context.close()


def test_a_folder_without_a_ledger_is_never_all_green(browser: Any, address: str) -> None:
    """Its files are those of the list; that nothing is signed or added up is said first."""
    here = walker(browser, address, language="en")
    here.go("/folder/en/verify.html")
    said = check(here)
    assert "not everything could be" in said
    assert "nothing in it is signed" in said
    here.context.close()


def test_no_ed25519_and_no_https_are_said_plainly(browser: Any, address: str) -> None:
    """A browser that lacks signatures says so and is not green; one that may not hash says why it cannot begin."""
    for script, expected in (
        (
            "SubtleCrypto.prototype.verify = () => Promise.reject(new Error('none'))",
            "cannot check signatures",
        ),
        ("Object.defineProperty(crypto, 'subtle', { value: undefined })", "came without https"),
    ):
        here = walker(browser, address, language="en")
        here.context.add_init_script(script)
        here.go("/new/en/verify.html")
        said = check(here)
        assert expected in said
        assert SAID["en"][1] not in said
        here.context.close()


def test_a_receipt_is_read_with_the_camera(browser: Any, address: str, folders: Path) -> None:
    """Where the browser reads bar codes, what the camera sees is put in the field and checked."""
    receipt = next((folders / "new/receipts").iterdir()).read_text("utf-8")
    here = walker(browser, address, language="en")
    here.context.add_init_script(
        "globalThis.BarcodeDetector = class { async detect() { return [{ rawValue: "
        + json.dumps(receipt)
        + " }]; } };"
        "navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream();"
        "HTMLVideoElement.prototype.play = async () => undefined;"
    )
    here.go("/new/en/verify.html")
    here.page.get_by_role("button", name="Read with the camera").click()
    here.page.wait_for_selector("#receipt .answer.holds")
    assert here.page.locator("#video").is_hidden()
    here.context.close()


def test_hostile_names_in_a_ledger_are_only_text(browser: Any, tmp_path: Path) -> None:
    """Names that are markup, formulas or very long: checked and shown as text, nothing of theirs runs."""
    (tmp_path / "vote").mkdir()
    made = recolement(
        "ledger",
        "init",
        tmp_path / "l",
        "--from",
        hostile_folder(tmp_path / "vote"),
        "--origin",
        "test.example/h",
    )
    assert made.code == 0, made.err
    assert recolement("publish", tmp_path / "l", tmp_path / "out").code == 0
    with served(tmp_path / "out") as at:
        here = walker(browser, at, language="en", size="telephone")
        here.go("/en/verify.html")
        assert SAID["en"][1] in check(here)
        assert (
            here.page.evaluate("document.querySelectorAll('#whole .found script, #whole .found img').length")
            == 0
        )
        here.look("verify-hostile")
        here.context.close()


def test_without_a_script_the_page_says_what_to_do(browser: Any, address: str) -> None:
    """With JavaScript off no form is shown; the command that verifies is."""
    here = walker(browser, address, java_script_enabled=False)
    here.go("/new/fr/verify.html")
    assert here.page.get_by_text("recolement verify DOSSIER", exact=False).first.is_visible()
    assert not here.page.locator("#whole").is_visible()
    here.context.close()
