"""The reference page of the API says what the code does."""

from __future__ import annotations

from pathlib import Path

from recolement.web.api.answering import view_of
from recolement.web.api.document import document
from recolement.web.api.problems import OURS
from recolement.web.api.reference import page
from recolement.web.api.table import OPERATIONS
from recolement.web.words import SCREENS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"


def test_the_page_is_the_one_the_code_writes() -> None:
    """``make docs`` would change nothing."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_code_has_its_sentences() -> None:
    """Each problem of the API, and each status it may have, is said in both languages."""
    for code, status in OURS.items():
        assert f"api.{code}" in SCREENS
        assert f"api.title_{status}" in SCREENS


def test_every_operation_is_in_the_document_once() -> None:
    """The document and the addresses are made from the same table, each operation under a name of its own."""
    described = [
        (method.upper(), path.removeprefix("/api/1/"), one["operationId"])
        for path, methods in document()["paths"].items()
        for method, one in methods.items()
    ]
    assert sorted(described) == sorted((one.method, one.path, one.name) for one in OPERATIONS)
    assert len({one.name for one in OPERATIONS}) == len(OPERATIONS)
    assert view_of({"GET": OPERATIONS[0]}).operations == (OPERATIONS[0],)
