"""``docs/reference/files.md``: every file of a ballot folder, with its columns and keys, from the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recolement.formats.acts import COMMON, OWN
from recolement.formats.ballot import BALLOT_KEYS, CONTEST_KEYS, OPTION_KEYS, ROUND_KEYS
from recolement.formats.folder import TABLES
from recolement.words.files import ACT_KEYS, BALLOT, COLUMNS, FILES
from recolement.words.refusals import KINDS

INTRODUCTION = """A ballot folder is `ballot.toml`, `units.csv`, and whatever else of the following there
is. A table is a CSV file (comma, semicolon or tab; UTF-8 or Windows-1252), an XLSX file of the same name, or
a sheet of that name in `ballot.xlsx`. The order of columns is free. **A column left out and an empty cell
both mean unknown, never 0.** `recolement new` writes a folder that explains itself."""


def ballot_keys() -> tuple[str, ...]:
    """Every key of ``ballot.toml``, dotted where it is inside a block."""
    found: list[str] = []
    for key in BALLOT_KEYS:
        found.append(key)
        if key == "contest":
            found += [f"contest.{name}" for name in CONTEST_KEYS]
            found += [f"option.{name}" for name in OPTION_KEYS]
        elif key == "round":
            found += [f"round.{name}" for name in ROUND_KEYS]
    return tuple(found)


def page(made: str) -> str:
    """The page; ``made`` says that it is made from the code."""
    parts = [f"# The files of a ballot\n\n{made}", INTRODUCTION]
    parts += [_heading("ballot.toml"), _table("key", ballot_keys(), BALLOT)]
    for name, columns in TABLES.items():
        parts += [_heading(name), _table("column", columns, COLUMNS)]
        if name in ("sheets", "entries"):
            parts.append("Then one column an option, named by its id.")
    parts += [
        _heading("acts.toml"),
        "One `[[act]]` each, in order. Common keys:",
        _table("key", COMMON, ACT_KEYS),
    ]
    parts.append("| kind | | its own keys |\n|---|---|---|\n" + "\n".join(_acts()))
    own = dict.fromkeys(key for keys in OWN.values() for key in keys)
    parts.append(_table("key", own, ACT_KEYS))
    return "\n\n".join(parts) + "\n"


def _heading(name: str) -> str:
    french, english = FILES[name]
    shown = name if name.endswith(".toml") else f"{name}.csv"
    return f"## {shown}: {english}\n\n*{french}*"


def _table(head: str, names: Iterable[str], said: Mapping[str, tuple[str, str]]) -> str:
    rows = (f"| `{name}` | {said[name][1]} (*{said[name][0]}*) |" for name in names)
    return f"| {head} | |\n|---|---|\n" + "\n".join(rows)


def _acts() -> Iterable[str]:
    for kind, keys in OWN.items():
        named = ", ".join(f"`{key}`" for key in keys) or "none"
        yield f"| `{kind}` | {KINDS['en'][kind]} (*{KINDS['fr'][kind]}*) | {named} |"
