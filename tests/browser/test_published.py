"""The published site in a browser: axe, no sideways scroll, phone to projector, fr and en; sort, search.

Chromium is needed: see conftest.py.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from browser.looking import SIZES, walker
from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement
from recolement.web.results import POLICY


class Quiet(SimpleHTTPRequestHandler):
    """Static files under the policy of the app, nothing logged."""

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing."""

    def end_headers(self) -> None:
        """The headers, with the policy that the app sends."""
        self.send_header("Content-Security-Policy", POLICY.decode() + "'self'")
        super().end_headers()


GROUPED = """title = "Deux circonscriptions"
levels = ["nation", "commune"]
rulebook = { rule = "plurality" }
[[contest]]
id = "député"
scope = "each:constituency"
option = [{ id = "ann" }, { id = "bob" }]
[[contest]]
id = "maire"
scope = "each:commune"
option = [{ id = "carl" }, { id = "dina" }]
"""


def grouped_folder(where: Path) -> Path:
    """Two constituencies that cut across the tree, two contests, an area for a commune."""
    where.mkdir()
    (where / "ballot.toml").write_text(GROUPED, encoding="utf-8")
    many = "".join(f"c{number},fr,commune\n" for number in range(30))
    (where / "units.csv").write_text(f"unit,parent,level\nfr,,nation\nA,fr,commune\nB,fr,commune\n{many}")
    (where / "groups.csv").write_text("unit,kind,group,name\nA,constituency,1,One\nB,constituency,2,Two\n")
    (where / "sheets.csv").write_text(
        "unit,contest,in_box,ann,bob,carl,dina\nA,député,9,5,4,,\nB,député,9,4,5,,\nA,maire,9,,,5,4\n",
        encoding="utf-8",
    )
    square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    area = {
        "type": "Feature",
        "properties": {"code": "A"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    (where.parent / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))
    return where


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four publications."""
    root = tmp_path_factory.mktemp("served")
    (root / "vote").mkdir()
    for name, folder in (
        ("reims", BALLOTS / "reims-2008"),
        ("conflans", BALLOTS / "conflans-2017"),
        ("hostile", hostile_folder(root / "vote")),
    ):
        assert recolement("publish", folder, root / name).code == 0
    grouped = grouped_folder(root / "vote" / "grouped")
    mapped = ("--map", root / "vote" / "areas.geojson")
    assert recolement("publish", grouped, root / "grouped", *mapped).code == 0
    return root


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[str]:
    """The publications as a static host serves them."""
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


def test_every_kind_of_page_keeps_to_the_policy(browser: Any, root: Path, served: str) -> None:
    """A page of each folder, in both languages, under the app's policy: the browser blocks nothing."""
    kinds: dict[tuple[str, ...], Path] = {}
    for file in sorted(root.glob("*/**/*.html")):
        _, *folders, name = file.relative_to(root).parts
        kinds.setdefault(tuple(folders) if len(folders) > 1 else (*folders, name), file.relative_to(root))
    met = {folder for kind in kinds for folder in kind}
    assert {"names", "findings", "tables", "contests", "kinds", "embed", "open.html", "verify.html"} <= met
    here = walker(browser, served, language="en")
    for path in kinds.values():
        here.go(f"/{path}")
    assert here.blocked == []
    here.context.close()


def test_the_top_of_the_site_opens_in_the_readers_language(browser: Any, served: str) -> None:
    """English for an English browser, French for a French one, the ballot's own for any other."""
    for locale, language in (("en-GB", "en"), ("fr-FR", "fr"), ("de-DE", "fr"), ("pt-BR", "fr")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(f"{served}/reims/")
        page.wait_for_url(f"**/reims/{language}/index.html")
        context.close()


def test_the_language_chosen_is_kept_and_a_link_keeps_its_own(browser: Any, served: str) -> None:
    """Who asks for French gets French at the top from then on; a link to an English page stays English."""
    here = walker(browser, served, language="en")
    here.go("/reims/en/section/57-talange.html")
    here.page.get_by_role("link", name="Français", exact=True).click()
    here.page.wait_for_url("**/reims/fr/section/57-talange.html")
    here.go("/reims/")
    here.page.wait_for_url("**/reims/fr/index.html")
    here.go("/reims/en/section/57-talange.html")
    assert here.page.evaluate("document.documentElement.lang") == "en"
    assert here.blocked == []
    here.context.close()


def test_without_a_script_the_reader_chooses_the_language(browser: Any, served: str) -> None:
    """With JavaScript off the top of the site stays, with a link to each language."""
    here = walker(browser, served, size="telephone", java_script_enabled=False)
    here.go("/reims/")
    for name in ("Français", "English"):
        assert here.page.get_by_role("link", name=name, exact=True).is_visible()
    assert here.page.get_by_text("Choose a language").is_visible()
    here.page.get_by_role("link", name="English", exact=True).click()
    here.page.wait_for_url("**/reims/en/index.html")
    here.context.close()
