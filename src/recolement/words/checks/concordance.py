"""Words of family C, concordance: two accounts of one thing must say the same."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.arithmetic import OPEN
from recolement.words.checks.entry import NOTHING, Both, CheckWords

ON_PAPER: Both = (
    "Regardez le papier : lequel des deux nombres y est écrit ?",
    "Look at the paper: which of the two numbers is written on it?",
)

CONCORDANCE: Mapping[str, CheckWords] = {
    "C1": CheckWords(
        ("Première et seconde saisie concordent", "First and second entry agree"),
        {
            "": (
                "{Field} : {expected} à la première saisie, {found} à la seconde. À ressaisir : {fields}.",
                "{Field}: {expected} in the first entry, {found} in the second. To be typed again: {fields}.",
            )
        },
        ON_PAPER,
        (
            "Faites ressaisir les seules cases qui diffèrent, d'après la photo.",
            "Have only the boxes that differ typed again, from the photo.",
        ),
        OPEN,
    ),
    "C2": CheckWords(
        ("Deux personnes ont fait les deux saisies", "The two entries were made by two people"),
        {
            "": (
                "Les deux saisies sont de la même personne ({by}) : la seconde ne vérifie rien.",
                "Both entries are by the same person ({by}): the second one checks nothing.",
            )
        },
        NOTHING,
        (
            "Confiez la seconde saisie à quelqu'un d'autre.",
            "Give the second entry to somebody else.",
        ),
        (
            "Faites refaire la seconde saisie avant d'accepter la feuille.",
            "Have the second entry made again before accepting the sheet.",
        ),
    ),
    "C3": CheckWords(
        ("La copie d'un mandataire concorde", "A representative's own copy agrees"),
        {
            "": (
                "{Field} : {expected} sur la feuille, {found} sur la copie du mandataire de {option}. "
                "Différences : {fields}.",
                "{Field}: {expected} on the sheet, {found} on the copy of the representative of {option}. "
                "Differences: {fields}.",
            )
        },
        (
            "Retrouvez le procès-verbal signé, et dites qui a assisté au dépouillement.",
            "Find the signed sheet, and say who was present at the count.",
        ),
        (
            "Demandez les deux exemplaires signés et comparez-les.",
            "Ask for both signed copies and set them side by side.",
        ),
        OPEN,
    ),
    "C4": CheckWords(
        (
            "Les scrutins d'une même séance ont les mêmes inscrits",
            "Contests of one sitting agree on registered voters",
        ),
        {
            "": (
                "Inscrits {found} ici, {expected} pour « {other_contest} » le même jour : {gap}.",
                "Registered {found} here, {expected} for “{other_contest}” on the same day: {gap}.",
            )
        },
        (
            "Vérifiez que les deux scrutins ont utilisé la même liste.",
            "Check that both contests used the same roll.",
        ),
        (
            "Comparez les deux feuilles de la section, puis la liste arrêtée.",
            "Set the section's two sheets side by side, then the closed roll.",
        ),
        OPEN,
    ),
    "C5": CheckWords(
        (
            "Les scrutins d'une même séance ont autant de votants",
            "Contests of one sitting agree on who voted",
        ),
        {
            "": (
                "{Field} {found} ici, {expected} pour « {other_contest} » le même jour : {gap}.",
                "{Field} {found} here, {expected} for “{other_contest}” on the same day: {gap}.",
            )
        },
        (
            "Si des votants n'ont pris part qu'à un scrutin, écrivez-le ; sinon recomptez.",
            "If some voters took part in one contest only, write it; otherwise recount.",
        ),
        (
            "Demandez à la section si chacun devait voter aux deux.",
            "Ask the section whether everybody was to vote in both.",
        ),
        (
            "Un écart explicable : prenez-en acte avec l'explication.",
            "A gap that can be explained: acknowledge it with the explanation.",
        ),
    ),
    "C6": CheckWords(
        (
            "Une unité présente dans un scrutin l'est dans les autres",
            "A unit present in one contest is present in the others",
        ),
        {
            "": (
                "Présente pour « {other_contest} », absente ici.",
                "Present for “{other_contest}”, absent here.",
            ),
            "papers": (
                "Présente pour « {other_contest} » ({papers_there} bulletins), absente ici : ses "
                "voix ne sont "
                "dans aucune somme.",
                "Present for “{other_contest}” ({papers_there} papers), absent here: its votes are "
                "in no sum.",
            ),
        },
        (
            "Envoyez le procès-verbal de ce scrutin-ci aussi.",
            "Send the sheet of this contest too.",
        ),
        (
            "Réclamez la feuille manquante : c'est ainsi que trois fédérations furent oubliées en 2012.",
            "Ask for the missing sheet: this is how three federations were forgotten in 2012.",
        ),
        (
            "Ne proclamez pas avant de l'avoir reçue, ou d'avoir constaté qu'il n'y a pas eu de vote.",
            "Do not proclaim before it is in, or before it is recorded that no vote was held.",
        ),
    ),
}
