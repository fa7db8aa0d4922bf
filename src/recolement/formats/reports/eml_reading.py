"""Reading EML 510 (Count), of any version: a message of ours as it was written, or anybody's.

Of a message by others: a selection of an affiliation is a list, and the candidates of that list who follow
are left out; ``RejectedVotes`` whose reason says blank are blank, the others null; ``Cast`` is papers found.
In the messages of the Netherlands (EML_NL), ``Cast`` is who may vote, or 0 where nobody is tied to the
station; the reasons are Dutch, the papers found are those counted and those rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from recolement.formats.gathering import Problems
from recolement.formats.reports.eml_writing import NAMESPACE, OURS, PLACE, SECTION, WHOLE
from recolement.formats.reports.nist_parsing import count as counted
from recolement.formats.reports.round_report import RoundReport, UnitCount, UnitReported, VoteReported
from recolement.formats.safe_xml import Element, read_xml
from recolement.formats.spelling import slug
from recolement.model.ballots import Option, OptionKind
from recolement.model.ids import OptionId
from recolement.model.imports import Note
from recolement.model.sheets import FIGURES

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
STATUS = {"official": "proclaimed", "interim": "partial"}
BLANK = ("blank", "blanco", "blancs")
DUTCH = ("ongeldig", "blanco")


def read_eml(
    raw: bytes, file: str, problems: Problems, number: int | None = None
) -> tuple[RoundReport, tuple[Note, ...]] | None:
    """The report of a message; ``None`` after noting why there is none."""
    root = read_xml(raw, file, problems)
    if root is None:
        return None
    said = root.first("Count")
    elections = [] if said is None else list(said.all("Election"))
    if root.name != "EML" or root.namespace != NAMESPACE or not elections:
        problems.add("eml_other", file, root.line)
        return None
    return _Message(root, file, problems).report(elections, number)


class _Message:
    """One message being read."""

    def __init__(self, root: Element, file: str, problems: Problems) -> None:
        self._root, self._file, self._problems = root, file, problems
        header = root.first("EMLHeader") or root
        self._header = header
        self._ours = header.said("TransactionId").startswith(f"{OURS} ")
        self._dutch = False
        self._left = 0
        self._names: dict[str, str] = {}

    def report(
        self, elections: list[Element], number: int | None
    ) -> tuple[RoundReport, tuple[Note, ...]] | None:
        """The report with what was understood."""
        contests = [one for election in elections for one in _contests(election)]
        self._dutch = any(
            rejected.attributes.get("ReasonCode") in DUTCH
            for one in contests
            for rejected in _below(one, "RejectedVotes")
        )
        votes = [self._vote(one, place) for place, one in enumerate(contests, start=1)]
        whole = elections[0].said("ElectionIdentifier", "ElectionDomain") or WHOLE
        units = [UnitReported(WHOLE, WHOLE, whole)]
        units += [UnitReported(one, SECTION, name or one, WHOLE) for one, name in self._names.items()]
        placed: list[VoteReported] = []
        for vote in votes:
            members = tuple(one.unit for one in vote.counts if one.unit != WHOLE)
            if len(members) < len(self._names):
                group = UnitReported(f"{PLACE}:{vote.contest}", PLACE, vote.name, None, members)
                units.append(group)
                counts = tuple(
                    UnitCount(group.id if one.unit == WHOLE else one.unit, one.figures, one.votes)
                    for one in vote.counts
                )
                vote = VoteReported(vote.contest, vote.name, group.id, vote.options, vote.rule, counts)
            placed.append(vote)
        title = self._root.said("Count", "EventIdentifier", "EventName") or elections[0].said(
            "ElectionIdentifier", "ElectionName"
        )
        identity = _id(elections[0].first("ElectionIdentifier"))
        said = identity.removeprefix("round-")
        held = number or (int(said) if self._ours and said.isascii() and said.isdigit() and said else 1)
        language = self._header.said("MessageLanguage")
        report = RoundReport(
            title, "", "en" if language.startswith("en") else "fr", "UTC", (WHOLE, SECTION), held, held,
            _day(elections[0].said("ElectionIdentifier", "ElectionDate")),
            self._status(contests),
            self._at(), tuple(units), tuple(placed),
        )  # fmt: skip
        return report, tuple(self._notes())

    def _status(self, contests: list[Element]) -> str:
        """Of the header, as in version 7; of our own messages in version 5, what the first contest says."""
        if self._ours and contests:
            if contests[0].said("CountQualifier", "Final") == "yes":
                return "proclaimed"
            if contests[0].said("CountQualifier", "Partial") == "yes":
                return "partial"
        return STATUS.get(self._header.said("OfficialStatusDetail", "OfficialStatus"), "complete")

    def _notes(self) -> Iterator[Note]:
        if not self._ours:
            yield Note("eml_by_others", self._file, {"layout": "EML_NL" if self._dutch else "EML"})
        if self._left:
            yield Note("eml_left", self._file, {"count": self._left})

    def _at(self) -> datetime:
        said = self._header.said("TransactionId").removeprefix(f"{OURS} ")
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            return LONG_AGO
        return found if found.tzinfo is not None else LONG_AGO

    def _vote(self, contest: Element, number: int) -> VoteReported:
        identifier = contest.first("ContestIdentifier")
        name = contest.said("ContestIdentifier", "ContestName")
        identity = _id(identifier) or slug(name) or f"contest-{number}"
        options: dict[str, Option] = {}
        counts: list[UnitCount] = []
        total = contest.first("TotalVotes")
        if total is not None:
            counts.append(self._count(WHOLE, total, options))
        for one in contest.all("ReportingUnitVotes"):
            unit = one.first("ReportingUnitIdentifier")
            said = "" if unit is None else " ".join(unit.text.split())
            identity_of = _id(unit) or slug(said) or f"unit-{len(self._names) + 1}"
            self._names.setdefault(identity_of, said)
            counts.append(self._count(identity_of, one, options))
        return VoteReported(
            identity, name or identity, WHOLE, tuple(options.values()), "plurality", tuple(counts)
        )

    def _count(self, unit: str, votes: Element, options: dict[str, Option]) -> UnitCount:
        found: dict[OptionId, int] = {}
        selections = list(votes.all("Selection"))
        lists = not self._ours and any(
            one.first("AffiliationIdentifier") and not one.first("Candidate") for one in selections
        )
        for selection in selections:
            option = _option(selection)
            if option is None or (lists and option.kind is not OptionKind.LIST):
                self._left += 1
                continue
            number = counted(selection.said("ValidVotes"))
            known = options.setdefault(option.id, option)
            if number is not None:
                found[known.id] = number
        return UnitCount(unit, self._figures(votes), found)

    def _figures(self, votes: Element) -> dict[str, int]:
        if self._ours:
            said = {one.attributes.get("Type", ""): counted(one.text) for one in votes.all("CountMetric")}
            return {name: number for name in FIGURES if (number := said.get(name)) is not None}
        found: dict[str, int] = {}
        cast = counted(votes.said("Cast"))
        if cast is not None:
            found["registered" if self._dutch else "in_box"] = cast
        valid = counted(votes.said("TotalCounted"))
        if valid is not None:
            found["valid"] = valid
        for one in votes.all("RejectedVotes"):
            number = counted(one.text)
            if number is not None:
                blank = any(word in one.attributes.get("ReasonCode", "").casefold() for word in BLANK)
                name = "blank" if blank else "null"
                found[name] = found.get(name, 0) + number
        for one in votes.all("UncountedVotes"):
            number = counted(one.text)
            if number is not None and one.attributes.get("ReasonCode") == "toegelaten kiezers":
                found["signatures"] = number
        return _dutch(found) if self._dutch else found


def _dutch(figures: dict[str, int]) -> dict[str, int]:
    """The figures of a Dutch station: no roll where people voted and nobody was called; the papers found."""
    found = dict(figures)
    if found.get("registered") == 0 and found.get("signatures"):
        del found["registered"]
    if {"valid", "blank", "null"} <= found.keys():
        found["in_box"] = found["valid"] + found["blank"] + found["null"]
    return found


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _contests(election: Element) -> Iterator[Element]:
    return (election.first("Contests") or election).all("Contest")


def _below(element: Element, name: str) -> Iterator[Element]:
    for part in element.children:
        yield from part.all(name)


def _id(element: Element | None) -> str:
    """The identifier of an element: of version 7, else of those before."""
    if element is None:
        return ""
    given = (element.attributes.get("IdNumber") or element.attributes.get("Id") or "").strip()
    return given.replace("::", "-").replace(":", "-").replace(" ", "-")


def _option(selection: Element) -> Option | None:
    affiliation, candidate = selection.first("AffiliationIdentifier"), selection.first("Candidate")
    answer = selection.first("ReferendumOptionIdentifier")
    if candidate is not None:
        identifier = candidate.first("CandidateIdentifier")
        name = candidate.said("CandidateIdentifier", "CandidateName") or " ".join(_texts(candidate))
        return _named(_id(identifier), name, OptionKind.CANDIDATE)
    if affiliation is not None:
        return _named(_id(affiliation), affiliation.said("RegisteredName"), OptionKind.LIST)
    if answer is not None:
        return _named(_id(answer), " ".join(answer.text.split()), OptionKind.ANSWER)
    return None


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if child.text.strip() and child.name in ("NameLine", "FirstName", "NamePrefix", "LastName"):
            yield child.text.strip()
        yield from _texts(child)


def _named(identity: str, name: str, kind: OptionKind) -> Option | None:
    found = identity or slug(name)
    found = f"option-{found}" if found in FIGURES else found
    return Option(OptionId(found), name or found, kind) if found else None
