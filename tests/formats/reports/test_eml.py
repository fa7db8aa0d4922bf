"""EML 510: what is written reads back as EML can hold it; shapes, blanks and nulls, messages by others."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement
from formats.folders import folders
from formats.reports.making import as_folder, back, figures, reports
from formats.reports.test_nist import SEVERAL
from recolement.formats.gathering import Problems
from recolement.formats.reports.eml_reading import read_eml
from recolement.formats.reports.eml_writing import carried, eml_510
from recolement.formats.shorthand import read_shorthand
from recolement.model.ballots import OptionKind
from recolement.model.folder import BallotFolder
from recolement.model.problems import Unusable
from recolement.storage.folder import read_ballot
from recolement.words.problems import problem_sentence

SCHEMA = Path(__file__).parents[2] / "vectors" / "eml" / "schema" / "510-count-v5-0.xsd"
SPACE = "{urn:oasis:names:tc:evs:schema:eml}"


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(folder=folders())
def test_a_message_reads_back_as_eml_can_hold_it(folder: BallotFolder) -> None:
    """Law: read(write(report)) = carried(report), and what was carried once is carried whole."""
    for report in reports(folder):
        held = carried(report)
        assert back(read_eml, eml_510(report)) == held
        assert carried(held).units == held.units


def test_sections_and_their_figures_come_back() -> None:
    """One contest over two sections: the same sheets, blank, null and what is unknown as they were."""
    first = read_shorthand(
        "sheet Lyon registered=120 signatures=101 in_box=100 blank=2 null=3 A=60 B=35\n"
        "sheet Brest voters=50 blank_null=5 A=45"
    )
    again = as_folder(read_eml, [eml_510(report) for report in reports(first)])
    assert figures(again) == figures(first)


def test_blank_and_null_are_rejected_votes_with_their_reasons(ballot: BallotFolder) -> None:
    """100 cast of 120: 95 counted, 2 blank and 3 null rejected, 20 abstentions; B is unknown and not there.

    sheet Lyon registered=120 in_box=100 blank=2 null=3 valid=95 A=60
    option A
    option B
    """
    (report,) = reports(ballot)
    root = ElementTree.fromstring(eml_510(report))
    unit = root.find(f".//{SPACE}ReportingUnitVotes")
    assert unit is not None
    assert [one.text for one in unit.iter(f"{SPACE}ValidVotes")] == ["60"]
    said = {one.tag.removeprefix(SPACE): one.text for one in unit}
    assert (said["Cast"], said["TotalCounted"], said["Abstentions"]) == ("100", "95", "20")
    rejected = {one.get("ReasonCode"): one.text for one in unit.iter(f"{SPACE}RejectedVotes")}
    assert rejected == {"blank": "2", "null": "3"}


@cache
def schema() -> Any:
    """OASIS' own schema, with what it imports; nothing is fetched (signatures: the validator's own copy)."""
    return xmlschema.XMLSchema(SCHEMA, allow="local")


def valid(folder: BallotFolder) -> int:
    """How many messages the schema accepted of a folder; raises at the first that it refuses."""
    said = [eml_510(report).decode("utf-8") for report in reports(folder) if carried(report).votes]
    for message in said:
        schema().validate(message)
    return len(said)


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir()))
def test_every_worked_ballot_is_valid_by_the_published_schema(name: str) -> None:
    """The schema of version 5.0 accepts each round that has a sheet (one ballot has only percentages)."""
    folder = read_ballot(BALLOTS / name)
    assert valid(folder) == len({sheet.round for sheet in folder.sheets})


def test_several_contests_blanks_and_hostile_names_are_valid(tmp_path: Path) -> None:
    """Lists, candidates, answers; blank apart from null and not; names that attack, and one of 10 kB."""
    assert valid(read_shorthand(SEVERAL)) == 1
    assert valid(read_ballot(hostile_folder(tmp_path))) >= 1


def test_a_message_of_seats_that_wait_for_a_lot_is_valid() -> None:
    """Two lists of 10 votes for one seat: no seat is in a count, the votes are, and the message is valid."""
    folder = read_shorthand(
        "rule highest_averages seats=1\noption A kind=list\noption B kind=list\n"
        "sheet Lyon in_box=25 blank=2 null=3 A=10 B=10"
    )
    assert valid(folder) == 1
    (report,) = reports(folder)
    root = ElementTree.fromstring(eml_510(report))
    votes = [one.text for one in root.findall(f".//{SPACE}TotalVotes//{SPACE}ValidVotes")]
    assert votes == ["10", "10"]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(folder=folders())
def test_whatever_the_ballot_its_message_is_valid(folder: BallotFolder) -> None:
    """Law: a message that holds any contest is valid by OASIS' schema."""
    valid(folder)


