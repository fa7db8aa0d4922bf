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

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from recolement.formats.acts import Known, read_acts
from recolement.formats.ballot import COLUMNS, read_ballot
from recolement.formats.collector import collector_at_rest
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
from recolement.formats.tables import Progress, Table, read_csv
from recolement.formats.toml import Document, Keys, read_toml
from recolement.formats.workbook import Workbook, read_workbook
from recolement.model.acts import Act
from recolement.model.ballots import Ballot, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.model.units import Group, UnitTree

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
    for name in files:
        near = nearest(name, NAMES)
        if (
            name not in NAMES
            and near
            and near not in files
            and name.casefold().endswith((".csv", ".toml", ".xlsx"))
        ):
            problems.add("misnamed_file", name, nearest=near)
    if "ballot.toml" not in files:
        problems.add("missing_file", "ballot.toml")
    document = read_toml(files["ballot.toml"], "ballot.toml", problems) if "ballot.toml" in files else None
    acts = read_toml(files["acts.toml"], "acts.toml", problems) if "acts.toml" in files else None
    tables = _tables(files, problems)
    if document is None:
        problems.stop_if_any()
        raise AssertionError("a missing document is a problem")
    rulebook = None
    named = document.table.get("rulebook")
    if isinstance(named, str):
        if named in files:
            rulebook = read_toml(files[named], named, problems)
        else:
            problems.add("missing_file", named, document.row("rulebook"))
    with collector_at_rest():
        return assemble(Written(document, rulebook, acts, tables), problems, progress)


def _tables(files: Mapping[str, Content], problems: Problems) -> dict[str, Callable[[], Table | None]]:
    """How to read each table that the folder holds, from a CSV, a workbook of its name or a sheet of one."""
    tables: dict[str, Callable[[], Table | None]] = {}
    common: Workbook | None = None
    if WORKBOOK in files:
        common = read_workbook(files[WORKBOOK], WORKBOOK, problems)
    for name, columns in TABLES.items():
        places = [file for file in (f"{name}.csv", f"{name}.xlsx") if file in files]
        if common is not None and name in common.sheets:
            places.append(WORKBOOK)
        if len(places) > 1:
            problems.add("table_twice", places[1], first=places[0])
        elif places == [WORKBOOK]:
            assert common is not None
            tables[name] = _sheet(common, name, problems)
        elif places:
            content, file = files[places[0]], places[0]
            if file.endswith(".csv"):
                tables[name] = _csv(content, file, problems, columns)
            else:
                book = read_workbook(content, file, problems)
                if book is not None:
                    tables[name] = _sheet(book, name if name in book.sheets else "", problems)
        elif any(file.casefold() in (f"{name}.xls", f"{name}.ods") for file in files):
            problems.add("old_spreadsheet", next(f for f in files if f.casefold().startswith(f"{name}.")))
        elif name == "units":
            problems.add("missing_file", "units.csv")
    return tables


def _csv(content: Content, file: str, problems: Problems, known: Iterable[str]) -> Callable[[], Table | None]:
    return lambda: read_csv(content, file, problems, tuple(known))


def _sheet(book: Workbook, name: str, problems: Problems) -> Callable[[], Table | None]:
    return lambda: book.table(name, problems)


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
    tree = None if units is None else read_units(units, ballot.levels, problems, progress)
    if tree is None or not ballot.contests:
        problems.stop_if_any()
        raise AssertionError("no tree is a problem")
    rounds = tuple(one.number for one in ballot.rounds)
    table = written.table("rolls")
    rolls = {} if table is None else read_rolls(table, tree, rounds, problems)
    table = written.table("groups")
    groups = () if table is None else read_groups(table, tree, problems)
    ballot = _placed(keys, ballot, tree, groups)
    _compare(keys, ballot, tree, groups)
    places = Places(ballot, tree, problems)
    table = written.table("sheets")
    sheets = () if table is None else read_sheets(table, places, progress)
    table = written.table("votes")
    sheets = sheets if table is None else read_votes(table, places, sheets, progress)
    table = written.table("entries")
    entries = () if table is None else read_entries(table, places, progress)
    table = written.table("publications")
    publications = () if table is None else read_publications(table, places, groups)
    acts: tuple[Act, ...] = ()
    if written.acts is not None:
        addresses = {group.address for group in groups}
        known = Known(
            ballot, lambda unit: unit in tree or unit in addresses, lambda: tree if len(tree) < 2000 else ()
        )
        acts = read_acts(Keys(written.acts, written.acts.table, "", problems), known)
    problems.stop_if_any()
    return BallotFolder(ballot, tree, sheets, entries, publications, acts, rolls, groups)


def _placed(keys: Keys, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> Ballot:
    """The ballot in its tree: the root is the scope of contests that name none, and the units where an
    option is on offer, which may be inner units or groups as ``kind:id``, become their sections."""
    whole = Scope(each=False, kind=None, id=tree.root)
    sections = {group.address: group.units for group in groups}

    def under(unit: str, path: str) -> tuple[UnitId, ...]:
        if unit in tree:
            unit = UnitId(unit)
            return sections.setdefault(unit, (unit,) if tree.is_leaf(unit) else tree.leaves_under(unit))
        if unit not in sections:
            keys.wrong("unknown_unit", path, found=unit, nearest=nearest(unit, sections))
        return sections.get(unit, ())

    contests = []
    for place, contest in enumerate(ballot.contests, start=1):
        options = []
        for number, option in enumerate(contest.options, start=1):
            if option.units is not None:
                parts = [under(unit, f"contest[{place}].option[{number}].units") for unit in option.units]
                units = parts[0] if len(parts) == 1 else tuple(unit for part in parts for unit in part)
                option = replace(option, units=units)
            options.append(option)
        scope = whole if contest.scope == Scope(False, None, "") else contest.scope
        contests.append(replace(contest, scope=scope, options=tuple(options)))
    return replace(ballot, contests=tuple(contests))


def _compare(keys: Keys, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> None:
    """Note scopes, seats and units of options that name what is not in the tree or the groups."""
    kinds = {group.kind for group in groups}
    addresses = {group.address for group in groups}
    for place, contest in enumerate(ballot.contests, start=1):
        scope, path = contest.scope, f"contest[{place}]"
        if scope.each:
            if scope.kind not in (*ballot.levels, *kinds):
                keys.wrong(
                    "unknown_scope", f"{path}.scope", found=f"each:{scope.kind}",
                    nearest=nearest(f"{scope.kind}", [*ballot.levels, *kinds]),
                )  # fmt: skip
        elif scope.kind is None and scope.id not in tree:
            near = nearest(f"{scope.id}", tree) if len(tree) < 2000 else ""
            keys.wrong("unknown_scope", f"{path}.scope", found=f"{scope.id}", nearest=near)
        elif scope.kind is not None and f"{scope.kind}:{scope.id}" not in addresses:
            found = f"{scope.kind}:{scope.id}"
            keys.wrong("unknown_scope", f"{path}.scope", found=found, nearest=nearest(found, addresses))
        seats = contest.rulebook.seats
        for unit in () if isinstance(seats, int) else seats:
            if unit not in tree and unit not in addresses:
                keys.wrong("unknown_unit", f"{path}.seats", found=unit, nearest="")
