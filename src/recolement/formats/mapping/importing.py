"""A table with any column names, as a ballot folder, by a small mapping that says which column is what.

>>> mapping = '''
... title = "Bureau"
... rulebook = {rule = "plurality"}
... root = {id = "all", level = "all"}
... level = [{level = "section", unit = "Lieu"}]
... figures = {voters = "Votants"}
... options = {columns = ["Ann", "Bob"]}
... '''
>>> table = "Lieu;Votants;Ann;Bob\\nLyon 3;1 003;600;403\\nBrest;;7;"
>>> made = import_table([TableSource("t.csv", table.encode())], mapping.encode(), "mapping.toml")
>>> for sheet in made.folder.sheets:
...     sheet.unit, sheet.voters, dict(sheet.votes)
('Lyon-3', 1003, {'ann': 600, 'bob': 403})
('Brest', None, {'ann': 7})
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from recolement.formats.candidates import Lineup, Options
from recolement.formats.collector import collector_at_rest
from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathered import groups_of, offered_only, on_offer, rolls_of, standing_in
from recolement.formats.gathering import Problems, nearest
from recolement.formats.mapping.reading import TableMapping, read_mapping
from recolement.formats.mapping.rows import MappedReader, lineup_of
from recolement.formats.open_tables import any_records
from recolement.formats.tables import Progress, Table, table_of
from recolement.model.ballots import Ballot, Contest, Option, Round
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId
from recolement.model.imports import Imported, Note
from recolement.model.sheets import FIGURES, TallySheet
from recolement.model.units import UnitTree


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table to import: its content, and the round and date of its rows where somebody said them."""

    file: str
    content: Content
    round: int | None = None
    date: date | None = None


@collector_at_rest()
def import_table(
    sources: Sequence[TableSource],
    mapping_content: Content,
    mapping_file: str,
    title: str = "",
    progress: Progress | None = None,
) -> Imported:
    """The folder that tables of one mapping make, and what was understood; else ``Unusable``."""
    problems = Problems()
    mapping = read_mapping(mapping_content, mapping_file, problems)
    problems.stop_if_any()
    assert mapping is not None
    if len({source.round is None for source in sources}) > 1:
        for source in sources:
            if source.round is None:
                problems.add("which_round", source.file, name=source.file)
    for source in sources:
        if source.round is not None and mapping.round:
            problems.add("round_twice", source.file, found=mapping.round)
    problems.stop_if_any()
    notes: list[Note] = []
    reader = MappedReader(mapping, problems)
    for source in sources:
        table = _table(source, mapping, problems)
        if table is None or not _columns(table, mapping, mapping_file, notes, problems):
            continue
        before = len(reader.sheets)
        reader.read(table, source.round, progress)
        facts: dict[str, str | int] = {
            "layout": "wide" if mapping.options.columns else "long",
            "sheets": len(reader.sheets) - before,
        }
        notes.append(Note("table_read", source.file, facts))
    if not reader.sheets and not problems:
        problems.add("no_rows", sources[0].file)
    problems.stop_if_any()
    return Imported(_folder(reader, sources, title), tuple(notes))


def _table(source: TableSource, mapping: TableMapping, problems: Problems) -> Table | None:
    try:
        content = read_bytes(source.content, source.file, problems)
    except Unreadable:
        return None
    read = any_records(content, source.file, problems, [column for _, column in mapping.columns()])
    if read is None or isinstance(read, Table):
        return read
    return table_of(source.file, read[0], problems, read[1])


def _columns(
    table: Table, mapping: TableMapping, mapping_file: str, notes: list[Note], problems: Problems
) -> bool:
    """Whether the table has every column of the mapping, after noting those it lacks and those left over."""
    named = {column: key for key, column in mapping.columns() if column}
    left = [name for name in table.header if name not in named]
    sound = True
    for key, column in mapping.columns():
        if column and column not in table.header:
            near = nearest(column, left)
            problems.add(
                "mapped_column", mapping_file, None, key, found=column, table=table.file, nearest=near
            )
            sound = False
    if mapping.ignored:
        reason = f" ({mapping.reason})" if mapping.reason else ""
        facts: dict[str, str | int] = {"columns": ", ".join(mapping.ignored), "reason": reason}
        notes.append(Note("columns_ignored", table.file, facts))
    if left:
        notes.append(Note("columns_unmentioned", table.file, {"columns": ", ".join(left)}))
    return sound


def _folder(reader: MappedReader, sources: Sequence[TableSource], title: str) -> BallotFolder:
    mapping = reader.mapping
    identity, name, scope = mapping.contest
    local = scope.kind if scope.each and scope.kind in reader.groups and not mapping.options.columns else ""
    rounds = tuple(sorted({number for _, number in reader.sheets}))
    sheets, options, standing = _sheets(reader, ContestId(identity), local or "")
    sheets.sort(key=lambda sheet: sheet.round)
    first, own = rolls_of(sheets, rounds[0])
    tree = UnitTree(
        replace(unit, registered=first.get(unit.id)) if unit.id in first else unit
        for unit in reader.units.values()
    )
    groups = tuple(
        group
        for kind, within in reader.groups.items()
        for group in groups_of(tree, kind, within, reader.group_names[kind])
    )
    if local:
        here = [group for group in groups if group.kind == local]
        options = on_offer(options, sheets, reader.groups[local], here, ())
        sheets = offered_only(sheets, options)
    options = [replace(option, kind=mapping.options.kind) for option in options]
    dates = {source.round: source.date for source in sources if source.date is not None}
    ballot = Ballot(
        title=title or mapping.title,
        organisation=mapping.organisation,
        levels=(mapping.root[2], *(level.level for level in mapping.levels)),
        contests=(Contest(ContestId(identity), name or identity, scope, tuple(options), mapping.rulebook),),
        rounds=tuple(
            Round(
                number,
                dates.get(number) or (dates.get(None) if len(rounds) == 1 else None),
                None,
                standing_in(ContestId(identity), options, standing[number]),
            )
            for number in rounds
        ),
        language=mapping.language,
    )
    return BallotFolder(ballot, tree, tuple(sheets), rolls=own, groups=groups)


def _sheets(
    reader: MappedReader, contest: ContestId, local: str
) -> tuple[list[TallySheet], list[Option], dict[int, set[OptionId]]]:
    """The sheets, their options, and those who stand in each round: in a wide table who has a figure there.

    Where a long table is decided in each group, an option belongs to its group: two people of one name in two
    of them are two options.
    """
    options = Options()
    lineups: dict[tuple[str, ...], Lineup] = {}
    standing: dict[int, set[OptionId]] = {}
    sheets: list[TallySheet] = []
    for sheet in reader.sheets.values():
        names = tuple(sheet.votes)
        lineup = lineups.setdefault(names, lineup_of(names))
        place = reader.groups[local].get(sheet.unit, "") if local else ""
        ids = options.ids(place, lineup)
        votes = {
            option: cast for option, cast in zip(ids, sheet.votes.values(), strict=True) if cast is not None
        }
        known = standing.setdefault(sheet.round, set())
        known.update(votes if reader.mapping.options.columns else ids)
        figures = dict(zip(FIGURES, sheet.figures, strict=True))
        sheets.append(
            TallySheet(sheet.unit, contest, sheet.round, **figures, votes=votes, source=sheet.source)
        )
    return sheets, list(options), standing
