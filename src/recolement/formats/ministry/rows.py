"""The rows of a ministry file as stations: where, which figures, which candidates with how many votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat

from recolement.formats.candidates import Candidate, Lineup
from recolement.formats.gathering import Problems
from recolement.formats.ministry.columns import FIGURES, Layout
from recolement.formats.ministry.places import Names, constituency_id, insee, is_department
from recolement.formats.tables import Chunk, Counts, Progress, Table, adds_up, chunks
from recolement.formats.toml import fit_ids, wrong_id
from recolement.model.ids import UnitId

IDENTITY = ("panel", "label", "name", "first_name", "sex")
"""What tells a candidate from another, in the columns of a group."""


@dataclass(frozen=True, slots=True)
class Station:
    """One row: a polling station in one round. ``figures`` are those of :data:`FIGURES`, ``None`` unknown."""

    row: int
    unit: UnitId
    department: str
    commune: str
    number: str
    constituency: str
    figures: tuple[int | None, ...]
    lineup: Lineup
    votes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class StationFile:
    """A file that was read: the round it is about, its layout and its stations."""

    file: str
    round: int
    date: date | None
    layout: Layout
    stations: list[Station] = field(default_factory=list)


class StationReader:
    """Reads the rows of files, told apart by the places they name."""

    def __init__(self, names: Names, problems: Problems) -> None:
        self._names = names
        self._problems = problems
        self._communes: dict[tuple[str, str], str] = {}
        self._departments: dict[str, str] = {}
        self._seen: dict[tuple[UnitId, int], tuple[str, int]] = {}

    def read(self, table: Table, into: StationFile, progress: Progress | None = None) -> None:
        """Add the stations of a table to a file; problems are noted with their row and column."""
        counts = Counts()
        lineups = _Lineups(into.layout, self._problems)
        for chunk in chunks(table, progress):
            places = self._places(table, chunk, into)
            figures = _Cells(chunk, [into.layout.fields.get(name, "") for name in FIGURES], counts)
            votes = _Cells(chunk, lineups.columns, counts)
            if counts.wrong:
                figures.note(table, self._problems)
                votes.note(table, self._problems)
            named = lineups.of(table, chunk)
            for row, place, known, lineup, cast in zip(
                chunk.numbers, places, figures.rows(), named, votes.rows(), strict=True
            ):
                if place is None or lineup is None:
                    continue
                if len(lineup.places) != len(cast):
                    lineups.note_nameless(table, row, lineup, cast)
                    cast = tuple([cast[at] for at in lineup.places])
                into.stations.append(Station(row, *place, known, lineup, cast))

    def _places(
        self, table: Table, chunk: Chunk, into: StationFile
    ) -> list[tuple[UnitId, str, str, str, str] | None]:
        """Unit, department, commune, number and constituency of each row; ``None`` after noting why not."""
        fields = into.layout.fields
        texts = [
            list(map(str.strip, chunk.column(fields.get(name, ""))))
            for name in ("department", "commune", "station", "constituency")
        ]
        found: list[tuple[UnitId, str, str, str, str] | None] = []
        for row, department, commune, number, constituency in zip(chunk.numbers, *texts, strict=True):
            code = self._communes.get((department, commune)) or self._commune(
                table, row, into, department, commune
            )
            unit = UnitId(f"{code}-{number}")
            if not code or not self._fit(table, row, into, unit, number):
                found.append(None)
                continue
            within = constituency_id(department, constituency) if constituency else ""
            found.append((unit, department, code, number, within))
        self._keep_names(chunk, into, found)
        if not fit_ids([place[4] for place in found if place is not None and place[4]] or ["-"]):
            for row, constituency in zip(chunk.numbers, texts[3], strict=True):
                if wrong_id(constituency):
                    self._problems.add(
                        wrong_id(constituency), table.file, row, fields["constituency"], found=constituency
                    )
        return found

    def _commune(self, table: Table, row: int, into: StationFile, department: str, commune: str) -> str:
        fields, problems = into.layout.fields, self._problems
        if adds_up(department) or adds_up(commune):
            problems.add("total_row", table.file, row, fields["department"], found=department or commune)
            return ""
        for column, text in ((fields["department"], department), (fields["commune"], commune)):
            if not text:
                problems.add("empty_cell", table.file, row, column)
                return ""
        if not is_department(department):
            problems.add("bad_department", table.file, row, fields["department"], found=department)
            return ""
        code = insee(department, commune)
        first = self._departments.setdefault(code, department)
        if not code:
            problems.add("bad_commune", table.file, row, fields["commune"], found=f"{department} {commune}")
        elif first != department:
            problems.add(
                "commune_in_two", table.file, row, fields["department"],
                found=department, first=first, commune=code,
            )  # fmt: skip
            return ""
        self._communes[department, commune] = code
        return code

    def _fit(self, table: Table, row: int, into: StationFile, unit: UnitId, number: str) -> bool:
        """Whether a station's number is fit to be an id and stands once in the round."""
        column = into.layout.fields["station"]
        code = wrong_id(unit) if number else "empty_cell"
        if adds_up(number):
            code = "total_row"
        if code:
            self._problems.add(code, table.file, row, column, found=number)
            return False
        first = self._seen.setdefault((unit, into.round), (table.file, row))
        if first != (table.file, row):
            self._problems.add(
                "doubled_station", table.file, row, column, found=unit, first=first[1], where=first[0]
            )
            return False
        return True

    def _keep_names(
        self, chunk: Chunk, into: StationFile, found: Sequence[tuple[UnitId, str, str, str, str] | None]
    ) -> None:
        """Keep what places are called, the first time they are named."""
        for field_name, at, known in (
            ("department_name", 1, self._names.departments),
            ("commune_name", 2, self._names.communes),
            ("constituency_name", 4, self._names.constituencies),
        ):
            if field_name not in into.layout.fields:
                continue
            for place, name in zip(found, chunk.column(into.layout.fields[field_name]), strict=True):
                if place is not None and place[at] not in known and name.strip():
                    known[place[at]] = name.strip()
                    if field_name == "constituency_name":  # "4th constituency", of 100 departments
                        department = self._names.departments.get(place[1], place[1])
                        known[place[at]] = f"{department}, {name.strip()}"


