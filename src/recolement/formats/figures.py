"""The figures of a ballot from its tables: tally sheets, votes in long form, entries, publications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import repeat
from typing import cast

from recolement.formats.ballot import COLUMNS
from recolement.formats.gathering import Problems
from recolement.formats.places import known_round, known_unit, note_counts
from recolement.formats.rulebook import parse_share
from recolement.formats.tables import (
    Chunk,
    Counts,
    Progress,
    Row,
    Table,
    allow,
    chunks,
    read_count,
    require,
)
from recolement.model.ballots import Ballot
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES, Entry, Published, Source, TallySheet
from recolement.model.units import Group, UnitTree

VOTES = ("unit", "contest", "round", "option", "votes")
PUBLICATIONS = ("at", "contest", "round", "unit", "name", "field", "value", "reason")
ENTRIES = ("entry", "by", "at")


class Places:
    """What the rows of any table of figures may name, and the keys they carry."""

    def __init__(self, ballot: Ballot, tree: UnitTree, problems: Problems) -> None:
        self.ballot = ballot
        self.tree = tree
        self.problems = problems
        self.units: dict[str, UnitId] = {unit: unit for unit in tree}
        self.contests = tuple(contest.id for contest in ballot.contests)
        self.rounds = tuple(one.number for one in ballot.rounds)
        self.options = {option.id: None for contest in ballot.contests for option in contest.options}
        self._known: dict[tuple[str, str], tuple[ContestId, int] | None] = {}

    def needed(self) -> tuple[str, ...]:
        """The columns a table must have: a contest or a round only where there are several."""
        several = (("contest", self.contests), ("round", self.rounds))
        return tuple(name for name, those in several if len(those) > 1)

    def unit(self, table: Table, row: int, text: str) -> UnitId | None:
        """The unit of a row, or ``None`` after noting that there is none such."""
        return self.units.get(text) or known_unit(table, row, text.strip(), self.tree, self.problems)

    def keys(self, table: Table, chunk: Chunk) -> list[tuple[ContestId, int] | None]:
        """The contest and round of each row."""
        written = zip(chunk.column("contest"), chunk.column("round"), strict=True)
        known = list(map(self._known.get, written))
        if None in known:
            written = zip(chunk.column("contest"), chunk.column("round"), strict=True)
            return [self.held(table, row, *pair) for row, pair in zip(chunk.numbers, written, strict=True)]
        return known

    def held(self, table: Table, row: int, contest: str, number: str) -> tuple[ContestId, int] | None:
        """The contest and round of a row, or ``None`` after noting that there is none such."""
        if (contest, number) not in self._known or self._known[contest, number] is None:
            self._known[contest, number] = self._read(table, row, contest.strip(), number.strip())
        return self._known[contest, number]

    def _read(self, table: Table, row: int, contest: str, number: str) -> tuple[ContestId, int] | None:
        named: str | None = contest
        if not contest and len(self.contests) == 1:
            named = self.contests[0]
        elif contest not in self.contests:
            code = "unknown_contest" if contest else "empty_cell"
            near = self.problems.nearest(contest, self.contests)
            self.problems.add(code, table.file, row, "contest", found=contest, nearest=near)
            named = None
        round_number = known_round(table, row, number, self.rounds, self.problems)
        if named is None or round_number is None:
            return None
        if not self.ballot.round(round_number).holds(ContestId(named)):
            self.problems.add("contest_not_held", table.file, row, "contest", found=named, round=round_number)
            return None
        return ContestId(named), round_number


def read_sheets(table: Table, places: Places, progress: Progress | None = None) -> tuple[TallySheet, ...]:
    """The rows in the order of the file; doubles are kept, a check tells them.

    A row without any figure but ``registered`` (a list of sections prepared before the night) is no sheet:
    see :attr:`BallotFolder.listed`.
    """
    return tuple(sheet for sheet, _ in _sheets(table, places, (), progress))


def _sheets(
    table: Table, places: Places, also: tuple[str, ...], progress: Progress | None
) -> Iterator[tuple[TallySheet, Row]]:
    """Each row's sheet with its cells. Written for speed: a national night has 69,242 rows."""
    problems = places.problems
    allow(table, (*COLUMNS[: len(COLUMNS) - len(ENTRIES)], *also, *places.options), problems)
    if not require(table, ("unit", *places.needed(), *also[:1]), problems):
        return
    counts = Counts()
    columns = [name for name in table.header if name in places.options]
    standing: dict[tuple[ContestId, int], _Standing] = {}
    for chunk in chunks(table, progress):
        units = list(map(places.units.get, chunk.column("unit")))
        keys = places.keys(table, chunk)
        counted = [list(map(counts.__getitem__, chunk.column(name))) for name in FIGURES]
        options = [list(map(counts.__getitem__, chunk.column(name))) for name in columns]
        votes: list[dict[OptionId, int]] = []
        for row, key, values in zip(
            chunk.numbers, keys, zip(*options, strict=True) if options else repeat(()), strict=bool(options)
        ):
            if key is None:
                votes.append({})
                continue
            if key not in standing:
                standing[key] = _Standing(places.ballot, key, columns)
            votes.append(standing[key].votes(table, row, values, problems))
        if counts.wrong or None in units:
            for place, row in enumerate(chunk.numbers):
                written = {name: chunk.column(name)[place] for name in (*FIGURES, *columns)}
                note_counts(table, row, written, counts, problems)
                units[place] = places.unit(table, row, chunk.column("unit")[place])
        sources = map(Source, repeat(table.file), chunk.numbers)
        for unit, key, cells, figures, known, source in zip(
            units, keys, chunk.rows, zip(*counted, strict=True), votes, sources, strict=True
        ):
            if unit is not None and key is not None:
                contest, number = key
                yield TallySheet(unit, contest, number, *figures, known, source), cells  # type: ignore[call-arg] # in the order of FIGURES


