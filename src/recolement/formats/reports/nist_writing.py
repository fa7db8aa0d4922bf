"""A report of a round as NIST SP 1500-100 v2 (Election Results Reporting), JSON and XML.

The standard has no place for the papers of a ballot as French law counts them: what it has is used (ballots
cast, rejected, undervotes), and every figure is written once more under its own name, as a count of ballots
of type ``other``, so that nothing is lost to who reads it back:

===============  ==================================================================================
registered       ``ReportingUnit.VotersRegistered``
signatures       ``ReportingUnit.VotersParticipated``
in_box, voters   ``BallotCounts.BallotsCast`` (type ``total``): papers found, else the number of voters
null             ``BallotCounts.BallotsRejected``
blank            ``OtherCounts.Undervotes``: a paper that chooses nobody
each figure      ``BallotCounts`` of type ``other``, ``OtherType`` ``recolement:CONTEST:FIELD``
===============  ==================================================================================

``VotersRegistered``, ``VotersParticipated`` and ``BallotCounts`` belong to no contest in the standard: those
of the ballot's first contest are written there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC

from recolement.formats.reports.nodes import NAMESPACE, Node, Property, json_parts, xml_parts
from recolement.formats.reports.round_report import RoundReport, UnitCount, VoteReported
from recolement.model.ballots import Option, OptionKind
from recolement.model.software import VERSION

OURS = "recolement"
STATUS = {
    "partial": "unofficial-partial",
    "complete": "unofficial-complete",
    "frozen": "unofficial-complete",
    "proclaimed": "certified",
    "corrected": "correction",
}
VARIATION = {
    "plurality": "plurality",
    "absolute_majority": "majority",
    "majority_two_round": "majority",
    "yes_no": "majority",
    "highest_averages": "proportional",
    "largest_remainder": "proportional",
}


def nist_json(report: RoundReport) -> bytes:
    """The report as JSON."""
    return ("".join(json_parts(_report(report))) + "\n").encode("utf-8", "replace")


def nist_xml(report: RoundReport) -> bytes:
    """The report as XML."""
    root = "".join(xml_parts("ElectionReport", _report(report)))
    names = f'<ElectionReport xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    said = root.replace("<ElectionReport", names, 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{said}\n'.encode("utf-8", "replace")


class _Ids:
    """The references of a document: a letter and a number each, whatever our ids hold."""

    def __init__(self, report: RoundReport) -> None:
        self.units = {unit.id: f"u{number}" for number, unit in enumerate(report.units, start=1)}
        self.options: dict[tuple[str, str], str] = {}
        kinds: dict[str, set[OptionKind]] = {}
        for vote in report.votes:
            kinds.setdefault(vote.contest, set()).update(option.kind for option in vote.options)
            for option in vote.options:
                self.options.setdefault((vote.contest, option.id), f"o{len(self.options) + 1}")
        self.kinds = {contest: _kind(found) for contest, found in kinds.items()}
        """What a contest is, the same wherever it is decided: of candidates, of parties, of measures."""


def _report(report: RoundReport) -> Node:
    ids = _Ids(report)
    said = report.organisation or report.title
    return Node("ElectionReport", [
        ("Election", iter([_election(report, ids)])),
        ("ExternalIdentifier", _report_identifiers(report)),
        ("Format", "precinct-level"),
        ("GeneratedDate", f"{report.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
        ("GpUnit", _units(report, ids)),
        ("Issuer", said),
        ("IssuerAbbreviation", said),
        ("Party", _parties(report, ids)),
        ("SequenceStart", 1),
        ("SequenceEnd", 1),
        ("Status", STATUS[report.status]),
        ("VendorApplicationId", f"{OURS} {VERSION}"),
    ])  # fmt: skip


def _identifier(label: str, value: str, kind: str = OURS) -> Node:
    return Node(
        "ExternalIdentifier", [("Label", label), ("Type", "other"), ("OtherType", kind), ("Value", value)]
    )


def _report_identifiers(report: RoundReport) -> Iterator[Node]:
    yield _identifier("organisation", report.organisation)
    yield _identifier("status", report.status)
    yield _identifier("timezone", report.timezone)
    yield from (_identifier("level", level) for level in report.levels)


def _text(said: str, language: str) -> Node:
    return Node(
        "InternationalizedText",
        [("Text", iter([Node("LanguageString", [("Content", said), ("Language", language)])]))],
    )


def _units(report: RoundReport, ids: _Ids) -> Iterator[Node]:
    below: dict[str, list[str]] = {}
    for unit in report.units:
        if unit.parent is not None:
            below.setdefault(unit.parent, []).append(ids.units[unit.id])
    first = _first_counts(report)
    for unit in report.units:
        group = unit.members is not None
        composing = (
            [ids.units[member] for member in unit.members if member in ids.units]
            if unit.members is not None
            else below.get(unit.id)
        )
        figures: Mapping[str, int] = first[unit.id].figures if unit.id in first else {}
        leaf = not group and unit.id not in below
        yield Node("ReportingUnit", [
            ("@id", ids.units[unit.id]),
            ("ComposingGpUnitIds", composing or None),
            ("ExternalIdentifier", iter([
                _identifier("grouping" if group else "unit", unit.id), _identifier("level", unit.level),
            ])),
            ("Name", _text(unit.name, report.language)),
            ("Type", "precinct" if leaf else "other"),
            ("OtherType", None if leaf else unit.level),
            ("VotersParticipated", figures.get("signatures")),
            ("VotersRegistered", figures.get("registered")),
        ])  # fmt: skip


def _first_counts(report: RoundReport) -> dict[str, UnitCount]:
    """The counts of the ballot's first contest, by place."""
    first = report.votes[0].contest if report.votes else ""
    return {count.unit: count for vote in report.votes if vote.contest == first for count in vote.counts}


