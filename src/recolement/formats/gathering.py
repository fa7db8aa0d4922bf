"""Every problem of an input is gathered before anything is raised: a person mends them all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from recolement.model.problems import Problem, Unusable

MOST = 500
"""Problems kept per file; beyond, one ``and_more`` says how many were left out."""

LONGEST_QUOTE = 60
"""Characters of a cell that a message quotes."""


def quoted(text: object) -> str:
    """What a message may quote of a cell: on one line, and short whatever the cell holds.

    >>> quoted("a" * 100) == "a" * 59 + "…"
    True
    """
    line = " ".join(str(text)[: LONGEST_QUOTE * 2].split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like the one that was written, or an empty text if none is near.

    >>> nearest("treshold", ["threshold", "quorum"])
    'threshold'
    """
    if len(word) > 100:
        return ""
    by_fold = {known.casefold(): known for known in words}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else ""


class Problems:
    """The problems found so far; :meth:`stop_if_any` raises :class:`Unusable` with all of them."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._per_file: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(
        self,
        code: str,
        file: str,
        row: int | None = None,
        column: str | None = None,
        **facts: str | int,
    ) -> None:
        """Note one problem: where it is, and the facts its sentence needs."""
        seen = self._per_file[file] = self._per_file.get(file, 0) + 1
        if seen <= MOST:
            short: Mapping[str, str | int] = {
                name: fact if isinstance(fact, int) else quoted(fact) for name, fact in facts.items()
            }
            self._found.append(Problem(code, file, row, None if column is None else quoted(column), short))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        for problem in problems:
            self.add(problem.code, problem.file, problem.row, problem.column, **problem.facts)

    def stop_if_any(self) -> None:
        """Raise :class:`Unusable` if anything was found."""
        if self._found:
            more = [
                Problem("and_more", file, facts={"count": seen - MOST})
                for file, seen in self._per_file.items()
                if seen > MOST
            ]
            raise Unusable([*self._found, *more])
