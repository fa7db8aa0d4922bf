"""The page of ``tally --out r.html`` in a browser: no accessibility fault, no sideways scroll, fr and en.

Chromium is needed: see conftest.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of a ballot in each language, and that of a ballot whose names mean harm."""
    where = tmp_path_factory.mktemp("pages")
    (where / "vote").mkdir()
    hostile = hostile_folder(where / "vote")
    made = {}
    for name, folder, language in (
        ("fr", BALLOTS / "reims-2008", "fr"),
        ("en", BALLOTS / "ump-2012", "en"),
        ("hostile", hostile, "fr"),
    ):
        made[name] = where / f"{name}.html"
        assert recolement("tally", folder, "--out", made[name], "--lang", language).code == 0
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["fr", "en", "hostile"])
def test_no_accessibility_fault(
    browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    """axe finds nothing, on a telephone and on a screen, on paper white and in the dark."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("width", [360, 390, 1280, 1920])
@pytest.mark.parametrize("name", ["fr", "en", "hostile"])
def test_nothing_scrolls_sideways(browser: Any, pages: dict[str, Path], name: str, width: int) -> None:
    """From 360 pixels on, the page is as wide as the window, whatever the names are; no script ran."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(pages[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()
