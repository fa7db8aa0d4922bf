"""What is said with a projection: its problems, its calls, what it supposes. Never a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from recolement.model.problems import Problem
from recolement.words.numbers import Language, count
from recolement.words.plain import shown
from recolement.words.transfers import say_transfer_problem

NAMED = 5
"""Options and units named; the JSON has them all."""

_PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "no_roll": (
        "aucun nombre d'inscrits n'est connu : sans lui, rien ne dit ce qui manque. Indiquez « registered » "
        "dans "
        "units.csv ou rolls.csv",
        "no roll is known: without one nothing says how much is missing. Give “registered” in units.csv or "
        "rolls.csv",
    ),
    "too_few_counted": (
        "trop peu d'unités entièrement dépouillées pour une projection ({counted} ; il en faut 3, avec "
        "inscrits, "
        "votants, blancs et nuls)",
        "too few units fully counted for a projection ({counted}; 3 are needed, with registered, voters, "
        "blank "
        "and null)",
    ),
    "weighed_by_mandates": (
        "les unités de ce scrutin pèsent leurs mandats : la projection ne compte que des voix",
        "the units of this contest weigh their mandates: a projection counts votes only",
    ),
    "one_question": (
        "l'image montre un seul scrutin, et ce tour en a {found} : choisissez avec --contest",
        "a picture shows one contest, and this round has {found}: choose with --contest",
    ),
    "projection_level": (
        "« {found} » : le niveau des intervalles se trouve entre 0 et 1, par exemple 0.9",
        "“{found}”: the level of the intervals lies between 0 and 1, for instance 0.9",
    ),
}


def say_projection_problem(problem: Problem, language: Language) -> str:
    """One problem of a projection's input; those of tables and folders in their own words."""
    words = _PROBLEMS.get(problem.code)
    if words is None:
        return say_transfer_problem(problem, language)
    return words[language == "en"].format_map(problem.facts)


