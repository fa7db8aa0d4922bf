"""The ministry's stations as a ballot folder: tree, groups, options, rolls, sheets, acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from recolement.formats.candidates import Lineup, Options
from recolement.formats.gathered import groups_of, offered_only, on_offer, rolls_of, standing_in
from recolement.formats.gathering import Problems
from recolement.formats.ministry.constituencies import coded, constituencies, same_candidates
from recolement.formats.ministry.places import CONSTITUENCY, LEVELS, NATION, Names, units
from recolement.formats.ministry.rows import Station, StationFile
from recolement.formats.ministry.rulebooks import Election
from recolement.model.ballots import Ballot, Contest, Option, Round, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import Source, TallySheet
from recolement.model.units import UnitTree

ORGANISATION = "Ministère de l'Intérieur"


class Gathering:
    """The files of one election, being put together."""

    def __init__(
        self, files: Sequence[StationFile], election: Election, names: Names, problems: Problems
    ) -> None:
        self.files = sorted(files, key=lambda one: one.round)
        self.election = election
        self.names = names
        self.problems = problems
        self.rounds = tuple(sorted({one.round for one in files}))
        self.labels: set[OptionId] = set()

    def folder(self, title: str) -> BallotFolder | None:
        """The ballot folder, without acts; ``None`` after noting why there is none."""
        within = self._within()
        same_candidates(self.files, within if self.election.local else {}, self.problems)
        if self.problems:
            return None
        sheets, options, standing = self._sheets(within)
        first_rolls, rolls = rolls_of(sheets, self.rounds[0])
        places = {
            station.unit: (station.unit, station.department, station.commune, station.number)
            for one in self.files
            for station in one.stations
        }
        tree = UnitTree(units(places.values(), self.names, first_rolls))
        groups = groups_of(tree, CONSTITUENCY, within, self.names.constituencies)
        if self.election.local:
            options = on_offer(options, sheets, within, groups, self.labels)
            sheets = offered_only(sheets, options)
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
            Round(number, dates.get(number), None, standing_in(contest.id, options, standing[number]))
            for number in self.rounds
        )
        if title == "":
            years = {day.year for day in dates.values()}
            title = f"{self.election.title} {years.pop()}" if len(years) == 1 else self.election.title
        ballot = Ballot(title, ORGANISATION, LEVELS, (contest,), rounds)
        return BallotFolder(ballot, tree, tuple(sheets), rolls=rolls, groups=groups)

    def _within(self) -> dict[UnitId, str]:
        """The constituency of each station: where they decide, of all; otherwise where the files say it."""
        if self.election.local:
            return constituencies(self.files, self.names.constituencies, self.problems)
        return coded(self.files, self.problems)

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
                    votes = dict(zip(ids, cast("Sequence[int]", station.votes), strict=True))
                sheets.append(
                    TallySheet(
                        station.unit, contest, one.round, registered, None, None, voters, blank, null,
                        blank_null, valid, votes, Source(one.file, station.row),
                    )
                )  # fmt: skip
        return sheets, list(options), standing

    def _place(self, one: StationFile, station: Station, within: Mapping[UnitId, str]) -> str:
        """Where a candidate's id belongs: a person's constituency, the nation for a label or a president."""
        return within[station.unit] if self.election.local and one.layout.groups else ""
