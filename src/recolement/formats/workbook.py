"""Workbooks (XLSX) read as tables, after making sure that opening them is harmless and guesses nothing.

A workbook is a compressed archive: before anything is read, what it expands to is measured (declared, then
actual), and the area its sheets cover. A cell whose meaning would be a guess is a problem: merged cells,
formulas without a value, errors such as ``#DIV/0!``.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.tables import Row, Table, table_of

LARGEST_EXPANSION = 1 << 28
"""Bytes a workbook may expand to: 256 MB."""

LARGEST_AREA = 20_000_000
"""Cells, empty ones included, that a sheet may cover."""

MOST_PARTS = 5_000
"""Files inside the archive."""

BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, KeyError
)  # fmt: skip
"""What reading a damaged archive raises."""
BROKEN = (python_calamine.CalamineError, ElementTree.ParseError, expat.ExpatError, *BROKEN_ARCHIVE)
"""What reading a damaged workbook raises."""

_PIECE = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})?([0-9]{1,7})["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
_UNCOMPUTED = re.compile(rb"<(?:\w+:)?calcPr\s[^>]*fullCalcOnLoad=[\"'](?:1|true)[\"']")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that is safe to open, with the names of its sheets."""

    file: str
    raw: bytes
    sheets: tuple[str, ...]
    parts: tuple[str, ...]
    uncomputed: bool = False
    """Whether the program that wrote it left its formulas to be computed when it is opened."""

    def table(self, name: str, problems: Problems, known: Collection[str] = ()) -> Table | None:
        """The table in a sheet; without a name, in the only one. ``None`` after noting why there is none.

        Problems and sources name a sheet that was asked for by its name as ``file#sheet``.
        """
        read = self.records(name, problems)
        return None if read is None else table_of(self.address(name), read[0], problems, read[1], known)

    def address(self, name: str) -> str:
        """How problems and sources name a sheet that is asked for by its name: ``file#sheet``."""
        return f"{self.file}#{name}" if name else self.file

    def records(self, name: str, problems: Problems) -> tuple[Iterator[tuple[int, Row]], int] | None:
        """The rows of a sheet, the header first, and how many; ``None`` after noting why there are none."""
        file = self.address(name)
        try:
            return self._records(name, file, problems)
        except BROKEN:
            problems.add("broken_workbook", file)
            return None

    def _records(
        self, name: str, file: str, problems: Problems
    ) -> tuple[Iterator[tuple[int, Row]], int] | None:
        filled = self.sheets if name else tuple(self._filled())
        if not name and len(filled) != 1:
            problems.add("which_sheet", self.file, found=", ".join(self.sheets))
            return None
        name = name or filled[0]
        if not self._unambiguous(name, file, problems):
            return None
        sheet = python_calamine.load_workbook(io.BytesIO(self.raw)).get_sheet_by_name(name)
        merged = sheet.merged_cell_ranges or ()
        for (row, column), _ in merged:
            problems.add("merged_cells", file, row + 1, column_letters(column))
        if merged:
            return None
        records = _records(sheet)
        first = next(records, None)
        if first is None:
            problems.add("file_empty", file)
            return None
        return chain([first], records), sheet.total_height

    def _filled(self) -> Iterator[str]:
        book = python_calamine.load_workbook(io.BytesIO(self.raw))
        for name in self.sheets:
            if book.get_sheet_by_name(name).end is not None:
                yield name

    def _unambiguous(self, name: str, file: str, problems: Problems) -> bool:
        """Whether every cell of the sheet holds what it shows, after noting those that do not."""
        part = self.parts[self.sheets.index(name)]
        with zipfile.ZipFile(io.BytesIO(self.raw)) as archive:
            xml = archive.read(part)
        if not (_FORMULA.search(xml) or b't="e"' in xml or b"t='e'" in xml):
            return True
        sound = True
        for cell in _CELL.finditer(xml):
            attributes, inside = cell[1], cell[2] or b""
            code = ""
            if b't="e"' in attributes or b"t='e'" in attributes:
                code = "error_cell"
            elif _FORMULA.search(inside) and (self.uncomputed or not _computed(attributes, inside)):
                code = "formula_without_value"
            if code:
                place = _REFERENCE.search(attributes)
                row, column = (int(place[2]), (place[1] or b"").decode()) if place else (None, None)
                problems.add(code, file, row, column)
                sound = False
        return sound


