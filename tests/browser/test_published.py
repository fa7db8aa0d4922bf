"""The published site in a browser: axe, no sideways scroll, phone to projector, fr and en; sort, search.

Chromium is needed: see conftest.py.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from browser.looking import SIZES, walker
from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement


class Quiet(SimpleHTTPRequestHandler):
    """Static files, nothing logged."""

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three publications as any static host serves them."""
    root = tmp_path_factory.mktemp("served")
    (root / "vote").mkdir()
    for name, folder in (
        ("reims", BALLOTS / "reims-2008"),
        ("conflans", BALLOTS / "conflans-2017"),
        ("hostile", hostile_folder(root / "vote")),
    ):
        assert recolement("publish", folder, root / name).code == 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_are_accessible_at_every_width(browser: Any, served: str, language: str, size: str) -> None:
    """axe finds nothing and nothing scrolls sideways, on a telephone, a desk and a projector."""
    here = walker(browser, served, language=language, size=size)
    for page in ("index", "nation/fr", "section/57-talange", "names/index", "names/1", "findings/P3-1"):
        here.go(f"/reims/{language}/{page}.html")
        here.look(f"published-{page.replace('/', '-')}")
    here.go(f"/hostile/{language}/index.html")
    here.look("published-hostile")
    here.context.close()


def test_the_search_finds_a_unit_by_its_first_letters(browser: Any, served: str) -> None:
    """Three letters of Talange lead to its page."""
    here = walker(browser, served)
    here.go("/reims/fr/index.html")
    here.page.get_by_label("Chercher une unité").fill("tal")
    here.page.locator(".found").get_by_role("link", name="Talange").click()
    assert here.page.locator("h1").inner_text() == "Talange"
    here.context.close()


def test_a_table_sorts_by_a_column(browser: Any, served: str) -> None:
    """A click on Valid puts the largest first: the rest of France, then Nouvelle-Calédonie or the Gironde."""
    here = walker(browser, served, language="en")
    here.go("/reims/en/nation/fr.html")
    table = here.page.locator("table.sortable").first
    table.get_by_role("button", name="Valid").click()
    assert table.locator("tbody tr").first.locator("th").inner_text().startswith("Le reste de la France")
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    here.context.close()


def test_without_a_script_the_page_is_whole(browser: Any, served: str) -> None:
    """With JavaScript off, figures, units and names are there; the search field is not shown."""
    here = walker(browser, served, java_script_enabled=False)
    here.go("/reims/fr/index.html")
    assert here.page.get_by_text("67 413").first.is_visible()
    assert here.page.get_by_role("link", name="Toutes les unités, par nom").first.is_visible()
    assert not here.page.locator("#find").is_visible()
    here.context.close()
