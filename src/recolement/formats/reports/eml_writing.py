"""A report of a round as EML 510 (Count), version 5.0 of the Election Markup Language of OASIS.

EML counts selections and rejected papers. A blank paper is a rejected one there, with the reason ``blank``;
a null one has the reason ``null``, both together ``blank_null``. Papers put in the box are ``Cast`` (papers
found, else the number of voters), valid votes ``TotalCounted``. Every figure is written once more as a
``CountMetric`` under its own name, so that nothing is lost to who reads it back.

Version 5.0 is the OASIS Standard, and the one that commissions publish; its names of people end at 70 signs,
so that a longer one is a line of a full name. It has no status but "final" and "partial", of each contest.

EML knows no tree: sections stand side by side, with the total of each contest. A section without any known
vote has no place in it, since EML wants at least one selection. :func:`carried` is what EML holds of a
report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC

from recolement.formats.reports.nodes import xml_text
from recolement.formats.reports.round_report import RoundReport, UnitCount, UnitReported, VoteReported
from recolement.formats.spelling import slug
from recolement.model.ballots import Option, OptionKind
from recolement.model.ids import OptionId
from recolement.model.sheets import FIGURES

NAMESPACE = "urn:oasis:names:tc:evs:schema:eml"
NAMES = "urn:oasis:names:tc:ciq:xsdschema:xNL:2.0"
LONGEST_NAME = 70
OURS = "recolement"
WHOLE, SECTION, PLACE = "all", "section", "place"
STATUS = {"proclaimed": "proclaimed", "corrected": "proclaimed", "partial": "partial"}
REJECTED = ("blank", "null", "blank_null")
KINDS = {
    OptionKind.TICKET: OptionKind.CANDIDATE,
    OptionKind.MOTION: OptionKind.ANSWER,
}
_TOKEN = re.compile(r"[A-Za-z0-9_.-]+").fullmatch


def carried(report: RoundReport) -> RoundReport:
    """What EML can hold of a report; reading what is written of it gives it back."""
    inner = {unit.parent for unit in report.units}
    leaves = [unit for unit in report.units if unit.members is None and unit.id not in inner]
    ids = _tokens([unit.id for unit in leaves], (WHOLE,))
    several = _several(report)
    contests = _tokens(
        [f"{vote.contest}.{vote.place}" if vote.contest in several else vote.contest for vote in report.votes]
    )
    held = [
        _carried_vote(vote, contest, ids)
        for vote, contest in zip(report.votes, contests.values(), strict=True)
    ]
    held = [vote for vote in held if vote.counts]
    names = {ids[unit.id]: _token(unit.name) or ids[unit.id] for unit in leaves}
    met = dict.fromkeys(count.unit for vote in held for count in vote.counts[1:])
    units = [UnitReported(WHOLE, WHOLE, WHOLE)]
    units += [UnitReported(one, SECTION, names[one], WHOLE) for one in met]
    votes = []
    for vote in held:
        members = tuple(count.unit for count in vote.counts[1:])
        if len(members) < len(units) - 1:
            group = UnitReported(f"{PLACE}:{vote.contest}", PLACE, vote.name, None, members)
            units.append(group)
            vote = _moved(vote, group.id)
        votes.append(vote)
    status = STATUS.get(report.status, "complete") if votes else "complete"
    return replace(
        report, title=_token(report.title), organisation="", timezone="UTC", levels=(WHOLE, SECTION),
        rounds=report.round, date=None, status=status, units=tuple(units), votes=tuple(votes),
    )  # fmt: skip


def _several(report: RoundReport) -> set[str]:
    """The contests decided in several places."""
    times = Counter(vote.contest for vote in report.votes)
    return {contest for contest, number in times.items() if number > 1}


def _carried_vote(vote: VoteReported, contest: str, ids: Mapping[str, str]) -> VoteReported:
    options = _tokens([option.id for option in vote.options])
    sections = [
        UnitCount(ids[count.unit], count.figures, _renamed(count.votes, options))
        for count in vote.counts
        if count.unit in ids and count.votes
    ]
    total = next((count for count in vote.counts if count.unit == vote.place and count.votes), None)
    counts = (
        [UnitCount(WHOLE, total.figures, _renamed(total.votes, options)), *sections]
        if sections and total
        else []
    )
    kept = tuple(
        Option(OptionId(options[one.id]), _token(one.name) or options[one.id], KINDS.get(one.kind, one.kind))
        for one in vote.options
        if any(options[one.id] in count.votes for count in counts)
    )
    return VoteReported(contest, _token(vote.name) or contest, WHOLE, kept, "plurality", tuple(counts))


def _renamed(votes: Mapping[OptionId, int], names: Mapping[str, str]) -> dict[OptionId, int]:
    return {OptionId(names[option]): number for option, number in votes.items()}


def _moved(vote: VoteReported, place: str) -> VoteReported:
    total, *sections = vote.counts
    return replace(vote, place=place, counts=(replace(total, unit=place), *sections))


def _tokens(ids: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Each id as EML allows one: itself where it can, else its letters and digits, once each."""
    found: dict[str, str] = {}
    used = set(taken)
    for one in ids:
        plain = one if _TOKEN(one) else slug(one).encode("ascii", "ignore").decode().strip("-")
        name = plain if plain and plain not in used else f"{plain or 'id'}-{len(used) + 1}"
        while name in used:
            name += "-"
        found[one] = name
        used.add(name)
    return found


