"""Every problem of an input is gathered before anything is raised: a person mends them all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from unicodedata import normalize

from recolement.model.problems import Problem, Unusable

MOST = 500
"""Problems kept per file; beyond, one ``and_more`` says how many were left out."""

MOST_NEAREST = 50
"""Words looked for among the known ones; a file full of unknown names would take hours otherwise."""

LONGEST_QUOTE = 60
"""Characters of a cell that a message quotes."""


def quoted(text: object, longest: int = LONGEST_QUOTE) -> str:
    """What a message may quote of a cell: on one line, and short whatever the cell holds.

    >>> quoted("a" * 100) == "a" * 59 + "…"
    True
    """
    line = " ".join(str(text)[: longest * 2].split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


FRENCH: Mapping[str, str] = {
    "inscrits": "registered", "emargements": "signatures", "bulletins": "in_box", "enveloppes": "in_box",
    "votants": "voters", "blancs": "blank", "nuls": "null", "exprimes": "valid", "suffrages": "valid",
    "voix": "votes", "choix": "option", "unite": "unit", "section": "unit", "bureau": "unit",
    "scrutin": "contest", "tour": "round", "niveau": "level", "echelon": "level", "nom": "name",
    "groupe": "group", "saisie": "entry", "titre": "title", "regle": "rule", "sieges": "seats",
    "seuil": "threshold", "litige": "dispute", "gel": "freeze", "decision": "ruling", "motif": "reason",
    "mandats": "mandates", "valeur": "value", "champ": "field",
}  # fmt: skip
"""Words of the glossary in French, without accents, and the names that files give the same things."""


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like the one that was written, or an empty text if none is near.

    >>> nearest("treshold", ["threshold", "quorum"])
    'threshold'
    >>> nearest("Exprimés", ["blank", "valid"])
    'valid'
    """
    if len(word) > 100:
        return ""
    by_fold = {known.casefold(): known for known in words}
    bare = "".join(one for one in normalize("NFD", word.casefold()) if one.isalnum() or one == "_")
    if FRENCH.get(bare) in by_fold:
        return by_fold[FRENCH[bare]]
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else ""


class Problems:
    """The problems found so far; :meth:`stop_if_any` raises :class:`Unusable` with all of them."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._per_file: dict[str, int] = {}
        self._looked_for = 0

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
                name: fact
                if isinstance(fact, int)
                else quoted(fact, 300 if name == "expected" else LONGEST_QUOTE)
                for name, fact in facts.items()
            }
            self._found.append(Problem(code, file, row, None if column is None else quoted(column), short))

    def nearest(self, word: str, words: Iterable[str]) -> str:
        """As :func:`nearest`, for the first :data:`MOST_NEAREST` words asked for; nothing after them."""
        self._looked_for += 1
        return nearest(word, words) if self._looked_for <= MOST_NEAREST else ""

    def lost_rows(self, file: str) -> bool:
        """Whether rows of a table could not be told apart, and so are not in it."""
        lost = ("ragged_row", "broken_quotes", "cell_too_long")
        return file in self._per_file and any(
            problem.file == file and problem.code in lost for problem in self._found
        )

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
