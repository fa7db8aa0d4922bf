"""EML 510: what is written reads back as EML can hold it; shapes, blanks and nulls, messages by others."""

from __future__ import annotations

import os
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

SCHEMAS = Path(os.environ.get("RECOLEMENT_EML_SCHEMAS", "nowhere"))
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


ORDER = (
    "ReportingUnitIdentifier", "CountMetric", "Selection", "Cast", "Read", "TotalCounted", "Provisionals",
    "Abstentions", "RejectedVotes", "UncountedVotes",
)  # fmt: skip


@pytest.mark.parametrize("name", ["reims-2008", "ump-2012", "hostile", "several"])
def test_the_shape_is_that_of_version_7(name: str, tmp_path: Path) -> None:
    """The order of elements of VoteGroup, the header of version 7, identifiers that are NMTOKENs.

    (510-count-v5-0.xsd, 530-stats-v7-0.xsd and emlcore-v7-0.xsd of OASIS, read: docs/reference/open-data.md.)
    """
    folder = (
        read_ballot(hostile_folder(tmp_path))
        if name == "hostile"
        else read_shorthand(SEVERAL)
        if name == "several"
        else read_ballot(BALLOTS / name)
    )
    for report in reports(folder):
        root = ElementTree.fromstring(eml_510(report))
        assert (root.get("Id"), root.get("SchemaVersion")) == ("510", "7.0")
        assert [one.tag.removeprefix(SPACE) for one in root] == ["EMLHeader", "Count"]
        for votes in (*root.iter(f"{SPACE}TotalVotes"), *root.iter(f"{SPACE}ReportingUnitVotes")):
            places = [ORDER.index(one.tag.removeprefix(SPACE)) for one in votes]
            assert places == sorted(places)
            assert votes.find(f"{SPACE}Selection") is not None
        for element in root.iter():
            identifier = element.get("IdNumber", "x")
            assert identifier
            assert all(sign.isalnum() or sign in "._-" for sign in identifier), identifier


@pytest.mark.skipif(
    not (SCHEMAS / "510-count-v7-0.xsd").is_file(),
    reason="OASIS' schemas: set RECOLEMENT_EML_SCHEMAS to the folder of 510-count-v7-0.xsd "
    "(docs.oasis-open.org/election/eml/v7.0/cs01/Schemas)",
)
def test_messages_are_valid_by_the_published_schema(tmp_path: Path) -> None:
    """Every worked ballot, several contests and hostile names: OASIS' own schema accepts each message."""
    schema: Any = xmlschema.XMLSchema(SCHEMAS / "510-count-v7-0.xsd")
    folders_ = [read_ballot(path) for path in sorted(BALLOTS.iterdir())]
    for folder in [*folders_, read_shorthand(SEVERAL), read_ballot(hostile_folder(tmp_path))]:
        for report in reports(folder):
            if carried(report).votes:
                schema.validate(eml_510(report).decode("utf-8"))


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
