"""Words of family W, surprising, not wrong: figures worth a second look on the paper."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import Both, CheckWords

LOOK_AGAIN: Both = (
    "Relisez le papier. Si le nombre y est bien, il n'y a rien à corriger.",
    "Read the paper again. If the number stands there, there is nothing to mend.",
)
ASK: Both = (
    "Posez la question à la section et notez la réponse ; ne changez rien.",
    "Ask the section and write down the answer; change nothing.",
)
ACKNOWLEDGE: Both = (
    "Si l'explication convient, prenez-en acte (acte « acknowledgement ») : le constat reste lisible.",
    "If the explanation holds, acknowledge it (act “acknowledgement”): the finding stays readable.",
)

SURPRISING: Mapping[str, CheckWords] = {
    "W1": CheckWords(
        ("Peu de bulletins blancs", "Few blank papers"),
        {
            "": (
                "{Field} {found} sur {papers_there} bulletins, soit {share}.",
                "{Field} {found} of {papers_there} papers, {share}.",
            ),
            "around": (
                "{Field} {found} sur {papers_there} bulletins, soit {share} ; {around} dans les "
                "{neighbours} unités voisines.",
                "{Field} {found} of {papers_there} papers, {share}; {around} in the {neighbours} "
                "units around.",
            ),
        },
        LOOK_AGAIN,
        ASK,
        ACKNOWLEDGE,
    ),
    "W2": CheckWords(
        ("Peu de bulletins nuls", "Few null papers"),
        {
            "": (
                "Nuls {found} sur {papers_there} bulletins, soit {share}.",
                "Null {found} of {papers_there} papers, {share}.",
            ),
            "around": (
                "Nuls {found} sur {papers_there} bulletins, soit {share} ; {around} dans les {neighbours} "
                "unités voisines.",
                "Null {found} of {papers_there} papers, {share}; {around} in the {neighbours} units around.",
            ),
        },
        (
            "Vérifiez que blancs et nuls ne sont pas intervertis, et que les nuls sont annexés.",
            "Check that blank and null are not exchanged, and that the null papers are annexed.",
        ),
        ASK,
        ACKNOWLEDGE,
    ),
    "W3": CheckWords(
        ("Un faible écart entre bulletins et émargements", "A small gap between papers and signatures"),
        {
            "": (
                "{Field} {found} pour {expected} émargements : {gap}, c'est beaucoup.",
                "{Field} {found} for {expected} signatures: {gap}, which is a lot.",
            )
        },
        (
            "Recomptez les deux, devant témoins. Inscrivez les deux nombres et ce qui explique l'écart.",
            "Recount both before witnesses. Write both numbers and what explains the gap.",
        ),
        (
            "Demandez la liste d'émargement et l'urne scellée.",
            "Ask for the marked register and the sealed box.",
        ),
        (
            "Examinez cette section en premier : l'écart porte sur plus de bulletins qu'une erreur "
            "de compte.",
            "Examine this section first: the gap is larger than a slip in counting.",
        ),
    ),
    "W4": CheckWords(
        ("La participation n'est ni de 100 % ni nulle", "Turnout is neither 100 % nor 0"),
        {
            "full": (
                "{Field} {found} pour {expected} inscrits : tout le monde a voté.",
                "{Field} {found} of {expected} registered: everybody voted.",
            ),
            "none": (
                "Personne n'a voté, sur {expected} inscrits.",
                "Nobody voted, of {expected} registered voters.",
            ),
        },
        (
            "Vérifiez qu'inscrits et votants n'ont pas été recopiés l'un dans l'autre.",
            "Check that registered and voters were not copied one into the other.",
        ),
        ASK,
        ACKNOWLEDGE,
    ),
    "W5": CheckWords(
        ("Aucun choix ne prend toutes les voix", "No option takes all the votes"),
        {
            "": (
                "{option} reçoit les {found} voix exprimées.",
                "{option} receives all {found} valid votes.",
            )
        },
        (
            "Vérifiez que le total n'a pas été écrit dans la case d'un choix.",
            "Check that the total was not written in an option's box.",
        ),
        ASK,
        ACKNOWLEDGE,
    ),
    "W8": CheckWords(
        ("Les voix ne sont pas toutes à zéro", "The votes are not all zero"),
        {
            "papers": (
                "{papers_there} bulletins, mais zéro voix pour chaque choix.",
                "{papers_there} papers, but no vote for any option.",
            ),
            "empty": (
                "Toutes les cases sont à zéro : la feuille n'a sans doute pas été remplie.",
                "Every box is zero: the sheet was probably never filled in.",
            ),
        },
        (
            "Remplissez les voix ; s'il n'y a pas eu de vote, dites-le au lieu d'écrire des zéros.",
            "Fill in the votes; if no vote was held, say so instead of writing zeros.",
        ),
        (
            "Demandez à la section si un vote a eu lieu.",
            "Ask the section whether a vote was held.",
        ),
        (
            "Remplacez la feuille par un constat « pas de vote », s'il en est ainsi.",
            "Replace the sheet by a record that no vote was held, if so it is.",
        ),
    ),
    "W10": CheckWords(
        ("Pas de grand changement d'un tour à l'autre", "No large change from the previous round"),
        {
            "registered": (
                "{Field} {found}, contre {expected} au tour précédent : {gap}, soit {change} des "
                "{base} inscrits.",
                "{Field} {found}, {expected} in the round before: {gap}, {change} of {base} "
                "registered voters.",
            ),
            "papers": (
                "{Field} {found}, contre {expected} au tour précédent : {gap}, soit {change} des "
                "bulletins d'alors.",
                "{Field} {found}, {expected} in the round before: {gap}, {change} of the papers then.",
            ),
        },
        LOOK_AGAIN,
        (
            "Comparez les deux procès-verbaux : sont-ils bien de la même section ?",
            "Set both sheets side by side: are they of the same section?",
        ),
        ACKNOWLEDGE,
    ),
}