def _computed(attributes: bytes, inside: bytes) -> bool:
    """Whether a formula's value is stored; a formula that gives text may give an empty one."""
    return _VALUE.search(inside) is not None or (b't="str"' in attributes and b"<v" in inside)


def read_workbook(content: Content, file: str, problems: Problems) -> Workbook | None:
    """A workbook that may be opened, or ``None`` after noting why not.

    Codes: ``old_spreadsheet``, ``broken_workbook``, ``workbook_expands``, ``sheet_too_wide``.
    """
    try:
        raw = read_bytes(content, file, problems)
    except Unreadable:
        return None
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        problems.add("old_spreadsheet", file)
        return None
    try:
        code = _expansion(raw)
        if code:
            problems.add(code, file, most=LARGEST_EXPANSION >> 20)
            return None
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            named = _parts(archive)
            uncomputed = _UNCOMPUTED.search(archive.read("xl/workbook.xml")) is not None
            for part in named.values():
                xml = archive.read(part)
                if _area(xml) > LARGEST_AREA:
                    problems.add("sheet_too_wide", file, most=LARGEST_AREA)
                    return None
                expat.ParserCreate().Parse(xml, True)  # a broken sheet would be read up to where it breaks
        names = python_calamine.load_workbook(io.BytesIO(raw)).sheet_names
        sheets = tuple(name for name in names if name in named)
        return Workbook(file, raw, sheets, tuple(named[name] for name in sheets), uncomputed)
    except BROKEN:
        problems.add("broken_workbook", file)
    return None


def _expansion(raw: bytes) -> str:
    """Whether the archive expands too far: by what it declares, then by expanding it and keeping nothing."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_EXPANSION:
        return "workbook_expands"
    left = LARGEST_EXPANSION
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return "broken_workbook"
        name, extra = (int.from_bytes(raw[part.header_offset + at :][:2], "little") for at in (26, 28))
        start = part.header_offset + 30 + name + extra
        packed = raw[start : start + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            left -= len(packed)
        else:
            left -= _expanded(packed, left)
        if left < 0:
            return "workbook_expands"
    return ""


def _expanded(packed: bytes, most: int) -> int:
    """How many bytes a deflated part gives; stops soon after ``most``."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    size = len(machine.decompress(packed, _PIECE))
    while machine.unconsumed_tail and size <= most:
        size += len(machine.decompress(machine.unconsumed_tail, _PIECE))
    return size


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the archive of each sheet, by its name."""
    texts = [archive.read(name) for name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")]
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
        raise ValueError("entities")
    targets: dict[str, str] = {}
    for relation in ElementTree.fromstring(texts[0]):
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(texts[1]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            if targets.get(key, "").startswith("xl/worksheets/"):
                parts[element.get("name", "")] = targets[key]
    return parts


def _area(xml: bytes) -> int:
    """The cells of the rectangle that a sheet covers."""
    rows, letters = 0, 0
    widest: set[bytes] = set()
    for place in _REFERENCE.finditer(xml):
        rows = max(rows, int(place[2]))
        if place[1]:
            widest.add(place[1])
    for column in widest:
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        letters = max(letters, number)
    return rows * letters


def column_letters(number: int) -> str:
    """A column as spreadsheets name it, from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _records(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, Row]]:
    """The rows that are not blank, as text, with the row's number in the spreadsheet."""
    first = sheet.start[0] if sheet.start else 0
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
        cells = [_text(value) for value in values]
        if any(cells):
            yield row, cells


def _text(value: int | float | str | bool | time | date | datetime | timedelta) -> str:
    """A cell as text: whole numbers without a point, dates as 2017-01-29."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e300:
        return str(int(value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
