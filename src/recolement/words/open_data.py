"""What the tables and files of open data are, in French and in English.

>>> column_said("votes", "votes", "en")
'votes for the option; empty: unknown'
"""

from __future__ import annotations

from collections.abc import Mapping

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
