"""``tally --out``: workbook, page and table hold the figures, run nothing, and are whole or not there."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import load_workbook

from cli.hostile import FORMULA, SCRIPT, hostile_folder
from cli.terminal import BALLOTS, recolement

REIMS = BALLOTS / "reims-2008"


def test_the_workbook_has_numbers_as_numbers(tmp_path: Path) -> None:
    """A sheet a table; Aubry 67,413 and Royal 67,371 are numbers, found under their names."""
    out = tmp_path / "r.xlsx"
    assert recolement("tally", REIMS, "--out", out, "--lang", "fr").code == 0
    book = load_workbook(str(out))
    assert book.sheet_names == ["Premier secrétaire", "Conditions", "En suspens", "Décisions", "Constats"]
    rows = book.get_sheet_by_name("Premier secrétaire").to_python()
    head = rows[0]
    second = next(row for row in rows if row[0] == 2 and row[1] == "FR")
    assert (second[head.index("Martine Aubry")], second[head.index("Ségolène Royal")]) == (67413.0, 67371.0)
    assert {row[1] for row in rows[1:]} > {"FR", "33", "988"}  # the few units below come along


def test_no_name_becomes_a_formula_in_the_workbook(tmp_path: Path) -> None:
    """Not one <f> element in any sheet, and the names are there as texts."""
    out = tmp_path / "r.xlsx"
    (tmp_path / "vote").mkdir()
    assert recolement("tally", hostile_folder(tmp_path / "vote"), "--out", out).code == 0
    with zipfile.ZipFile(out) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert all(b"<f>" not in archive.read(name) for name in sheets)
        assert all(b"<hyperlink" not in archive.read(name) for name in sheets)
    text = str([load_workbook(str(out)).get_sheet_by_index(0).to_python()])
    assert FORMULA in text.replace("\\'", "'")


def test_the_table_has_one_figure_a_row(tmp_path: Path) -> None:
    """Semicolons in French, commas in English, UTF-8 with its mark; Aubry's 67,413 is one row."""
    for language, separator in (("fr", ";"), ("en", ",")):
        out = tmp_path / f"{language}.csv"
        assert recolement("tally", REIMS, "--out", out, "--lang", language).code == 0
        text = out.read_text(encoding="utf-8-sig")
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
        aubry = [row for row in rows if (row["round"], row["unit"], row["field"]) == ("2", "FR", "aubry")]
        assert [row["value"] for row in aubry] == ["67413"]
        assert next(row["value"] for row in rows if row["field"] == "signatures") == ""  # unknown is empty


def test_no_cell_of_the_table_begins_a_formula(tmp_path: Path) -> None:
    """Every cell that a hostile name fills begins with an apostrophe instead of =, + or @."""
    out = tmp_path / "r.csv"
    (tmp_path / "vote").mkdir()
    assert recolement("tally", hostile_folder(tmp_path / "vote"), "--out", out, "--lang", "en").code == 0
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if re.match(r"\s*[=+@|]", cell)]


class _Seen(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_escapes_names(tmp_path: Path) -> None:
    """No script, no link, no source fetched; the hostile names are text."""
    out = tmp_path / "r.html"
    (tmp_path / "vote").mkdir()
    assert recolement("tally", hostile_folder(tmp_path / "vote"), "--out", out, "--lang", "fr").code == 0
    seen = _Seen()
    seen.feed(out.read_text(encoding="utf-8"))
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(seen.tags)
    assert {"src", "href", "onclick", "onload", "onerror"}.isdisjoint(name for name, _ in seen.attributes)
    assert SCRIPT in seen.text
    assert "\u202e" not in seen.text
    assert ("lang", "fr") in seen.attributes


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx"])
def test_the_same_result_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    """Written twice, a file is the same to the last byte: no clock, no path in it."""
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    for out in (first, second):
        assert recolement("tally", REIMS, "--out", out, "--lang", "en").code == 0
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{ending}", f"b.{ending}"]


def test_files_take_the_ballot_s_language(tmp_path: Path) -> None:
    """A French ballot gives a French page, even on an English machine."""
    out = tmp_path / "r.html"
    recolement("tally", REIMS, "--out", out, LANG="en_GB.UTF-8")
    assert '<html lang="fr">' in out.read_text(encoding="utf-8")


def test_an_unknown_ending_is_refused_before_anything(tmp_path: Path) -> None:
    """.pdf is none of ours: exit code 2, no file; so is an unusable ballot."""
    for arguments in ((REIMS, "--out", tmp_path / "r.pdf"), (tmp_path, "--out", tmp_path / "r.html")):
        done = recolement("tally", *arguments)
        assert (done.code, done.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be named so there")
def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    """The place is a folder, or is in none: exit code 2, a sentence, and nothing half written."""
    (tmp_path / "r.html").mkdir()
    for out in (tmp_path / "r.html", tmp_path / "nowhere" / "r.html"):
        done = recolement("tally", REIMS, "--out", out, RECOLEMENT_LANG="en")
        assert (done.code, done.out) == (2, "")
        assert "refuses to write" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
