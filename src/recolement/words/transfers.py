"""What is said with an estimate of vote transfers: its problems, its summary, its warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from recolement.model.problems import Problem
from recolement.words.numbers import Language, count
from recolement.words.plain import shown
from recolement.words.problems import problem_sentence

_PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "too_large_for_the_app": (
        "au-delà de {most} unités, l'estimation se fait en ligne de commande : recolement transfers",
        "beyond {most} units the estimate is made on the command line: recolement transfers",
    ),
    "nothing_to_compare": (
        "aucune unité n'a encore toutes ses voix connues aux deux tours",
        "no unit has all its votes known in both rounds yet",
    ),
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
    "fragment_unknown": (
        "« {found} » après le # ; écrivez DOSSIER#round=1 ou DOSSIER#round=1&contest=ID",
        "“{found}” after the #; write FOLDER#round=1 or FOLDER#round=1&contest=ID",
    ),
    "picture_ending": ("le fichier finit par .svg ou .html", "the file ends in .svg or .html"),
    "swing_ending": ("le fichier finit par .csv, .html ou .svg", "the file ends in .csv, .html or .svg"),
    "contest_needed": (
        "plusieurs questions sont soumises au vote ({known}) ; choisissez avec --contest",
        "there are several contests ({known}); choose one with --contest",
    ),
}


def say_transfer_problem(problem: Problem, language: Language) -> str:
    """One problem of a transfer's input, with its place; a ballot folder's in the words of a folder."""
    words = _PROBLEMS.get(problem.code)
    if words is None:
        return problem_sentence(problem, language)
    fr = language == "fr"
    sentence = words[0 if fr else 1].format_map(_Facts(problem.facts))
    if not problem.file:
        return sentence
    place = [problem.file]
    if problem.row is not None:
        place.append(f"ligne {problem.row}" if fr else f"row {problem.row}")
    if problem.column is not None:
        place.append(f"colonne {shown(problem.column, 60)}" if fr else f"column {shown(problem.column, 60)}")
    return f"{', '.join(place)}{' ' if fr else ''}: {sentence}"


ASSUMPTIONS: Final[tuple[str, str]] = (
    "Estimation tirée de totaux, non de bulletins : elle ne dit rien d'une personne, ni pourquoi. Elle "
    "suppose que les électeurs d'une même origine se partagent de façon comparable dans une même zone ; le "
    "surcroît d'un camp là où il est fort est une constante étalonnée ailleurs. Elle n'entre dans aucune "
    "proclamation.",
    "Estimated from totals, not from ballot papers: it says nothing about a person, nor why. It assumes that "
    "voters of one origin divide in a comparable way within an area; how much a camp gains where it is "
    "strong is a constant calibrated elsewhere. Nothing of it can enter a proclamation.",
)
"""Printed with every estimate."""


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of an estimate that must be read with it."""

    areas: int
    units: int
    level: float
    tilt: float
    tilt_moves: float
    clumping_moves: float
    unmatched: Sequence[tuple[str, str, str]]
    """Area, unit, and the side (``origins``, ``destinations``) on which it was found alone."""
    unknown: Sequence[str]
    other_totals: int
    came: int
    left: int
    abstention: bool


NAMED = 5
"""Units named; the JSON has them all."""


def transfer_notes(said: Said, language: Language) -> tuple[str, ...]:
    """What must be known with an estimate, most general first."""
    fr = language == "fr"
    level = f"{said.level * 100:g}"
    units, areas = count(said.units, language), count(said.areas, language)
    many = "s" if said.areas > 1 else ""
    notes = [
        f"{units} unités, {areas} zone{many} ; intervalles à {level} %."
        if fr
        else f"{units} units, {areas} area{many}; {level}% intervals."
    ]
    if said.areas == 1:
        notes.append(
            "Une seule zone : l'essentiel de ce qui aide l'estimation, la comparaison de zones, manque ici."
            if fr
            else "One area only: most of what helps the estimate, comparing areas, is missing here."
        )
    tilt, moved, other = (
        f"{value * 100:.{digits}f}".replace(".", "," if fr else ".")
        for value, digits in ((said.tilt, 0), (said.tilt_moves, 1), (said.clumping_moves, 1))
    )
    notes.append(
        f"Surcroît d'un camp là où il est fort : retenu à {tilt} %, d'après les unités. S'il différait d'un "
        f"tiers, {moved} % des voix changeraient de case ; si les votes se groupaient autrement, {other} %."
        if fr
        else f"Gain of a camp where it is strong: used at {tilt}%, by what the units show. A third of it "
        f"more or less would move {moved}% of the votes; voters moving otherwise in groups, {other}%."
    )
    if said.unmatched:
        some = ", ".join(
            f"{shown(area, 30)}/{shown(unit, 30)} ({_SIDES[side][0 if fr else 1]})"
            for area, unit, side in said.unmatched[:NAMED]
        )
        more = "…" if len(said.unmatched) > NAMED else ""
        number = count(len(said.unmatched), language)
        notes.append(
            f"Unités laissées de côté, car présentes d'un seul côté : {number} ({some}{more})."
            if fr
            else f"Units left out, as found on one side only: {number} ({some}{more})."
        )
    if said.unknown:
        some = ", ".join(shown(unit, 30) for unit in said.unknown[:NAMED])
        more = "…" if len(said.unknown) > NAMED else ""
        number = count(len(said.unknown), language)
        notes.append(
            f"Unités laissées de côté, car des voix y manquent ou hors des zones : {number} ({some}{more})."
            if fr
            else f"Units left out, as votes are missing or they lie in no area: {number} ({some}{more})."
        )
    if not said.abstention:
        notes.append(
            "L'abstention n'est pas connue partout : elle n'est ni une ligne ni une colonne."
            if fr
            else "Abstention is not known everywhere: it is neither a row nor a column."
        )
    if said.other_totals:
        number, came, left = (count(value, language) for value in (said.other_totals, said.came, said.left))
        notes.append(
            f"Unités dont le total n'est pas le même les deux fois : {number} ; {came} personnes de plus "
            f"(leur propre ligne), {left} de moins (leur propre colonne), en net par unité."
            if fr
            else f"Units with another total the second time: {number}; {came} people more (a row of their "
            f"own), {left} fewer (a column of their own), net by unit."
        )
    return tuple(notes)


def rally_note(
    origin: str, destination: str, shares: tuple[float, float, float], level: float, language: Language
) -> str:
    """A declared rally beside the estimated share of its voters that followed: estimate, low, high."""
    estimate, low, high = (
        f"{share * 100:.0f}" for share in (shares[0], max(shares[1], 0.0), min(shares[2], 1.0))
    )
    names = f"{shown(origin, 40)} → {shown(destination, 40)}"
    if language == "fr":
        return (
            f"Ralliement déclaré, {names} : {estimate} % des voix y sont allées selon l'estimation "
            f"(de {low} à {high} %, à {level * 100:g} %), ce qui ne dit pas que l'appel en soit la cause."
        )
    return (
        f"Declared rally, {names}: {estimate}% of the votes went there by the estimate ({low} to {high}%, "
        f"{level * 100:g}% interval), which does not say that the call was the cause."
    )


_SIDES: Final[Mapping[str, tuple[str, str]]] = {
    "origins": ("la première fois seulement", "the first time only"),
    "destinations": ("la seconde fois seulement", "the second time only"),
}


class _Facts(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "?"
