"""What is said of call lists: problems of their files, lines of a register in doubt, the command's sentences.

>>> from recolement.model.problems import Problem
>>> call_problem(Problem("no_day", "roll.csv", 3, "consent_date", {"found": "hier"}), "en")
'roll.csv, row 3, column “consent_date”: “hier” is no day. Write it as 2026-03-01 or 01/03/2026.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from recolement.model.problems import Problem
from recolement.words.numbers import Language
from recolement.words.problems import SENTENCES, problem_place, problem_sentence, shown

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "column_twice": (
        "plusieurs colonnes disent la même chose ({found}). Gardez-en une.",
        "several columns say the same thing ({found}). Keep one.",
    ),
    "cell_long": (
        "plus de {most} caractères : ce n'est sans doute pas la bonne colonne.",
        "more than {most} characters: it is probably another column.",
    ),
    "section_empty": (
        "la section manque. Chaque ligne en a une.",
        "the section is missing. Every line has one.",
    ),
    "no_section": (
        "« {found} » n'est pas une section de ce vote. Écrivez son identifiant, ou son nom exact.",
        "“{found}” is no section of this vote. Write its id, or its exact name.",
    ),
    "person_without_name": ("le nom manque.", "the name is missing."),
    "no_telephone": (
        "« {found} » n'est pas un numéro de téléphone. Écrivez-le avec son indicatif (+33…), ou laissez la "
        "case vide.",
        "“{found}” is no telephone number. Write it with its country (+33…), or leave the cell empty.",
    ),
    "no_address": (
        "« {found} » n'est pas une adresse électronique. Corrigez-la, ou laissez la case vide.",
        "“{found}” is no e-mail address. Mend it, or leave the cell empty.",
    ),
    "not_said": (
        "« {found} » : écrivez will_vote, has_voted, undecided, ou rien.",
        "“{found}”: write will_vote, has_voted, undecided, or nothing.",
    ),
    "not_yes_or_no": ("« {found} » : écrivez oui ou non.", "“{found}”: write yes or no."),
    "consent_without_date": (
        "un consentement a une date. Écrivez-la, ou écrivez non.",
        "a consent has a date. Write it, or write no.",
    ),
    "no_day": (
        "« {found} » n'est pas un jour. Écrivez-le 2026-03-01 ou 01/03/2026.",
        "“{found}” is no day. Write it as 2026-03-01 or 01/03/2026.",
    ),
    "person_again": (
        "cette personne est déjà ligne {first} (même section et même numéro, ou même nom sans numéro). "
        "Gardez une ligne, ou donnez deux numéros.",
        "this person already stands in row {first} (same section and number, or same name without one). "
        "Keep one line, or give two numbers.",
    ),
    "roll_too_long": (
        "plus de {most} personnes. Importez le fichier en plusieurs fois.",
        "more than {most} people. Import the file in parts.",
    ),
    "nobody": ("il n'y a personne. Une personne par ligne.", "there is nobody. One person a line."),
    "register_columns": (
        "il faut une colonne number (numéro) ou name (nom), pour savoir qui a voté.",
        "a column number or name is needed, to know who voted.",
    ),
    "nobody_named": ("ni numéro ni nom sur cette ligne.", "neither a number nor a name in this line."),
    "objection_of_nobody": (
        "écrivez un téléphone, une adresse, ou une section et un nom.",
        "write a telephone, an address, or a section and a name.",
    ),
    "file_unreadable": ("fichier introuvable ou illisible.", "the file is absent or cannot be read."),
}

DOUBTS: Final[Mapping[str, tuple[str, str]]] = {
    "not_on_roll": (
        "personne de ce numéro ou de ce nom dans la section",
        "nobody of that number or name there",
    ),
    "several": (
        "plusieurs personnes de ce nom, et pas de numéro",
        "several people of that name, and no number",
    ),
    "differs": (
        "le numéro et le nom ne sont pas de la même personne",
        "number and name are of different people",
    ),
    "again": ("déjà marquée ligne {first}", "already marked in row {first}"),
    "section_unknown": (
        "aucune personne du fichier n'est de cette section",
        "nobody on the roll is of this section",
    ),
}


def call_problem(problem: Problem, language: Language) -> str:
    """One problem of a roll, a register or a list of objections, with its place."""
    words = PROBLEMS.get(problem.code)
    if words is None:
        return problem_sentence(problem, language) if problem.code in SENTENCES else problem.code
    said = words[language == "en"].format_map({name: shown(fact) for name, fact in problem.facts.items()})
    near = problem.facts.get("nearest")
    if near:
        said += (
            f" Vouliez-vous dire « {shown(near)} » ?"
            if language == "fr"
            else f" Did you mean “{shown(near)}”?"
        )
    place = shown(problem_place(problem, language))
    return f"{place} : {said}" if language == "fr" else f"{place}: {said}"


def doubt_sentence(why: str, first: int, language: Language) -> str:
    """Why a line of a register counts for nobody.

    >>> doubt_sentence("again", 7, "en")
    'already marked in row 7'
    """
    return DOUBTS[why][language == "en"].format(first=first)


@dataclass(frozen=True, slots=True)
class CallWords:
    """The sentences of ``recolement calls``."""

    members: str
    matched: str
    doubts: str
    doubt: str
    more: str
    unread: str
    removed: str
    not_called: str
    unknown: str
    lists: Mapping[str, str]
    written: str
    destroy: str
    nothing_due: str
    purged: str


CALL_WORDS: Final[Mapping[Language, CallWords]] = {
    "fr": CallWords(
        members="{count} personnes sur le fichier, {sections} sections.",
        matched="{voted} votants retrouvés, pour {lines} lignes d'émargement.",
        doubts="{count} lignes n'ont été rattachées à personne :",
        doubt="ligne {row}, section {section} : {why}",
        more="… et {count} autres, toutes dans {file}.",
        unread="Colonnes non lues : {columns}.",
        removed="{count} personnes ont fait opposition : elles ne sont dans aucune liste.",
        not_called="{count} personnes sans téléphone ou sans consentement daté : elles ne sont pas appelées.",
        unknown="{count} personnes de sections dont l'émargement n'est pas là : vote inconnu.",
        lists={
            "not_yet": "n'ont pas encore voté", "remind": "ont voté, à rappeler", "undecided": "indécises",
        },
        written="{file} : {count} personnes",
        destroy="Détruisez ces fichiers après le second tour : ils disent qui a voté.",
        nothing_due="Aucune campagne n'est à purger aujourd'hui.",
        purged="{slug} : purgée.",
    ),
    "en": CallWords(
        members="{count} people on the roll, {sections} sections.",
        matched="{voted} voters found, for {lines} lines of the register.",
        doubts="{count} lines could not be put to anybody:",
        doubt="row {row}, section {section}: {why}",
        more="… and {count} more, all in {file}.",
        unread="Columns not read: {columns}.",
        removed="{count} people objected: they are in no list.",
        not_called="{count} people without a telephone or a dated consent: they are not called.",
        unknown="{count} people of sections whose register is not there: whether they voted is not known.",
        lists={"not_yet": "have not yet voted", "remind": "voted, to remind", "undecided": "undecided"},
        written="{file}: {count} people",
        destroy="Destroy these files after the second round: they say who voted.",
        nothing_due="No campaign is to be purged today.",
        purged="{slug}: purged.",
    ),
}  # fmt: skip
