"""Tables of text: a header and rows of cells, from CSV (or a spreadsheet), as every importer reads them.

A cell is text with its outer spaces taken off; an empty cell is unknown. A count is written in digits,
perhaps with its thousands spaced:

>>> read_count("1 473"), read_count("1\\u202f473"), read_count(""), read_count("12,5")
(1473, 1473, None, 'decimal')
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias
from unicodedata import category

from recolement.formats.decoding import Content, Unreadable, read_text
from recolement.formats.gathering import Problems

Row: TypeAlias = list[str]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called now and then with the file, the rows read and the rows there are (about)."""

LARGEST_COUNT = 10**10
"""More papers than there are people: certainly a typing error."""

CHUNK = 64
"""Rows taken at once: few enough to stay in the processor's cache (measured: 4,096 are half as fast)."""

EVERY = 64 * CHUNK
"""Rows between two calls of a progress function."""

_ADDS_UP = re.compile(
    r"^\s*(?:total|totaux|totals|ensemble|somme|sum|s/total|sous-total|subtotal|total-général|grand-total)"
    r"(?![\w-])",
    re.IGNORECASE | re.MULTILINE,
)
"""How the name of a row begins that adds up other rows."""

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_SPACES = " \u00a0\u2007\u2009\u202f"
"""What may stand between thousands: a space, or a no-break, figure, thin or narrow no-break one."""

_SPACED = re.compile(f"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+", re.ASCII)
_CLOSED_UP = str.maketrans("", "", _SPACES)


def read_count(text: str) -> int | str | None:
    """A count, ``None`` for an empty cell, or the code of what is wrong with it.

    Codes: ``negative_count``, ``decimal``, ``thousands_mark``, ``percentage``, ``huge_count``,
    ``date_for_count``, ``formula_as_text``, ``invisible_character``, ``not_a_number``.
    """
    text = text.strip()
    if not text:
        return None
    if _DIGITS.fullmatch(text):
        if len(text) > 30:
            return "huge_count"
        value = int(text)
    elif _SPACED.fullmatch(text):
        value = int(text.translate(_CLOSED_UP)[:30])
    else:
        return _wrong_count(text)
    return value if value < LARGEST_COUNT else "huge_count"


def _wrong_count(text: str) -> str:
    if invisible(text):
        return "invisible_character"
    if text[0] == "=":
        return "formula_as_text"
    if re.fullmatch(r"[-−]\s?[0-9][0-9\s]*", text):
        return "negative_count"
    if re.fullmatch(r"[-−]?[0-9\s]+[.,]?[0-9]*\s?%", text):
        return "percentage"
    if re.fullmatch(r"[0-9]{1,3}(?:[.,'’][0-9]{3})+", text):
        return "thousands_mark"
    if re.fullmatch(r"[-−]?[0-9\s]*[.,][0-9]+(?:[eE][+-]?[0-9]+)?", text):
        return "decimal"
    return (
        "date_for_count"
        if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/", text)
        else "not_a_number"
    )


def invisible(text: str) -> str:
    """The first character of a text that cannot be seen (zero width, direction mark, control), or nothing.

    >>> invisible("12\u200b") == "\u200b", invisible("1\u00a0473")
    (True, '')
    """
    if text.isprintable():
        return ""
    return next((one for one in text if category(one) in ("Cc", "Cf") and not one.isspace()), "")


