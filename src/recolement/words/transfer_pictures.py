"""What is written on the pictures and the page of an estimate of transfers, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Sentences with ``{level}``, the interval's level in per cent."""

    title: str
    summary: str
    hatched: str
    heat: str
    heat_note: str
    others: str
    table: str
    origin: str
    destination: str
    votes: str
    share: str
    interval: str
    sure: str
    depends: str
    move: str
    interactive: str
    area: str
    limits: str
    rallies: str
    made: str


PICTURE_WORDS: Final[Mapping[Language, PictureWords]] = {
    "fr": PictureWords(
        title="Reports de voix estimés",
        summary="De {first} à {second}. La largeur d'un ruban est le nombre de voix estimé.",
        hatched="Hachuré : ce qui n'est pas acquis, au niveau de {level} %.",
        heat="Sur cent voix de chaque ligne, combien vont à chaque colonne",
        heat_note="Dessous, l'intervalle à {level} %. Hachuré : plus de 20 points d'incertitude.",
        others="Autres (< 1 %)",
        table="Toutes les estimations",
        origin="De",
        destination="À",
        votes="Voix",
        share="Part de la ligne",
        interval="Intervalle à {level} %",
        sure="Certain, quoi qu'on suppose",
        depends="Dépend de la loi",
        move="± {votes}",
        interactive="À explorer",
        area="Zone (* : toutes)",
        limits="Ce que cela peut dire",
        rallies="Ralliements déclarés entre les deux",
        made="Estimation faite par Récolement à partir de totaux par unité.",
    ),
    "en": PictureWords(
        title="Estimated transfers of votes",
        summary="From {first} to {second}. A ribbon is as wide as the votes estimated.",
        hatched="Hatched: what is not certain, at the level of {level} %.",
        heat="Of a hundred votes of each row, how many go to each column",
        heat_note="Below, the {level} % interval. Hatched: more than 20 points uncertain.",
        others="Others (< 1 %)",
        table="Every estimate",
        origin="From",
        destination="To",
        votes="Votes",
        share="Share of the row",
        interval="{level} % interval",
        sure="Certain, whatever is assumed",
        depends="Depends on the law",
        move="± {votes}",
        interactive="To explore",
        area="Area (*: all)",
        limits="What this can say",
        rallies="Rallies declared between the two",
        made="Estimated by Récolement from totals by unit.",
    ),
}

_OURS: Final[Mapping[str, tuple[str, str]]] = {
    "abstention": ("Abstention", "Abstention"),
    "blank": ("Blancs", "Blank"),
    "null": ("Nuls", "Null"),
    "blank_null": ("Blancs et nuls", "Blank and null"),
    "(not in origins)": ("Pas au premier vote", "Not in the first vote"),
    "(not in destinations)": ("Pas au second vote", "Not in the second vote"),
}


def our_names(language: Language) -> dict[str, str]:
    """What rows and columns of ours are called."""
    return {option: names[language == "en"] for option, names in _OURS.items()}


def option_name(option: str, language: Language) -> str:
    """An option as it is called; rows and columns of ours in words."""
    return our_names(language).get(option, option)
