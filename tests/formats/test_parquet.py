"""Parquet as a table of text."""

from __future__ import annotations

import io
import random
import sys
from unittest import mock

import polars as pl
import pytest

from recolement.formats.gathering import Problems
from recolement.formats.open_tables import any_records
from recolement.formats.parquet import read_parquet
from recolement.formats.tables import Table
from recolement.model.problems import Unusable
from recolement.words.problems import problem_sentence


def parquet(frame: pl.DataFrame) -> bytes:
    """The bytes of a frame."""
    sink = io.BytesIO()
    frame.write_parquet(sink)
    return sink.getvalue()


def cells(frame: pl.DataFrame) -> list[list[str]]:
    """The rows of a frame as the reader gives them."""
    table = read_parquet(parquet(frame), "t.parquet", Problems())
    assert table is not None
    return [row for _, row in table.rows]


def test_every_kind_of_column_becomes_text() -> None:
    """Whole numbers as digits, absent ones empty, text as it is, halves as halves; a list has no text."""
    frame = pl.DataFrame(
        {
            "small": pl.Series([1, None], dtype=pl.UInt8),
            "float": [12.0, None],
            "half": [0.5, 12.0],
            "text": ["é", None],
            "list": [[1], [2]],
        }
    )
    assert cells(frame) == [["1", "12", "0.5", "é", "?"], ["", "", "12.0", "", "?"]]


def test_rows_are_numbered_under_a_header() -> None:
    """40,000 rows, read some at a time: the last one is row 40,001."""
    table = read_parquet(parquet(pl.DataFrame({"n": range(40_000)})), "t.parquet", Problems())
    assert table is not None
    rows = list(table.rows)
    assert (rows[0], rows[-1], len(rows)) == ((2, ["0"]), (40_001, ["39999"]), 40_000)


def test_a_file_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """More cells than any ballot has: refused from what the file declares."""
    monkeypatch.setattr("recolement.formats.parquet.MOST_CELLS", 10)
    problems = Problems()
    assert read_parquet(parquet(pl.DataFrame({"n": range(11)})), "t.parquet", problems) is None
    with pytest.raises(Unusable) as refused:
        problems.stop_if_any()
    assert refused.value.problems[0].code == "parquet_too_large"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_refused_in_one_sentence(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    """A byte changed anywhere: a table or ``broken_parquet``, never a word on standard error nor an end."""
    raw = bytearray(parquet(pl.DataFrame({"unit": ["a", "b"] * 25, "votes": range(50)})))
    raw[random.Random(seed).randrange(4, len(raw))] ^= 0xFF
    problems = Problems()
    if read_parquet(bytes(raw), "t.parquet", problems) is None:
        with pytest.raises(Unusable) as refused:
            problems.stop_if_any()
        assert [one.code for one in refused.value.problems] == ["broken_parquet"]
    assert capfd.readouterr().err == ""


def test_a_file_that_makes_polars_abort_is_refused() -> None:
    """A file for which Polars asks for 2 EiB and ends its process, found by changing bytes: refused."""
    raw = bytearray(parquet(pl.DataFrame({"unit": [f"u{n}" for n in range(50)], "votes": range(50)})))
    raw[150] = 127
    problems = Problems()
    assert read_parquet(bytes(raw), "t.parquet", problems) is None
    assert problems


def test_without_polars_the_extra_is_named() -> None:
    """Where the analysis extra is not installed, the message says how to install it."""
    problems = Problems()
    with mock.patch.dict(sys.modules, {"polars": None}):
        sys.modules.pop("recolement.formats.parquet", None)
        assert any_records(parquet(pl.DataFrame({"n": [1]})), "t.parquet", problems) is None
    with pytest.raises(Unusable) as refused:
        problems.stop_if_any()
    (problem,) = refused.value.problems
    assert problem.code == "needs_analysis"
    assert "recolement[analysis]" in problem_sentence(problem, "fr")


def test_parquet_is_known_by_its_first_bytes() -> None:
    """Whatever the file's name."""
    table = any_records(parquet(pl.DataFrame({"n": [1]})), "export.dat", Problems())
    assert isinstance(table, Table)
