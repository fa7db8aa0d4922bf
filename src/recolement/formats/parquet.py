"""Parquet as a table of text, like any other: the one way in for a columnar file.

Whole numbers come as digits, an absent value as an empty cell. A whole number kept as 12.0 is 12, since a
column with one absent value is often stored so; 12.5 stays 12.5, and is then no count.

>>> import io
>>> sink = io.BytesIO()
>>> _ = pl.DataFrame({"unit": ["a", "b"], "votes": [12.0, None]}).write_parquet(sink)
>>> from recolement.formats.gathering import Problems
>>> table = read_parquet(sink.getvalue(), "t.parquet", Problems())
>>> table.header, list(table.rows)
(('unit', 'votes'), [(2, ['a', '12']), (3, ['b', ''])])
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.parquet_apart import MOST_CELLS, Damaged, TooManyCells, read_apart
from recolement.formats.tables import Row, Table

MAGIC = b"PAR1"
"""How a Parquet file begins."""

_AT_ONCE = 1 << 14


def read_parquet(content: Content, file: str, problems: Problems) -> Table | None:
    """The table of a file, or ``None`` after noting ``broken_parquet`` or ``parquet_too_large``."""
    try:
        raw = read_bytes(content, file, problems)
    except Unreadable:
        return None
    try:
        frame = read_apart(raw, MOST_CELLS)
        names = tuple(frame.columns)
        frame = frame.select(_texts(frame[name]) for name in names)
    except TooManyCells:
        problems.add("parquet_too_large", file, most=MOST_CELLS)
        return None
    except (Damaged, pl.exceptions.PolarsError):
        problems.add("broken_parquet", file)
        return None
    return Table(file, names, _rows(frame), frame.height)


def _texts(column: pl.Series) -> pl.Series:
    """The column as text; a nested one has no text, which the reader of its cells says."""
    if column.dtype.is_float() and bool((column == column.cast(pl.Int64, strict=False)).all()):
        column = column.cast(pl.Int64, strict=False)
    if column.dtype.is_nested() or column.dtype == pl.Binary:
        return pl.Series(column.name, ["?"] * len(column))
    return column.cast(pl.String).fill_null("")


def _rows(frame: pl.DataFrame) -> Iterator[tuple[int, Row]]:
    """The rows as they would be numbered under a header in row 1."""
    for start in range(0, frame.height, _AT_ONCE):
        columns = [column.to_list() for column in frame.slice(start, _AT_ONCE)]
        yield from enumerate(map(list, zip(*columns, strict=True)), start + 2)
