"""What the printed forms say: the tally sheet to fill in, the count sheet, the poster, the access sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from recolement.words.fields import day
from recolement.words.numbers import Language

PAPER: Final[Mapping[str, tuple[str, str]]] = {
    "registered": ("Inscrits", "Registered voters"),
    "signatures": ("Émargements (signatures sur la liste)", "Signatures on the roll"),
    "in_box": ("Enveloppes ou bulletins trouvés dans l'urne", "Envelopes or papers found in the box"),
    "blank": ("Bulletins blancs", "Blank papers"),
    "null": ("Bulletins nuls", "Null papers"),
    "valid": ("Suffrages exprimés", "Valid votes"),
}
"""The boxes before the votes, in the order of the French procès-verbal."""

FORM_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "sheet": "Procès-verbal de dépouillement",
        "count": "Feuille de pointage",
        "poster": "Résultat",
        "access": "Accès à la saisie",
        "page": "page",
        "glyphs": "Signes écrits par leur code",
        "qr": "Code de ce formulaire",
        "roll": "liste arrêtée : {registered}",
        "valid_rule": "= bulletins trouvés − blancs − nuls",
        "votes": "Suffrages obtenus, dans l'ordre officiel",
        "sum": "Total des voix",
        "sum_rule": "doit être égal aux suffrages exprimés",
        "gap": "Écart entre émargements et bulletins : recomptez, puis écrivez-le ici tel qu'il est.",
        "observations": "Observations et réclamations",
        "signatures": "Signatures",
        "secretary": "Secrétaire ou président·e",
        "teller": "Scrutateur·trice",
        "representative": "Mandataire",
        "closed_at": "Vote clos à",
        "signed_at": "Signé à",
        "batch": "Table n°",
        "hundred": "Centaine n°",
        "count_help": "Une feuille par centaine de bulletins. Un trait par bulletin, dans l'ordre ; le total "
        "de la feuille est le nombre de bulletins de la centaine.",
        "option": "Choix",
        "total": "Total",
        "papers": "Bulletins de la feuille",
        "added_not": "Ces chiffres ne sont pas comptés dans le total.",
        "provisional": "Ces chiffres sont ceux du procès-verbal de la section ; ils ne valent pas "
        "proclamation.",
        "address": "Adresse",
        "code": "Code",
        "access_help": "Scannez le carré ou tapez l'adresse, puis le code. Ne montrez cette feuille à "
        "personne : qui la lit peut écrire le procès-verbal de cette section.",
    },
    "en": {
        "sheet": "Tally sheet",
        "count": "Count sheet",
        "poster": "Result",
        "access": "Access to the entry",
        "page": "page",
        "glyphs": "Signs written by their code",
        "qr": "Code of this form",
        "roll": "closed roll: {registered}",
        "valid_rule": "= papers found − blank − null",
        "votes": "Votes, in the official order",
        "sum": "Total of the votes",
        "sum_rule": "must equal the valid votes",
        "gap": "A gap between signatures and papers: count again, then write it here as it is.",
        "observations": "Observations and complaints",
        "signatures": "Signatures",
        "secretary": "Secretary or president",
        "teller": "Teller",
        "representative": "Representative",
        "closed_at": "Vote closed at",
        "signed_at": "Signed at",
        "batch": "Table no.",
        "hundred": "Hundred no.",
        "count_help": "One sheet for each hundred papers. One stroke per paper, in order; the sheet's total "
        "is the number of papers of the hundred.",
        "option": "Option",
        "total": "Total",
        "papers": "Papers of this sheet",
        "added_not": "These figures are not part of the total.",
        "provisional": "These figures are those of the section's tally sheet; they are not a proclamation.",
        "address": "Address",
        "code": "Code",
        "access_help": "Scan the square or type the address, then the code. Show this sheet to nobody: "
        "whoever reads it can write the tally sheet of this section.",
    },
}


def said_round(number: int, of: int, when: date | None, language: Language) -> str:
    """A round as a form names it, with its date; the only round of a ballot is not numbered.

    >>> from datetime import date
    >>> said_round(2, 2, date(2017, 5, 7), "fr"), said_round(1, 1, None, "en")
    ('2e tour, 7 mai 2017', '')
    """
    parts = []
    if of > 1:
        parts.append(
            f"{number}{'er' if number == 1 else 'e'} tour" if language == "fr" else f"round {number}"
        )
    if when is not None:
        parts.append(day(when, language))
    return ", ".join(parts)
