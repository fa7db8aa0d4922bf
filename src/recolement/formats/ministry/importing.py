"""The ministry of the Interior's result files by polling station, as a ballot folder.

>>> header = "Code département;Code commune;Code BV;Inscrits;Votants;Blancs;Nuls;Exprimés"
>>> groups = ";Nom candidat 1;Prénom candidat 1;Voix 1;Nom candidat 2;Prénom candidat 2;Voix 2"
>>> text = header + groups + "\\n29;019;0001;997;779;5;4;770;NOIR;Ada;400;LE BLANC;Luc;370\\n"
>>> made = import_ministry([StationSource("presidentielle_t2.csv", text.encode())])
>>> sheet, = made.folder.sheets
>>> sheet.unit, sheet.round, sheet.voters, dict(sheet.votes)
('29019-0001', 2, 779, {'noir': 400, 'le-blanc': 370})
>>> made.folder.tree.trail(sheet.unit)
('FR', '29', '29019', '29019-0001')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from recolement.formats.collector import collector_at_rest
from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.ministry.annulled import read_annulled
from recolement.formats.ministry.columns import has_unnumbered, named, recognise
from recolement.formats.ministry.elected import ended
from recolement.formats.ministry.folder import Gathering
from recolement.formats.ministry.naming import election_in, round_in
from recolement.formats.ministry.places import Names
from recolement.formats.ministry.rows import StationFile, StationReader
from recolement.formats.ministry.rulebooks import ELECTIONS, Election
from recolement.formats.open_tables import any_records
from recolement.formats.tables import Progress, Table, table_of
from recolement.model.acts import Act, NoVoteHeld, Target
from recolement.model.folder import BallotFolder
from recolement.model.imports import Imported, Note

SHOWN = 5
"""Names that a note lists."""


@dataclass(frozen=True, slots=True)
class StationSource:
    """A file to import: its content, and its round and date where somebody said them."""

    file: str
    content: Content
    round: int | None = None
    date: date | None = None


@collector_at_rest()
def import_ministry(
    sources: Sequence[StationSource],
    election: str = "",
    title: str = "",
    annulled: StationSource | None = None,
    progress: Progress | None = None,
) -> Imported:
    """The folder that the files of one election make, with what was understood.

    ``election``: one of :data:`ELECTIONS`, else the files' names must say it. ``annulled``: a table of
    annulled stations. Raises :class:`~recolement.model.problems.Unusable` with every problem.
    """
    problems = Problems()
    notes: list[Note] = []
    which = _election(sources, election, notes, problems)
    rounds = _rounds(sources, notes, problems)
    names = Names()
    reader = StationReader(names, problems)
    files: list[StationFile] = []
    for source, number in zip(sources, rounds, strict=True):
        table = _table(source, problems)
        layout = None if table is None else recognise(table.header, table.file, problems)
        if table is None or layout is None:
            continue
        one = StationFile(source.file, number, source.date, layout)
        reader.read(table, one, progress)
        if not one.stations and not problems:
            problems.add("no_rows", source.file)
        files.append(one)
        if which is not None:
            notes.extend(_about(one, which))
    problems.stop_if_any()
    assert which is not None
    gathering = Gathering(files, which, names, problems)
    folder = gathering.folder(title)
    problems.stop_if_any()
    assert folder is not None
    acts = [*_no_votes(folder, notes)]
    if annulled is not None:
        contest = folder.ballot.contests[0].id
        acts += read_annulled(
            annulled.content, annulled.file, contest, folder.tree, gathering.rounds, problems
        )
        problems.stop_if_any()
    acts = [replace(act, number=number) for number, act in enumerate(acts, start=1)]
    folder = replace(folder, acts=tuple(acts))
    notes.extend(_about_figures(folder))
    return Imported(folder, tuple(notes))


def _election(
    sources: Sequence[StationSource], given: str, notes: list[Note], problems: Problems
) -> Election | None:
    """The election, as given, or as every file's name says."""
    if given:
        return ELECTIONS[given]
    found = {election_in(source.file) for source in sources}
    if len(found) != 1 or "" in found:
        problems.add("which_election", sources[0].file, expected=" | ".join(ELECTIONS))
        return None
    kind = found.pop()
    notes.append(Note("election_named", sources[0].file, {"election": kind}))
    return ELECTIONS[kind]


