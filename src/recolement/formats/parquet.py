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

import io
from collections.abc import Iterator

import polars as pl

from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.tables import Row, Table

MAGIC = b"PAR1"
"""How a Parquet file begins."""

MOST_CELLS = 50_000_000
"""Cells a file may hold: four times a national first round with a group of columns per candidate."""

_AT_ONCE = 1 << 14


def read_parquet(content: Content, file: str, problems: Problems) -> Table | None:
    """The table of a file, or ``None`` after noting ``broken_parquet`` or ``parquet_too_large``.

    A damaged file may make Polars panic, which it also says on standard error by itself."""
    try:
        raw = read_bytes(content, file, problems)
    except Unreadable:
        return None
    try:
        scan = pl.scan_parquet(io.BytesIO(raw))
        names = tuple(scan.collect_schema().names())
        height = int(scan.select(pl.len()).collect().item())
        if height * len(names) > MOST_CELLS:
            problems.add("parquet_too_large", file, most=MOST_CELLS)
            return None
        frame = pl.read_parquet(io.BytesIO(raw), use_pyarrow=False)
        frame = frame.select(_texts(frame[name]) for name in names)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        problems.add("broken_parquet", file, detail=type(error).__name__)
        return None
    return Table(file, names, _rows(frame), height)


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
