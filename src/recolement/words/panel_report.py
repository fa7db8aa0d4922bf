"""The sentences of a panel's report, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from recolement.words.numbers import Language

REPORT: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "title": "Tirage au sort d'un panel de {size} personnes",
        "summary": (
            "Parmi {people} volontaires, {size} personnes ont été tirées au sort : le panel numéro {number} "
            "de la liste publiée avant le tirage. Chacun peut refaire ce tirage."
        ),
        "before": "Ce qui était fixé avant le tirage",
        "announced": (
            "L'annonce du {at} contient l'empreinte du fichier des volontaires, de celui des quotas, de la "
            "liste des engagements et de la liste des panels. Son empreinte :"
        ),
        "lottery": (
            "{panels} panels numérotés ont été publiés. Chacun respecte tous les quotas et ne prend "
            "jamais deux "
            "personnes d'un même foyer. Tirer le panel, c'est tirer un numéro."
        ),
        "equality": (
            "Méthode : {method}. La plus petite chance d'un volontaire est de {least} ({drawn} dans "
            "le tirage "
            "d'un numéro). Inégalité des chances (indice de Gini) : {gini}."
        ),
        "leximin": (
            "LEXIMIN, la plus petite chance aussi grande que possible, puis la suivante, et ainsi de suite"
        ),
        "maximin": "maximin, la plus petite chance aussi grande que possible",
        "nash": "Nash, le produit des chances aussi grand que possible",
        "levels": (
            "Les chances, de la plus petite à la plus grande, et ce qu'aucun tirage respectant les quotas ne "
            "peut dépasser sans réduire une chance plus petite :"
        ),
        "chance": "Chance",
        "persons": "Personnes",
        "bound": "Au plus",
        "draw": "Le tirage",
        "drawn": "Tirage du {at}.",
        "who": "Qui",
        "secret": "Contribution révélée",
        "public": "Valeur publique ({source}) : {value}.",
        "seed": "La graine, faite de ce qui précède :",
        "number": "La graine donne le numéro {number}. Le panel, en numéros publics :",
        "step": "Remplacement {number}, le {at} : {gone} renoncent, {joined} rejoignent le panel.",
        "likeness": "À qui le panel ressemble",
        "picture": (
            "Pour chaque valeur : la population (contour, si elle est connue), les volontaires "
            "(hachures), le "
            "panel (plein). Le crochet montre le quota."
        ),
        "population": "population",
        "pool": "volontaires",
        "panel": "panel",
        "feature": "Valeur",
        "quota": "quota",
        "verify": "Vérifier soi-même",
        "how": (
            "Téléchargez le dossier publié, puis, dans ce dossier, tapez la commande ci-dessous. "
            "Elle refait le "
            "tirage à partir des seuls fichiers publiés. Un volontaire vérifie sa ligne et sa chance avec la "
            "lettre reçue : recolement panel proof."
        ),
    },
    "en": {
        "title": "A panel of {size} people, drawn by lot",
        "summary": (
            "Of {people} volunteers, {size} people were drawn by lot: panel number {number} of the list "
            "published before the draw. Anyone can redo this draw."
        ),
        "before": "What was fixed before the draw",
        "announced": (
            "The announcement of {at} has the digest of the volunteers' file, of the quotas, of the list of "
            "commitments and of the list of panels. Its own digest:"
        ),
        "lottery": (
            "{panels} numbered panels were published. Each follows every quota and never takes two people of "
            "one household. Drawing the panel is drawing a number."
        ),
        "equality": (
            "Method: {method}. A volunteer's smallest chance is {least} ({drawn} in the draw of a number). "
            "Inequality of the chances (Gini index): {gini}."
        ),
        "leximin": "LEXIMIN, the smallest chance as large as it can be, then the next, and so on",
        "maximin": "maximin, the smallest chance as large as it can be",
        "nash": "Nash, the product of the chances as large as it can be",
        "levels": (
            "The chances, from the smallest up, and what no draw within the quotas can exceed "
            "without making a "
            "smaller chance smaller:"
        ),
        "chance": "Chance",
        "persons": "People",
        "bound": "At most",
        "draw": "The draw",
        "drawn": "Drawn on {at}.",
        "who": "Who",
        "secret": "Contribution revealed",
        "public": "Public value ({source}): {value}.",
        "seed": "The seed, made of the above:",
        "number": "The seed gives number {number}. The panel, in public numbers:",
        "step": "Replacement {number}, on {at}: {gone} decline, {joined} join the panel.",
        "likeness": "Whom the panel is like",
        "picture": (
            "For each feature: the population (outline, where known), the volunteers (hatched), the panel "
            "(solid). The bracket shows the quota."
        ),
        "population": "population",
        "pool": "volunteers",
        "panel": "panel",
        "feature": "Feature",
        "quota": "quota",
        "verify": "Check it yourself",
        "how": (
            "Download the published folder and, inside it, type the command below. It redoes the "
            "draw from the "
            "published files alone. Volunteers check their own line and chance with the letter they "
            "received: "
            "recolement panel proof."
        ),
    },
}
