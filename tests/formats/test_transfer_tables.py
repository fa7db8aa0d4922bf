"""Tables of votes read from bytes: the shapes allowed, and the errors that name their place."""

import io

import polars as pl
import pytest

from recolement.formats.transfer_tables import estimate_bytes, read_families, read_votes
from recolement.model.problems import Unusable


def test_wide_and_long_say_the_same() -> None:
    """The same votes in either shape, with semicolons and thin spaces, in CSV or Parquet."""
    wide = read_votes("area;unit;A;B\nn;1;1\u202f000;2\n".encode(), "w.csv").drop("row").sort("option")
    long = read_votes(b"area,unit,option,votes\nn,1,A,1000\nn,1,B,2\n", "l.csv").drop("row").sort("option")
    sink = io.BytesIO()
    pl.DataFrame({"area": ["n"], "unit": [1], "A": [1000], "B": [2]}).write_parquet(sink)
    parquet = read_votes(sink.getvalue(), "w.parquet").drop("row").sort("option")
    assert wide.equals(long)
    assert wide.equals(parquet)


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("unit,A\n1,3\n2,-4\n", "not_a_count", 3, "A"),
        ("unit,A\n1,3.5\n", "not_a_count", 2, "A"),
        ("unit,A\n1,nan\n", "not_a_count", 2, "A"),
        ("unit,option,votes\n1,A,3\n1,A,4\n", "unit_twice", 3, "unit"),
        ("unit,A\n1,3\n1,3\n", "unit_twice", 3, "unit"),
        ("unit,option,votes\n1,A,\n", "votes_empty", 2, "votes"),
        ("area,unit,A\n*,1,3\n", "area_reserved", 2, "area"),
        ("section,A\n1,3\n", "column_missing", 1, "unit"),
        ("unit\n1\n", "no_option", 1, None),
        ("", "table_empty", None, None),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    text: str, code: str, row: int | None, column: str | None
) -> None:
    """Row 1 is the header; the column is named as in the file."""
    with pytest.raises(Unusable) as refused:
        read_votes(text.encode(), "votes.csv")
    problem = refused.value.problems[0]
    assert (problem.code, problem.row, problem.column) == (code, row, column)


def test_an_option_with_two_families_is_refused() -> None:
    """Which family it has is not for the program to choose."""
    with pytest.raises(Unusable):
        read_families(b"option,family\nA,left\nA,right\n", "map.csv")


def test_estimates_come_back_as_written() -> None:
    """CSV and Parquet hold the same rows."""
    frame = pl.DataFrame({"area": ["*"], "origin": ["=A"], "destination": ["B"], "votes": [1.5]})
    assert pl.read_csv(estimate_bytes(frame, parquet=False)).equals(frame)
    assert pl.read_parquet(estimate_bytes(frame, parquet=True)).equals(frame)
