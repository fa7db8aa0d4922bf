"""``recolement forms``: the file it writes, and what it says where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.terminal import BALLOTS, recolement

REIMS = BALLOTS / "reims-2008"


@pytest.mark.parametrize(
    ("kind", "lang", "title"),
    [
        ("sheet", "fr", "Procès-verbal de dépouillement"),
        ("count", "en", "Count sheet"),
        ("poster", "fr", "Résultat"),
    ],
)
def test_a_file_with_every_section(kind: str, lang: str, title: str, tmp_path: Path) -> None:
    """The second round of Reims: each page bears the kind's title; the command says nothing, code 0."""
    out = tmp_path / "forms.pdf"
    done = recolement("forms", REIMS, "--kind", kind, "--round", "2", "--lang", lang, "--out", out)
    assert (done.code, done.out, done.err) == (0, "", "")
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert pages
    assert all(title in page for page in pages)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--kind", "sheet", "--unit", "nowhere"), "nowhere"),
        (("--kind", "access"), "access"),
        (("--kind", "sheet", "--round", "9"), "9"),
        (("--kind", "poster", "--round", "1"), "nothing to print"),
    ],
)
def test_where_nothing_can_be_made_it_says_why_and_writes_nothing(
    given: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """An unknown unit or round, a kind there is not, no sheet for a poster: exit code 2, and no file."""
    out = tmp_path / "forms.pdf"
    done = recolement("forms", REIMS, *given, "--lang", "en", "--out", out, RECOLEMENT_LANG="en")
    assert done.code == 2
    assert said in done.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The file's folder is missing: a sentence, exit code 2."""
    done = recolement("forms", REIMS, "--kind", "sheet", "--out", tmp_path / "no" / "forms.pdf")
    assert done.code == 2
    assert "Traceback" not in done.err
