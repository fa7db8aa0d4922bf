"""The printed forms of a vote, all sections in one PDF: tally sheets, count sheets, posters, access sheets.

A form holds what is known before the vote (unit, options in the official order, closed roll) and leaves
empty what a section writes. A poster shows what one section's sheet says, as it stands. Each carries a QR
code: the page where the sheet is typed when an address is given, otherwise contest, round and unit.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias
from urllib.parse import quote

import segno

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.model.ids import UnitId
from recolement.model.problems import Problem, Unusable
from recolement.model.sheets import TallySheet
from recolement.publication.figures import figures_table, votes_table
from recolement.publication.joining import joined
from recolement.publication.selection import Selection
from recolement.publication.typesetting import PlainText, table_data, typeset
from recolement.words.forms import FORM_WORDS, PAPER, said_round
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.rehearsal import title_in

EVERYTHING = Selection()
SIGNERS = ("secretary", "teller", "teller", "representative", "representative")
AT_ONCE = 20
"""Forms typeset in one go. What Typst laid out it keeps for ten more: with more at a time, memory grows."""

Form: TypeAlias = dict[str, Any]
"""One form as the template reads it; ``code_says`` is what its QR code says."""

Told: TypeAlias = Callable[[int, int], None]
"""Told how many forms are done, of how many."""


class FormKind(StrEnum):
    """What is printed for a section: a form to fill in, a working paper, or what its sheet says."""

    SHEET = "sheet"
    COUNT = "count"
    POSTER = "poster"


@dataclass(frozen=True, slots=True)
class AccessSheet:
    """The paper with which one section signs in: its name, the address of its link, its code."""

    name: str
    address: str
    code: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms of one ballot, ready to be typeset: nothing is read of the ballot any more."""

    forms: Sequence[Form]
    what: str
    title: str
    organisation: str
    language: Language

    def pdf(self, told: Told | None = None) -> bytes:
        """All of them in one file, in order; the notes on signs come after the last one."""
        return joined(
            self._parts(told),
            title=f"{self.what} · {self.title}",
            author=self.organisation,
            language=self.language,
        )

    def _parts(self, told: Told | None) -> Iterator[bytes]:
        plain, total = PlainText(), len(self.forms)
        about = {"title": self.title, "organisation": self.organisation, "language": self.language}
        for start in range(0, total, AT_ONCE):
            some = self.forms[start : start + AT_ONCE]
            end = start + len(some)
            data = plain.all({**about, "words": dict(FORM_WORDS[self.language]), "forms": list(some)})
            data["codes"] = [qr_code(form["code_says"]) for form in some]
            data["notes"] = plain.notes() if end == total else []
            yield typeset("forms.typ", data, tags=False)
            if told is not None:
                told(end, total)


def forms_of(
    night: Canvass,
    kind: FormKind,
    language: Language,
    asked: Selection = EVERYTHING,
    address: str | None = None,
) -> Forms:
    """The forms of the sections asked for (those of its unit, or all), one after the other, in tree order.

    ``address``: where the ballot's pages are (``https://vote.example/b/2026``), for the QR codes.
    :class:`Unusable` for unknown names, and where there is nothing to print.
    """
    asked.stop_if_unknown(night)
    names = Names(night.folder, language)
    made = [
        _form(night, names, question, leaf, kind, address) for leaf, question in _wanted(night, kind, asked)
    ]
    if not made:
        raise Unusable([Problem("no_form", "--unit")])
    return _of_ballot(made, FORM_WORDS[language][kind.value], night, language)


def access_forms(sheets: Iterable[AccessSheet], night: Canvass, language: Language) -> Forms:
    """The access sheets of sections, one page each."""
    made = [
        {
            "kind": "access",
            "name": sheet.name,
            "trail": "",
            "about": "",
            "code_says": sheet.address,
            "address": sheet.address,
            "code": sheet.code,
        }
        for sheet in sheets
    ]
    return _of_ballot(made, FORM_WORDS[language]["access"], night, language)


def _of_ballot(made: Sequence[Form], what: str, night: Canvass, language: Language) -> Forms:
    ballot = night.folder.ballot
    return Forms(
        made,
        what,
        shown(title_in(ballot.title, language), LONGEST),
        shown(ballot.organisation, LONGEST),
        language,
    )


