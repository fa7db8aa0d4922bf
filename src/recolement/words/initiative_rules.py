"""What is said of an initiative's rules and count: thresholds, spread, reasons, states."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from recolement.words.numbers import Language

RULE_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "threshold_share": (
        "Il faut {share} des {registered} inscrits, soit {needed} signatures ; {counted} comptent.",
        "{share} of the {registered} registered are needed, that is {needed} signatures; {counted} count.",
    ),
    "threshold_number": (
        "Il faut {needed} signatures ; {counted} comptent, pour {registered} inscrits.",
        "{needed} signatures are needed; {counted} count, of {registered} registered.",
    ),
    "missing": ("Il en manque {missing}.", "{missing} are missing."),
    "enough": ("Le seuil est atteint.", "The threshold is reached."),
    "spread_share": (
        "Dans {units} unités au moins, {each} des inscrits doivent signer : {reached} y sont.",
        "In at least {units} units, {each} of the registered must sign: {reached} are there.",
    ),
    "spread_number": (
        "Dans {units} unités au moins, il faut {each} signatures : {reached} y sont.",
        "In at least {units} units, {each} signatures are needed: {reached} are there.",
    ),
    "sufficient": (
        "L'initiative a les signatures que ses règles demandent.",
        "The initiative has the signatures that its rules ask for.",
    ),
    "insufficient": (
        "L'initiative n'a pas les signatures que ses règles demandent.",
        "The initiative does not have the signatures that its rules ask for.",
    ),
    "void": ("Ne comptent pas : {voids}.", "Do not count: {voids}."),
    "unit": ("Unité", "Unit"),
    "registered": ("Inscrits", "Registered"),
    "counted": ("Signatures", "Signatures"),
    "needed": ("Nécessaires", "Needed"),
}
"""Sentences by code: French, English."""

VOID_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "unknown": ("pas sur la liste", "not on the roll"),
    "elsewhere": ("hors du territoire", "outside the territory"),
    "early": ("avant l'ouverture", "before the opening"),
    "late": ("après la clôture", "after the closing"),
    "unsigned": ("sans signature", "without a signature"),
    "forged": ("signature d'une autre main", "signed by another hand"),
    "withdrawn": ("retirée", "withdrawn"),
    "double": ("double", "double"),
}
"""Why a signature does not count."""


SHEET_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "kind": ("Initiative citoyenne · feuille de signatures", "Citizens' initiative · sheet for signatures"),
    "sheet": ("Feuille", "Sheet"),
    "help": (
        "Une ligne par personne, écrite par elle-même. Qui a signé en ligne ne signe pas ici.",
        "One line a person, in their own hand. Who has signed online does not sign here.",
    ),
    "until": ("À remettre avant le", "To be handed in before"),
    "name": ("Nom et prénom", "Name"),
    "number": ("Numéro de membre", "Member number"),
    "unit": ("Département, section", "Department, section"),
    "signature": ("Signature", "Signature"),
    "received": ("Remise le", "Handed in on"),
    "protection": (
        "Ces données servent à compter les signatures et sont détruites ensuite. Elles ne sont pas publiées.",
        "This data serves to count the signatures and is destroyed afterwards. It is not published.",
    ),
}
"""What stands on a blank sheet."""


def of_rules(code: str, language: Language) -> str:
    """The sentence of a code."""
    return RULE_WORDS[code][language == "en"]


def of_void(code: str, language: Language) -> str:
    """Why a signature does not count."""
    return VOID_WORDS[code][language == "en"]


def said_share(share: Fraction, language: Language) -> str:
    """A share exactly: in per cent where that has an end, else as the fraction.

    >>> [said_share(Fraction(1, part), "en") for part in (200, 20, 3)]
    ['0.5%', '5%', '1/3']
    """
    scaled, places = share * 100, 0
    while scaled.denominator != 1 and places < 6:
        scaled, places = scaled * 10, places + 1
    if scaled.denominator != 1:
        return f"{share.numerator}/{share.denominator}"
    digits = str(scaled.numerator).rjust(places + 1, "0")
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    said = whole + ("" if not rest else ("," if language == "fr" else ".") + rest)
    return f"{said}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{said}%"
