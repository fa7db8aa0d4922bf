"""The ballot folder: the files of FORMAT as bytes, and the :class:`BallotFolder` they make.

Every problem of every file is gathered, then :class:`Unusable` is raised; nothing is guessed.

>>> folder = read_folder({
...     "ballot.toml": b'title = "Bureau"\\nlevels = ["all", "section"]\\nrulebook = {rule = "plurality"}\\n'
...                    b'[[contest]]\\nid = "c"\\nscope = "all"\\noption = [{id = "ann"}, {id = "bob"}]\\n',
...     "units.csv": b"unit,parent,level\\nall,,all\\nLyon-3,all,section\\n",
...     "sheets.csv": b"unit;in_box;blank;ann;bob\\nLyon-3;1 003;;600;403\\n"})
>>> sheet, = folder.sheets
>>> sheet.in_box, sheet.blank, dict(sheet.votes)
(1003, None, {'ann': 600, 'bob': 403})
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from recolement.formats.acts import read_acts
from recolement.formats.ballot import COLUMNS, read_ballot
from recolement.formats.collector import collector_at_rest
from recolement.formats.comparing import compare, known_to_acts, placed
from recolement.formats.decoding import Content
from recolement.formats.figures import (
    ENTRIES,
    PUBLICATIONS,
    VOTES,
    Places,
    read_entries,
    read_publications,
    read_sheets,
    read_votes,
)
from recolement.formats.gathering import Problems, nearest
from recolement.formats.places import GROUPS, ROLLS, UNITS, read_groups, read_rolls, read_units
from recolement.formats.standing import by_place
from recolement.formats.tables import Progress, Table, read_csv
from recolement.formats.toml import Document, Keys, read_toml
from recolement.formats.workbook import Workbook, read_workbook
from recolement.model.acts import Act
from recolement.model.folder import BallotFolder

TABLES: Mapping[str, tuple[str, ...]] = {
    "units": UNITS,
    "rolls": ROLLS,
    "groups": GROUPS,
    "sheets": COLUMNS[: len(COLUMNS) - len(ENTRIES)],
    "votes": VOTES,
    "entries": COLUMNS,
    "publications": PUBLICATIONS,
}
"""The tables of a folder with their columns, options aside."""

WORKBOOK = "ballot.xlsx"
"""One workbook may hold several tables, each in a sheet of its name."""

NAMES = (
    "ballot.toml",
    "rulebook.toml",
    "acts.toml",
    WORKBOOK,
    *(f"{table}{ending}" for table in TABLES for ending in (".csv", ".xlsx")),
)
"""The files a folder may hold; whatever else stands beside them is not read."""


OTHER_SPREADSHEETS = ("xls", "xlsm", "xlsb", "ods", "numbers")
"""Endings of spreadsheets that are not read."""

ENDINGS = ("csv", "toml", "xlsx", "txt", "tsv", *OTHER_SPREADSHEETS)
"""Endings of files that may be meant for the folder ("sheets.csv.txt", where a system hides endings)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A ballot as somebody wrote it, before it is compared with itself: documents and tables.

    ``tables`` are functions, so that a large one is read only when its turn comes.
    """

    ballot: Document
    rulebook: Document | None
    acts: Document | None
    tables: Mapping[str, Callable[[], Table | None]] = field(default_factory=dict)

    def table(self, name: str) -> Table | None:
        """A table of the ballot, or ``None`` if it was left out or cannot be read."""
        return self.tables[name]() if name in self.tables else None


def read_folder(files: Mapping[str, Content], progress: Progress | None = None) -> BallotFolder:
    """The ballot of a folder given as file names and contents (bytes, or a function that opens the file).

    Raises :class:`Unusable` with all problems. ``progress`` is called with the file, rows read, rows in all.
    """
    problems = Problems()
    if "ballot.toml" not in files:
        problems.add("missing_file", "ballot.toml")
    document = read_toml(files["ballot.toml"], "ballot.toml", problems) if "ballot.toml" in files else None
    acts = read_toml(files["acts.toml"], "acts.toml", problems) if "acts.toml" in files else None
    named = None if document is None else document.table.get("rulebook")
    _note_names([name for name in files if name != named], files, problems)
    tables = _tables(files, problems)
    if document is None:
        problems.stop_if_any()
        raise AssertionError("a missing document is a problem")
    rulebook = None
    if isinstance(named, str):
        if named in files:
            rulebook = read_toml(files[named], named, problems)
        else:
            near = nearest(named, [name for name in files if name.endswith(".toml")])
            problems.add("rulebook_missing", "ballot.toml", document.row("rulebook"), "rulebook",
                         found=named, nearest=near)  # fmt: skip
    if "rulebook.toml" in files and named != "rulebook.toml":
        problems.add("rulebook_unnamed", "rulebook.toml")
    with collector_at_rest():
        return assemble(Written(document, rulebook, acts, tables), problems, progress)


def _note_names(names: Iterable[str], files: Collection[str], problems: Problems) -> None:
    """Note the files that are most likely a table or document under a name that is not read."""
    for name in names:
        stem, _, ending = name.casefold().partition(".")
        if name in NAMES or ending.rpartition(".")[2] not in ENDINGS:
            continue
        if ending in OTHER_SPREADSHEETS and stem in (*TABLES, "ballot"):
            problems.add("old_spreadsheet", name)
            continue
        near = nearest(name, NAMES)
        if near and near not in files:
            problems.add("misnamed_file", name, nearest=near)


def _tables(files: Mapping[str, Content], problems: Problems) -> dict[str, Callable[[], Table | None]]:
    """How to read each table that the folder holds, from a CSV, a workbook of its name or a sheet of one."""
    tables: dict[str, Callable[[], Table | None]] = {}
    common: Workbook | None = None
    if WORKBOOK in files:
        common = read_workbook(files[WORKBOOK], WORKBOOK, problems)
        for sheet in common.sheets if common is not None else ():
            near = nearest(sheet, [table for table in TABLES if common and table not in common.sheets])
            if sheet not in TABLES and near:
                problems.add("misnamed_sheet", f"{WORKBOOK}#{sheet}", nearest=near)
    for name, columns in TABLES.items():
        places = [file for file in (f"{name}.csv", f"{name}.xlsx") if file in files]
        if common is not None and name in common.sheets:
            places.append(WORKBOOK)
        if len(places) > 1:
            problems.add("table_twice", places[1], first=places[0])
        elif places == [WORKBOOK]:
            assert common is not None
            tables[name] = _sheet(common, name, problems, columns)
        elif places:
            content, file = files[places[0]], places[0]
            if file.endswith(".csv"):
                tables[name] = _csv(content, file, problems, columns)
            else:
                book = read_workbook(content, file, problems)
                if book is not None:
                    tables[name] = _sheet(book, name if name in book.sheets else "", problems, columns)
        elif name == "units" and not any(file.casefold().startswith("units.") for file in files):
            problems.add("missing_file", "units.csv")
    return tables


def _csv(content: Content, file: str, problems: Problems, known: Iterable[str]) -> Callable[[], Table | None]:
    return lambda: read_csv(content, file, problems, tuple(known))


def _sheet(
    book: Workbook, name: str, problems: Problems, known: tuple[str, ...]
) -> Callable[[], Table | None]:
    return lambda: book.table(name, problems, known)


def assemble(written: Written, problems: Problems, progress: Progress | None = None) -> BallotFolder:
    """The folder of a ballot as written: everything compared with everything; raises :class:`Unusable`."""
    document = written.ballot
    keys = Keys(document, document.table, "", problems)
    rulebook: Keys | None = None
    if written.rulebook is not None:
        rulebook = Keys(written.rulebook, written.rulebook.table, "", problems)
    elif not isinstance(document.table.get("rulebook"), str):
        rulebook = keys.inner("rulebook")
    ballot = read_ballot(keys, rulebook, "")
    units = written.table("units")
    tree = (
        None if units is None or not ballot.levels else read_units(units, ballot.levels, problems, progress)
    )
    if tree is None or not ballot.contests:
        problems.stop_if_any()
        raise AssertionError("no tree, or no contest, is a problem")
    rounds = tuple(one.number for one in ballot.rounds)
    table = written.table("rolls")
    rolls = {} if table is None else read_rolls(table, tree, rounds, problems)
    table = written.table("groups")
    groups = () if table is None else read_groups(table, tree, problems)
    ballot = placed(keys, ballot, tree, groups)
    compare(keys, ballot, tree, groups)
    ballot = by_place(keys, ballot, tree, groups)
    places = Places(ballot, tree, problems)
    table = written.table("sheets")
    sheets = () if table is None else read_sheets(table, places, progress)
    table = written.table("votes")
    sheets = sheets if table is None else read_votes(table, places, sheets, progress)
    listed = frozenset(sheet.key for sheet in sheets if not sheet.votes and sheet.is_bare)
    if listed:
        sheets = tuple(sheet for sheet in sheets if not sheet.is_bare)
    table = written.table("entries")
    entries = () if table is None else read_entries(table, places, progress)
    table = written.table("publications")
    publications = () if table is None else read_publications(table, places, groups)
    acts: tuple[Act, ...] = ()
    if written.acts is not None:
        known = known_to_acts(ballot, tree, groups)
        acts = read_acts(Keys(written.acts, written.acts.table, "", problems), known)
    problems.stop_if_any()
    return BallotFolder(ballot, tree, sheets, entries, publications, acts, rolls, groups, listed)