class _Standing:
    """Which of a table's option columns are those of the options standing in a contest's round."""

    def __init__(self, ballot: Ballot, key: tuple[ContestId, int], columns: Sequence[str]) -> None:
        standing = {option.id for option in ballot.standing(*key)}
        self.key = key
        self.options = [OptionId(name) for name in columns if name in standing]
        self.places = [place for place, name in enumerate(columns) if name in standing]
        self.others = [(place, name) for place, name in enumerate(columns) if name not in standing]

    def votes(
        self, table: Table, row: int, values: Sequence[int | None], problems: Problems
    ) -> dict[OptionId, int]:
        """The known votes of a row, after noting votes for options that do not stand (0 is let pass)."""
        for place, name in self.others:
            if values[place]:
                problems.add("not_standing", table.file, row, name, contest=self.key[0], round=self.key[1])
        chosen = values if not self.others else [values[place] for place in self.places]
        if None in chosen:
            return {
                name: value for name, value in zip(self.options, chosen, strict=True) if value is not None
            }
        return dict(zip(self.options, cast(Sequence[int], chosen), strict=True))


def read_votes(
    table: Table, places: Places, sheets: tuple[TallySheet, ...], progress: Progress | None = None
) -> tuple[TallySheet, ...]:
    """The sheets with the votes of a long table; a unit that has only votes gets a sheet of its own."""
    problems = places.problems
    allow(table, VOTES, problems)
    if not require(table, ("unit", *places.needed(), "option", "votes"), problems):
        return sheets
    counts = Counts()
    standing = {
        (contest, number): {option.id for option in places.ballot.standing(contest, number)}
        for contest in places.contests
        for number in places.rounds
    }
    by_key: dict[tuple[UnitId, ContestId, int], dict[OptionId, int]] = {}
    rows: dict[tuple[UnitId, ContestId, int], int] = {}
    for chunk in chunks(table, progress):
        texts = chunk.column("votes")
        for row, name, key, option, text, votes in zip(
            chunk.numbers,
            chunk.column("unit"),
            places.keys(table, chunk),
            map(OptionId, map(str.strip, chunk.column("option"))),
            texts,
            map(counts.__getitem__, texts),
            strict=True,
        ):
            unit = places.unit(table, row, name)
            if unit is None or key is None:
                continue
            if counts.wrong:
                note_counts(table, row, {"votes": text}, counts, problems)
            if option not in standing[key]:
                if option not in places.options:
                    near = problems.nearest(option, standing[key])
                    code = "unknown_option" if option else "empty_cell"
                    problems.add(code, table.file, row, "option", found=option, nearest=near)
                elif votes:
                    problems.add(
                        "not_standing", table.file, row, "option", found=option, contest=key[0], round=key[1]
                    )
                continue
            given = by_key.setdefault((unit, *key), {})
            rows.setdefault((unit, *key), row)
            if option in given:
                problems.add("doubled_votes", table.file, row, "option", found=option)
            elif votes is not None:
                given[option] = votes
    return _with_votes(table.file, sheets, by_key, rows, problems)


