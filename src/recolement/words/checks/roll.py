"""Words of family R, the roll: nobody votes who is not on it."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.arithmetic import COMPARE, OPEN
from recolement.words.checks.entry import CheckWords

ROLL: Mapping[str, CheckWords] = {
    "R1": CheckWords(
        ("Pas plus de bulletins que d'inscrits", "No more papers than registered voters"),
        {
            "": (
                "{Field} {found} pour {expected} inscrits : {papers} de trop.",
                "{Field} {found} for {expected} registered voters: {papers} too many.",
            )
        },
        (
            "Vérifiez le nombre d'inscrits sur la liste arrêtée, puis recomptez les enveloppes. N'en retirez "
            "aucune : inscrivez l'excédent au procès-verbal.",
            "Check the registered voters on the closed roll, then recount the envelopes. Take none away: "
            "write the excess on the sheet.",
        ),
        COMPARE,
        OPEN,
    ),
    "R2": CheckWords(
        ("Pas plus d'émargements que d'inscrits", "No more signatures than registered voters"),
        {
            "": (
                "Émargements {found} pour {expected} inscrits : {gap}.",
                "Signatures {found} for {expected} registered voters: {gap}.",
            )
        },
        (
            "Recomptez les émargements : une ligne est peut-être signée deux fois, ou la liste a été "
            "complétée.",
            "Recount the signatures: a line may be signed twice, or names were added to the roll.",
        ),
        (
            "Demandez la liste d'émargement et comparez-la à la liste arrêtée.",
            "Ask for the marked register and set it beside the closed roll.",
        ),
        OPEN,
    ),
    "R3": CheckWords(
        ("Les inscrits sont ceux de la liste arrêtée", "Registered voters are those of the closed roll"),
        {
            "": (
                "Inscrits {found} sur la feuille, {expected} à la liste arrêtée : {gap}.",
                "Registered {found} on the sheet, {expected} on the closed roll: {gap}.",
            )
        },
        (
            "Recopiez le nombre de la liste arrêtée ; si des noms ont été ajoutés, dites lesquels et "
            "pourquoi.",
            "Copy the number of the closed roll; if names were added, say how many and why.",
        ),
        (
            "Comparez avec la liste arrêtée : est-ce la bonne section, et la bonne liste ?",
            "Compare with the closed roll: is it the right section, and the right roll?",
        ),
        (
            "Seule la liste arrêtée sert aux quorums et aux seuils. Rectifiez la feuille, ou statuez "
            "sur l'ajout.",
            "Only the closed roll serves quorums and thresholds. Correct the sheet, or rule on the addition.",
        ),
    ),
    "R4": CheckWords(
        ("Le nombre d'inscrits est connu, et n'est pas zéro", "Registered voters are known, and not zero"),
        {
            "": (
                "Le nombre d'inscrits n'est pas connu : ni la participation ni un seuil d'inscrits "
                "ne peuvent "
                "se calculer ici.",
                "The number of registered voters is not known: neither turnout nor a threshold on the "
                "registered can be computed here.",
            ),
            "zero": (
                "Zéro inscrit : la case est sans doute restée à sa valeur de départ.",
                "Zero registered voters: the box was probably left as it was.",
            ),
            "nowhere": (
                "Aucun nombre d'inscrits n'est connu (feuilles reçues : {sheets}) : la participation ne peut "
                "pas se calculer.",
                "No number of registered voters is known (sheets received: {sheets}): turnout cannot be "
                "computed.",
            ),
        },
        (
            "Écrivez le nombre d'inscrits de la liste arrêtée.",
            "Write the number of registered voters of the closed roll.",
        ),
        (
            "Rectifiez la case des inscrits d'après la liste arrêtée ; si la liste elle-même manque, faites-"
            "la compléter par qui tient le tableau des unités (colonne « registered »).",
            "Correct the box of registered voters from the closed roll; if the roll itself is missing, have "
            "it completed by whoever keeps the table of units (column “registered”).",
        ),
        (
            "Sans inscrits, une section manquante est sans borne : faites compléter la liste avant "
            "de proclamer.",
            "Without a roll, a missing section is without bound: have the roll completed before proclaiming.",
        ),
    ),
}
