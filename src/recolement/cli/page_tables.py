"""A table of a report laid out for so many columns: numbers to the right, option columns as they fit."""

from __future__ import annotations

from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.table import Table as RichTable
from rich.text import Text

from recolement.publication.report import Count, Share, Table, Value
from recolement.words.numbers import Language, count, share

NAME = 18
"""Characters that a column of words has at least, if it holds so many."""
WORD = 26
"""A word of so many characters is not broken."""
LEAST = 8
"""Where there is no room, a column of words goes down to this."""
BETWEEN = 2


def said(value: Value, language: Language) -> str:
    """A cell as it is read."""
    match value:
        case Count(number):
            return count(number, language)
        case Share(part, whole):
            return share(part, whole, language)
    return value


def laid_out(table: Table, language: Language, width: int) -> tuple[RichTable, int]:
    """The table for a console of that width, and how many columns had no room."""
    rows = [[said(cell, language) for cell in row] for row in table.rows]
    numeric = [
        any(isinstance(row[place], Count | Share) for row in table.rows)
        for place in range(len(table.columns))
    ]
    natural = [
        max([cell_len(row[place]) for row in rows] + ([] if numeric[place] else [cell_len(name)]))
        for place, name in enumerate(table.columns)
    ]
    words = [max((cell_len(word) for word in name.split()), default=0) for name in table.columns]
    longest = [
        max((cell_len(word) for row in rows for word in row[place].split()), default=0)
        for place in range(len(table.columns))
    ]
    least = [
        max(natural[place], words[place])
        if numeric[place]
        else max(words[place], min(longest[place], WORD), min(natural[place], NAME))
        for place in range(len(table.columns))
    ]
    kept = _fitting(least, table.fixed, width)
    widths = _widths(least[:kept], natural[:kept], numeric[:kept], width - BETWEEN * kept)
    made = RichTable(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="dim",
        padding=(0, 1),
        collapse_padding=True,
    )
    for place, name in enumerate(table.columns[:kept]):
        justify: Literal["left", "right"] = "right" if numeric[place] else "left"
        made.add_column(Text(name, justify=justify), justify=justify, width=widths[place], overflow="fold")
    above = ""
    for row in rows:
        first = "" if table.grouped and row[0] == above else row[0]
        above = row[0]
        made.add_row(*(Text(cell) for cell in (first, *row[1:kept])))
    return made, len(table.columns) - kept


def _fitting(least: list[int], fixed: int, width: int) -> int:
    """How many columns fit; only those after the fixed ones may go."""
    if not fixed:
        return len(least)
    left = width
    for place, needed in enumerate(least):
        left -= needed + BETWEEN
        if left < 0 and place >= fixed:
            return place
    return len(least)


def _widths(least: list[int], natural: list[int], numeric: list[bool], room: int) -> list[int]:
    """The width of each column: what it needs, then what is left to the columns of words, evenly."""
    widths = list(least)
    growing = [place for place in range(len(widths)) if not numeric[place] and widths[place] < natural[place]]
    while sum(widths) < room and growing:
        for place in list(growing):
            if sum(widths) < room:
                widths[place] += 1
            if widths[place] >= natural[place]:
                growing.remove(place)
    while sum(widths) > room and any(
        not number and one > LEAST for number, one in zip(numeric, widths, strict=True)
    ):
        widest = max((place for place in range(len(widths)) if not numeric[place]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths
