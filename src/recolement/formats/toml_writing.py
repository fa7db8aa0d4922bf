"""TOML written so that it reads back as it was: keys and values, quoted whatever they hold.

>>> print(assignment("name", 'Say "oui"\\n<script>'))
name = "Say \\"oui\\"\\n<script>"
>>> print(assignment("Île", [1, 2]), assignment("seats", {"circo:29-02": 1}))
"Île" = [1, 2] seats = {"circo:29-02" = 1}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import TypeAlias

Value: TypeAlias = "str | int | date | Fraction | Sequence[Value] | Mapping[str, Value]"
"""What can be written. A share is a text: TOML has no fractions."""

WIDEST = 100
"""Characters of a list on one line; longer ones go over several (a reader may refuse endless lines)."""

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\"\\]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def text(value: str) -> str:
    """A text between quotation marks."""
    return '"' + _CONTROL.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04x}"), value) + '"'


def key(name: str) -> str:
    """A key: bare where TOML allows it.

    >>> key("le-pen"), key("a.b"), key("")
    ('le-pen', '"a.b"', '""')
    """
    return name if _BARE.fullmatch(name) else text(name)


def value(given: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(given, str):
        return text(given)
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, datetime):
        offset = given.utcoffset()
        whole = offset is None or not (offset.seconds % 60 or offset.microseconds)
        return given.isoformat() if whole else text(given.isoformat())
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, Fraction):
        return text(f"{given.numerator}/{given.denominator}")
    if isinstance(given, Mapping):
        return "{" + ", ".join(assignment(name, inner) for name, inner in given.items()) + "}"
    if isinstance(given, Sequence):
        return _list([value(inner) for inner in given])
    return str(given)


def assignment(name: str, given: Value) -> str:
    """A line ``key = value``."""
    return f"{key(name)} = {value(given)}"


def _list(items: Sequence[str]) -> str:
    line = "[" + ", ".join(items) + "]"
    if len(line) <= WIDEST:
        return line
    lines, here = [], ""
    for item in items:
        if here and len(here) + len(item) > WIDEST:
            lines.append(here)
            here = ""
        here += f" {item},"
    return "[\n   " + "\n   ".join([*lines, here]) + "\n]"
