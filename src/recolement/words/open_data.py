"""What the tables and files of open data are, in French and in English.

>>> column_said("votes", "votes", "en")
'votes for the option; empty: unknown'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recolement.model.imports import Note
from recolement.words.fields import field_label
from recolement.words.numbers import Language

TABLES: Mapping[str, tuple[str, str]] = {
    "units": ("Les unités, du sommet aux sections", "The units, from the top to the sections"),
    "groups": ("Les ensembles qui coupent l'arbre", "The groupings that cut across the tree"),
    "options": ("Les choix offerts", "The options on offer"),
    "results": (
        "Le décompte à chaque échelon, par scrutin et par tour",
        "The count at every level, by contest and round",
    ),
    "votes": ("Les voix, une ligne par choix", "The votes, a row per option"),
    "outcomes": ("L'issue là où elle se décide", "The outcome where it is decided"),
}

UNKNOWN = ("vide : inconnu", "empty: unknown")

COLUMNS: Mapping[str, tuple[str, str]] = {
    "unit": (
        "identifiant de l'unité, ou ensemble « sorte:identifiant »",
        "id of the unit, or grouping “kind:id”",
    ),
    "group": ("l'ensemble, « sorte:identifiant »", "the grouping, “kind:id”"),
    "name": ("nom", "name"),
    "level": ("échelon", "level"),
    "kind": ("sorte", "kind"),
    "parent": ("unité dont elle dépend", "the unit above"),
    "mandates": ("mandats", "mandates"),
    "contest": ("identifiant du scrutin", "id of the contest"),
    "contest_name": ("nom du scrutin", "name of the contest"),
    "option": ("identifiant du choix", "id of the option"),
    "number": ("numéro de panneau ou d'ordre", "number on the board or the list"),
    "labels": ("nuances ou étiquettes", "labels"),
    "family": ("famille politique, dans les analyses", "family, in analyses"),
    "round": ("tour", "round"),
    "status": (
        "partial, complete, frozen (gelé), proclaimed, corrected (rectifié)",
        "partial, complete, frozen, proclaimed, corrected",
    ),
    "expected": ("feuilles attendues", "sheets expected"),
    "received": ("feuilles reçues", "sheets received"),
    "no_vote": ("sections sans vote", "sections where no vote was held"),
    "set_aside": ("feuilles mises à l'écart", "sheets set aside"),
    "votes": ("voix du choix ; vide : inconnu", "votes for the option; empty: unknown"),
    "outcome": ("issue", "what is decided"),
    "options": ("les choix qu'elle désigne", "the options it names"),
    "seats": ("sièges par choix, « choix=nombre »", "seats by option, “option=number”"),
    "margin": (
        "écart décisif : le plus petit nombre de bulletins à changer pour une autre issue",
        "margin: the fewest papers that must change for another outcome",
    ),
    "settled": (
        "si plus rien d'ouvert ne peut la changer ; vide : on ne sait pas",
        "whether nothing open can change it; empty: not known",
    ),
}

UNITS_REGISTERED = (
    "inscrits de la liste arrêtée ; vide : inconnu",
    "registered of the closed roll; empty: unknown",
)


def column_said(table: str, column: str, language: Language) -> str:
    """What a column holds."""
    which = 0 if language == "fr" else 1
    if (table, column) == ("units", "registered"):
        return UNITS_REGISTERED[which]
    known = COLUMNS.get(column)
    return (
        known[which]
        if known
        else f"{field_label(column, language)} ; {UNKNOWN[0]}"
        if which == 0
        else (f"{field_label(column, language)}; {UNKNOWN[1]}")
    )


def table_said(table: str, language: Language) -> str:
    """What a table holds."""
    return TABLES[table][0 if language == "fr" else 1]


FILES: Mapping[str, tuple[str, str]] = {
    "results.xlsx": ("pour un tableur : une feuille par scrutin", "for a spreadsheet: a sheet per contest"),
    "results.json": ("tous les tableaux en un document JSON", "every table in one JSON document"),
    "datapackage.json": (
        "Data Package (Frictionless) : ce que disent les colonnes des fichiers CSV",
        "Data Package (Frictionless): what the columns of the CSV files hold",
    ),
    "nist": (
        "tour {round}, NIST SP 1500-100 version 2 (Election Results Reporting)",
        "round {round}, NIST SP 1500-100 version 2 (Election Results Reporting)",
    ),
    "eml": ("tour {round}, EML 510 version 5.0 (OASIS)", "round {round}, EML 510 version 5.0 (OASIS)"),
    "ministry": (
        "par bureau de vote, comme les publie le ministère de l'Intérieur (data.gouv.fr)",
        "by polling station, as the ministry of the Interior publishes them (data.gouv.fr)",
    ),
}


def file_said(name: str, language: Language) -> str:
    """What a file of open data is.

    >>> file_said("votes.csv", "en"), file_said("nist-round-2.xml", "en")[:17]
    ('The votes, a row per option', 'round 2, NIST SP ')
    """
    which = 0 if language == "fr" else 1
    stem, _, ending = name.rpartition(".")
    if name in FILES:
        return FILES[name][which]
    if stem in TABLES and ending in ("csv", "parquet"):
        return TABLES[stem][which]
    for start, code in (("nist-round-", "nist"), ("eml-510-round-", "eml")):
        if stem.startswith(start):
            return FILES[code][which].format(round=stem.removeprefix(start))
    return FILES["ministry"][which]


LOSSES: Mapping[str, tuple[str, str]] = {
    "rulebook": (
        "la règle du scrutin (seuils, quorum, départages), dont il ne reste qu'un nom",
        "the rulebook (thresholds, quorum, ties), of which only a name is left",
    ),
    "acts": ("les actes ({count})", "the acts ({count})"),
    "corrected": (
        "les feuilles telles que reçues, là où elles ont été rectifiées ou annulées ({count})",
        "the sheets as they were received, where corrected or annulled ({count})",
    ),
    "set_aside": ("les feuilles mises à l'écart ({count})", "the sheets set aside ({count})"),
    "entries": ("les saisies ({count})", "the typings of sheets ({count})"),
    "publications": (
        "les chiffres rendus publics avant ({count})",
        "the figures made public before ({count})",
    ),
    "rolls": (
        "les inscrits de la liste arrêtée, là où la feuille ne les répète pas ({count})",
        "the closed rolls that the sheet does not repeat ({count})",
    ),
    "not_on_offer": (
        "des voix pour des choix qui ne s'y présentent pas ({count})",
        "votes for options that do not stand there ({count})",
    ),
    "mandates": ("les mandats des unités ({count})", "the mandates of units ({count})"),
    "option_details": (
        "numéro, étiquettes, suppléant, liste, dates, unités ou famille de {count} choix",
        "number, labels, substitute, list, dates, units or family of {count} options",
    ),
    "tree": ("les échelons intermédiaires ({count} unités)", "the levels in between ({count} units)"),
    "groups": ("les ensembles qui coupent l'arbre ({count})", "the groupings across the tree ({count})"),
}
"""What a layout leaves out, by code."""


def losses_said(losses: Iterable[Note], language: Language) -> str:
    """One sentence with all that is left out; empty where nothing is."""
    which = 0 if language == "fr" else 1
    said = [LOSSES[loss.code][which].format_map(loss.facts) for loss in losses]
    if not said:
        return ""
    return (
        ("Ce format ne dit pas : " if which == 0 else "Not in this layout: ")
        + ("; ", " ; ")[which == 0].join(said)
        + "."
    )