def _election(report: RoundReport, ids: _Ids) -> Node:
    day = (report.date or report.at.date()).isoformat()
    dated = [] if report.date is None else [_identifier("date", day)]
    return Node("Election", [
        ("BallotCounts", _ballot_counts(report, ids)),
        ("Candidate", _candidates(report, ids)),
        ("Contest", (_contest(vote, n, report, ids) for n, vote in enumerate(report.votes, start=1))),
        ("ElectionScopeId", ids.units[report.units[0].id]),
        ("ExternalIdentifier", iter([
            _identifier("round", str(report.round)), _identifier("rounds", str(report.rounds)), *dated,
        ])),
        ("Name", _text(report.title, report.language)),
        ("StartDate", day),
        ("EndDate", day),
        ("Type", "general" if report.round == 1 else "runoff"),
    ])  # fmt: skip


def _ballot_counts(report: RoundReport, ids: _Ids) -> Iterator[Node]:
    for unit, count in _first_counts(report).items():
        cast = count.figures.get("in_box", count.figures.get("voters"))
        rejected = count.figures.get("null")
        if cast is not None or rejected is not None:
            yield Node("BallotCounts", [
                ("GpUnitId", ids.units[unit]), ("Type", "total"),
                ("BallotsCast", cast), ("BallotsRejected", rejected),
            ])  # fmt: skip
    for vote in report.votes:
        for count in vote.counts:
            for field, number in count.figures.items():
                yield Node("BallotCounts", [
                    ("GpUnitId", ids.units[count.unit]), ("Type", "other"),
                    ("OtherType", f"{OURS}:{vote.contest}:{field}"), ("BallotsCast", number),
                ])  # fmt: skip


def _kind(kinds: set[OptionKind]) -> str:
    if kinds == {OptionKind.LIST}:
        return "Party"
    return "BallotMeasure" if kinds and kinds <= {OptionKind.ANSWER, OptionKind.MOTION} else "Candidate"


