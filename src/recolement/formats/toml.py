"""TOML with exact numbers and with lines: where each key was written, so that a problem can say so.

Numbers with a point become :class:`decimal.Decimal`, never floats.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from recolement.formats.decoding import LONGEST_LINE, Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems, nearest
from recolement.formats.tables import LARGEST_COUNT

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?")
_KEY = re.compile(r"\s*(\"[^\"]+\"|'[^']+'|[\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file as read: its tables, and the line of each key by its path (``contest[1].option[2].id``)."""

    file: str
    table: Mapping[str, Any]
    rows: Mapping[str, int] = field(default_factory=dict)

    def row(self, path: str) -> int | None:
        """The line of a key, or of what holds it."""
        while path:
            if path in self.rows:
                return self.rows[path]
            shorter = re.sub(r"(\[\d+\]|\.[^.\[\]]+|^[^.\[\]]+)$", "", path)
            path = shorter if shorter != path else ""
        return None


def read_toml(content: Content, file: str, problems: Problems) -> Document | None:
    """A TOML document, or ``None`` after noting ``toml_encoding``, ``toml_syntax`` or the like."""
    try:
        raw = read_bytes(content, file, problems, LONGEST_LINE)
    except Unreadable:
        return None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        code = "encoding_utf16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "toml_encoding"
        problems.add(code, file, raw.count(b"\n", 0, error.start) + 1)
        return None
    try:
        return Document(file, tomllib.loads(text, parse_float=Decimal), _rows(text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        row = int(found[1]) if found else None
        detail = re.sub(r"\s*\(at .*\)$", "", str(error)) if isinstance(error, ValueError) else "nested"
        problems.add("toml_syntax", file, row, detail=detail)
        return None


def _rows(text: str) -> dict[str, int]:
    """The line of each header and key; a text over several lines may add a wrong one, never take one away."""
    rows: dict[str, int] = {}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header = _HEADER.match(line)
        if header:
            parts = [part.strip().strip("\"'") for part in header[2].split(".")]
            path = ""
            for place, part in enumerate(parts, start=1):
                path = f"{path}.{part}" if path else part
                if place == len(parts) and header[1] == "[[":
                    counts[path] = counts.get(path, 0) + 1
                if path in counts:
                    path = f"{path}[{counts[path]}]"
            here = path
            rows.setdefault(here, number)
            continue
        key = _KEY.match(line)
        if key:
            name = re.sub(r"\s*\.\s*", ".", key[1]).strip("\"'")
            rows.setdefault(f"{here}.{name}" if here else name, number)
    return rows


class Keys:
    """One TOML table, read key by key; what is of the wrong kind is noted and counts as left out.

    ``path`` is where the table stands in its document, for the rows and names of problems.
    """

    def __init__(self, document: Document, table: object, path: str, problems: Problems) -> None:
        self.document = document
        self.path = path
        self.problems = problems
        self.table: Mapping[str, Any] = {}
        if isinstance(table, Mapping):
            self.table = table
        else:
            self._wrong("wrong_kind", "", expected="table")

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def _wrong(self, code: str, name: str, **facts: str | int) -> None:
        path = self._path(name)
        self.problems.add(code, self.document.file, self.document.row(path), path, **facts)

    def wrong(self, code: str, name: str, **facts: str | int) -> None:
        """Note a problem with a key of this table."""
        self._wrong(code, name, **facts)

    def allow(self, names: Collection[str]) -> None:
        """Note every key that is not among the names, with the nearest one."""
        for name in self.table:
            if name not in names:
                self._wrong("unknown_key", name, nearest=nearest(name, names))

    def has(self, name: str) -> bool:
        """Whether the key was written."""
        return name in self.table

    def text(self, name: str, default: str = "", required: bool = False) -> str:
        """A text; ``missing_key`` if it is required and left out or empty."""
        value = self.table.get(name)
        if value is None or (required and value == ""):
            if required:
                self._wrong("missing_key", name)
            return default
        if not isinstance(value, str):
            self._wrong("wrong_kind", name, expected="text", found=str(value))
            return default
        return value

    def optional_text(self, name: str) -> str | None:
        """A text, or ``None`` if it was left out."""
        return self.text(name) if name in self.table else None

    def id(self, name: str, required: bool = True) -> str:
        """An id: text without spaces, without ``:``."""
        value = self.text(name, required=required)
        code = wrong_id(value)
        if value and code:
            self._wrong(code, name, found=value)
        return value

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of some words."""
        value = self.text(name, default)
        if value not in choices:
            options = " | ".join(choices)
            self._wrong(
                "unknown_choice", name, found=value, expected=options, nearest=nearest(value, choices)
            )
            return default
        return value

    def count(self, name: str, default: int | None = None, least: int = 0) -> int | None:
        """A whole number of at least ``least``."""
        value = self.table.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value < LARGEST_COUNT:
            self._wrong("wrong_kind", name, expected="count", found=str(value))
            return default
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.table.get(name, default)
        if not isinstance(value, bool):
            self._wrong("wrong_kind", name, expected="flag", found=str(value))
            return default
        return value

    def date(self, name: str) -> date | None:
        """A day, as TOML writes it or as text in the same form (2017-01-29)."""
        value = self.table.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong("bad_date", name, found=str(value))
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts in a list (a single text counts as a list of one)."""
        value = self.table.get(name)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong("wrong_kind", name, expected="texts", found=str(value))
            return ()
        return tuple(value)

    def tables(self, name: str) -> list[Keys]:
        """Tables in a list: ``[[name]]``."""
        value = self.table.get(name, [])
        if not isinstance(value, list):
            self._wrong("wrong_kind", name, expected="tables", found=str(value))
            return []
        path = self._path(name)
        return [
            Keys(self.document, item, f"{path}[{place}]", self.problems)
            for place, item in enumerate(value, start=1)
        ]

    def inner(self, name: str) -> Keys | None:
        """A table inside, or ``None`` if it was left out."""
        if name not in self.table:
            return None
        return Keys(self.document, self.table[name], self._path(name), self.problems)


def wrong_id(text: str) -> str:
    """What makes a text unfit to be an id: ``id_spaces``, ``id_colon``, ``id_too_long``, or nothing.

    >>> wrong_id("75-02"), wrong_id("Lyon 3"), wrong_id("constituency:75-02"), wrong_id("<script>")
    ('', 'id_spaces', 'id_colon', '')
    """
    if len(text) > 200:
        return "id_too_long"
    if any(character.isspace() for character in text):
        return "id_spaces"
    return "id_colon" if ":" in text else ""
