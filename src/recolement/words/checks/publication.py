"""Words of family P, publication: what was made public must add up, and may not change without a reason."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import NOTHING, Both, CheckWords

PUBLISH_AGAIN: Both = (
    "Refaites la somme depuis les feuilles et publiez-la avec la raison du changement.",
    "Add up again from the sheets, and publish it with the reason for the change.",
)

PUBLICATION: Mapping[str, CheckWords] = {
    "P1": CheckWords(
        (
            "Aucune publication n'a moins de voix que la précédente, sauf raison",
            "No later publication has fewer votes without a reason",
        ),
        {
            "": (
                "{Field} {found} ({at}), contre {expected} ({before}) : {gap}, sans raison donnée.",
                "{Field} {found} ({at}), {expected} before ({before}): {gap}, and no reason given.",
            )
        },
        NOTHING,
        (
            "Dites pourquoi le nombre a baissé : une colonne « reason » l'attend dans publications.csv.",
            "Say why the number went down: a column “reason” of publications.csv waits for it.",
        ),
        (
            "Ne publiez plus de total qui ne vienne des feuilles ; expliquez celui-ci.",
            "Publish no more totals that do not come from the sheets; explain this one.",
        ),
    ),
    "P2": CheckWords(
        ("Les parts bougent quand le total augmente", "Shares move when the total rises"),
        {
            "": (
                "{Field} : {expected} ({before}), puis {found} ({at}), mais les {options} choix gardent "
                "la même part : ces voix ont été calculées, pas comptées.",
                "{Field}: {expected} ({before}), then {found} ({at}), but the {options} options kept "
                "their shares: these votes were computed, not counted.",
            ),
            "option": (
                "{Field} : {expected} ({before}), puis {found} ({at}), mais les {options} choix gardent "
                "la même part : {option}, {share} avant, {votes} voix maintenant, exactement {share} du "
                "nouveau total. Ces voix ont été calculées, pas comptées.",
                "{Field}: {expected} ({before}), then {found} ({at}), but the {options} options kept "
                "their shares: {option}, {share} before, {votes} votes now, exactly {share} of the "
                "new total. "
                "These votes were computed, not counted.",
            ),
        },
        NOTHING,
        (
            "Retirez ces nombres et republiez depuis les feuilles reçues.",
            "Withdraw these figures and publish again from the sheets received.",
        ),
        (
            "Dites publiquement d'où vient l'erreur ; aucun de ces nombres de voix ne peut servir.",
            "Say in public where the error comes from; none of these numbers of votes can be used.",
        ),
    ),
    "P3": CheckWords(
        ("Un total publié est la somme de ses parties", "A published total is the sum of its parts"),
        {
            "votes": (
                "Exprimés publiés {found}, somme des voix publiées {expected} : {gap} ({at}).",
                "Valid votes published {found}, the published votes added together {expected}: {gap} ({at}).",
            ),
            "votes_exceed": (
                "Exprimés publiés {found}, mais les voix publiées en font déjà {expected} ({at}).",
                "Valid votes published {found}, but the published votes already make {expected} ({at}).",
            ),
            "papers": (
                "Publié : {field} {found} ; exprimés {valid} plus blancs et nuls {blank_null} font "
                "{expected} : "
                "{gap} ({at}).",
                "Published: {field} {found}; valid {valid} with blank and null {blank_null} make {expected}: "
                "{gap} ({at}).",
            ),
            "papers_exceed": (
                "Publié : {field} {found}, mais les voix publiées font déjà {expected} : {papers} de "
                "trop ({at}).",
                "Published: {field} {found}, but the published votes already make {expected}: {papers} too "
                "many ({at}).",
            ),
            "registered": (
                "Publié : {field} {found} pour {expected} inscrits : {papers} de trop ({at}).",
                "Published: {field} {found} for {expected} registered voters: {papers} too many ({at}).",
            ),
            "units": (
                "Publié : {field} {found}, mais les {units} unités dessous font {expected} : {gap} ({at}).",
                "Published: {field} {found}, but the {units} units below make {expected}: {gap} ({at}).",
            ),
        },
        NOTHING,
        PUBLISH_AGAIN,
        (
            "Remontez aux feuilles : dites quel nombre est faux, et lequel le remplace.",
            "Go back to the sheets: say which number is wrong, and which one replaces it.",
        ),
    ),
    "P4": CheckWords(
        ("Parts et nombres publiés concordent", "Published shares and counts agree"),
        {
            "": (
                "{option} : {found} voix publiées et {share} ; {share} de {base} {base_field} feraient "
                "{expected} voix : {gap} ({at}).",
                "{option}: {found} votes published and {share}; {share} of {base} {base_field} would be "
                "{expected} votes: {gap} ({at}).",
            )
        },
        NOTHING,
        PUBLISH_AGAIN,
        (
            "L'un des deux est faux : publiez le nombre, et la part avec sa base.",
            "One of the two is wrong: publish the count, and the share with its base.",
        ),
    ),
    "P5": CheckWords(
        ("Deux unités n'ont pas les mêmes nombres publiés", "No figures are published for two units"),
        {
            "": (
                "Les mêmes voix que {other} ({other_at}), {cast} en tout : une ligne a pu être recopiée.",
                "The same votes as {other} ({other_at}), {cast} in all: a line may have been copied.",
            )
        },
        NOTHING,
        (
            "Comparez avec les deux feuilles et republiez la ligne fausse.",
            "Compare with both sheets and publish the wrong line again.",
        ),
        (
            "Vérifiez que la somme publiée ne compte pas deux fois la même unité.",
            "Check that the published sum does not count one unit twice.",
        ),
    ),
    "P6": CheckWords(
        ("Les nombres publiés sont ceux des feuilles", "Published figures are those of the sheets"),
        {
            "": (
                "Publié : {field} {found} ({at}), les feuilles donnent {expected} : {gap}.",
                "Published: {field} {found} ({at}), the sheets give {expected}: {gap}.",
            )
        },
        NOTHING,
        PUBLISH_AGAIN,
        (
            "Publiez le nombre qui vient des feuilles, avec la raison du changement.",
            "Publish the number that comes from the sheets, with the reason for the change.",
        ),
    ),
    "P7": CheckWords(
        (
            "Émargements et bulletins publiés sont d'accord",
            "Published signatures and papers agree",
        ),
        {
            "": (
                "Publié : {field} {found}, émargements {expected} ({at}) : {gap}.",
                "Published: {field} {found}, signatures {expected} ({at}): {gap}.",
            )
        },
        NOTHING,
        PUBLISH_AGAIN,
        (
            "L'écart s'écrit tel quel, avec sa raison ; regardez les feuilles dont il vient.",
            "The gap is written as it is, with its reason; look at the sheets it comes from.",
        ),
    ),
}
