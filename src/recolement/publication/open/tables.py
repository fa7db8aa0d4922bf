"""The result as five plain tables, the same in CSV, Parquet, JSON and the data package.

``units`` and ``groups`` say where, ``options`` for whom, ``results`` what was counted at each place, from the
whole to the sections, ``votes`` one figure a row, ``outcomes`` what is decided. An unknown figure is nothing
at all: an empty cell, ``null``; it is never 0.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> night = canvass(read_shorthand("sheet Lyon-3 in_box=100 A=60 B=40\\nsheet Brest A=45"))
>>> by_name = {table.name: table for table in open_tables(night)}
>>> for row in by_name["votes"].rows:
...     print(row[2:])
('all', 'A', 105)
('all', 'B', 40)
('Lyon-3', 'A', 60)
('Lyon-3', 'B', 40)
('Brest', 'A', 45)
('Brest', 'B', None)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recolement.canvass import Canvass, ContestResult
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES

Cell: TypeAlias = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether it holds texts, whole numbers or yes and no."""

    name: str
    kind: str = "string"


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table. ``key``: what tells its rows apart; ``refers``: columns that name a row of another table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()


@dataclass(frozen=True)
class _Votes:
    """The votes of some results, row by row, as often as they are asked for."""

    results: list[ContestResult]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.results:
            start = (one.contest, one.round, one.unit)
            for option, votes in one.figures.votes.items():
                yield (*start, option, votes)


def open_tables(night: Canvass, places: Iterable[str] | None = None) -> tuple[OpenTable, ...]:
    """The tables of a ballot. ``places``: those whose results are wanted, all when left out."""
    chosen = None if places is None else frozenset(places)
    results = list(results_at(night, chosen))
    return (*named_tables(night), *result_tables(night, results))


def named_tables(night: Canvass) -> tuple[OpenTable, ...]:
    """The tables that say where and for whom: units, groupings, options."""
    return (_units(night), _groups(night), _options(night))


def results_at(night: Canvass, places: frozenset[str] | None = None) -> Iterator[ContestResult]:
    """The result of every contest's round at every place where it is held, parents before children."""
    folder = night.folder
    everywhere = [*folder.tree.walk(), *(group.address for group in folder.groups)]
    wanted = [str(place) for place in everywhere if places is None or place in places]
    sections: dict[tuple[ContestId, int], set[UnitId]] = {}
    for question in night.questions:
        sitting = (question.contest.id, question.round.number)
        sections.setdefault(sitting, set()).update(question.place.leaves)
    for sitting, held in sections.items():
        for place in wanted:
            if not held.isdisjoint(night.places.get(place).leaves):
                yield night.result(*sitting, place)


def _units(night: Canvass) -> OpenTable:
    tree = night.folder.tree
    weighed = any(unit.mandates is not None for unit in tree.values())
    columns = (
        Column("unit"), Column("name"), Column("level"), Column("parent"), Column("registered", "integer"),
        *((Column("mandates", "integer"),) if weighed else ()),
    )  # fmt: skip
    rows = [
        (unit.id, unit.name, unit.level, unit.parent, unit.registered, unit.mandates)[: len(columns)]
        for unit in map(tree.__getitem__, tree.walk())
    ]
    return OpenTable("units", columns, ("unit",), rows, ((("parent",), "units"),))


def _groups(night: Canvass) -> OpenTable:
    columns = (Column("group"), Column("kind"), Column("name"), Column("unit"))
    rows = [
        (group.address, group.kind, group.name, unit) for group in night.folder.groups for unit in group.units
    ]
    return OpenTable("groups", columns, ("group", "unit"), rows, ((("unit",), "units"),))


def _options(night: Canvass) -> OpenTable:
    columns = (
        Column("contest"), Column("contest_name"), Column("option"), Column("name"), Column("kind"),
        Column("number", "integer"), Column("labels"), Column("family"),
    )  # fmt: skip
    rows = [
        (
            contest.id, contest.name, option.id, option.name, option.kind.value,
            option.number, " ".join(option.labels) or None, option.family,
        )
        for contest in night.folder.ballot.contests
        for option in contest.options
    ]  # fmt: skip
    return OpenTable("options", columns, ("contest", "option"), rows)


def result_tables(night: Canvass, results: list[ContestResult]) -> Iterator[OpenTable]:
    """The tables of figures: what was counted, the votes, and what is decided where it is."""
    where = (Column("contest"), Column("round", "integer"), Column("unit"))
    key = ("contest", "round", "unit")
    counts = ("expected", "received", "no_vote", "set_aside")
    columns = (
        *where, Column("level"), Column("status"),
        *(Column(name, "integer") for name in (*counts, *FIGURES)),
    )  # fmt: skip
    rows = [
        (
            one.contest, one.round, one.unit, one.level, one.status.value,
            one.coverage.expected, one.coverage.received,
            len(one.coverage.no_vote), len(one.coverage.set_aside),
            *(getattr(one.figures, name) for name in FIGURES),
        )
        for one in results
    ]  # fmt: skip
    yield OpenTable("results", columns, key, rows)
    refers = ((("contest", "round", "unit"), "results"), (("contest", "option"), "options"))
    yield OpenTable(
        "votes",
        (*where, Column("option"), Column("votes", "integer")),
        (*key, "option"),
        _Votes(results),
        refers,
    )
    decided = (
        *where, Column("status"), Column("outcome"), Column("options"), Column("seats"),
        Column("margin", "integer"), Column("settled", "boolean"),
    )  # fmt: skip
    yield OpenTable("outcomes", decided, key, list(_outcomes(night)))


def _outcomes(night: Canvass) -> Iterator[tuple[Cell, ...]]:
    for one in night.results:
        outcome, verdict = one.outcome, one.verdict
        seats: dict[OptionId, int] = dict((outcome and outcome.seats) or {})
        yield (
            one.contest, one.round, one.unit, one.status.value,
            None if outcome is None else outcome.kind.value,
            None if outcome is None else " ".join(outcome.options) or None,
            " ".join(f"{option}={number}" for option, number in seats.items()) or None,
            None if verdict is None else verdict.margin,
            None if verdict is None else verdict.settled,
        )  # fmt: skip
