"""Words of family W where a sheet is set beside others: neighbours, twins, the round before."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import CheckWords
from recolement.words.checks.surprising import ACKNOWLEDGE, ASK

NEIGHBOURS: Mapping[str, CheckWords] = {
    "W6": CheckWords(
        ("Les parts ne sont pas loin de celles des voisines", "Shares are not far from the neighbours'"),
        {
            "": (
                "{option} : {found} voix sur {valid} ({here}), contre {neighbours_votes} sur "
                "{neighbours_valid} ({around}) dans les {neighbours} unités voisines.",
                "{option}: {found} votes of {valid} ({here}), {neighbours_votes} of {neighbours_valid} "
                "({around}) in the {neighbours} units around.",
            )
        },
        (
            "Vérifiez que les voix sont écrites en face du bon choix.",
            "Check that the votes are written beside the right option.",
        ),
        ASK,
        ACKNOWLEDGE,
    ),
    "W7": CheckWords(
        ("Deux choix ne semblent pas intervertis", "No two options look swapped"),
        {
            "": (
                "{option} {found}, {other} {expected} ; dans les {neighbours} unités voisines c'est "
                "l'inverse : "
                "{neighbours_option} et {neighbours_other}. Les deux lignes sont peut-être interverties.",
                "{option} {found}, {other} {expected}; in the {neighbours} units around it is the reverse: "
                "{neighbours_option} and {neighbours_other}. The two lines may be swapped.",
            ),
            "before": (
                "{option} {found}, {other} {expected} ; au tour précédent {before_option} et {before_other}, "
                "et les {neighbours} unités voisines n'ont pas changé ainsi. Échangées, les deux lignes "
                "seraient ce qu'on attend.",
                "{option} {found}, {other} {expected}; in the round before {before_option} and "
                "{before_other}, and the {neighbours} units around did not change so. Exchanged, the two "
                "lines would be what is to be expected.",
            ),
        },
        (
            "Relisez les deux lignes sur le papier : chaque nombre est-il en face du bon nom ?",
            "Read the two lines on the paper: is each number beside the right name?",
        ),
        (
            "Regardez la photo avant d'appeler : l'interversion se fait le plus souvent à la saisie.",
            "Look at the photo before calling: lines are mostly swapped while typing.",
        ),
        (
            "Regardez ce que l'échange ferait à l'issue (litige « correct » avec les deux choix).",
            "Look at what the exchange would do to the outcome (dispute “correct” with both options).",
        ),
    ),
    "W9": CheckWords(
        ("Deux unités n'ont pas la même feuille", "No two units have identical sheets"),
        {
            "": (
                "Les mêmes nombres, jusqu'au dernier, que {other} ({found} voix) : une feuille a pu être "
                "saisie deux fois.",
                "The same figures to the last as {other} ({found} votes): one sheet may have been "
                "entered twice.",
            )
        },
        (
            "Comparez avec votre exemplaire : est-ce bien votre feuille ?",
            "Compare with your own copy: is it your sheet?",
        ),
        (
            "Regardez les deux photos, puis ressaisissez celle qui manque.",
            "Look at both photos, then enter the one that is missing.",
        ),
        ACKNOWLEDGE,
    ),
    "W11": CheckWords(
        (
            "Deux unités ne semblent pas échangées entre deux tours",
            "No two units look exchanged between rounds",
        ),
        {
            "": (
                "Inscrits {found}, contre {expected} au tour précédent ; {other} : {other_found}, contre "
                "{other_expected}. Les deux unités ont peut-être échangé leurs numéros.",
                "Registered {found}, {expected} in the round before; {other}: {other_found}, "
                "{other_expected} "
                "before. The two units may have exchanged their numbers.",
            )
        },
        (
            "Vérifiez le numéro de section en tête du procès-verbal.",
            "Check the number of the section at the head of the sheet.",
        ),
        (
            "Comparez les deux listes d'émargement, puis corrigez celui des deux tours qui est faux.",
            "Set both marked registers side by side, then mend the round that is wrong.",
        ),
        (
            "Aucune voix ne change de camp ; le détail par unité, si. Prenez-en acte ou rectifiez.",
            "No vote changes sides; the detail by unit does. Acknowledge it or correct.",
        ),
    ),
}