class Counts(dict[str, "int | None"]):
    """Counts by their text, each text read once. What is no count is kept in ``wrong`` with its code."""

    def __init__(self) -> None:
        super().__init__({"": None})
        self.wrong: dict[str, str] = {}

    def __missing__(self, text: str) -> int | None:
        value = read_count(text)
        if isinstance(value, str):
            self.wrong[text] = value
            value = None
        self[text] = value
        return value


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows, numbered as in a spreadsheet: the header is row 1, the first row of data row 2.

    ``rows`` may be read once; every row has as many cells as the header. ``about`` is the number of rows.
    """

    file: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]
    about: int = 0

    def column(self, name: str) -> int | None:
        """Where a column stands; ``None`` if it was left out."""
        return self.header.index(name) if name in self.header else None


def read_csv(content: Content, file: str, problems: Problems, known: Collection[str] = ()) -> Table | None:
    """A table from comma-, semicolon- or tab-separated text; ``None`` after noting why it is none.

    ``known`` are column names that help to recognise the separator. A row with too many or too few cells
    is noted (``ragged_row``) and left out; blank rows are skipped.
    """
    read = read_records(content, file, problems, known)
    return None if read is None else table_of(file, read[0], problems, read[1], known)


def read_records(
    content: Content, file: str, problems: Problems, known: Collection[str] = ()
) -> tuple[Iterator[tuple[int, Row]], int] | None:
    """The rows of a text, the header first, as wide as they are, about how many; ``None`` if it is none."""
    try:
        text = read_text(content, file, problems)
    except Unreadable:
        return None
    skipped = 0
    named = re.match(r"sep=(.)\r?\n", text)
    if named:  # a line some spreadsheets write for themselves
        skipped, text = 1, text[named.end() :]
    separator = named[1] if named else _separator(text, known)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    numbered = _numbered(records, file, problems, 1 + skipped)
    first = next(numbered, None)
    if first is None:
        problems.add("file_empty", file)
        return None
    return chain([first], numbered), text.count("\n")


def table_of(
    file: str,
    records: Iterator[tuple[int, Row]],
    problems: Problems,
    about: int = 0,
    known: Collection[str] = (),
) -> Table | None:
    """The table whose header is the first record; ``None`` after noting a header that cannot be used.

    A first record of one cell, of figures or with empty cells, without a ``known`` name is no header.
    """
    row, header = next(records)
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    usable = True
    if len(names) == 1 and re.search(r"[|^:]| {2,}", names[0]):
        problems.add("separator", file, row, found=names[0])
        return None
    figures = len(names) == 1 or any(not name or name.isdecimal() for name in names)
    if known and figures and not set(names) & set(known):
        some = ", ".join(list(known)[:3])
        problems.add("no_header", file, row, found=", ".join(names), expected=some)
        return None
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        if not name:
            problems.add("unnamed_column", file, row, str(place))
            usable = False
        elif name in seen:
            problems.add("doubled_column", file, row, name)
            usable = False
        seen.add(name)
    if not usable:
        return None
    return Table(file, tuple(names), _fitted(records, file, len(names), problems), about)


def _separator(text: str, known: Collection[str]) -> str:
    """The separator that makes most known columns of the first line, then most columns."""
    line = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")

    def worth(separator: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(separator)]
        return (sum(name in known for name in names), len(names))

    return max(",;\t", key=worth)


def _numbered(records: Iterator[Row], file: str, problems: Problems, first: int) -> Iterator[tuple[int, Row]]:
    """Records with their row, without the blank ones; a broken quotation ends the table with a problem."""
    row = first - 1
    try:
        for record in records:
            row += 1
            if record and (record[0].strip() or any(cell.strip() for cell in record)):
                yield row, record
    except csv.Error as error:
        code = "cell_too_long" if "field larger" in str(error) else "broken_quotes"
        problems.add(code, file, row + 1)


def _fitted(
    records: Iterator[tuple[int, Row]], file: str, width: int, problems: Problems
) -> Iterator[tuple[int, Row]]:
    """Rows as wide as the header: empty cells beyond it are dropped, anything else is a problem."""
    for numbered in records:
        row, record = numbered
        if len(record) != width:
            while len(record) > width and not record[-1].strip():
                record.pop()
            if len(record) != width:
                problems.add("ragged_row", file, row, expected=width, found=len(record))
                continue
        yield numbered


def require(table: Table, names: Sequence[str], problems: Problems) -> bool:
    """Note the columns that must be there and are not; whether all are."""
    missing = [name for name in names if name not in table.header]
    others = [other for other in table.header if other not in names]
    for name in missing:
        problems.add("missing_column", table.file, 1, name, nearest=problems.nearest(name, others))
    return not missing


def allow(table: Table, names: Collection[str], problems: Problems) -> None:
    """Note the columns nobody knows, with the nearest name there is."""
    known, written = set(names), set(table.header)
    left = [other for other in names if other not in written]
    for name in table.header:
        if name not in known:
            problems.add("unknown_column", table.file, 1, name, nearest=problems.nearest(name, left))


def adds_up(name: str) -> bool:
    """Whether a row's name says that it adds up others.

    >>> adds_up("TOTAL"), adds_up("Total général :"), adds_up("Totalville")
    (True, True, False)
    """
    return _ADDS_UP.match(name) is not None


def any_adds_up(names: Sequence[str]) -> bool:
    """Whether one of the names does, in one search."""
    return _ADDS_UP.search("\n".join(names)) is not None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table, also by column: what is done for all of them at once is ten times faster.

    A column that the table has not is a column of empty cells.
    """

    numbers: Sequence[int]
    rows: Sequence[Row]
    columns: Mapping[str, Sequence[str]]

    def column(self, name: str) -> Sequence[str]:
        """The cells of a column, empty ones if it was left out."""
        cells = self.columns.get(name)
        return ("",) * len(self.rows) if cells is None else cells


def chunks(table: Table, progress: Progress | None = None) -> Iterator[Chunk]:
    """The rows, some at a time, telling ``progress`` now and then."""
    done = 0
    while some := list(islice(table.rows, CHUNK)):
        numbers, rows = zip(*some, strict=True)
        yield Chunk(numbers, rows, dict(zip(table.header, zip(*rows, strict=True), strict=True)))
        done += len(some)
        if progress is not None and done % EVERY < len(some):
            progress(table.file, done, max(done, table.about))
