"""Where a text stops being TOML, and what its writer most likely forgot there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recolement.formats.gathering import Problems

SYNTAX: Mapping[str, tuple[str, ...]] = {
    "toml_doubled": ("Cannot overwrite", "Cannot declare", "Duplicate inline table key", "Cannot mutate"),
    "toml_backslash": ("Unescaped",),
    "toml_unclosed": (
        "Unterminated string", "Illegal character '\\n'", "Unclosed", "Expected ']", 'Expected "',
    ),
    "toml_value": ("Invalid value",),
}  # fmt: skip
"""What is wrong with a line, by the words in which the TOML reader says so (else ``toml_syntax``)."""

_NESTED = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
"""Keys inside one another a hundred deep: nobody writes this, and reading it takes forever."""


def nested_too_deep(text: str, file: str, problems: Problems) -> bool:
    """Whether keys stand inside one another without end, after noting it."""
    found = _NESTED.search(text)
    if found is None:
        return False
    problems.add("toml_nested", file, text.count("\n", 0, found.start()) + 1)
    return True


def note_syntax(text: str, error: str, file: str, problems: Problems) -> None:
    """Note where the text stops being TOML, and what the reader most likely forgot there."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", error)
    lines = text.rstrip("\n").split("\n")
    row = min(int(found[1]), len(lines)) if found else len(lines)
    line = lines[row - 1].strip()
    code = next((code for code, signs in SYNTAX.items() if any(sign in error for sign in signs)), "")
    if re.search("=[^\"']*[“”„‘’«»]", line):
        code = "toml_curly"
    elif code == "toml_value" and re.search(r"=\s*[^\W\d]", line):
        code = "toml_unquoted"
    problems.add(code or "toml_syntax", file, row, found=line)
