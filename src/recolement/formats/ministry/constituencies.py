"""Which constituency each station lies in: by the file's code, or by the candidates it shares.

Current files by polling station do not name the constituency. A candidate stands in one only (code électoral,
art. L. 156): stations of a department that share a candidate lie in the same. Its number stays unknown, so it
is called by a letter: ``29-A`` is the first one met in department 29.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recolement.formats.candidates import Lineup, identity
from recolement.formats.gathering import Problems
from recolement.formats.ministry.rows import StationFile
from recolement.formats.workbook import column_letters
from recolement.model.ids import UnitId


def coded(files: Sequence[StationFile], problems: Problems) -> dict[UnitId, str]:
    """The constituency of each station that a file gives one, after noting those that have two."""
    found: dict[UnitId, str] = {}
    for one in files:
        for station in one.stations:
            known = found.setdefault(station.unit, station.constituency) if station.constituency else ""
            if known != station.constituency:
                column = one.layout.fields["constituency"]
                problems.add(
                    "constituency_differs", one.file, station.row, column,
                    found=station.constituency, first=known, unit=station.unit,
                )  # fmt: skip
    return found


def constituencies(
    files: Sequence[StationFile], names: dict[str, str], problems: Problems
) -> dict[UnitId, str]:
    """The constituency of each station, after noting those that lie in two, or in none that can be told.

    ``names`` gains those of the constituencies told by their candidates.
    """
    found = coded(files, problems)
    if all(station.unit in found for one in files for station in one.stations):
        return found
    for one in files:
        if not one.layout.groups and any(station.unit not in found for station in one.stations):
            problems.add("no_constituency", one.file, 1)
            return found
    sharing = _Sharing()
    for one in files:
        for station in one.stations:
            sharing.meet(station.department, station.lineup)
    called: dict[object, str] = {}
    for one in files:
        for station in one.stations:
            if station.unit in found:
                called.setdefault(sharing.root(station.department, station.lineup), found[station.unit])
    letters: Counter[str] = Counter()
    for one in files:
        for station in one.stations:
            root = sharing.root(station.department, station.lineup)
            if root not in called:
                called[root] = f"{station.department}-{column_letters(letters[station.department])}"
                letters[station.department] += 1
                candidates = ", ".join(candidate.name for candidate in station.lineup.candidates)
                names[called[root]] = f"{called[root]} ({candidates})"
            if found.setdefault(station.unit, called[root]) != called[root]:
                problems.add(
                    "candidate_in_two", one.file, station.row,
                    first=called[root], found=found[station.unit], unit=station.unit,
                )  # fmt: skip
    return found


class _Sharing:
    """Line-ups that share a candidate, directly or through others (union and find)."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}
        self._met: dict[tuple[str, int], object] = {}

    def meet(self, department: str, lineup: Lineup) -> None:
        """Take in a line-up, joined with those that share one of its candidates."""
        key = (department, id(lineup))
        if key in self._met:
            return
        root: object = self._met.setdefault(key, key)
        self._above.setdefault(root, root)
        for candidate in lineup.candidates:
            other = self._above.setdefault((department, identity(candidate)), root)
            root = self._join(root, other)

    def root(self, department: str, lineup: Lineup) -> object:
        """What all line-ups that share candidates have in common."""
        return self._top((department, id(lineup)))

    def _top(self, key: object) -> object:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def _join(self, one: object, other: object) -> object:
        top, under = self._top(one), self._top(other)
        self._above[under] = top
        return top


def same_candidates(files: Sequence[StationFile], within: Mapping[UnitId, str], problems: Problems) -> None:
    """Note the stations that list other candidates than most stations of the same place and round.

    A row whose groups are shifted by a cell, or a candidate's name written in two ways, shows here.
    """
    for one in files:
        if not one.layout.groups:
            continue
        ballots = {
            id(station.lineup): frozenset(map(identity, station.lineup.candidates))
            for station in one.stations
        }
        met: dict[str, Counter[frozenset[tuple[str, str, str]]]] = {}
        for station in one.stations:
            place = within.get(station.unit, "")
            met.setdefault(place, Counter())[ballots[id(station.lineup)]] += 1
        usual = {place: counted.most_common(1)[0][0] for place, counted in met.items()}
        if all(len(counted) == 1 for counted in met.values()):
            continue
        for station in one.stations:
            expected, listed = usual[within.get(station.unit, "")], ballots[id(station.lineup)]
            if listed != expected:
                problems.add(
                    "other_candidates", one.file, station.row,
                    found=_names(listed - expected), expected=_names(expected - listed), unit=station.unit,
                )  # fmt: skip


def _names(candidates: frozenset[tuple[str, str, str]]) -> str:
    return ", ".join(sorted(f"{name} {first}".strip() for _, name, first in candidates)) or "–"
