"""What is said with an estimate of vote transfers: its problems, its summary, its warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from recolement.model.problems import Problem
from recolement.words.numbers import Language

_PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "table_empty": ("le fichier n’a aucune ligne", "the file has no row"),
    "column_missing": (
        "il manque la colonne « {expected} » ; ajoutez-la à la première ligne",
        "the column “{expected}” is missing; add it to the header",
    ),
    "key_empty": (
        "une cellule est vide ; chaque ligne a besoin de son nom",
        "a cell is empty; every row needs its name",
    ),
    "area_reserved": (
        "« * » désigne l’ensemble ; donnez un autre nom à cette zone",
        "“*” stands for the whole; give this area another name",
    ),
    "no_option": ("aucune colonne d’option", "there is no column for an option"),
    "votes_empty": (
        "le nombre de voix manque ; supprimez la ligne ou mettez 0",
        "the votes are missing; remove the row or write 0",
    ),
    "family_twice": (
        "l’option « {option} » a deux familles ; gardez-en une",
        "the option “{option}” has two families; keep one",
    ),
    "unreadable_table": ("fichier illisible : {reason}", "the file cannot be read: {reason}"),
    "not_a_count": (
        "« {found} » n’est pas un nombre de voix (un entier, 0 ou plus)",
        "“{found}” is not a count of votes (an integer, 0 or more)",
    ),
    "unit_twice": (
        "l’unité « {unit} » s’y trouve deux fois (déjà ligne {first}) ; gardez la bonne",
        "the unit “{unit}” is there twice (first in row {first}); keep the right one",
    ),
    "no_unit_matches": (
        "aucune unité commune avec {other} (« {first} » ici, « {second} » là) ; vérifiez les clés",
        "no unit in common with {other} (“{first}” here, “{second}” there); check the keys",
    ),
    "file_missing": ("fichier introuvable", "no such file"),
    "round_unknown": (
        "pas de voix pour le tour {round} ; tours avec des voix : {known}",
        "no votes for round {round}; rounds with votes: {known}",
    ),
    "contest_needed": (
        "plusieurs questions sont soumises au vote ({known}) ; choisissez avec --contest",
        "there are several contests ({known}); choose one with --contest",
    ),
}


def say_transfer_problem(problem: Problem, language: Language) -> str:
    """One problem of a transfer's input, with its place; the code itself where it is not one of ours."""
    words = _PROBLEMS.get(problem.code)
    fr = language == "fr"
    sentence = words[0 if fr else 1].format_map(_Facts(problem.facts)) if words else problem.code
    place = [problem.file]
    if problem.row is not None:
        place.append(f"ligne {problem.row}" if fr else f"row {problem.row}")
    if problem.column is not None:
        place.append(f"colonne {_short(problem.column)}" if fr else f"column {_short(problem.column)}")
    return f"{', '.join(place)}{' ' if fr else ''}: {sentence}"


ASSUMPTIONS: Final[tuple[str, str]] = (
    "Estimation tirée de totaux, non de bulletins : elle ne dit rien d’une personne, ni pourquoi. Elle "
    "suppose "
    "que les électeurs d’une même origine se partagent de façon comparable dans une même zone ; le "
    "surcroît d’un "
    "camp là où il est fort est une constante étalonnée ailleurs. Elle n’entre dans aucune proclamation.",
    "Estimated from totals, not from ballot papers: it says nothing about a person, nor why. It assumes that "
    "voters of one origin divide in a comparable way within an area; how much a camp gains where it is "
    "strong is a "
    "constant calibrated elsewhere. Nothing of it can enter a proclamation.",
)
"""Printed with every estimate."""


class _Facts(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "?"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