def _rounds(sources: Sequence[StationSource], notes: list[Note], problems: Problems) -> list[int]:
    """The round of each file, as given, or as its name says; 0 after noting that neither does."""
    rounds = []
    for source in sources:
        number = source.round or round_in(source.file)
        if number is None:
            problems.add("which_round", source.file, name=source.file)
        elif source.round is None:
            notes.append(Note("round_named", source.file, {"round": number}))
        rounds.append(number or 0)
    dates: dict[int, date] = {}
    for source, number in zip(sources, rounds, strict=True):
        if source.date is not None and dates.setdefault(number, source.date) != source.date:
            problems.add("two_dates", source.file, round=number, first=dates[number].isoformat())
    return rounds


def _table(source: StationSource, problems: Problems) -> Table | None:
    """The table of a file, its groups of columns numbered."""
    try:
        content = read_bytes(source.content, source.file, problems)
    except Unreadable:
        return None
    read = any_records(content, source.file, problems)
    if read is None:
        return None
    if isinstance(read, Table):
        return read
    records, about = read
    row, header = next(records)
    widest = len(header)
    if has_unnumbered(header):
        again = any_records(content, source.file, Problems())
        assert again is not None
        assert not isinstance(again, Table)
        widest = max(len(record) for _, record in again[0])
    return table_of(source.file, named(chain([(row, header)], records), widest), problems, about)


def _about(one: StationFile, which: Election) -> list[Note]:
    """What was understood of a file, and the columns of it that are not kept."""
    layout = one.layout
    facts: dict[str, str | int] = {
        "layout": "grouped" if layout.groups else "wide",
        "rows": len(one.stations),
        "round": one.round,
        "candidates": ", ".join(layout.options),
    }
    notes = [Note("file_read", one.file, facts)]
    for code, columns in (("columns_derived", layout.derived), ("columns_left", layout.left)):
        if columns:
            unnumbered = dict.fromkeys(re.sub(r" \d+$", " n", name) for name in columns)
            notes.append(Note(code, one.file, {"columns": ", ".join(unnumbered)}))
    told = {station.constituency for station in one.stations}
    if which.local and "" in told:
        notes.append(Note("constituencies_told", one.file))
    return notes


def _no_votes(folder: BallotFolder, notes: list[Note]) -> list[Act]:
    """That no later round was held where the first elected, if the later round's date is known."""
    acts: list[Act] = []
    for end in ended(folder):
        facts: dict[str, str | int] = {
            "constituency": end.constituency,
            "round": end.round,
            "stations": len(end.units),
        }
        day = folder.ballot.round(end.round).date
        code = "not_elected_no_rows" if not end.elected else "elected_undated" if day is None else "elected"
        notes.append(Note(code, "", facts))
        if code == "elected" and day is not None:
            target = Target(end.units, folder.ballot.contests[0].id, end.round)
            reason = "Élu au premier tour (code électoral, art. L. 126)"
            acts.append(NoVoteHeld(number=1, at=day, target=target, reason=reason))
    return acts


def _about_figures(folder: BallotFolder) -> list[Note]:
    """What the figures themselves give to know."""
    notes: list[Note] = []
    ruled = {(unit, act.target.round) for act in folder.acts for unit in act.target.units or ()}
    empty = [
        sheet
        for sheet in folder.sheets
        if sheet.valid == 0 and sheet.voters and (sheet.unit, sheet.round) not in ruled
    ]
    if empty:
        named_ = ", ".join(f"{sheet.unit} ({sheet.round})" for sheet in empty[:SHOWN])
        notes.append(Note("all_null", "", {"count": len(empty), "units": named_}))
    full = [
        sheet for sheet in folder.sheets if None not in (sheet.voters, sheet.valid, sheet.blank, sheet.null)
    ]
    if full and all(
        (sheet.voters or 0) == (sheet.valid or 0) + (sheet.blank or 0) + (sheet.null or 0) for sheet in full
    ):
        notes.append(Note("identity_everywhere", "", {"count": len(full)}))
    later = folder.ballot.rounds[-1].options
    if later and len(folder.ballot.rounds) > 1:
        first = folder.ballot.rounds[0].options
        new = [
            option
            for contest, options in later.items()
            for option in options
            if contest in first and option not in first[contest]
        ]
        if new:
            facts: dict[str, str | int] = {"count": len(new), "options": ", ".join(new[:SHOWN])}
            notes.append(Note("new_in_later_round", "", facts))
    return notes
