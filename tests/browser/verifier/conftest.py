"""A page of the browser that has the verifier's modules, served from where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.verifier.serving import served

MODULES = Path(__file__).parents[3] / "src/recolement/publication/site"


@pytest.fixture(scope="session")
def modules() -> Iterator[str]:
    """The address under which ``verifier/`` is."""
    with served(MODULES) as address:
        yield address


@pytest.fixture
def page(browser: Any, modules: str) -> Iterator[Any]:
    """An empty page of that address; an error of a script fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.goto(f"{modules}/assets/mark.svg")
    yield opened
    context.close()
    assert failures == []
