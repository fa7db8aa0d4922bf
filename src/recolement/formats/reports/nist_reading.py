"""Reading NIST SP 1500-100 v2: a report of ours as it was, or anybody's as far as it is understood.

Of a file by others: a unit that has counts and none below it is a section; a unit that composes several
others beside the one they are in is a grouping; counts by kind of ballot (absentee, early…) are added up
where there is no total; ballots cast are papers found, ballots rejected null, undervotes blank. What was
assumed is said in notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from recolement.formats.gathering import Problems
from recolement.formats.reports.nist_parsing import (
    Object,
    count,
    kind,
    language_of,
    objects,
    own,
    own_all,
    parsed,
    references,
    said,
)
from recolement.formats.reports.nist_places import Places, places_of
from recolement.formats.reports.nist_writing import OURS, STATUS
from recolement.formats.reports.round_report import RoundReport, UnitCount, VoteReported
from recolement.formats.spelling import slug
from recolement.model.ballots import Option, OptionKind
from recolement.model.ids import OptionId
from recolement.model.imports import Note
from recolement.model.sheets import FIGURES

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
KINDS = {
    "Candidate": OptionKind.CANDIDATE,
    "Party": OptionKind.LIST,
    "BallotMeasureSelection": OptionKind.ANSWER,
}


def read_nist(
    raw: bytes, file: str, problems: Problems, number: int | None = None
) -> tuple[RoundReport, tuple[Note, ...]] | None:
    """The report of a file, as the round ``number`` where said; ``None`` after noting why there is none."""
    report = parsed(raw, file, problems)
    if report is None:
        return None
    elections = objects(report, "Election")
    if len(elections) != 1:
        problems.add("nist_elections", file, found=len(elections))
        return None
    return _Reading(report, elections[0], file, problems).report(number)


class _Reading:
    """One file being read."""

    def __init__(self, report: Object, election: Object, file: str, problems: Problems) -> None:
        self._report, self._election = report, election
        self._file, self._problems = file, problems
        self._notes: list[Note] = []
        self._ours = own(report, "status") is not None
        self._wrong = 0

    def report(self, number: int | None) -> tuple[RoundReport, tuple[Note, ...]] | None:
        """The report with what was understood."""
        election, report = self._election, self._report
        counted = {
            str(one.get("GpUnitId", ""))
            for contest in objects(election, "Contest")
            for selection in objects(contest, "ContestSelection")
            for one in objects(selection, "VoteCounts")
        }
        places = places_of(report, str(election.get("ElectionScopeId", "")), counted)
        if places is None:
            self._problems.add("report_no_units", self._file)
            return None
        options = self._options()
        votes = tuple(self._votes(places, options))
        if self._wrong:
            self._problems.add("nist_counts", self._file, found=self._wrong)
        day = own(election, "date") if self._ours else str(election.get("StartDate", ""))
        own_round = own(election, "round")
        held = number or (int(own_round) if own_round and own_round.isdigit() else 1)
        rounds = own(election, "rounds")
        name = election.get("Name")
        status = {code: word for word, code in reversed(STATUS.items())}
        read = RoundReport(
            said(name),
            (own(report, "organisation") or "") if self._ours else str(report.get("Issuer", "")),
            "en" if language_of(name).startswith("en") else "fr",
            own(report, "timezone") or "UTC",
            tuple(own_all(report, "level")) or places.levels,
            held,
            int(rounds) if rounds and rounds.isdigit() else held,
            _day(day or ""),
            own(report, "status") or status.get(str(report.get("Status", "")).strip(), "partial"),
            _moment(str(report.get("GeneratedDate", ""))),
            places.units,
            votes,
        )
        if not self._ours:
            self._notes.insert(0, Note("nist_by_others", self._file, {"issuer": read.organisation or "–"}))
        return read, tuple(self._notes)

    def _options(self) -> dict[str, Option]:
        """Candidates, parties and selections of measures, by their reference."""
        found: dict[str, Option] = {}
        taken: set[str] = set()
        named = [(one, one.get("BallotName")) for one in objects(self._election, "Candidate")]
        named += [(one, one.get("Name")) for one in objects(self._report, "Party")]
        named += [
            (one, one.get("Selection"))
            for contest in objects(self._election, "Contest")
            for one in objects(contest, "ContestSelection")
            if kind(one) == "BallotMeasureSelection"
        ]
        for one, name in named:
            reference = str(one.get("@id", ""))
            identity = own(one, "option") or _new_id(said(name), reference, taken)
            taken.add(identity)
            own_kind = own(one, "kind") or ""
            what = (
                OptionKind(own_kind)
                if own_kind in set(OptionKind)
                else KINDS.get(kind(one), OptionKind.CANDIDATE)
            )
            found[reference] = Option(OptionId(identity), said(name) or identity, what)
        return found

    def _votes(self, places: Places, options: Mapping[str, Option]) -> Iterator[VoteReported]:
        papers = self._papers(places)
        contests = objects(self._election, "Contest")
        for number, contest in enumerate(contests, start=1):
            identity = own(contest, "contest") or slug(str(contest.get("Name", ""))) or f"contest-{number}"
            here: dict[str, dict[OptionId, int]] = {}
            listed: list[Option] = []
            for selection in objects(contest, "ContestSelection"):
                option = self._option_of(selection, options, listed)
                listed.append(option)
                for unit, votes in self._counts(objects(selection, "VoteCounts"), "Count").items():
                    if unit in places.ids:
                        here.setdefault(places.ids[unit], {})[option.id] = votes
            figures = papers.get(identity if self._ours else "", {})
            blanks = {} if self._ours else self._undervotes(contest, places)
            district = places.district(str(contest.get("ElectionDistrictId", "")))
            within = places.within(district)
            units = [district, *(one.id for one in places.units if one.id in within and one.id != district)]
            counts = tuple(
                UnitCount(unit, {**figures.get(unit, {}), **blanks.get(unit, {})}, here.get(unit, {}))
                for unit in units
                if unit in here or unit in figures
            )
            elected = tuple(option.id for option in listed if option.id in self._winners(options))
            yield VoteReported(
                identity,
                str(contest.get("Name", "")) or identity,
                district,
                tuple(dict.fromkeys(listed)),
                own(contest, "rule") or "plurality",
                counts,
                count(contest.get("TotalSubUnits")),
                count(contest.get("SubUnitsReported")),
                elected,
            )

    def _winners(self, options: Mapping[str, Option]) -> set[OptionId]:
        return {
            options[str(one.get("@id", ""))].id
            for one in objects(self._election, "Candidate")
            if str(one.get("PostElectionStatus", "")).strip() == "winner"
        }

    def _option_of(self, selection: Object, options: Mapping[str, Option], listed: list[Option]) -> Option:
        """Whom a selection is for; several candidates together are a ticket, nobody a name written in."""
        names = [*references(selection, "CandidateIds"), *references(selection, "PartyIds")]
        if kind(selection) == "BallotMeasureSelection":
            names = [str(selection.get("@id", ""))]
        found = [options[name] for name in names if name in options]
        if len(found) == 1:
            return found[0]
        if found:
            name = " · ".join(one.name for one in found)
            return Option(OptionId("+".join(one.id for one in found)[:200]), name, OptionKind.TICKET)
        return Option(OptionId(f"other-{len(listed) + 1}"), "Write-in", OptionKind.CANDIDATE)

    def _counts(self, counts: list[Object], field: str) -> dict[str, int]:
        """A field by unit: of the totals, else the sum of the kinds of ballots."""
        totals: dict[str, int] = {}
        parts: dict[str, int] = {}
        for one in counts:
            number, unit = count(one.get(field)), str(one.get("GpUnitId", ""))
            if number is None:
                self._wrong += field in one
                continue
            if str(one.get("Type", "")).strip() == "total":
                totals[unit] = totals.get(unit, 0) + number
            elif str(one.get("Type", "")).strip() != "seats":
                parts[unit] = parts.get(unit, 0) + number
        return {**parts, **totals}

    def _papers(self, places: Places) -> dict[str, dict[str, dict[str, int]]]:
        """By contest (ours) or under an empty name (others): the figures of each place."""
        counts = objects(self._election, "BallotCounts")
        found: dict[str, dict[str, dict[str, int]]] = {}
        if self._ours:
            for one in counts:
                start, contest, field = (*str(one.get("OtherType", "")).split(":"), "", "", "")[:3]
                number, unit = count(one.get("BallotsCast")), str(one.get("GpUnitId", ""))
                if start == OURS and field in FIGURES and number is not None and unit in places.ids:
                    found.setdefault(contest, {}).setdefault(places.ids[unit], {})[field] = number
            return found
        several = len(objects(self._election, "Contest")) > 1
        for field, name in (("in_box", "BallotsCast"), ("null", "BallotsRejected")):
            for unit, number in self._counts(counts, name).items():
                if unit in places.ids and not several:
                    found.setdefault("", {}).setdefault(places.ids[unit], {})[field] = number
        if several and counts:
            self._notes.append(Note("nist_papers_left", self._file))
        for unit, registered in places.registered.items():
            found.setdefault("", {}).setdefault(unit, {})["registered"] = registered
        return found

    def _undervotes(self, contest: Object, places: Places) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for one in objects(contest, "OtherCounts"):
            number, unit = count(one.get("Undervotes")), str(one.get("GpUnitId", ""))
            if number is not None and unit in places.ids:
                found[places.ids[unit]] = {"blank": number}
        return found


def _new_id(name: str, reference: str, taken: set[str]) -> str:
    for candidate in (slug(name), "-".join(part for part in (slug(name), slug(reference)) if part)):
        if candidate and candidate not in taken and candidate not in FIGURES:
            return candidate
    return f"option-{len(taken) + 1}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return LONG_AGO
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
