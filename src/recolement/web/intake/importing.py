"""Sheets from a federation's table, read against the ballot: what each row would record, or why not.

The columns are those of ``sheets.csv`` (:mod:`recolement.formats.folder`), or any, with a mapping
(:mod:`recolement.formats.mapping`). A row is taken whole or not at all. A table in which something is wrong
that is not of one row (a column nobody knows, more rows than the page takes) is not taken at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from recolement.canvass.proceedings import SheetKey
from recolement.formats.ballot import COLUMNS
from recolement.formats.figures import ENTRIES, Places, read_sheets
from recolement.formats.gathering import Problems
from recolement.formats.mapping import TableSource, import_table
from recolement.formats.tables import Table, read_csv
from recolement.formats.workbook import read_workbook
from recolement.ledger.events import SheetReturned
from recolement.ledger.fold.figures import sheet as sheet_of
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId, UnitId
from recolement.model.problems import Problem, Unusable
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.boards import entries_of
from recolement.web.evenings import Evening
from recolement.web.intake.sending import recorded
from recolement.web.words import say
from recolement.words.fields import field_label
from recolement.words.findings import say_finding
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.problems import problem_sentence

MOST_ROWS = 1_000
"""Rows of one table: each is a line of the ledger, written durably, while the page waits."""

STATES = ("new", "differs", "refused", "same")


@dataclass(frozen=True, slots=True)
class Given:
    """A table as it was sent, and the mapping that says which column is what, if there is one."""

    name: str
    content: bytes
    mapping: bytes = b""

    @property
    def digest(self) -> str:
        """By which a form says which table it was shown for."""
        return sha256(b"%d:%b%b" % (len(self.content), self.content, self.mapping)).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and what would become of it."""

    number: int
    state: str
    name: str
    said: tuple[str, ...] = ()
    """Why it is refused, where it differs, or what would be found about it."""
    sheet: TallySheet | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A table read: its rows in order, or what is wrong with the whole of it."""

    rows: tuple[Row, ...]
    wrong: tuple[str, ...] = ()

    def of(self, state: str) -> list[Row]:
        """The rows in a state."""
        return [row for row in self.rows if row.state == state]


def read(given: Given, tonight: Evening, under: str, language: Language) -> Read:
    """What each row of a table would record, in the sections under a unit."""
    folder = tonight.now().folder
    file = "sheets.xlsx" if given.name.casefold().endswith(".xlsx") else "sheets.csv"
    called = shown(given.name, LONGEST)
    sheets, problems = _mapped(given, file, folder) if given.mapping else _plain(given, file, folder)

    def said(problem: Problem) -> str:
        place = called if problem.file == file else problem.file
        return problem_sentence(replace(problem, file=place), language)

    whole = [one for one in problems if one.row is None or one.row <= 1 or one.code == "and_more"]
    if given.mapping:
        whole = list(problems)
    if whole:
        return Read((), tuple(said(one) for one in whole[:50]))
    by_row: dict[int, list[str]] = {}
    for problem in problems:
        by_row.setdefault(problem.row or 0, []).append(said(problem))
    if len({*by_row, *(one.source.row for one in sheets if one.source)}) > MOST_ROWS:
        return Read((), (say("import.too_many", language, most=MOST_ROWS),))
    names = Names(folder, language)
    rows = [Row(number, "refused", "", tuple(texts)) for number, texts in by_row.items()]
    seen: dict[SheetKey, int] = {}
    for sheet in sheets:
        number = sheet.source.row if sheet.source else 0
        if number in by_row:
            continue
        first = seen.setdefault(sheet.key, number)
        if first != number:
            twice = say("import.twice", language, row=first)
            rows.append(Row(number, "refused", names.unit(sheet.unit), (twice,)))
        else:
            rows.append(_row(tonight, sheet, number, under, names, language))
    if not rows:
        return Read((), (say("people.empty", language),))
    return Read(tuple(sorted(rows, key=lambda row: row.number)))


def _plain(given: Given, file: str, folder: BallotFolder) -> tuple[Sequence[TallySheet], Sequence[Problem]]:
    problems = Problems()
    known = COLUMNS[: len(COLUMNS) - len(ENTRIES)]
    table: Table | None
    if file.endswith(".xlsx"):
        book = read_workbook(given.content, file, problems)
        name = "sheets" if book is not None and "sheets" in book.sheets else ""
        table = None if book is None else book.table(name, problems, known)
        table = None if table is None else replace(table, file=file)
    else:
        table = read_csv(given.content, file, problems, known)
    sheets = () if table is None else read_sheets(table, Places(folder.ballot, folder.tree, problems))
    return [one for one in sheets if one.votes or not one.is_bare], _found(problems)


def _found(problems: Problems) -> Sequence[Problem]:
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return unusable.problems
    return ()


def _mapped(given: Given, file: str, folder: BallotFolder) -> tuple[Sequence[TallySheet], Sequence[Problem]]:
    """The sheets of a mapped table, its units, contest and options found again in the ballot."""
    try:
        made = import_table([TableSource(file, given.content)], given.mapping, "mapping.toml").folder
    except Unusable as unusable:
        return (), unusable.problems
    problems = Problems()
    ballot, contests = folder.ballot, {one.id: one for one in folder.ballot.contests}
    (theirs,) = made.ballot.contests
    ours = contests.get(theirs.id) or (ballot.contests[0] if len(contests) == 1 else None)
    if ours is None:
        problems.add("unknown_contest", "mapping.toml", None, "contest.id", found=theirs.id, nearest="")
        return (), _found(problems)
    by_name = {option.name.casefold(): option.id for option in ours.options}
    known = {option.id for option in ours.options}
    same: dict[OptionId, OptionId] = {}
    for option in theirs.options:
        found = option.id if option.id in known else by_name.get(option.name.casefold())
        if found is None:
            near = problems.nearest(option.name, [one.name for one in ours.options])
            problems.add("unknown_option", file, None, option.name, found=option.name, nearest=near)
        else:
            same[option.id] = found
    for sheet in made.sheets:
        if sheet.unit not in folder.tree:
            row = None if sheet.source is None else sheet.source.row
            problems.add("unknown_unit", file, row, "unit", found=sheet.unit, nearest="")
    sheets = [
        replace(sheet, contest=ours.id, votes={same[option]: cast for option, cast in sheet.votes.items()})
        for sheet in made.sheets
        if not problems
    ]
    return sheets, _found(problems)


def _row(
    tonight: Evening, sheet: TallySheet, number: int, under: str, names: Names, language: Language
) -> Row:
    night = tonight.now()
    name = names.unit(sheet.unit)

    def refused(code: str) -> Row:
        return Row(number, "refused", name, (say(f"import.{code}", language),))

    if not night.folder.tree.is_leaf(sheet.unit):
        return refused("no_section")
    if sheet.unit not in night.folder.tree.leaves_under(UnitId(under)):
        return refused("outside")
    if sheet.key not in tonight.board().states:
        return refused("not_asked")
    if night.retained(*sheet.key).no_vote is not None:
        return refused("no_vote")
    there = _there(tonight, sheet.key)
    if there is None:
        found = [one for one in night.if_received(sheet) if one.code[0] in "AR"]
        return Row(
            number, "new", name, tuple(f"{one.code} · {say_finding(one, names)}" for one in found), sheet
        )
    differing = _differing(there, sheet, names, language)
    return Row(number, "differs" if differing else "same", name, differing)


def _there(tonight: Evening, key: SheetKey) -> TallySheet | None:
    """What is recorded of a sheet: what its section sent, or its first entry where it is typed twice."""
    first = entries_of(tonight.of_unit.get(key[0], ()), key).get("first")
    state = tonight.desk.moment.state
    if first is not None and key not in state.returned:
        return sheet_of(first)
    return recorded(tonight, key[0], key[1], key[2])


def _differing(there: TallySheet, sheet: TallySheet, names: Names, language: Language) -> tuple[str, ...]:
    """Each box whose figure differs: here, and in the table."""
    fields = [name for name in FIGURES if there.figure(name) != sheet.figure(name)]
    options = [
        name for name in {**there.votes, **sheet.votes} if there.votes.get(name) != sheet.votes.get(name)
    ]
    labels = [(field_label(name, language), name) for name in fields]
    labels += [(names.option(sheet.contest, name), name) for name in options]
    return tuple(
        say(
            "import.box",
            language,
            box=label,
            here=count(there.figure(name), language),
            there=count(sheet.figure(name), language),
        )
        for label, name in labels
    )


def key_of(slug: str, tonight: Evening, sheet: TallySheet) -> str:
    """The idempotency key of a row: the same figures for the same sheet are recorded once.

    A sheet that was returned since may be sent again with the very figures it had.
    """
    returned = [
        event.seq
        for event in tonight.of_unit.get(sheet.unit, ())
        if isinstance(event, SheetReturned) and (event.contest, event.round) == sheet.key[1:]
    ]
    figures = {name: sheet.figure(name) for name in FIGURES}
    said = [slug, *sheet.key, figures, sorted(sheet.votes.items()), returned[-1:]]
    return f"import-{sha256(json.dumps(said).encode()).hexdigest()[:40]}"
