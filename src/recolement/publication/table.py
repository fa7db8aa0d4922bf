"""The result as a CSV table, one figure a row; no cell of it is ever a formula.

French spreadsheets split columns at semicolons, English ones at commas: so is it written, in UTF-8 with its
mark. A text that begins with ``=``, ``+``, ``-``, ``@`` or a tab gets an apostrophe before it, which a
spreadsheet reads as "this is a text".

>>> safe("=cmd|' /C calc'!A0"), safe("Lyon-3")
("'=cmd|' /C calc'!A0", 'Lyon-3')
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from recolement.publication.flat import Cell, Flat
from recolement.words.numbers import Language
from recolement.words.plain import shown

SEPARATORS = {"fr": ";", "en": ","}
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""How a text begins that some spreadsheet takes for a formula."""
LINES = 5000


def csv_bytes(table: Flat, language: Language) -> Iterator[bytes]:
    """The file in parts: header, then its rows by thousands."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=SEPARATORS[language], lineterminator="\r\n")
    held.write(MARK)
    writer.writerow([name for name, _ in table.columns])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([_written(cell) for cell in row])
        if number % LINES == 0:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return cell
    return str(float(cell)) if isinstance(cell, Fraction) else safe(shown(cell))


def safe(text: str) -> str:
    """The text, never a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text