class _Cells:
    """Some columns of a chunk as counts, a column nobody has as unknown."""

    def __init__(self, chunk: Chunk, columns: Sequence[str], counts: Counts) -> None:
        self._chunk = chunk
        self._columns = columns
        self._counts = counts
        self._known = [
            list(map(counts.__getitem__, chunk.column(name))) if name in chunk.columns else None
            for name in columns
        ]

    def rows(self) -> Iterator[tuple[int | None, ...]]:
        """The counts of each row."""
        height = len(self._chunk.rows)
        return zip(*(repeat(None, height) if one is None else one for one in self._known), strict=True)

    def note(self, table: Table, problems: Problems) -> None:
        """Note the cells that hold no count."""
        for name in self._columns:
            for row, cell in zip(self._chunk.numbers, self._chunk.column(name), strict=True):
                code = self._counts.wrong.get(cell)
                if code:
                    problems.add(code, table.file, row, name, found=cell)


class _Lineups:
    """The line-ups of a file, each made once."""

    def __init__(self, layout: Layout, problems: Problems) -> None:
        self._groups = layout.groups
        self._problems = problems
        self.columns = [group["votes"] for group in layout.groups] or list(layout.options)
        self._known: dict[object, Lineup | None] = {}
        candidates = tuple(map(Candidate, layout.options))
        self._wide = Lineup(candidates, tuple(range(len(candidates))))

    def of(self, table: Table, chunk: Chunk) -> list[Lineup | None]:
        """The line-up of each row; ``None`` after noting what is wrong with it."""
        if not self._groups:
            return [self._wide] * len(chunk.rows)
        groups = [
            zip(*(chunk.column(group.get(part, "")) for part in IDENTITY), strict=True)
            for group in self._groups
        ]
        found: list[Lineup | None] = []
        for row, key in zip(chunk.numbers, zip(*groups, strict=True), strict=True):
            lineup = self._known.get(key)
            if lineup is None:
                lineup = self._known[key] = self._read(table, row, key)
            found.append(lineup)
        return found

    def _read(self, table: Table, row: int, key: tuple[tuple[str, ...], ...]) -> Lineup | None:
        candidates: list[Candidate] = []
        places: list[int] = []
        for place, cells in enumerate(key):
            panel, label, name, first_name, sex = map(str.strip, cells)
            group = self._groups[place]
            if not (panel or label or name or first_name or sex):
                continue
            code, found = "", name
            if not name:
                code = "empty_cell"
            elif name.replace(",", "").replace("%", "").strip().isdigit():
                code = "name_is_number"
            elif panel and not panel.isdigit():
                code, found = "bad_panel", panel
            if code:
                column = group["panel"] if code == "bad_panel" else group["name"]
                self._problems.add(code, table.file, row, column, found=found)
                return None
            candidate = Candidate(name, first_name, panel, label)
            if candidate in candidates:
                self._problems.add("doubled_candidate", table.file, row, group["name"], found=name)
                return None
            candidates.append(candidate)
            places.append(place)
        if not candidates:
            self._problems.add("no_candidate", table.file, row)
            return None
        return Lineup(tuple(candidates), tuple(places))

    def note_nameless(self, table: Table, row: int, lineup: Lineup, votes: Sequence[int | None]) -> None:
        """Note votes in a group that names nobody."""
        for place, cast in enumerate(votes):
            if cast is not None and place not in lineup.places:
                column = self._groups[place]["votes"]
                self._problems.add("votes_for_nobody", table.file, row, column, found=cast)
