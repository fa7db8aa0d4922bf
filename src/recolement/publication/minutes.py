"""The minutes of a récolement (procès-verbal de récolement) as tagged PDF/A, through Typst.

The template is fixed; everything that somebody wrote comes in as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recolement.publication.report import FindingGroup, ResultReport, Table
from recolement.publication.typesetting import PlainText, table_data, typeset
from recolement.words.findings import expected
from recolement.words.numbers import Language

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
    sheets: Table
    acts: Sequence[ActLine]
    findings: Sequence[FindingGroup]
    signers: Sequence[str]
    pins: Sequence[tuple[str, str]]
    pinned: str
    address: str
    qr: str


def minutes_pdf(minutes: Minutes) -> bytes:
    """The PDF."""
    plain = PlainText()
    data = plain.all(_data(minutes))
    data["qr"] = minutes.qr
    data["notes"] = plain.notes()
    return typeset("minutes.typ", data, ["a-2a", "ua-1"])


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
        "tables": [table_data(one, language) for one in tables],
        "steps": [{"text": step.text, "source": step.source} for step in result.steps],
        "conditions": [table_data(one, language) for one in result.conditions],
        "margin": result.margin,
        "sheets": table_data(minutes.sheets, language),
        "acts": [
            {"number": str(act.number), "at": act.at, "what": act.what, "detail": act.detail}
            for act in minutes.acts
        ],
        "findings": [
            {
                "code": group.code,
                "title": expected(group.title, language)
                + (f" ({group.severity_label})" if group.acknowledged else ""),
                "findings": [{"place": one.place, "text": one.text} for one in group.findings],
            }
            for group in minutes.findings
        ],
        "signers": list(minutes.signers),
        "pins": [list(pin) for pin in minutes.pins],
        "pinned": minutes.pinned,
        "address": minutes.address,
    }
