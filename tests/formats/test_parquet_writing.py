"""Parquet files of ours, read by Polars: what was written is what is read."""

from __future__ import annotations

import io

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.formats import parquet_writing
from recolement.formats.parquet_writing import parquet_bytes

CELLS = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["=cmd|", "é" * 400, ""]),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(CELLS, max_size=60), group=st.integers(1, 70))
def test_polars_reads_what_was_written(rows: list[tuple[str, int, bool]], group: int) -> None:
    """Law: Polars reads every text, number and yes or no as it was given, and the unknown as unknown."""
    columns = [list(values) for values in zip(*rows, strict=True)] or [[], [], []]
    kinds = ("string", "integer", "boolean")
    before, parquet_writing.A_GROUP = parquet_writing.A_GROUP, group
    try:
        data = parquet_bytes([(kind, kind, values) for kind, values in zip(kinds, columns, strict=True)])
    finally:
        parquet_writing.A_GROUP = before
    frame = pl.read_parquet(io.BytesIO(data), use_pyarrow=False)
    assert frame.columns == list(kinds)
    assert [frame[kind].to_list() for kind in kinds] == columns


def test_a_dictionary_of_many_texts_needs_two_or_four_bytes_an_entry() -> None:
    """300 and 70,000 different texts, more than one byte and than two can tell apart, come back in order."""
    for size in (300, 70_000):
        texts = [f"unit {number}" for number in range(size)]
        frame = pl.read_parquet(io.BytesIO(parquet_bytes([("unit", "string", texts)])), use_pyarrow=False)
        assert frame["unit"].to_list() == texts