def _with_votes(
    file: str,
    sheets: tuple[TallySheet, ...],
    by_key: dict[tuple[UnitId, ContestId, int], dict[OptionId, int]],
    rows: Mapping[tuple[UnitId, ContestId, int], int],
    problems: Problems,
) -> tuple[TallySheet, ...]:
    done: list[TallySheet] = []
    taken: set[tuple[UnitId, ContestId, int]] = set()
    for sheet in sheets:
        votes = by_key.get(sheet.key)
        if votes is None:
            done.append(sheet)
            continue
        twice = [option for option in votes if option in sheet.votes]
        if twice:
            problems.add("votes_twice", file, rows[sheet.key], "option", found=twice[0])
        if sheet.key in taken:
            problems.add("votes_of_doubled_sheet", file, rows[sheet.key], "unit", found=sheet.unit)
        taken.add(sheet.key)
        done.append(replace(sheet, votes={**sheet.votes, **votes}))
    for key, votes in by_key.items():
        if key not in taken and votes:
            done.append(TallySheet(*key, votes=votes, source=Source(file, rows[key])))
    return tuple(done)


def read_entries(table: Table, places: Places, progress: Progress | None = None) -> tuple[Entry, ...]:
    """The typings of sheets: ``first``, ``second`` or ``representative:<option>``."""
    problems = places.problems
    at = {name: place for place, name in enumerate(table.header)}
    entries: list[Entry] = []
    for sheet, cells in _sheets(table, places, ENTRIES, progress):
        row = sheet.source.row if sheet.source else 0
        entry = cells[at["entry"]].strip()
        role, _, option = entry.partition(":")
        if entry not in ("first", "second") and (role != "representative" or option not in places.options):
            code = "unknown_entry" if entry else "empty_cell"
            problems.add(code, table.file, row, "entry", found=entry)
        by = cells[at["by"]].strip() if "by" in at else ""
        moment = _moment(table, row, cells[at["at"]], problems) if "at" in at else None
        entries.append(Entry(sheet, entry, by or None, moment))
    return tuple(entries)


def _moment(table: Table, row: int, text: str, problems: Problems) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        problems.add("bad_moment", table.file, row, "at", found=text)
        return None
    if moment.tzinfo is None:
        problems.add("moment_without_offset", table.file, row, "at", found=text)
    return moment


def read_publications(table: Table, places: Places, groups: Sequence[Group]) -> tuple[Published, ...]:
    """The figures made public, in order. A share is kept as a decimal text of 1 with the digits published.

    Figures are sometimes published of a place that is no unit of the tree: such a row names it in ``name``.
    """
    problems = places.problems
    allow(table, PUBLICATIONS, problems)
    if not require(table, ("at", *places.needed(), "unit", "field", "value"), problems):
        return ()
    columns = [table.column(name) for name in PUBLICATIONS]
    addresses = {group.address for group in groups}
    published: list[Published] = []
    for row, cells in table.rows:
        moment, contest, number, unit, name, field, text, reason = (
            "" if place is None else cells[place].strip() for place in columns
        )
        key = places.held(table, row, contest, number)
        outside = unit in addresses or (unit != "" and name != "")
        where = unit if outside else known_unit(table, row, unit, places.tree, problems)
        if not moment:
            problems.add("empty_cell", table.file, row, "at")
        option = field.removeprefix("share:")
        if option not in places.options and (option != field or field not in FIGURES):
            code = "unknown_field" if field else "empty_cell"
            near = problems.nearest(option, [*places.options, *FIGURES])
            problems.add(code, table.file, row, "field", found=field, nearest=near)
        value = _published(table, row, text, field.startswith("share:"), problems)
        if key is not None and where is not None:
            source = Source(table.file, row)
            published.append(Published(moment, *key, UnitId(where), field, value, reason, source, name))
    return tuple(published)


def _published(table: Table, row: int, text: str, share: bool, problems: Problems) -> str:
    """A published value: a count in digits, or a share of 1 with as many digits as were published."""
    if not text:
        problems.add("empty_cell", table.file, row, "value")
        return ""
    if not share:
        value = read_count(text)
        if isinstance(value, str):
            problems.add(value, table.file, row, "value", found=text)
        return str(value)
    code = "bad_share"
    try:
        if "%" in text:
            parse_share(text)
            number = Decimal(text.replace("%", "").replace(",", ".").strip()).scaleb(-2)
        elif "/" in text:
            exact = parse_share(text)
            return (
                f"{exact.numerator}/{exact.denominator}" if exact <= 1 else _over(table, row, text, problems)
            )
        else:
            number, code = Decimal(text.replace(",", ".")), "bare_share"
            if number > 1:
                raise ValueError(text)
    except (ValueError, ArithmeticError):
        problems.add(code, table.file, row, "value", found=text)
        return ""
    return f"{number:f}" if 0 <= number <= 1 else _over(table, row, text, problems)


def _over(table: Table, row: int, text: str, problems: Problems) -> str:
    problems.add("share_over_one", table.file, row, "value", found=text)
    return ""
