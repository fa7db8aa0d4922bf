"""Workbooks made in memory: sound ones with xlsxwriter, others by rewriting a part of the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

Cell = str | int | float | None


def workbook(
    sheets: Mapping[str, list[list[Cell]]], also: Callable[[xlsxwriter.Workbook], None] | None = None
) -> bytes:
    """A workbook with these sheets; ``also`` may add to it before it is closed."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_numbers": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
    if also is not None:
        also(book)
    book.close()
    return held.getvalue()


def rewritten(book: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with some bytes of one of its parts replaced."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content, old
                content = content.replace(old, new)
            after.writestr(name, content)
    return held.getvalue()


def computed(book: bytes) -> bytes:
    """The same workbook as a spreadsheet saves it: nothing is left to compute when it is opened."""
    return rewritten(book, "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")


SHEET = "xl/worksheets/sheet1.xml"

ROWS: list[list[Cell]] = [
    ["unit", "in_box", "blank", "null", "ann", "bob"],
    ["Lyon-1", 80, 1, 2, 40, 37],
    ["Lyon-2", 90, 0, 0, 50, 40],
]