def _token(text: str) -> str:
    """A text as ``xs:token`` keeps it: signs that XML allows, single blanks, none at its ends."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    said = xml_text(text).replace("&#13;", " ")
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def eml_510(report: RoundReport) -> bytes:
    """The report as an EML 510 message; what it cannot hold is left out (see :func:`carried`)."""
    said = "".join(_message(carried(report)))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{said}\n'.encode("utf-8", "replace")


def _element(name: str, text: object, **attributes: str) -> str:
    own = "".join(f' {key}="{xml_text(value, quoted=True)}"' for key, value in attributes.items())
    return f"<{name}{own}>{xml_text(str(text))}</{name}>"


def _message(report: RoundReport) -> Iterator[str]:
    at = report.at.astimezone(UTC)
    yield f'<EML xmlns="{NAMESPACE}" Id="510" SchemaVersion="5.0">'
    yield _element("TransactionId", f"{OURS} {at:%Y-%m-%dT%H:%M:%SZ}")
    yield _element("MessageLanguage", report.language)
    yield _element("IssueDate", at.date().isoformat()) + "<Count>"
    yield f'<EventIdentifier Id="ballot">{_element("EventName", report.title)}</EventIdentifier>'
    yield f'<Election><ElectionIdentifier Id="round-{report.round}">'
    yield _element("ElectionName", report.title) + "</ElectionIdentifier><Contests>"
    names = {unit.id: unit.name for unit in report.units}
    for vote in report.votes:
        yield from _contest(vote, report.status, names)
    yield "</Contests></Election></Count></EML>"


def _contest(vote: VoteReported, status: str, names: Mapping[str, str]) -> Iterator[str]:
    total, *sections = vote.counts
    yield f'<Contest><ContestIdentifier Id="{vote.contest}">'
    yield _element("ContestName", vote.name) + "</ContestIdentifier><CountQualifier>"
    yield _element("Simulation", "no") + _element("Final", "yes" if status == "proclaimed" else "no")
    yield _element("Partial", "yes" if status == "partial" else "no") + "</CountQualifier><TotalVotes>"
    yield from _votes(total, vote.options)
    yield "</TotalVotes>"
    for count in sections:
        yield "<ReportingUnitVotes>"
        yield _element("ReportingUnitIdentifier", names[count.unit], Id=count.unit)
        yield from _votes(count, vote.options)
        yield "</ReportingUnitVotes>"
    yield "</Contest>"


def _votes(count: UnitCount, options: Iterable[Option]) -> Iterator[str]:
    figures = count.figures
    yield from (_element("CountMetric", figures[name], Type=name) for name in FIGURES if name in figures)
    for option in options:
        if option.id in count.votes:
            yield f"<Selection>{_option(option)}{_element('ValidVotes', count.votes[option.id])}</Selection>"
    papers = figures.get("in_box", figures.get("voters"))
    if papers is not None:
        yield _element("Cast", papers)
    if "valid" in figures:
        yield _element("TotalCounted", figures["valid"])
    registered = figures.get("registered")
    if registered is not None and papers is not None and papers <= registered:
        yield _element("Abstentions", registered - papers)
    for reason in REJECTED:
        if reason in figures and not (reason == "blank_null" and {"blank", "null"} <= figures.keys()):
            yield _element("RejectedVotes", figures[reason], ReasonCode=reason)


def _option(option: Option) -> str:
    if option.kind is OptionKind.LIST:
        name = _element("RegisteredName", option.name)
        return f'<AffiliationIdentifier Id="{option.id}">{name}</AffiliationIdentifier>'
    if option.kind is OptionKind.ANSWER:
        return _element("ReferendumOptionIdentifier", option.name, Id=option.id)
    if len(option.name) > LONGEST_NAME:
        line = _element("NameLine", option.name, xmlns=NAMES)
        person = f'<CandidateIdentifier Id="{option.id}"/><CandidateFullName>{line}</CandidateFullName>'
    else:
        name = _element("CandidateName", option.name)
        person = f'<CandidateIdentifier Id="{option.id}">{name}</CandidateIdentifier>'
    return f"<Candidate>{person}</Candidate>"
