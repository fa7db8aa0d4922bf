"""Unusable input: which file, row, column, what was expected, what to do. Said by ``recolement.words``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file cannot be used. ``row`` 1 is the header; ``facts`` fill the sentence."""

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Unusable(Exception):
    """The input cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.code} in {problem.file}" for problem in problems))
        self.problems = tuple(problems)
