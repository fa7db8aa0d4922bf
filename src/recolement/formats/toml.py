"""TOML with exact numbers and with lines: where each key was written, so that a problem can say so.

Numbers with a point become :class:`decimal.Decimal`, never floats.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from recolement.formats.decoding import LONGEST_LINE, Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.tables import LARGEST_COUNT, invisible
from recolement.formats.toml_syntax import nested_too_deep, note_syntax

LARGEST_TOML = 1 << 23
"""Bytes in one TOML file: 8 MB, some thirty thousand acts."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?")
_UNFIT = re.compile(r"[\s:]")
_SPACE = re.compile(r"\s")
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
    """A TOML document, or ``None`` after noting ``toml_encoding``, a code of ``SYNTAX`` or the like."""
    try:
        raw = read_bytes(content, file, problems, LONGEST_LINE, LARGEST_TOML)
    except Unreadable:
        return None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        code = "toml_utf16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "toml_encoding"
        problems.add(code, file, raw.count(b"\n", 0, error.start) + 1)
        return None
    if "\x00" in text:
        problems.add("toml_utf16" if text.count("\x00") * 3 > len(text) else "toml_not_text", file)
        return None
    if nested_too_deep(text, file, problems):
        return None
    try:
        return Document(file, tomllib.loads(text, parse_float=Decimal), _rows(text))
    except RecursionError:
        problems.add("toml_nested", file)
    except (ValueError, ArithmeticError) as error:
        note_syntax(text, str(error), file, problems)
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
            self._wrong_kind("", "table", table)

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def _wrong(self, code: str, name: str, **facts: str | int) -> None:
        path = self._path(name)
        self.problems.add(code, self.document.file, self.document.row(path), path, **facts)

    def _wrong_kind(self, name: str, expected: str, value: object) -> None:
        forms: dict[type, str] = {str: "quoted", dict: "table", list: "list"}
        form = forms.get(type(value), "bare")
        self._wrong("wrong_kind", name, expected=expected, found=_written(value), form=form)

    def wrong(self, code: str, name: str, **facts: str | int) -> None:
        """Note a problem with a key of this table."""
        self._wrong(code, name, **facts)

    def unknown(self, code: str, name: str, found: str, known: Iterable[str], **facts: str | int) -> None:
        """Note that a value names nothing known, with the nearest that is."""
        self._wrong(code, name, found=found, nearest=self.problems.nearest(found, known), **facts)

    def allow(self, names: Collection[str]) -> None:
        """Note every key that is not among the names, with the nearest one."""
        for name in self.table:
            if name not in names:
                self._wrong("unknown_key", name, nearest=self.problems.nearest(name, names))

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
            self._wrong_kind(name, "text", value)
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
            self.unknown("unknown_choice", name, value, choices, expected=options)
            return default
        return value

    def count(self, name: str, default: int | None = None, least: int = 0) -> int | None:
        """A whole number of at least ``least``."""
        value = self.table.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value < LARGEST_COUNT:
            self._wrong_kind(name, "count", value)
            return default
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.table.get(name, default)
        if not isinstance(value, bool):
            self._wrong_kind(name, "flag", value)
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
        self._wrong("bad_date", name, found=_written(value))
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts in a list (a single text counts as a list of one)."""
        value = self.table.get(name)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong_kind(name, "texts", value)
            return ()
        return tuple(value)

    def tables(self, name: str) -> list[Keys]:
        """Tables in a list: ``[[name]]``."""
        value = self.table.get(name, [])
        if not isinstance(value, list):
            self._wrong_kind(name, "tables", value)
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


def _written(value: object) -> str:
    """A value as a message may quote it: a number of thousands of digits cannot be written at all."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**30:
        return "10³⁰…" if value > 0 else "-10³⁰…"
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)


def wrong_id(text: str) -> str:
    """What makes a text unfit to be an id: ``id_spaces``, ``id_colon``, ``id_too_long``,
    ``id_invisible``, or nothing.

    >>> wrong_id("75-02"), wrong_id("Lyon 3"), wrong_id("constituency:75-02"), wrong_id("<script>")
    ('', 'id_spaces', 'id_colon', '')
    """
    if len(text) > 200:
        return "id_too_long"
    found = _UNFIT.search(text)
    if not found:
        return "id_invisible" if invisible(text) else ""
    return "id_colon" if found[0] == ":" and not _SPACE.search(text) else "id_spaces"


def fit_ids(texts: Sequence[str]) -> bool:
    """Whether all of the texts are fit to be ids, in one search."""
    joined = "".join(texts)
    return (
        _UNFIT.search(joined) is None
        and not invisible(joined)
        and all(texts)
        and max(map(len, texts), default=0) <= 200
    )
