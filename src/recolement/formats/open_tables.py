"""A table from whatever file holds it: text, workbook or Parquet, told apart by their first bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from recolement.formats.gathering import Problems
from recolement.formats.tables import Row, Table, read_records
from recolement.formats.workbook import read_workbook

PARQUET = b"PAR1"
WORKBOOK = b"PK\x03\x04"


def any_records(
    content: bytes, file: str, problems: Problems, known: Collection[str] = ()
) -> Table | tuple[Iterator[tuple[int, Row]], int] | None:
    """The records of a text or of a workbook's only sheet (and about how many), or the table of a Parquet.

    ``None`` after noting why there is none; ``needs_analysis`` where Parquet cannot be read here.
    """
    if content.startswith(PARQUET):
        try:
            from recolement.formats.parquet import read_parquet
        except ImportError:
            problems.add("needs_analysis", file)
            return None
        return read_parquet(content, file, problems)
    if content.startswith(WORKBOOK):
        book = read_workbook(content, file, problems)
        return None if book is None else book.records("", problems)
    return read_records(content, file, problems, known)
