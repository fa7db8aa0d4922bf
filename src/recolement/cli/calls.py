"""``recolement calls``: who is called between two rounds, from files; the purge of campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from recolement.calls.lists import CallList, list_of
from recolement.calls.matching import Known, Matching, match
from recolement.calls.spelling import same_name, same_number
from recolement.cli.door import UNUSABLE, AsJson, Lang, language_for, print_json
from recolement.cli.language import either, of_door
from recolement.formats.calls import Register, Roll, read_objections, read_register, read_roll
from recolement.formats.gathering import Problems
from recolement.formats.writing import csv_bytes
from recolement.model.calls import Member
from recolement.model.problems import Problem, Unusable
from recolement.storage.writing import write_whole
from recolement.words.calls import CALL_WORDS, call_problem, doubt_sentence
from recolement.words.numbers import Language, count
from recolement.words.plain import shown

app = typer.Typer(
    add_completion=False,
    help=either(
        "Qui appeler entre deux tours, à partir de l'émargement.",
        "Whom to call between two rounds, from the marked register.",
    ),
    no_args_is_help=True,
)
MOST_DOUBTS = 20
UNMATCHED = "unmatched.csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


@app.command(
    name="lists",
    help=either(
        "Les trois listes d'appel par section : n'ont pas encore voté, ont voté (à rappeler), indécis.",
        "The three call lists by section: not yet voted, voted (to remind), undecided.",
    ),
)
def lists_command(
    roll: Annotated[
        Path,
        typer.Argument(
            metavar=either("FICHIER", "ROLL"),
            help=either(
                "Les personnes (CSV ou XLSX) : section, number, name, telephone, email, consent, "
                "consent_date.",
                "The people (CSV or XLSX): section, number, name, telephone, email, consent, consent_date.",
            ),
        ),
    ],
    register: Annotated[
        Path,
        typer.Argument(
            metavar=either("ÉMARGEMENT", "REGISTER"),
            help=either(
                "Qui a voté (CSV ou XLSX) : section, et number ou name ; voted si elle dit oui ou non.",
                "Who voted (CSV or XLSX): section, and number or name; voted where it says yes or no.",
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar=either("DOSSIER", "FOLDER"),
            help=either("Où écrire les listes.", "Where the lists are written."),
        ),
    ],
    objections: Annotated[
        Path | None,
        typer.Option(
            "--objections",
            metavar="CSV",
            help=either(
                "Qui ne veut pas être appelé : telephone, email, ou section et name.",
                "Who does not want to be called: telephone, email, or section and name.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the lists and say what did not match; exits with 1 where a line of the register is in doubt."""
    language = language_for(lang)
    with said():
        made = make_lists(roll, register, objections)
        try:
            out.mkdir(mode=0o700, parents=True, exist_ok=True)  # who voted is nobody else's business
        except OSError as error:
            facts = {"detail": error.strerror or type(error).__name__}
            raise Unusable([Problem("folder_unwritable", str(out), facts=facts)]) from None
        for which, people in made.lists.items():
            write_whole(out / f"{which.value}.csv", [table(people)])
        write_whole(out / UNMATCHED, [_unmatched(made.matching, language)])
    if as_json:
        print_json(made.document())
    else:
        print("\n".join(_sentences(made, out, language)))
    raise typer.Exit(1 if made.matching.doubts else 0)


@app.command(
    name="purge",
    help=either(
        "Détruire les personnes des campagnes de l'application web dont la date de purge est arrivée.",
        "Destroy the people of the web app's campaigns whose purge date has come.",
    ),
)
def purge_command(as_json: AsJson = False, lang: Lang = None) -> None:
    """Purge what is due, with a certificate in the ledger of each ballot."""
    from recolement.cli.serve import set_up

    words = CALL_WORDS[language_for(lang)]
    set_up()
    from django.core.management import call_command

    told = StringIO()
    call_command("callspurgedue", stdout=told)
    purged = told.getvalue().split()
    if as_json:
        print_json({"format": "recolement-calls-purged/1", "purged": purged})
    else:
        print("\n".join([words.purged.format(slug=slug) for slug in purged] or [words.nothing_due]))


@contextmanager
def said() -> Iterator[None]:
    """Problems said in the words of call lists, one a line on standard error; the command ends with 2."""
    try:
        yield
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(call_problem(problem, of_door()), err=True)
        raise typer.Exit(UNUSABLE) from None


