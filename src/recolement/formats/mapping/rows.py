"""The rows of a mapped table as units, figures and votes: a row per unit, or a row per unit and option."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from recolement.formats.candidates import Candidate, Lineup
from recolement.formats.gathering import Problems
from recolement.formats.mapping.reading import TableMapping
from recolement.formats.tables import Chunk, Counts, Progress, Row, Table, adds_up, chunks
from recolement.formats.toml import wrong_id
from recolement.model.ids import UnitId
from recolement.model.sheets import FIGURES, Source
from recolement.model.units import Unit


@dataclass(slots=True)
class MappedSheet:
    """The figures of one unit in one round, with the votes of each option as the file names it."""

    unit: UnitId
    round: int
    figures: tuple[int | None, ...]
    source: Source
    votes: dict[str, int | None] = field(default_factory=dict)


def as_id(text: str) -> str:
    """A cell as an id: spaces and colons become hyphens.

    >>> as_id("Val de Marne"), as_id("29-02")
    ('Val-de-Marne', '29-02')
    """
    return re.sub(r"[\s:]+", "-", text.strip())


class MappedReader:
    """Reads tables by a mapping, one after the other: units, groups and sheets in the order they are met."""

    def __init__(self, mapping: TableMapping, problems: Problems) -> None:
        self.mapping = mapping
        self.problems = problems
        identity, name, level = mapping.root
        self.units: dict[UnitId, Unit] = {UnitId(identity): Unit(UnitId(identity), None, level, name)}
        self.groups: dict[str, dict[UnitId, str]] = {group.kind: {} for group in mapping.groups}
        self.group_names: dict[str, dict[str, str]] = {group.kind: {} for group in mapping.groups}
        self.sheets: dict[tuple[UnitId, int], MappedSheet] = {}
        self._cells: dict[str, tuple[str, ...]] = {}
        self._known: dict[tuple[str, ...], UnitId | None] = {}

    def read(self, table: Table, round_number: int | None, progress: Progress | None = None) -> None:
        """Add the rows of a table; problems are noted with their row and column."""
        mapping, counts = self.mapping, Counts()
        columns = [mapping.figures.get(name, "") for name in FIGURES]
        numbers = [mapping.round] if round_number is None and mapping.round else []
        wide = mapping.options.columns
        votes = wide or (mapping.options.votes,)
        place = _picker(table, [c for level in mapping.levels for c in (*level.unit, level.name) if c])
        for chunk in chunks(table, progress):
            counted = [*columns, *numbers, *votes]
            cells = {name: list(map(counts.__getitem__, chunk.column(name))) for name in counted if name}
            if counts.wrong:
                self._note(table, chunk, cells, counts)
            names = chunk.column(mapping.options.column)
            for at, (row, record) in enumerate(zip(chunk.numbers, chunk.rows, strict=True)):
                key = place(record)
                unit = self._known.get(key) or self._unit(table, row, key)
                number = cells[numbers[0]][at] if numbers else round_number or 1
                if unit is None or not self._round(table, row, number) or number is None:
                    continue
                figures = tuple([cells[name][at] if name else None for name in columns])
                sheet = self._sheet(table, row, unit, number, figures)
                if sheet is None:
                    continue
                self._group(table, row, unit, chunk, at)
                if wide:
                    sheet.votes = {name: cells[name][at] for name in wide}
                else:
                    self._vote(table, row, sheet, names[at].strip(), cells[mapping.options.votes][at])

    def _note(self, table: Table, chunk: Chunk, cells: dict[str, list[int | None]], counts: Counts) -> None:
        for name in cells:
            for row, cell in zip(chunk.numbers, chunk.column(name), strict=True):
                if cell in counts.wrong:
                    self.problems.add(counts.wrong[cell], table.file, row, name, found=cell)

    def _round(self, table: Table, row: int, number: int | None) -> bool:
        if number is None or number > 0:
            if number is None:
                self.problems.add("empty_cell", table.file, row, self.mapping.round)
            return number is not None
        self.problems.add("round_zero", table.file, row, self.mapping.round)
        return False

    def _unit(self, table: Table, row: int, key: tuple[str, ...]) -> UnitId | None:
        """The unit of a row, with those above it; ``None`` after noting what is wrong with them."""
        parent = UnitId(self.mapping.root[0])
        rest = iter(key)
        for level in self.mapping.levels:
            cells = [next(rest).strip() for _ in level.unit]
            label = next(rest).strip() if level.name else ""
            for column, cell in zip(level.unit, cells, strict=True):
                code = "total_row" if adds_up(cell) else "" if cell else "empty_cell"
                if code:
                    self.problems.add(code, table.file, row, column, found=cell)
                    return None
            unit = UnitId(as_id("-".join(cells)))
            name = label or " ".join(cells)
            if wrong_id(unit):
                self.problems.add(wrong_id(unit), table.file, row, level.unit[0], found=unit)
                return None
            made = self.units.setdefault(unit, Unit(unit, parent, level.level, name))
            if self._cells.setdefault(unit, tuple(cells)) != tuple(cells):
                first = " ".join(self._cells[unit])
                self.problems.add(
                    "same_id", table.file, row, level.unit[0], found=" ".join(cells), first=first
                )
                return None
            if made.parent != parent or made.level != level.level:
                self.problems.add(
                    "two_parents", table.file, row, level.unit[0],
                    found=unit, first=made.parent or "", second=parent,
                )  # fmt: skip
                return None
            parent = unit
        self._known[key] = parent
        return parent

    def _sheet(
        self, table: Table, row: int, unit: UnitId, number: int, figures: tuple[int | None, ...]
    ) -> MappedSheet | None:
        """The sheet of a unit in a round: a new one, or in a long table the one its earlier rows began."""
        new = MappedSheet(unit, number, figures, Source(table.file, row))
        sheet = self.sheets.setdefault((unit, number), new)
        if sheet is new:
            return sheet
        if self.mapping.options.columns or sheet.source.file != table.file:
            column = self.mapping.levels[-1].unit[-1]
            first, where = sheet.source.row, sheet.source.file
            self.problems.add(
                "doubled_station", table.file, row, column, found=unit, first=first, where=where
            )
            return None
        for name, before, now in zip(FIGURES, sheet.figures, figures, strict=True):
            if before != now:
                self.problems.add(
                    "figures_differ", table.file, row, self.mapping.figures[name],
                    found=_said(now), expected=_said(before), first=sheet.source.row, unit=unit,
                )  # fmt: skip
                return None
        return sheet

    def _group(self, table: Table, row: int, unit: UnitId, chunk: Chunk, at: int) -> None:
        scope = self.mapping.contest[2]
        for group in self.mapping.groups:
            cell = chunk.column(group.group)[at].strip()
            if not cell:
                if scope.each and scope.kind == group.kind:
                    self.problems.add("empty_cell", table.file, row, group.group)
                continue
            identity = as_id(cell)
            known = self.groups[group.kind].setdefault(unit, identity)
            if known != identity:
                self.problems.add(
                    "group_differs", table.file, row, group.group, found=identity, first=known, unit=unit
                )
            name = chunk.column(group.name)[at].strip() if group.name else cell
            self.group_names[group.kind].setdefault(identity, name or cell)

    def _vote(self, table: Table, row: int, sheet: MappedSheet, option: str, votes: int | None) -> None:
        if not option:
            self.problems.add("empty_cell", table.file, row, self.mapping.options.column)
        elif option in sheet.votes:
            self.problems.add("doubled_votes", table.file, row, self.mapping.options.column, found=option)
        else:
            sheet.votes[option] = votes


def lineup_of(names: Sequence[str]) -> Lineup:
    """The options of a table as a line-up."""
    return Lineup(tuple(map(Candidate, names)), tuple(range(len(names))))


def _picker(table: Table, names: Sequence[str]) -> Callable[[Row], tuple[str, ...]]:
    """What takes these columns out of a row."""
    places = [table.header.index(name) for name in names]
    if len(places) > 1:
        return itemgetter(*places)
    return lambda record: (record[places[0]],)


def _said(count: int | None) -> str:
    return "?" if count is None else str(count)
