"""The table of docs/reference/rights.md, read as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rights.md"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whether one may read and act, who, where."""

    page: str
    reads: bool
    acts: bool
    posts: frozenset[str]
    where: str


def lines() -> list[Line]:
    """Every line of the table."""
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| ")]
    found = []
    for row in rows[1:]:
        page, _, reads, acts, posts, where = (cell.strip() for cell in row.strip("|").split("|"))
        found.append(
            Line(
                page.replace("\\", ""), reads == "yes", acts == "yes",
                frozenset() if posts == "anybody" else frozenset(posts.split(", ")), where,
            )
        )  # fmt: skip
    return found


def patterns() -> dict[str, URLPattern]:
    """Every address of the app by its name."""
    found: dict[str, URLPattern] = {}

    def walk(entries: list[URLPattern | URLResolver]) -> None:
        for entry in entries:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns)
            else:
                assert entry.name, f"an address without a name: {entry.pattern}"
                found[entry.name] = entry

    walk(get_resolver().url_patterns)
    return found


def line_of(name: str) -> Line | None:
    """The line of an address."""
    return next((line for line in lines() if fnmatch(name, line.page)), None)