def test_the_schema_refuses_what_is_no_message_of_version_5() -> None:
    """A name of the identifiers of version 7, and a name of 71 signs where 70 is the most, are refused."""
    (report,) = reports(read_shorthand(SEVERAL))
    said = eml_510(report).decode("utf-8")
    long_name = f"<CandidateName>{'n' * 71}</CandidateName>"
    for wrong in (
        said.replace('<ContestIdentifier Id="', '<ContestIdentifier IdNumber="', 1),
        re.sub("<CandidateName>[^<]*</CandidateName>", long_name, said, count=1),
    ):
        assert wrong != said
        assert not schema().is_valid(wrong)


def test_a_long_name_is_a_line_of_the_full_name() -> None:
    """Of two names, of 70 and of 71 signs, the longer one is a full name; both come back whole."""
    names = ("n" * 70, "n" * 71)
    folder = read_shorthand(
        f"option A name={names[0]}\noption B name={names[1]}\nsheet Lyon in_box=3 A=2 B=1"
    )
    (report,) = reports(folder)
    said = eml_510(report)
    root = ElementTree.fromstring(said)
    assert {one.text for one in root.iter(f"{SPACE}CandidateName")} == {names[0]}
    schema().validate(said.decode("utf-8"))
    options = back(read_eml, said).votes[0].options
    assert tuple(one.name for one in options) == names


@pytest.mark.parametrize(
    ("status", "held"),
    [
        ("proclaimed", "proclaimed"),
        ("corrected", "proclaimed"),
        ("partial", "partial"),
        ("frozen", "complete"),
    ],
)
def test_the_status_is_said_by_each_contest(status: str, held: str) -> None:
    """Final once proclaimed, partial while sections are missing, else neither; read back as one of these."""
    (report,) = reports(read_shorthand(SEVERAL))
    said = eml_510(replace(report, status=status))
    root = ElementTree.fromstring(said)
    assert {one.text for one in root.iter(f"{SPACE}Final")} == {"yes" if held == "proclaimed" else "no"}
    assert {one.text for one in root.iter(f"{SPACE}Partial")} == {"yes" if held == "partial" else "no"}
    assert back(read_eml, said).status == held


