"""The result as an XLSX workbook: one sheet a table, numbers as numbers, names never as formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

import xlsxwriter

from recolement.publication.flat import Cell, Flat
from recolement.words.plain import shown

MOST_ROWS = 1_000_000
"""Rows of one sheet; a spreadsheet holds 1,048,576."""
LONGEST_CELL = 2000
NO_CLOCK = datetime(2000, 1, 1)
"""Written as the date of making: the same result gives the same bytes."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def workbook_bytes(title: str, tables: Iterable[Flat]) -> bytes:
    """The workbook of some tables; a table without rows is left out, but for the first."""
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"title": shown(title, 200), "created": NO_CLOCK})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "share": book.add_format({"num_format": "0.00%"}),
    }
    taken: set[str] = set()
    for table in tables:
        rows = iter(table.rows)
        first = next(rows, None)
        if first is None and taken:
            continue
        sheet = book.add_worksheet(_sheet_name(table.title, taken))
        widths = [min(40, max(8, len(label) + 2)) for _, label in table.columns]
        for place, (_, label) in enumerate(table.columns):
            sheet.write_string(0, place, shown(label, LONGEST_CELL), formats["head"])
        number = 0
        while first is not None and number < MOST_ROWS:
            number += 1
            for place, cell in enumerate(first):
                _write(sheet, number, place, cell, formats)
                if isinstance(cell, str) and number < 200:
                    widths[place] = min(60, max(widths[place], len(cell) + 1))
            first = next(rows, None)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, number), len(table.columns) - 1)
    book.close()
    return held.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, Fraction):
        sheet.write_number(row, column, float(cell), formats["share"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats["count"])
    elif cell is not None:
        sheet.write_string(row, column, shown(cell, LONGEST_CELL))


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts: 31 characters, none of its signs, used once."""
    plain = _FORBIDDEN.sub(" ", shown(title)).strip() or "-"
    name, number = plain[:31].strip(), 1
    while name.casefold() in taken or name.casefold() in ("history", ""):
        number += 1
        name = f"{plain[:26].strip()} ({number})"
    taken.add(name.casefold())
    return name
