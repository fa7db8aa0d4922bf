"""One browser for all tests; without Chromium they are skipped, and say how to run them.

A walk written for every language at every size is walked in French on a telephone and a projector and in
English at a desk; the other pairs are among the long tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.looking import ARGUMENTS, CHROMIUM

PAIRS = {("fr", "telephone"), ("en", "desk"), ("fr", "projector")}
CROSSED = {("fr", "telephone"), ("fr", "desk"), ("en", "telephone"), ("en", "desk")}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long the pairs that are not walked each time, before ``-m`` chooses."""
    walks: dict[tuple[Path, str], list[tuple[tuple[str, str], pytest.Item]]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
            given = item.callspec.params
            pair = (str(given.get("language", "")), str(given.get("size", "")))
            walks.setdefault((item.path, item.originalname), []).append((pair, item))
    for walk in walks.values():
        if {pair for pair, _ in walk} >= CROSSED:
            for pair, item in walk:
                if pair not in PAIRS:
                    item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt install chromium, or set RECOLEMENT_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