ASSUMPTIONS: Final[tuple[str, str]] = (
    "Projection, non résultat : elle n'entre dans aucune proclamation. Elle suppose que les unités à venir "
    "se "
    "comportent comme celles déjà dépouillées qui leur ressemblent (vote de référence, taille, lieu). Si "
    "l'ordre "
    "d'arrivée tient aux voix elles-mêmes, elle se trompe.",
    "A projection, not a result: nothing of it can enter a proclamation. It assumes that the units to come "
    "behave "
    "like those counted that resemble them (baseline, size, place). If the order of arrival hangs on the "
    "votes "
    "themselves, it is wrong.",
)
"""Printed with every projection."""

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "elected": ("élu : {names}", "elected: {names}"),
    "runoff": ("second tour entre {names}", "runoff between {names}"),
    "seats": ("sièges : {names}", "seats: {names}"),
    "adopted": ("adopté", "adopted"),
    "rejected": ("rejeté", "rejected"),
    "no_majority": ("personne n'a la majorité", "nobody has a majority"),
    "lots_needed": ("égalité entre {names}", "a tie between {names}"),
    "no_votes": ("aucune voix", "no vote"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of a projection that must be read with it."""

    counted: int
    units: int
    registered_counted: int
    registered: int
    level: float
    baseline: bool
    unmatched: Sequence[str]
    unknown_rolls: Sequence[str]
    incomplete: Sequence[str]
    narrow: bool
    """Whether an option is on offer in some of the units only."""


def say_outcome(kind: str, names: Sequence[str], language: Language) -> str:
    """What would be proclaimed, in a few words."""
    some = ", ".join(shown(name, 60) for name in names)
    return KINDS[kind][language == "en"].format(names=some)


def say_call(sentence: str, probability: float, threshold: float, called: bool, language: Language) -> str:
    """An outcome with its probability; called only above the rulebook's threshold."""
    fr = language == "fr"
    chance, bar = (_per_cent(value, language) for value in (probability, threshold))
    if called:
        return (
            f"Projection : {sentence} (probabilité {chance}, seuil du règlement {bar})."
            if fr
            else f"Projected: {sentence} (probability {chance}, threshold of the rulebook {bar})."
        )
    return (
        f"Trop tôt pour le dire (seuil du règlement {bar}). Le plus probable, {chance} : {sentence}."
        if fr
        else f"Too early to say (threshold of the rulebook {bar}). Most probable, {chance}: {sentence}."
    )


def say_stands(status: str, verdict: str, language: Language) -> str:
    """Where the result itself stands, in the verdict's own words.

    >>> say_stands("unofficial, partial", "Settled: nothing is open; lead 42 votes.", "en")
    'The result itself: unofficial, partial. Settled: nothing is open; lead 42 votes.'
    """
    head = f"Le résultat lui-même : {status}." if language == "fr" else f"The result itself: {status}."
    return f"{head} {verdict}".rstrip()


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What stands on the picture of a night's projection."""

    title: str
    described: str
    across: str


PICTURE: Final[Mapping[Language, PictureWords]] = {
    "fr": PictureWords(
        "La projection au fil de la soirée",
        "Parts des suffrages exprimés à la fin : ligne, le milieu ; bande, l'intervalle à {level} % ; "
        "points, les seules voix comptées",
        "Part des inscrits dépouillée",
    ),
    "en": PictureWords(
        "The projection as the night went on",
        "Shares of the valid votes at the end: line, the middle; band, the {level}% interval; dots, only the "
        "votes counted",
        "Share of the registered counted",
    ),
}


def percent(share: float, decimals: int, language: Language) -> str:
    """A share as a percentage, rounded: of an estimate, no figure of a result.

    >>> percent(0.4235, 1, "fr"), percent(0.4235, 0, "en")
    ('42,4\u202f%', '42%')
    """
    text = f"{share * 100:.{decimals}f}"
    return f"{text.replace('.', ',')}\u202f%" if language == "fr" else f"{text}%"


def _per_cent(share: float, language: Language) -> str:
    """Tenths, rounded down; nothing drawn by lot is certain, so that it never reads 100 %."""
    tenths = min(int(share * 1000 + 1e-9), 999)
    text = f"{tenths // 10}.{tenths % 10}"
    return f"{text.replace('.', ',')} %" if language == "fr" else f"{text}%"


def projection_notes(said: Said, language: Language) -> tuple[str, ...]:
    """What must be known with a projection, most general first."""
    fr = language == "fr"
    counted, units, seen, rolls = (
        count(value, language)
        for value in (said.counted, said.units, said.registered_counted, said.registered)
    )
    level = f"{said.level * 100:g}"
    notes = [
        f"{counted} unités sur {units} dépouillées, {seen} inscrits sur {rolls} ; intervalles à {level} %."
        if fr
        else f"{counted} of {units} units counted, {seen} of {rolls} registered; {level}% intervals."
    ]
    if not said.baseline:
        notes.append(
            "Sans vote de référence (--baseline) : seuls la taille et le lieu des unités servent."
            if fr
            else "Without a baseline (--baseline): only the size and the place of the units help."
        )
    for some, french, english in (
        (said.unmatched, "absentes du vote de référence, prises comme leurs voisines",
         "not in the baseline, taken as their neighbours"),
        (said.unknown_rolls, "sans nombre d'inscrits, prises à la moyenne",
         "without a roll, taken at the mean"),
        (said.incomplete, "reçues mais incomplètes, projetées comme à venir",
         "received but incomplete, projected as still to come"),
    ):  # fmt: skip
        if some:
            names = ", ".join(shown(name, 30) for name in some[:NAMED])
            more = "…" if len(some) > NAMED else ""
            number = count(len(some), language)
            notes.append(
                f"Unités {french} : {number} ({names}{more})."
                if fr
                else f"Units {english}: {number} ({names}{more})."
            )
    if said.narrow:
        notes.append(
            "Un choix n'est proposé que dans une partie des unités ; il est projeté comme s'il l'était "
            "partout."
            if fr
            else "An option is on offer in some units only; it is projected as if it were everywhere."
        )
    return tuple(notes)
