"""Why what an initiative published is to be doubted, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from recolement.words.numbers import Language
from recolement.words.panels import DOUBTS
from recolement.words.plain import shown

OF_INITIATIVES: Final[Mapping[str, tuple[str, str]]] = {
    "record_malformed": ("un fichier n'a pas la forme attendue", "a file does not have the form expected"),
    "file_changed": ("{file} n'est plus tel qu'au registre", "{file} is not as the ledger has it"),
    "hashes_unordered": (
        "les empreintes ne sont pas dans l'ordre, ou une figure deux fois",
        "the hashes are not in order, or one stands twice",
    ),
    "root_of_signatures": (
        "les empreintes publiées ne sont pas celles qui ont été engagées à la clôture",
        "the published hashes are not those committed to at the closing",
    ),
    "counts_differ": (
        "{counted} signatures comptées, {published} empreintes publiées",
        "{counted} signatures counted, {published} hashes published",
    ),
    "risk_exceeded": (
        "le plan admet plus de nulles que son risque ne le permet",
        "the plan allows more void ones than its risk does",
    ),
    "seed_differs": (
        "la graine n'est pas faite de la racine et de la valeur publique",
        "the seed is not made of the root and the public value",
    ),
    "lines_differ": (
        "les lignes contrôlées ne sont pas celles que la graine tire",
        "the lines checked are not those that the seed draws",
    ),
    "drawn_early": (
        "le plan n'était pas publié avant que la valeur soit connue",
        "the plan was not published before the value was known",
    ),
    "as_recorded": (
        "Tout est comme au registre signé : {lines} étapes.",
        "All is as the signed ledger has it: {lines} steps.",
    ),
}
"""By code: French, English. What is not here is said as for panels."""


def doubt_of_initiative(code: str, facts: Mapping[str, str | int], language: Language) -> str:
    """One sentence."""
    sentence = OF_INITIATIVES.get(code) or DOUBTS[code]
    return sentence[language == "en"].format(**{name: shown(str(fact), 100) for name, fact in facts.items()})
