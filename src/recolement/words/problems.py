"""Why a file cannot be used, in French and in English: where, what is there, what was expected, what to do.

>>> from recolement.model.problems import Problem
>>> problem_sentence(Problem("decimal", "sheets.csv", 4, "blank", {"found": "12,5"}), "en")
'sheets.csv, row 4, column “blank”: “12,5” is not a whole number. Papers are counted one by one: write digits only, and leave the cell empty if the figure is unknown.'
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from recolement.model.problems import Problem
from recolement.words.import_problems import IMPORT_SENTENCES
from recolement.words.numbers import Language
from recolement.words.problems_of_ballots import OF_BALLOTS
from recolement.words.problems_of_cells import OF_CELLS
from recolement.words.problems_of_files import OF_FILES
from recolement.words.problems_of_initiatives import OF_INITIATIVES

SENTENCES: Mapping[str, tuple[str, str]] = {
    **OF_FILES, **OF_CELLS, **OF_BALLOTS, **IMPORT_SENTENCES, **OF_INITIATIVES
}  # fmt: skip
"""What is wrong and what to do, by code: French, English. Facts stand between braces."""

KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("un texte entre guillemets", "a text between quotation marks"),
    "texts": ("une liste de textes", "a list of texts"),
    "count": ("un nombre entier, pas trop petit", "a whole number, not too small"),
    "flag": ("true ou false", "true or false"),
    "table": ("un tableau de clés", "a table of keys"),
    "tables": ("une liste de tableaux", "a list of tables"),
}
"""What a TOML value was expected to be."""


HINTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("tables", "table"): (
        " Écrivez le titre entre doubles crochets : [[act]].",
        " Write the heading in double brackets: [[act]].",
    ),
    ("count", "quoted"): (" Écrivez-le sans guillemets.", " Write it without quotation marks."),
    ("flag", "quoted"): (" Écrivez-le sans guillemets.", " Write it without quotation marks."),
    ("text", "bare"): (" Mettez-le entre guillemets.", " Put it between quotation marks."),
}
"""What most likely happened, by what was expected and what was found."""

EXAMPLES: Mapping[str, str] = {
    "title": 'title = "…"',
    "levels": 'levels = ["nation", "section"]',
    "rule": 'rule = "plurality"',
    "contest": "[[contest]]",
    "option": "[[contest.option]]",
    "id": 'id = "…"',
    "number": "number = 1",
    "share": 'share = "12.5 %"',
    "kind": 'kind = "dispute"',
    "at": "at = 2017-01-29",
    "of": 'of = "d1"',
    "effect": 'effect = "uphold"',
    "reason": 'reason = "…"',
    "field": 'field = "in_box"',
    "value": "value = 85",
    "code": 'code = "A1"',
    "options": 'options = ["ann", "bob"]',
    "order": 'order = ["bob", "ann"]',
}
"""How a key that is missing may be written, by its last name."""


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def problem_place(problem: Problem, language: Language) -> str:
    """Where a problem is: file, row, column.

    >>> problem_place(Problem("decimal", "sheets.csv", 4, "blank"), "fr")
    'sheets.csv, ligne 4, colonne « blank »'
    """
    french = language == "fr"
    place, _, sheet = problem.file.partition("#") if ".xlsx#" in problem.file else (problem.file, "", "")
    if sheet:
        place += f", feuille « {sheet} »" if french else f", sheet “{sheet}”"
    if problem.row is not None:
        place += f", {'ligne' if french else 'row'} {problem.row}"
    if problem.column is not None:
        key = problem.file.endswith(".toml")
        word = ("clé" if key else "colonne") if french else ("key" if key else "column")
        place += f", {word} « {problem.column} »" if french else f", {word} “{problem.column}”"
    return place


def problem_sentence(problem: Problem, language: Language) -> str:
    """One problem, said so that somebody can act on it; control characters in quoted cells are shown as �."""
    french = language == "fr"
    which = 0 if french else 1
    facts = _Facts({name: shown(fact) for name, fact in problem.facts.items()})
    if problem.code == "wrong_kind":
        facts["hint"] = HINTS.get((facts["expected"], facts["form"]), ("", ""))[which]
        facts["expected"] = KINDS.get(facts["expected"], (facts["expected"],) * 2)[which]
    elif problem.code == "ragged_row":
        cells = ("case", "cases") if french else ("cell", "cells")
        facts["cells"] = f"{facts['found']} {cells[facts['found'] != '1']}"
    elif problem.code == "missing_key":
        example = EXAMPLES.get((problem.column or "").rpartition(".")[2], "")
        facts["example"] = f"{' :' if french else ':'} {example}" if example else ""
    said = SENTENCES[problem.code][which].format_map(facts)
    if problem.facts.get("nearest") and not problem.code.startswith("misnamed"):
        near = facts["nearest"]
        said += f" Vouliez-vous dire « {near} » ?" if french else f" Did you mean “{near}”?"
    place = shown(problem_place(problem, language))
    return f"{place} : {said}" if french else f"{place}: {said}"


def shown(fact: str | int) -> str:
    """A fact as it may be printed at a terminal: no control or direction-changing character acts there."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(fact)
    )