DUTCH = """<?xml version="1.0" encoding="UTF-8"?>
<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:kr="http://www.kiesraad.nl/extensions" Id="510b"
 SchemaVersion="5"><TransactionId>1</TransactionId>
<kr:CreationDateTime>2026-03-18T22:00:00</kr:CreationDateTime>
<Count><EventIdentifier/><Election><ElectionIdentifier Id="GR2026_Test"><ElectionName>Gemeenteraad
Test</ElectionName></ElectionIdentifier><Contests><Contest><ContestIdentifier Id="geen"/>
<TotalVotes>
<Selection><AffiliationIdentifier Id="1"><RegisteredName>Partij 1</RegisteredName></AffiliationIdentifier>
<ValidVotes>30</ValidVotes></Selection>
<Selection><Candidate><CandidateIdentifier Id="1"/></Candidate><ValidVotes>30</ValidVotes></Selection>
<Selection><AffiliationIdentifier Id="2"><RegisteredName>Partij 2</RegisteredName></AffiliationIdentifier>
<ValidVotes>12</ValidVotes></Selection>
<Cast>100</Cast><TotalCounted>42</TotalCounted>
<RejectedVotes ReasonCode="ongeldig">2</RejectedVotes><RejectedVotes ReasonCode="blanco">1</RejectedVotes>
</TotalVotes>
<ReportingUnitVotes><ReportingUnitIdentifier Id="0363::SB1">Stembureau 1</ReportingUnitIdentifier>
<Selection><AffiliationIdentifier Id="1"><RegisteredName>Partij 1</RegisteredName></AffiliationIdentifier>
<ValidVotes>30</ValidVotes></Selection>
<Selection><Candidate><CandidateIdentifier Id="1"/></Candidate><ValidVotes>30</ValidVotes></Selection>
<Selection><AffiliationIdentifier Id="2"><RegisteredName>Partij 2</RegisteredName></AffiliationIdentifier>
<ValidVotes>12</ValidVotes></Selection>
<Cast>100</Cast><TotalCounted>42</TotalCounted>
<RejectedVotes ReasonCode="ongeldig">2</RejectedVotes><RejectedVotes ReasonCode="blanco">1</RejectedVotes>
<UncountedVotes ReasonCode="toegelaten kiezers">46</UncountedVotes>
</ReportingUnitVotes></Contest></Contests></Election></Count></EML>"""


def test_a_message_of_the_netherlands_is_read_with_its_own_reasons() -> None:
    """Cast is who may vote (100), 46 were admitted, 1 blank, 2 null; lists are options, their people not.

    Layout and codes as in Abacus of the Kiesraad (backend/src/eml); figures made up: 30 + 12 = 42.
    """
    folder = as_folder(read_eml, [DUTCH.encode()])
    (sheet,) = folder.sheets
    assert sheet.unit == "0363-SB1"
    assert folder.tree[sheet.unit].name == "Stembureau 1"
    assert (sheet.registered, sheet.signatures, sheet.valid, sheet.blank, sheet.null) == (100, 46, 42, 1, 2)
    assert dict(sheet.votes) == {"1": 30, "2": 12}
    options = folder.ballot.contests[0].options
    assert [(one.name, one.kind) for one in options] == [
        ("Partij 1", OptionKind.LIST),
        ("Partij 2", OptionKind.LIST),
    ]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_the_bytes_the_answer_is_a_folder_or_a_sentence(data: st.DataObject) -> None:
    """A message with some bytes changed makes a folder or is refused, in both languages."""
    (report,) = reports(read_shorthand(SEVERAL))
    raw = bytearray(data.draw(st.sampled_from([eml_510(report), DUTCH.encode()])))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        as_folder(read_eml, [bytes(raw)])
    except Unusable as unusable:
        for problem in unusable.problems:
            assert problem_sentence(problem, "fr")
            assert problem_sentence(problem, "en")


def test_what_is_no_count_is_refused() -> None:
    """A candidate list (EML 230) and a page of a site are no count."""
    for raw in (
        b'<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="230"><CandidateList/></EML>',
        b"<html/>",
    ):
        problems = Problems()
        assert read_eml(raw, "t.xml", problems) is None
        with pytest.raises(Unusable):
            problems.stop_if_any()


def test_the_command_says_what_eml_leaves_out(tmp_path: Path) -> None:
    """Reims: the levels in between are not in EML, and the command says so; its import works all the same."""
    done = recolement(
        "export", BALLOTS / "reims-2008", "--as", "eml", "--out", tmp_path / "o", RECOLEMENT_LANG="en"
    )
    assert done.code == 0
    assert "the levels in between" in done.out
    files = [file for file in sorted((tmp_path / "o").iterdir()) if "round-2" in file.name]
    done = recolement("import", "eml", *files, "--into", tmp_path / "in", RECOLEMENT_LANG="en")
    assert done.code == 0, done.err