def _wanted(night: Canvass, kind: FormKind, asked: Selection) -> list[tuple[UnitId, Question]]:
    """Section by section, its contests and rounds in the ballot's order; a poster needs a sheet."""
    voting: dict[UnitId, list[Question]] = {}
    for question in night.questions:
        if asked.contest in (None, question.contest.id) and asked.round in (None, question.round.number):
            for leaf in question.place.leaves:
                voting.setdefault(leaf, []).append(question)
    leaves = night.places.get(asked.unit or night.folder.tree.root).leaves
    return [
        (leaf, question)
        for leaf in leaves
        for question in voting.get(leaf, ())
        if kind is not FormKind.POSTER or _sheet_of(night, question, leaf) is not None
    ]


def _sheet_of(night: Canvass, question: Question, leaf: UnitId) -> TallySheet | None:
    return night.retained(leaf, question.contest.id, question.round.number).sheet


def _form(
    night: Canvass, names: Names, question: Question, leaf: UnitId, kind: FormKind, address: str | None
) -> Form:
    ballot, tree = night.folder.ballot, night.folder.tree
    said = said_round(question.round.number, len(ballot.rounds), question.round.date, names.language)
    contest = names.contest(question.contest.id) if len(ballot.contests) > 1 else ""
    return {
        "kind": kind.value,
        "name": names.unit(leaf),
        "trail": " › ".join(names.place(unit) for unit in tree.trail(leaf)[:-1]),
        "about": " · ".join(filter(None, [contest, said])),
        "code_says": _where(question, leaf, kind, address),
        **_body(night, names, question, leaf, kind),
    }


def _body(night: Canvass, names: Names, question: Question, leaf: UnitId, kind: FormKind) -> Form:
    if kind is FormKind.POSTER:
        return _poster(night, names, question, leaf)
    offered = question.offered(leaf)
    roll = night.folder.roll(leaf, question.round.number)
    return {
        "roll": "" if roll is None else count(roll, names.language),
        "boxes": [[name, label[names.language == "en"]] for name, label in PAPER.items()],
        "options": [
            names.option(question.contest.id, option.id)
            for option in question.options
            if option.id in offered
        ],
        "signers": list(SIGNERS),
    }


def _poster(night: Canvass, names: Names, question: Question, leaf: UnitId) -> Form:
    retained = night.retained(leaf, question.contest.id, question.round.number)
    result = night.result(question.contest.id, question.round.number, leaf)
    tables = [votes_table(result, names), figures_table(result, names, {})]
    return {
        "tables": [table_data(one, names.language) for one in tables],
        "note": "provisional" if retained.added else "added_not",
    }


def _where(question: Question, leaf: UnitId, kind: FormKind, address: str | None) -> str:
    """What the QR code says: a page of the web app, or which form this is.

    >>> from recolement.canvass import canvass
    >>> from recolement.formats.shorthand import read_shorthand
    >>> question, = canvass(read_shorthand("sheet Lyon-3 A=1")).questions
    >>> _where(question, "Lyon-3", FormKind.SHEET, "https://vote.example/b/2026/")
    'https://vote.example/b/2026/sheet/contest/1/Lyon-3/'
    >>> _where(question, "Lyon/3~", FormKind.POSTER, None)
    'recolement:poster/contest/1/Lyon~2F3~7E'
    """
    contest, unit = _in_address(question.contest.id), _in_address(leaf)
    if address is None:
        return f"recolement:{kind}/{contest}/{question.round.number}/{unit}"
    base = address.rstrip("/")
    if kind is FormKind.POSTER:
        return f"{base}/unit/{unit}/"
    return f"{base}/sheet/{contest}/{question.round.number}/{unit}/"


def _in_address(id: str) -> str:
    """An id as the web app writes it in its addresses."""
    written = id.replace("~", "~7E").replace("/", "~2F")
    return quote(written.replace(".", "~2E") if written in (".", "..") else written)


def qr_code(text: str) -> str:
    """The QR code of a text as SVG."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()
