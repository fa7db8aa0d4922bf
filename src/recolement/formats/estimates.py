"""Estimates of transfers, as ``recolement transfers --out`` writes them, read back exactly.

>>> problems = Problems()
>>> text = b"area,origin,destination,votes,low,high\\nnord,(abstention),hamon,300.5,200,380\\n"
>>> [(row.area, row.votes, row.high) for row in read_estimates(text, "transfers.csv", problems)]
[('nord', Fraction(601, 2), Fraction(380, 1))]
"""

from __future__ import annotations

import re
from fractions import Fraction

from recolement.calls.priorities import Transferred
from recolement.formats.gathering import Problems, quoted
from recolement.formats.tables import read_csv, require

COLUMNS = ("area", "origin", "destination", "votes", "low", "high")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?", re.ASCII)


def read_estimates(content: bytes, file: str, problems: Problems) -> tuple[Transferred, ...]:
    """The cells of an estimate; what is wrong is noted."""
    table = read_csv(content, file, problems, COLUMNS)
    if table is None or not require(table, COLUMNS, problems):
        return ()
    at = [table.header.index(column) for column in COLUMNS]
    found = []
    for row, cells in table.rows:
        area, origin, destination, *numbers = (cells[place] for place in at)
        wrong = [pair for pair in zip(COLUMNS[3:], numbers, strict=True) if not _NUMBER.fullmatch(pair[1])]
        for column, text in wrong:
            problems.add("not_a_number", file, row, column, found=quoted(text))
        if not wrong:
            votes, low, high = (Fraction(text) for text in numbers)
            found.append(Transferred(area, origin, destination, votes, low, high))
    return tuple(found)
