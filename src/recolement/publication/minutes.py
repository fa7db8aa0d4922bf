"""The minutes of a récolement (procès-verbal de récolement) as tagged PDF/A, through Typst.

The template is fixed; everything that somebody wrote comes in as data. A letter that the font does not have
would make an invalid PDF: it is written as its code point, and a note at the end says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import typst

from recolement.publication.report import Count, FindingGroup, ResultReport, Share, Table, Value
from recolement.words.numbers import Language, count, share

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "kind": "Procès-verbal de récolement",
        "page": "page", "status": "État :", "made": "Établi le", "result": "Résultat", "number": "n°",
        "why": "Comment on y arrive",
        "acts": "Actes, litiges et décisions", "none": "Aucun.", "findings": "Constats",
        "signatures": "Signatures", "unsigned": "Ce résultat n'est pas proclamé.",
        "pins": "Ce qui fixe ce résultat", "qr": "Adresse de ce résultat",
        "glyphs": "Signes écrits par leur code",
    },
    "en": {
        "kind": "Minutes of the récolement",
        "page": "page", "status": "Status:", "made": "Made on", "result": "Result", "number": "no.",
        "why": "How it comes about",
        "acts": "Acts, disputes and rulings", "none": "None.", "findings": "Findings",
        "signatures": "Signatures", "unsigned": "This result is not proclaimed.",
        "pins": "What fixes this result", "qr": "Address of this result",
        "glyphs": "Signs written by their code",
    },
}  # fmt: skip

_KNOWN = re.compile(
    "[\n\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u0386-\u03ce\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2032\u2033\u2039\u203a\u20ac\u2194\u2212]"
)
"""What the font of the minutes has, and what has one direction only."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as the minutes list it."""

    number: int
    at: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything on the paper. ``qr``: the address as SVG.

    ``pins``: the digests that fix the result; ``pinned``: what the footer says of the record.
    """

    title: str
    organisation: str
    language: Language
    made: str
    day: date
    result: ResultReport
    acts: Sequence[ActLine]
    findings: Sequence[FindingGroup]
    signers: Sequence[str]
    pins: Sequence[tuple[str, str]]
    pinned: str
    address: str
    qr: str


def minutes_pdf(minutes: Minutes) -> bytes:
    """The PDF."""
    plain = _Plain()
    data = plain.all(_data(minutes))
    data["qr"] = minutes.qr
    data["notes"] = plain.notes()
    template = files("recolement.publication").joinpath("minutes.typ").read_bytes()
    made: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
    )
    return made


def _data(minutes: Minutes) -> dict[str, Any]:
    result, language = minutes.result, minutes.language
    below = [] if result.below is None else [result.below]
    opened = [] if result.open is None else [result.open]
    tables = [result.votes, result.figures, *below, *opened]
    return {
        "title": minutes.title,
        "organisation": minutes.organisation,
        "language": language,
        "words": dict(WORDS[language]),
        "heading": result.heading,
        "status": result.status,
        "made": minutes.made,
        "day": [minutes.day.year, minutes.day.month, minutes.day.day],
        "sentence": "" if result.strip is None else result.strip.sentence,
        "outcome": result.outcome,
        "tables": [_table(one, language) for one in tables],
        "steps": [{"text": step.text, "source": step.source} for step in result.steps],
        "conditions": [_table(one, language) for one in result.conditions],
        "margin": result.margin,
        "acts": [
            {"number": str(act.number), "at": act.at, "what": act.what, "detail": act.detail}
            for act in minutes.acts
        ],
        "findings": [
            {
                "code": group.code,
                "title": group.title,
                "findings": [{"place": one.place, "text": one.text} for one in group.findings],
            }
            for group in minutes.findings
        ],
        "signers": list(minutes.signers),
        "pins": [list(pin) for pin in minutes.pins],
        "pinned": minutes.pinned,
        "address": minutes.address,
    }


def _table(table: Table, language: Language) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "figures": [
            any(not isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))
        ],
        "rows": [[_cell(value, language) for value in row] for row in table.rows],
        "note": table.note,
    }


def _cell(value: Value, language: Language) -> str:
    match value:
        case Count(number):
            return count(number, language)
        case Share(part, whole):
            return share(part, whole, language)
        case _:
            return value


class _Plain:
    """Texts with only the signs of the font; what was replaced is remembered."""

    def __init__(self) -> None:
        self._replaced: dict[str, None] = {}

    def all(self, value: Any) -> Any:
        """Every text of some data."""
        match value:
            case str():
                return "".join(sign if _KNOWN.match(sign) else self._code(sign) for sign in value)
            case list():
                return [self.all(one) for one in value]
            case dict():
                return {key: self.all(one) for key, one in value.items()}
            case _:
                return value

    def _code(self, sign: str) -> str:
        code = f"[U+{ord(sign):04X}]"
        self._replaced[code] = None
        return code

    def notes(self) -> list[str]:
        """The code points that stand for signs."""
        return [" ".join(self._replaced)] if self._replaced else []
