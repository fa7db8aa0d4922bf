"""A list to sign at the polling station: number, name, room for a signature, a number that is typed back.

The QR code beside each line says that number alone, so that a scanner types what a person would.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import segno

from recolement.publication.typesetting import PlainText, typeset
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown

WORDS: Final[dict[Language, dict[str, str]]] = {
    "fr": {"number": "N°", "name": "Nom", "signature": "Signature", "code": "À taper", "page": "page"},
    "en": {"number": "No.", "name": "Name", "signature": "Signature", "code": "To type", "page": "page"},
}
_QR: Final = 1
"""Blank squares around a QR code, beside the white of the paper."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person: their number on the roll, their name, the number that is typed back."""

    number: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class SigningList:
    """The list of one section."""

    title: str
    section: str
    lines: Sequence[Line]
    language: Language

    def pdf(self) -> bytes:
        """The list as a PDF, ready to print."""
        plain = PlainText()
        data = plain.all(
            {
                "title": shown(self.title, LONGEST),
                "section": shown(self.section, LONGEST),
                "language": self.language,
                "words": WORDS[self.language],
                "lines": [[shown(one.number, 20), shown(one.name, 60), one.code] for one in self.lines],
            }
        )
        data["codes"] = [_qr(one.code) for one in self.lines]
        data["notes"] = plain.notes()
        return typeset("signing.typ", data, tags=False)


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=_QR)
    return drawn.getvalue().decode()