def _each_option(report: RoundReport) -> Iterator[tuple[VoteReported, Option]]:
    """Each option once, however many places a contest is decided in."""
    seen: set[tuple[str, str]] = set()
    for vote in report.votes:
        for option in vote.options:
            if (vote.contest, option.id) not in seen:
                seen.add((vote.contest, option.id))
                yield vote, option


def _option_identifiers(option: Option) -> Iterator[Node]:
    yield _identifier("option", option.id)
    yield _identifier("kind", option.kind.value)


def _candidates(report: RoundReport, ids: _Ids) -> Iterator[Node]:
    elected = {(vote.contest, option) for vote in report.votes for option in vote.elected}
    for vote, option in _each_option(report):
        if ids.kinds[vote.contest] != "Candidate":
            continue
        won = (vote.contest, option.id) in elected
        yield Node("Candidate", [
            ("@id", ids.options[vote.contest, option.id]),
            ("BallotName", _text(option.name, report.language)),
            ("ExternalIdentifier", _option_identifiers(option)),
            ("PostElectionStatus", "winner" if won else None),
        ])  # fmt: skip


def _parties(report: RoundReport, ids: _Ids) -> Iterator[Node]:
    for vote, option in _each_option(report):
        if ids.kinds[vote.contest] == "Party":
            yield Node("Party", [
                ("@id", ids.options[vote.contest, option.id]),
                ("ExternalIdentifier", _option_identifiers(option)),
                ("Name", _text(option.name, report.language)),
            ])  # fmt: skip


def _contest(vote: VoteReported, number: int, report: RoundReport, ids: _Ids) -> Node:
    kind = f"{ids.kinds[vote.contest]}Contest"
    variation = VARIATION.get(vote.rule, "other")
    own: list[Property] = [("VotesAllowed", 1)] if kind == "CandidateContest" else []
    return Node(kind, [
        ("@id", f"c{number}"),
        ("ContestSelection", _selections(vote, number, kind, report, ids)),
        ("ElectionDistrictId", ids.units[vote.place]),
        ("ExternalIdentifier", iter([_identifier("contest", vote.contest), _identifier("rule", vote.rule)])),
        ("Name", vote.name),
        ("OtherCounts", _undervotes(vote, ids)),
        ("SubUnitsReported", vote.received),
        ("TotalSubUnits", vote.expected),
        ("VoteVariation", variation),
        ("OtherVoteVariation", vote.rule if variation == "other" else None),
        *own,
    ])  # fmt: skip


def _undervotes(vote: VoteReported, ids: _Ids) -> Iterator[Node]:
    for count in vote.counts:
        if "blank" in count.figures:
            yield Node(
                "OtherCounts",
                [("GpUnitId", ids.units[count.unit]), ("Undervotes", count.figures["blank"])],
            )


def _selections(vote: VoteReported, number: int, kind: str, report: RoundReport, ids: _Ids) -> Iterator[Node]:
    for place, option in enumerate(vote.options, start=1):
        mine = [ids.options[vote.contest, option.id]]
        own: list[Property]
        if kind == "CandidateContest":
            own = [("CandidateIds", mine)]
        elif kind == "PartyContest":
            own = [("PartyIds", mine)]
        else:
            own = [
                ("ExternalIdentifier", _option_identifiers(option)),
                ("Selection", _text(option.name, report.language)),
            ]
        yield Node(kind.replace("Contest", "Selection"), [
            ("@id", f"s{number}-{place}"),
            ("SequenceOrder", place),
            ("VoteCounts", _vote_counts(vote, option, ids)),
            *own,
        ])  # fmt: skip


def _vote_counts(vote: VoteReported, option: Option, ids: _Ids) -> Iterator[Node]:
    for count in vote.counts:
        if option.id in count.votes:
            yield Node("VoteCounts", [
                ("GpUnitId", ids.units[count.unit]), ("Type", "total"), ("Count", count.votes[option.id]),
            ])  # fmt: skip
