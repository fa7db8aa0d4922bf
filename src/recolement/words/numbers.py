"""Numbers as each language writes them; a share never shows more decimals than the count supports.

>>> count(1473, "fr"), count(1473, "en")
('1\\u202f473', '1,473')
>>> share(842, 1453, "fr"), share(842, 1453, "en")
('57,95\\u202f%', '57.95%')
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]
"""The languages of screens, pages and minutes."""

UNKNOWN = "—"
"""How an unknown figure is written: never 0."""


def count(number: int | None, language: Language) -> str:
    """A count with its thousands separated (narrow no-break space in French); unknown is a dash."""
    if number is None:
        return UNKNOWN
    separated = f"{number:,}".replace("-", "\N{MINUS SIGN}")
    return separated.replace(",", "\N{NARROW NO-BREAK SPACE}") if language == "fr" else separated


def colon(language: Language) -> str:
    """What stands between a label and what it says: French has a space before it.

    >>> colon("fr"), colon("en")
    (' : ', ': ')
    """
    return " : " if language == "fr" else ": "


def share(part: int | None, whole: int | None, language: Language) -> str:
    """``part`` of ``whole`` in per cent, rounded half up, computed in integers; a dash if unknown.

    Two decimals from 1,000 papers on, one from 100 on, none below: fewer papers don't support more.
    """
    if part is None or not whole:
        return UNKNOWN
    decimals = 2 if whole >= 1000 else 1 if whole >= 100 else 0
    scaled = (2 * part * 100 * 10**decimals + whole) // (2 * whole)
    units, rest = divmod(scaled, 10**decimals)
    digits = f"{units}" if decimals == 0 else f"{units}{',' if language == 'fr' else '.'}{rest:0{decimals}d}"
    return f"{digits}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{digits}%"
