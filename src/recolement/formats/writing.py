"""A ballot folder as the bytes of its files: what :func:`recolement.formats.folder.read_folder` reads back.

The law is *write, then read, and nothing has changed* (but where each line stands, its ``source``).

>>> from recolement.formats.folder import read_folder
>>> from recolement.formats.shorthand import read_shorthand
>>> folder = read_shorthand('''
...     sheet Lyon-3  in_box=100  A=60 B=40
...     missing Brest registered=30
... ''')
>>> files = write_folder(folder)
>>> sorted(files), files["sheets.csv"].decode().split()
(['ballot.toml', 'sheets.csv', 'units.csv'], ['unit,in_box,A,B', 'Lyon-3,100,60,40'])
>>> again = read_folder(files)
>>> again.ballot == folder.ballot, dict(again.tree) == dict(folder.tree)
(True, True)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from recolement.formats.acts_writing import write_acts
from recolement.formats.ballot_writing import write_ballot
from recolement.formats.figures import PUBLICATIONS, VOTES
from recolement.formats.places import GROUPS, ROLLS, UNITS
from recolement.model.folder import BallotFolder
from recolement.model.sheets import FIGURES, TallySheet

FULL = 4
"""Votes stand in ``sheets.csv``, a column per option, where at least one cell in so many is filled."""

FEW = 50
"""Options for which a column each is no trouble, however empty."""


def write_folder(folder: BallotFolder) -> dict[str, bytes]:
    """The files of a folder; a table without rows is left out, and so is a column nobody filled.

    A group's name stands in its first row only: 69,242 stations repeat it otherwise.
    """
    files = {"ballot.toml": write_ballot(folder).encode(), "units.csv": _units(folder)}
    if folder.rolls:
        files["rolls.csv"] = csv_bytes(
            ROLLS, ((unit, number, registered) for (unit, number), registered in folder.rolls.items())
        )
    if folder.groups:
        members = (
            (unit, group.kind, group.id, "" if place else group.name)
            for group in folder.groups
            for place, unit in enumerate(group.units)
        )
        files["groups.csv"] = csv_bytes(GROUPS, members)
    if folder.sheets or folder.listed:
        files |= _sheets(folder)
    if folder.entries:
        header, rows = _table(folder, [entry.sheet for entry in folder.entries], long=False)
        extra = (
            (entry.entry, entry.by, None if entry.at is None else entry.at.isoformat())
            for entry in folder.entries
        )
        files["entries.csv"] = csv_bytes(
            (*header, "entry", "by", "at"), ((*row, *more) for row, more in zip(rows, extra, strict=True))
        )
    if folder.publications:
        files["publications.csv"] = csv_bytes(
            PUBLICATIONS,
            (
                (one.at, one.contest, one.round, one.unit, one.name, one.field, one.value, one.reason)
                for one in folder.publications
            ),
        )
    if folder.acts:
        files["acts.toml"] = write_acts(folder.acts).encode()
    return files


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as RFC 4180 has it: commas, quotation marks where needed, lines ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _units(folder: BallotFolder) -> bytes:
    weighed = any(unit.mandates is not None for unit in folder.tree.values())
    header = UNITS if weighed else UNITS[:-1]
    rows = (
        (unit.id, unit.parent, unit.level, unit.name, unit.registered, unit.mandates)[: len(header)]
        for unit in folder.tree.values()
    )
    return csv_bytes(header, rows)


def _sheets(folder: BallotFolder) -> dict[str, bytes]:
    """``sheets.csv``, and ``votes.csv`` where a column per option would be nearly empty."""
    long = _better_long(folder)
    listed = tuple(TallySheet(*key) for key in sorted(folder.listed))
    header, rows = _table(folder, (*folder.sheets, *listed), long)
    files = {"sheets.csv": csv_bytes(header, rows)}
    if long:
        files["votes.csv"] = csv_bytes(
            VOTES,
            (
                (sheet.unit, sheet.contest, sheet.round, option, votes)
                for sheet in folder.sheets
                for option, votes in sheet.votes.items()
            ),
        )
    return files


def _better_long(folder: BallotFolder) -> bool:
    """Many options, few of them on each sheet, and no two rows of one unit (whose votes would mix).

    A unit may stand in two rows with one sheet: a prepared row that stayed empty is a row too.
    """
    options = {option for sheet in folder.sheets for option in sheet.votes}
    votes = sum(len(sheet.votes) for sheet in folder.sheets)
    if len(options) <= FEW or votes * FULL >= len(folder.sheets) * len(options):
        return False
    rows = [*(sheet.key for sheet in folder.sheets), *folder.listed]
    return len(set(rows)) == len(rows)


def _table(
    folder: BallotFolder, sheets: Sequence[TallySheet], long: bool
) -> tuple[tuple[str, ...], Iterator[Sequence[object]]]:
    """The header and the rows of sheets: contest and round where there are several, only known figures."""
    ballot = folder.ballot
    keys = [
        *(("contest",) if len(ballot.contests) > 1 else ()),
        *(("round",) if len(ballot.rounds) > 1 else ()),
    ]
    figures = [name for name in FIGURES if any(getattr(sheet, name) is not None for sheet in sheets)]
    voted = set() if long else {option for sheet in sheets for option in sheet.votes}
    options = list(
        dict.fromkeys(
            option.id for contest in ballot.contests for option in contest.options if option.id in voted
        )
    )
    attributes = ("unit", *keys, *figures)

    def rows() -> Iterator[Sequence[object]]:
        for sheet in sheets:
            yield [
                *(getattr(sheet, name) for name in attributes),
                *(map(sheet.votes.get, options)),
            ]

    return (*attributes, *options), rows()