@dataclass(frozen=True, slots=True)
class Made:
    """The lists, and everybody who is in none of them, counted by why."""

    roll: Roll
    register: Register
    matching: Matching
    lists: dict[CallList, list[Member]]
    objected: int
    not_called: int
    unknown: int

    def document(self) -> dict[str, Any]:
        """The same for a program; nobody is named in it."""
        return {
            "format": "recolement-call-lists/1",
            "people": len(self.roll.members),
            "register": {
                "lines": self.matching.lines,
                "voted": len(self.matching.voted),
                "sections": len(self.matching.sections),
                "doubts": [
                    {"row": one.row, "section": one.section, "why": one.why} for one in self.matching.doubts
                ],
            },
            "lists": {which.value: len(people) for which, people in self.lists.items()},
            "objected": self.objected,
            "not_called": self.not_called,
            "unknown": self.unknown,
        }


def make_lists(roll: Path, register: Path, objections: Path | None) -> Made:
    """Everybody in the list they belong to; raises :class:`Unusable` with every problem of the files."""
    problems = Problems()
    people = read_roll(_read(roll), roll.name, problems)
    marked = read_register(_read(register), register.name, problems)
    refused = () if objections is None else read_objections(_read(objections), objections.name, problems)
    problems.stop_if_any()
    known = (
        Known(place, one.section, same_number(one.number), same_name(one.name))
        for place, one in enumerate(people.members)
    )
    found = match(known, marked.marked)
    away = _Refusing(refused)
    lists: dict[CallList, list[Member]] = {which: [] for which in CallList}
    objected = not_called = unknown = 0
    for place, one in enumerate(people.members):
        before = place in found.voted if one.section in found.sections else None
        which = list_of(voted_before=before, voted_today=False, said=one.said)
        if away.has(one):
            objected += 1
        elif which is None:
            unknown += before is None and not one.said
        elif not one.callable:
            not_called += 1
        else:
            lists[which].append(one)
    for whole in lists.values():
        whole.sort(key=lambda one: one.section)  # within a section as the roll has them
    return Made(people, marked, found, lists, objected, not_called, unknown)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        raise Unusable([Problem("file_unreadable", str(path))]) from None


class _Refusing:
    """Those who do not want to be called, however they said who they are."""

    def __init__(self, refused: Sequence[Member]) -> None:
        self._telephones = {one.telephone for one in refused} - {""}
        self._addresses = {one.email for one in refused} - {""}
        self._names = {(one.section, same_name(one.name)) for one in refused if one.section and one.name}

    def has(self, one: Member) -> bool:
        """Whether somebody is among them: by telephone, by address, or by section and name."""
        return (
            one.telephone in self._telephones
            or one.email in self._addresses
            or (one.section, same_name(one.name)) in self._names
        )


def table(people: Sequence[Member]) -> bytes:
    """A list for a spreadsheet: what would be taken for a formula is made text by an apostrophe."""
    rows = (
        [_safe(cell) for cell in (one.section, one.number, one.name, one.telephone, one.email)]
        for one in people
    )
    return b"\xef\xbb\xbf" + csv_bytes(("section", "number", "name", "telephone", "email"), rows)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not cell[1:].isdigit() else cell


def _unmatched(found: Matching, language: Language) -> bytes:
    rows = (
        (one.row, _safe(one.section), doubt_sentence(one.why, one.first, language)) for one in found.doubts
    )
    return b"\xef\xbb\xbf" + csv_bytes(("row", "section", "why"), rows)


def _sentences(made: Made, out: Path, language: Language) -> Iterator[str]:
    words, found = CALL_WORDS[language], made.matching
    sections = len({one.section for one in made.roll.members})
    yield words.members.format(
        count=_said(len(made.roll.members), language), sections=_said(sections, language)
    )
    yield words.matched.format(voted=_said(len(found.voted), language), lines=_said(found.lines, language))
    if found.doubts:
        yield words.doubts.format(count=_said(len(found.doubts), language))
        for one in found.doubts[:MOST_DOUBTS]:
            why = doubt_sentence(one.why, one.first, language)
            yield "  " + words.doubt.format(row=one.row, section=shown(one.section, 60), why=why)
        if len(found.doubts) > MOST_DOUBTS:
            rest = _said(len(found.doubts) - MOST_DOUBTS, language)
            yield "  " + words.more.format(count=rest, file=out / UNMATCHED)
    for sentence, number in (
        (words.removed, made.objected), (words.not_called, made.not_called), (words.unknown, made.unknown)
    ):  # fmt: skip
        if number:
            yield sentence.format(count=_said(number, language))
    for unread in (made.roll.unread, made.register.unread):
        if unread:
            yield words.unread.format(columns=", ".join(shown(name, 40) for name in unread[:20]))
    for which, people in made.lists.items():
        file = f"{out / which.value}.csv ({words.lists[which.value]})"
        yield words.written.format(file=file, count=_said(len(people), language))
    yield words.destroy


def _said(number: int, language: Language) -> str:
    return count(number, language)
