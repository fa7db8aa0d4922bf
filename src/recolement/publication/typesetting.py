"""From a Typst template and data to a PDF: what somebody wrote comes in as data, never as markup.

A letter that the font does not have would make an invalid PDF: it is written as its code point, and a note
on the paper says so.

>>> plain = PlainText()
>>> plain.all({"name": "Lyon 3ᵉ 🗳"}), plain.notes()
({'name': 'Lyon 3[U+1D49] [U+1F5F3]'}, ['[U+1D49] [U+1F5F3]'])
>>> table_data(Table("Votes", ("option", "votes"), (("A", Count(1234)),)), "en")["rows"]
[['A', '1,234']]
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import typst

from recolement.publication.report import Count, Share, Table, Value
from recolement.words.numbers import Language, count, share

_KNOWN = re.compile(
    "[\n\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u0386-\u03ce\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2032\u2033\u2039\u203a\u20ac\u2194\u2212]"
)
"""What the font has, and what has one direction only."""


Standard: TypeAlias = Literal["a-2a", "ua-1"]


class PlainText:
    """Texts with only the signs of the font; what was replaced is remembered."""

    def __init__(self) -> None:
        self._replaced: dict[str, None] = {}

    def all(self, value: Any) -> Any:
        """Every text of some data."""
        match value:
            case str():
                return "".join(sign if _KNOWN.match(sign) else self._code(sign) for sign in value)
            case list():
                return [self.all(one) for one in value]
            case dict():
                return {key: self.all(one) for key, one in value.items()}
            case _:
                return value

    def _code(self, sign: str) -> str:
        code = f"[U+{ord(sign):04X}]"
        self._replaced[code] = None
        return code

    def notes(self) -> list[str]:
        """The code points that stand for signs, as one line; none where nothing was replaced."""
        return [" ".join(self._replaced)] if self._replaced else []


def typeset(
    template: str, data: Mapping[str, Any], standards: Sequence[Standard] = (), *, tags: bool = True
) -> bytes:
    """The PDF of a template of this package, which reads ``data`` as JSON; the machine's fonts play no part.

    ``tags``: what a screen reader needs. Forms that are printed do without: a third of the size.
    """
    made: bytes = typst.compile(
        files("recolement.publication").joinpath(template).read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[*standards],
        pdf_tags=tags,
        ignore_system_fonts=True,
    )
    return made


def pictures(template: str, data: Sequence[Mapping[str, Any]], scale: float) -> list[bytes]:
    """The PNG of each of the data, a page of a template of this package, ``scale`` pixels a point."""
    made: bytes | list[bytes] = typst.compile(
        files("recolement.publication").joinpath(template).read_bytes(),
        format="png",
        ppi=72.0 * scale,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
    )
    return [made] if isinstance(made, bytes) else made


def table_data(table: Table, language: Language) -> dict[str, Any]:
    """The table as the templates read it: texts, and which columns hold figures."""
    return {
        "title": table.title,
        "columns": list(table.columns),
        "figures": [
            any(not isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))
        ],
        "rows": [[_cell(value, language) for value in row] for row in table.rows],
        "note": table.note,
    }


def _cell(value: Value, language: Language) -> str:
    match value:
        case Count(number):
            return count(number, language)
        case Share(part, whole):
            return share(part, whole, language)
        case _:
            return value
