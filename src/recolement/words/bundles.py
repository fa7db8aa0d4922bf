"""What ``publish``, ``verify`` and ``diff`` say of a bundle, in French and in English.

>>> say_bundle("published", "en", place="OUT", files="12", bytes="34 kB")
'OUT: 12 files, 34 kB.'
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language

SENTENCES: Mapping[str, tuple[str, str]] = {
    "published": ("{place} : {files} fichiers, {bytes}.", "{place}: {files} files, {bytes}."),
    "brought_up": (
        "{place} : {changed} fichiers récrits, {files} en tout ({bytes}).",
        "{place}: {changed} files written again, {files} in all ({bytes}).",
    ),
    "sites": ("Sites publiés sous /results/ : {count}.", "Sites published under /results/: {count}."),
    "unsigned": (
        "Publié sans signature : il n'y a pas de registre. « recolement ledger init » en ouvre un.",
        "Published without a signature: there is no ledger. “recolement ledger init” opens one.",
    ),
    "key_not_here": (
        "Publié sans signature : la clé privée du registre n'est pas ici.",
        "Published without a signature: the ledger's private key is not here.",
    ),
    "map_matched": (
        "{file} : {count} aires d'unités, par « {field} ».",
        "{file}: {count} areas of units, by “{field}”.",
    ),
    "map_unmatched": ("Aucune unité n'a pour code : {codes}.", "No unit has the code: {codes}."),
    "not_ours": (
        "{place} contient autre chose qu'une publication de Récolement : rien n'y est écrit. Donnez un dossier "
        "vide ou nouveau.",
        "{place} holds something else than a publication of Récolement: nothing is written there. Give an empty "
        "or a new folder.",
    ),
    "inside_source": (
        "{place} est dans le dossier publié : donnez un autre dossier.",
        "{place} lies inside the folder that is published: give another one.",
    ),
    "refused": (
        "Rien n'est publié : les contrôles de publication trouvent {count} anomalies.",
        "Nothing is published: the publication checks find {count} faults.",
    ),
    "refused_unexplained": (
        "{unit}, {contest}, tour {round} : {figures}. Aucune rectification ni décision ne l'explique.",
        "{unit}, {contest}, round {round}: {figures}. No correction and no ruling explains it.",
    ),
    "refused_rolled_back": (
        "La publication en place va jusqu'à l'écriture n° {there}, le registre n'en a que {here} : ce n'est pas "
        "la suite du même.",
        "The publication that is there goes up to line no. {there}, the ledger has only {here}: it does not "
        "continue it.",
    ),
    "refused_other_ledger": (
        "La publication en place vient d'un autre registre, ou d'une autre histoire du même.",
        "The publication that is there was made of another ledger, or of another history of this one.",
    ),
    "what_to_do": (
        "Enregistrez l'acte qui explique le changement (rectification, décision), ou corrigez la source ; puis "
        "publiez.",
        "Record the act that explains the change (a correction, a ruling), or mend the source; then publish.",
    ),
    "following": (
        "Suivi du registre : Ctrl-C pour arrêter.",
        "Following the ledger: Ctrl-C to stop.",
    ),
    "follow_needs_ledger": (
        "--follow suit un registre ; ceci est un dossier de vote.",
        "--follow follows a ledger; this is a ballot folder.",
    ),
    # diff
    "diff_same": ("Aucun chiffre ne change.", "No figure changes."),
    "diff_head": (
        "{units} unités changent, {unexplained} sans explication.",
        "{units} units change, {unexplained} without an explanation.",
    ),
    "diff_sheet": ("procès-verbal reçu", "sheet received"),
    "diff_acts": ("acte", "act"),
    "diff_returned": ("procès-verbal renvoyé à la section", "sheet sent back to the section"),
    "diff_added": (
        "INEXPLIQUÉ : cette unité n'était pas dans la première publication",
        "UNEXPLAINED: this unit was not in the first publication",
    ),
    "diff_gone": (
        "INEXPLIQUÉ : cette unité n'est plus dans la seconde publication",
        "UNEXPLAINED: this unit is no longer in the second publication",
    ),
    "diff_unexplained": ("INEXPLIQUÉ : aucun acte ne le dit", "UNEXPLAINED: no act says so"),
    "diff_more": ("et {count} unités de plus.", "and {count} more units."),
    "diff_outcome": ("{heading} : {before} → {after}", "{heading}: {before} → {after}"),
    "no_outcome": ("pas d'issue", "no outcome"),
    "bundle_unreadable": (
        "{place} : ce n'est pas une publication que l'on puisse relire ({file}).",
        "{place}: this is no publication that can be read ({file}).",
    ),
}


def say_bundle(code: str, language: Language, **facts: str) -> str:
    """One sentence."""
    return SENTENCES[code][language == "en"].format(**facts)


def size_said(size: int, language: Language) -> str:
    """A number of bytes in a unit that is read.

    >>> size_said(999, "fr"), size_said(1_234_567, "fr"), size_said(1_234_567, "en")
    ('999 o', '1,2 Mo', '1.2 MB')
    """
    units = ("o", "ko", "Mo", "Go") if language == "fr" else ("B", "kB", "MB", "GB")
    scale = 0
    while scale < len(units) - 1 and size >= 1000 ** (scale + 1):
        scale += 1
    if not scale:
        return f"{size} {units[0]}"
    tenths = (10 * size + 1000**scale // 2) // 1000**scale
    mark = "," if language == "fr" else "."
    return f"{tenths // 10}{mark}{tenths % 10} {units[scale]}"
