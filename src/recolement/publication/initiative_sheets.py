"""Blank sheets for signatures on paper, numbered, as one PDF; each QR code says where its sheet is typed."""

from __future__ import annotations

from collections.abc import Sequence

from recolement.publication.forms import qr_code
from recolement.publication.typesetting import PlainText, typeset
from recolement.words.initiative_rules import SHEET_WORDS
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown

LINES = 12
"""Signatures on one sheet."""


def sheets_pdf(title: str, numbers: Sequence[int], address: str, until: str, language: Language) -> bytes:
    """The sheets of these numbers. ``address``: the page where they are typed; ``until``: the last moment."""
    plain = PlainText()
    words = {name: said[language == "en"] for name, said in SHEET_WORDS.items()}
    data = plain.all(
        {
            "title": shown(title, LONGEST),
            "until": until,
            "language": language,
            "words": words,
            "numbers": [str(number) for number in numbers],
            "lines": [str(place) for place in range(1, LINES + 1)],
        }
    )
    data["codes"] = [qr_code(f"{address}?number={number}") for number in numbers]
    data["notes"] = plain.notes()
    return typeset("initiative_sheets.typ", data, tags=False)
