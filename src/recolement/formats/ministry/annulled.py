"""Annulled stations as rulings: a small table ``unit,round,at,grounds`` written by whoever knows of them.

The ministry's final files keep the registered and the voters of an annulled station and count its papers as
null: the figures are already what the annulment made of them. The ruling says why; it changes no total.
"""

from __future__ import annotations

from datetime import date, datetime

from recolement.formats.decoding import Content
from recolement.formats.gathering import Problems
from recolement.formats.places import known_round, known_unit
from recolement.formats.tables import allow, read_csv, require
from recolement.model.acts import Ruled, Target
from recolement.model.ids import ContestId
from recolement.model.units import UnitTree

COLUMNS = ("unit", "round", "at", "grounds")


def read_annulled(
    content: Content,
    file: str,
    contest: ContestId,
    tree: UnitTree,
    rounds: tuple[int, ...],
    problems: Problems,
) -> list[Ruled]:
    """The rulings of a table, in its order, numbered from 1."""
    table = read_csv(content, file, problems, COLUMNS)
    if table is None:
        return []
    allow(table, COLUMNS, problems)
    if not require(table, ("unit", "at", *(("round",) if len(rounds) > 1 else ())), problems):
        return []
    columns = [table.column(name) for name in COLUMNS]
    rulings: list[Ruled] = []
    for row, cells in table.rows:
        text, number, at, grounds = ("" if place is None else cells[place].strip() for place in columns)
        unit = known_unit(table, row, text, tree, problems)
        held = known_round(table, row, number, rounds, problems)
        moment = _moment(at)
        if moment is None:
            problems.add("bad_moment" if at else "empty_cell", file, row, "at", found=at)
        elif isinstance(moment, datetime) and moment.tzinfo is None:
            problems.add("moment_without_offset", file, row, "at", found=at)
        if unit is not None and held is not None and moment is not None:
            target = Target((unit,), contest, held)
            rulings.append(
                Ruled(
                    number=len(rulings) + 1, at=moment, target=target, of="", effect="annul", grounds=grounds
                )
            )
    return rulings


def _moment(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None
