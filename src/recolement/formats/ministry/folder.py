"""The ministry's stations as a ballot folder: tree, groups, options, rolls, sheets, acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from recolement.formats.gathering import Problems
from recolement.formats.ministry.candidates import Options
from recolement.formats.ministry.constituencies import constituencies, same_candidates
from recolement.formats.ministry.places import CONSTITUENCY, LEVELS, NATION, Names, units
from recolement.formats.ministry.rows import Lineup, Station, StationFile
from recolement.formats.ministry.rulebooks import Election
from recolement.model.ballots import Ballot, Contest, Option, Round, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.imports import Note
from recolement.model.sheets import Source, TallySheet
from recolement.model.units import Group, UnitTree

ORGANISATION = "Ministère de l'Intérieur"


class Gathering:
    """The files of one election, being put together; what is noteworthy is kept in ``notes``."""

    def __init__(
        self, files: Sequence[StationFile], election: Election, names: Names, problems: Problems
    ) -> None:
        self.files = sorted(files, key=lambda one: one.round)
        self.election = election
        self.names = names
        self.problems = problems
        self.notes: list[Note] = []
        self.rounds = tuple(sorted({one.round for one in files}))
        self.labels: set[OptionId] = set()

    def folder(self, title: str) -> BallotFolder | None:
        """The ballot folder, without acts; ``None`` after noting why there is none."""
        within = self._within()
        same_candidates(self.files, within if self.election.local else {}, self.problems)
        if self.problems:
            return None
        first_rolls, rolls = self._rolls()
        places = {
            station.unit: (station.unit, station.department, station.commune, station.number)
            for one in self.files
            for station in one.stations
        }
        tree = UnitTree(units(places.values(), self.names, first_rolls))
        groups = self._groups(tree, within)
        sheets, options, standing = self._sheets(within)
        if self.election.local:
            options = _on_offer(options, sheets, within, groups, self.labels)
        contest = Contest(
            ContestId(self.election.contest),
            self.election.question,
            Scope(each=True, kind=CONSTITUENCY, id=None)
            if self.election.local
            else Scope(False, None, NATION),
            tuple(options),
            self.election.rulebook,
        )
        dates = {one.round: one.date for one in self.files if one.date is not None}
        rounds = tuple(
            Round(number, dates.get(number), None, self._standing(contest, standing[number]))
            for number in self.rounds
        )
        if title == "":
            years = {day.year for day in dates.values()}
            title = f"{self.election.title} {years.pop()}" if len(years) == 1 else self.election.title
        ballot = Ballot(title, ORGANISATION, LEVELS, (contest,), rounds)
        if self.election.local:
            sheets = _offered_only(sheets, contest.options)
        return BallotFolder(ballot, tree, tuple(sheets), rolls=rolls, groups=groups)

    def _within(self) -> dict[UnitId, str]:
        """The constituency of each station: where they decide, of all; otherwise where the files say it."""
        if self.election.local or any("constituency" in one.layout.fields for one in self.files):
            coded = all("constituency" in one.layout.fields for one in self.files)
            if coded or self.election.local:
                return constituencies(self.files, self.problems)
        return {}

    def _rolls(self) -> tuple[dict[UnitId, int], dict[tuple[UnitId, int], int]]:
        """The first round's rolls, and those of later rounds that differ or that the first does not have."""
        first: dict[UnitId, int] = {}
        own: dict[tuple[UnitId, int], int] = {}
        for one in self.files:
            for station in one.stations:
                registered = station.figures[0]
                if registered is None:
                    continue
                if one.round == self.rounds[0]:
                    first[station.unit] = registered
                elif first.get(station.unit) != registered:
                    own[station.unit, one.round] = registered
        return first, own

    def _groups(self, tree: UnitTree, within: Mapping[UnitId, str]) -> tuple[Group, ...]:
        members: dict[str, list[UnitId]] = {}
        for unit in tree.leaves:
            if within.get(unit):
                members.setdefault(within[unit], []).append(unit)
        groups = []
        for identity in sorted(members):
            name = self.names.constituencies.get(identity, identity)
            groups.append(Group(CONSTITUENCY, identity, name, tuple(members[identity])))
        return tuple(groups)

    def _sheets(
        self, within: Mapping[UnitId, str]
    ) -> tuple[list[TallySheet], list[Option], dict[int, set[OptionId]]]:
        """The sheets, the options they vote for, and those who stand in each round."""
        options = Options()
        contest = ContestId(self.election.contest)
        standing: dict[int, set[OptionId]] = {number: set() for number in self.rounds}
        for one in self.files:
            met: dict[str, dict[int, Lineup]] = {}
            for station in one.stations:
                met.setdefault(self._place(one, station, within), {})[id(station.lineup)] = station.lineup
            for place, lineups in met.items():
                options.expect(place, list(lineups.values()))
        sheets: list[TallySheet] = []
        for one in self.files:
            stands = standing[one.round]
            for station in one.stations:
                ids = options.ids(self._place(one, station, within), station.lineup)
                if not stands.issuperset(ids):
                    stands.update(ids)
                    self.labels.update(() if one.layout.groups else ids)
                registered, voters, blank, null, blank_null, valid = station.figures
                if None in station.votes:
                    votes = {
                        option: cast
                        for option, cast in zip(ids, station.votes, strict=True)
                        if cast is not None
                    }
                else:
                    votes = dict(zip(ids, station.votes, strict=True))  # type: ignore[arg-type]
                sheets.append(
                    TallySheet(
                        station.unit, contest, one.round, registered, None, None, voters, blank, null,
                        blank_null, valid, votes, Source(one.file, station.row),
                    )
                )  # fmt: skip
        return sheets, list(options), standing

    def _place(self, one: StationFile, station: Station, within: Mapping[UnitId, str]) -> str:
        """Where a candidate's id belongs: the constituency of a person, the nation for a label or a president."""
        return within[station.unit] if self.election.local and one.layout.groups else ""

    def _standing(
        self, contest: Contest, standing: Iterable[OptionId]
    ) -> dict[ContestId, tuple[OptionId, ...]]:
        stands = set(standing)
        chosen = tuple(option.id for option in contest.options if option.id in stands)
        return {} if len(chosen) == len(contest.options) else {contest.id: chosen}


def _on_offer(
    options: Sequence[Option],
    sheets: Iterable[TallySheet],
    within: Mapping[UnitId, str],
    groups: Sequence[Group],
    labels: Collection[OptionId],
) -> list[Option]:
    """The options with the stations where they stand: the constituencies whose rows name them.

    A label of a wide file has a cell everywhere; where all its cells are 0, no candidate bore it.
    """
    here: dict[OptionId, set[str]] = {option.id: set() for option in options}
    for sheet in sheets:
        place = within[sheet.unit]
        for option, cast in sheet.votes.items():
            if cast or option not in labels:
                here[option].add(place)
    return [
        replace(
            option, units=tuple(u for group in groups if group.id in here[option.id] for u in group.units)
        )
        for option in options
    ]


def _offered_only(sheets: Iterable[TallySheet], options: Iterable[Option]) -> list[TallySheet]:
    """The sheets without the empty boxes of options that are not on offer there."""
    offered = {option.id: frozenset(option.units or ()) for option in options}
    kept = []
    for sheet in sheets:
        votes = {option: cast for option, cast in sheet.votes.items() if sheet.unit in offered[option]}
        kept.append(sheet if len(votes) == len(sheet.votes) else replace(sheet, votes=votes))
    return kept
