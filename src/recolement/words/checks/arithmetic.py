"""Words of family A, arithmetic: what the sheet says of itself must add up."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import Both, CheckWords

COMPARE: Both = (
    "Comparez la saisie et la photo du procès-verbal. Si la saisie est fidèle, appelez la section ; ne "
    "corrigez rien à sa place.",
    "Set the entry beside the photo of the sheet. If it was typed as written, call the section; mend "
    "nothing in its place.",
)
OPEN: Both = (
    "L'écart laisse autant de bulletins en suspens : regardez ce qu'ils peuvent changer, puis rectifiez avec "
    "les preuves, prenez acte en disant pourquoi, ou statuez.",
    "The gap leaves so many papers open: look at what they could change, then correct with evidence, "
    "acknowledge with a reason, or rule.",
)

ARITHMETIC: Mapping[str, CheckWords] = {
    "A1": CheckWords(
        ("Les suffrages exprimés sont la somme des voix", "Valid votes are the votes added together"),
        {
            "": (
                "Exprimés {found}, somme des voix {expected} : {gap}.",
                "Valid votes {found}, votes added together {expected}: {gap}.",
            )
        },
        (
            "Refaites l'addition des voix. Si elle est juste, recomptez les bulletins de chaque choix, puis "
            "corrigez la case fausse avant de signer.",
            "Add the votes again. If the sum is right, recount the papers of each option, then mend the "
            "wrong box before signing.",
        ),
        COMPARE,
        OPEN,
    ),
    "A2": CheckWords(
        (
            "Les bulletins trouvés sont les exprimés, les blancs et les nuls",
            "Papers in the box are the valid, the blank and the null ones",
        ),
        {
            "": (
                "{Field} {found} ; exprimés {valid} plus blancs et nuls {blank_null} font {expected} "
                ": {gap}.",
                "{Field} {found}; valid {valid} with blank and null {blank_null} make {expected}: {gap}.",
            )
        },
        (
            "Recomptez les blancs et les nuls, puis les enveloppes. Ne changez aucun nombre pour tomber "
            "juste : si l'écart demeure, inscrivez-le au procès-verbal.",
            "Recount the blank and the null papers, then the envelopes. Change no figure to make it fit: if "
            "the gap stays, write it on the sheet.",
        ),
        COMPARE,
        OPEN,
    ),
    "A3": CheckWords(
        ("Autant de bulletins que d'émargements", "As many papers as signatures"),
        {
            "": (
                "{Field} {found}, émargements {expected} : {gap}.",
                "{Field} {found}, signatures {expected}: {gap}.",
            )
        },
        (
            "Recomptez les émargements, puis les enveloppes. Si l'écart demeure, inscrivez les deux nombres "
            "au procès-verbal, tels quels (code électoral, art. L. 65).",
            "Recount the signatures, then the envelopes. If the gap stays, write both numbers on the sheet "
            "as they are (French electoral code, art. L. 65).",
        ),
        (
            "Demandez la liste d'émargement avec le procès-verbal. Un écart écrit n'est pas une faute : ne "
            "demandez pas à la section de le faire disparaître.",
            "Ask for the marked register with the sheet. A gap that is written down is no fault: do not ask "
            "the section to make it vanish.",
        ),
        (
            "Comparez l'écart à l'avance : s'il ne peut rien changer, prenez-en acte ; sinon faites "
            "recompter "
            "les émargements avant de statuer.",
            "Set the gap beside the lead: if it can change nothing, acknowledge it; otherwise have the "
            "signatures recounted before ruling.",
        ),
    ),
    "A4": CheckWords(
        ("Un total vient avec ses parties", "A total comes with its parts"),
        {
            "": (
                "{Field} {expected}, mais {absent} : ce total ne peut pas être vérifié.",
                "{Field} {expected}, but {absent}: this total cannot be checked.",
            )
        },
        (
            "Remplissez les cases de voix restées vides ; zéro voix s'écrit 0.",
            "Fill in the votes left empty; no vote at all is written 0.",
        ),
        (
            "Demandez à la section le détail des voix : une case vide n'est pas un zéro.",
            "Ask the section for the votes in detail: an empty box is not a zero.",
        ),
        (
            "Ces voix manquent au total : tenez la section pour en suspens jusqu'à ce que le détail arrive.",
            "These votes are in no sum: hold the section open until the detail arrives.",
        ),
    ),
    "A5": CheckWords(
        ("Aucun nombre n'est négatif", "No figure is negative"),
        {
            "": (
                "{Field} {found} : un nombre de bulletins n'est jamais négatif.",
                "{Field} {found}: a number of papers is never negative.",
            )
        },
        (
            "Relisez le procès-verbal et écrivez le nombre constaté.",
            "Read the sheet again and write the number found.",
        ),
        COMPARE,
        (
            "Une rectification a sans doute retiré trop : relisez-la, puis rectifiez de nouveau.",
            "A correction probably took away too much: read it again, then correct once more.",
        ),
    ),
    "A6": CheckWords(
        ("Aucune partie ne dépasse le tout", "No part is larger than its whole"),
        {
            "": (
                "{Field} {expected}, mais ce qui en est connu fait déjà {found} : {papers} de trop.",
                "{Field} {expected}, but the parts that are known already make {found}: {papers} too many.",
            )
        },
        (
            "Relisez le total, puis chaque nombre de voix : l'un d'eux est faux.",
            "Read the total again, then each option's votes: one of them is wrong.",
        ),
        COMPARE,
        OPEN,
    ),
    "A7": CheckWords(
        (
            "Blancs et nuls ensemble sont les blancs plus les nuls",
            "Blank and null together are blank plus null",
        ),
        {
            "": (
                "Blancs et nuls ensemble {found}, séparément {expected} : {gap}.",
                "Blank and null together {found}, one by one {expected}: {gap}.",
            )
        },
        (
            "Recomptez séparément les blancs et les nuls, puis corrigez le total des deux.",
            "Recount the blank and the null papers apart, then mend their total.",
        ),
        COMPARE,
        OPEN,
    ),
    "A8": CheckWords(
        ("Les votants sont l'un des deux comptes", "Voters are one of the two counts"),
        {
            "": (
                "Votants {found}, mais {expected} au compte qui fait foi : {gap}. Deux chiffres sont "
                "peut-être inversés.",
                "Voters {found}, but {expected} by the count that holds: {gap}. Two figures may be "
                "exchanged.",
            )
        },
        (
            "Recopiez dans « votants » le compte que le règlement désigne (émargements ou bulletins "
            "trouvés).",
            "Copy into “voters” the count the rulebook names (signatures or papers in the box).",
        ),
        COMPARE,
        OPEN,
    ),
    "A9": CheckWords(
        ("Seuls les choix en présence reçoivent des voix", "Only options that stand receive votes"),
        {
            "": (
                "{found} voix pour {fields}, absent de ce tour ou non proposé ici.",
                "{found} votes for {fields}, not standing in this round or not on offer here.",
            )
        },
        (
            "Vérifiez le tour et la liste des choix. Un bulletin pour qui n'est pas en présence est nul.",
            "Check the round and the list of options. A paper for somebody who does not stand is null.",
        ),
        (
            "La feuille est peut-être celle d'un autre tour ou d'une autre section : regardez la photo.",
            "The sheet may be that of another round or another section: look at the photo.",
        ),
        OPEN,
    ),
}
