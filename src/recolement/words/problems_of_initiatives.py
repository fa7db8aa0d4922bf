"""Why the files of an initiative cannot be used: French, English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OF_INITIATIVES: Final[Mapping[str, tuple[str, str]]] = {
    "member_twice": (
        "le numéro « {found} » figure déjà ligne {first} ; chaque personne est inscrite une fois.",
        "the number “{found}” is already in row {first}; each person is on the roll once.",
    ),
    "no_member": (
        "personne n'est inscrit. Il faut une ligne par personne, sous number, name, unit, email.",
        "nobody is on the roll. One line a person is needed, under number, name, unit, email.",
    ),
    "bad_address": (
        "« {found} » n'est pas une adresse électronique. Laissez la case vide si elle est inconnue.",
        "“{found}” is no e-mail address. Leave the cell empty if it is unknown.",
    ),
    "bad_amount": (
        '« {found} » n\'est ni un nombre de signatures (5000) ni une part des inscrits ("5 %").',
        '“{found}” is neither a number of signatures (5000) nor a share of the registered ("5 %").',
    ),
    "closes_first": (
        "la clôture doit suivre l'ouverture ({opens}).",
        "the closing must come after the opening ({opens}).",
    ),
    "signature_twice": (
        "la signature « {found} » figure déjà ligne {first}.",
        "the signature “{found}” is already in row {first}.",
    ),
}
