"""NIST SP 1500-100: what is written is valid by the published schemas and reads back as it was."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement
from formats.folders import folders
from formats.reports.making import as_folder, back, cleaned, figures, reports
from recolement.formats.gathering import Problems
from recolement.formats.ministry import StationSource
from recolement.formats.reports.importing import import_reports
from recolement.formats.reports.nist_reading import read_nist
from recolement.formats.reports.nist_writing import nist_json, nist_xml
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.model.problems import Unusable
from recolement.storage.folder import read_ballot
from recolement.words.problems import problem_sentence

VECTORS = Path(__file__).parents[2] / "vectors" / "nist"
SEVERAL = """
ballot levels=nation,federation,section
unit North in=all
unit South in=all
unit Lille in=North
unit Lens in=North
unit Nice in=South
group area:sea Lens Nice name="By the sea"
contest chair scope=all
option A contest=chair name="Ann & Co <b>"
option B contest=chair
contest lists scope=each:federation
option X contest=lists kind=list
option Y contest=lists kind=list
contest motion scope=area:sea rule=yes_no
option yes contest=motion kind=answer
option no contest=motion kind=answer
sheet Lille contest=chair registered=90 signatures=51 in_box=50 blank=1 null=2 A=27 B=20
sheet Lens contest=chair registered=80 in_box=40 blank=0 A=30
sheet Lille contest=lists voters=50 blank_null=3 X=40 Y=7
sheet Nice contest=lists X=5
sheet Nice contest=motion yes=9 no=0
"""


@cache
def json_schema() -> Any:
    """The published JSON schema."""
    return json.loads((VECTORS / "NIST_V2_election_results_reporting.json").read_text("utf-8"))


@cache
def xml_schema() -> xmlschema.XMLSchema:
    """The published XML schema."""
    return xmlschema.XMLSchema(VECTORS / "NIST_V2_election_results_reporting.xsd")


def valid(folder: BallotFolder) -> None:
    """Each round's report is valid, as JSON and as XML."""
    for report in reports(folder):
        jsonschema.validate(json.loads(nist_json(report)), json_schema())
        xml_schema().validate(nist_xml(report).decode("utf-8"))


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir()))
def test_every_worked_ballot_is_valid_by_the_published_schemas(name: str) -> None:
    """Each round of each worked ballot: the schemas of NIST accept both files."""
    valid(read_ballot(BALLOTS / name))


def test_several_contests_and_groupings_are_valid(tmp_path: Path) -> None:
    """Candidates, lists decided in each federation, a motion decided in a grouping; then hostile names."""
    valid(read_shorthand(SEVERAL))
    valid(read_ballot(hostile_folder(tmp_path)))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(folder=folders())
def test_a_report_reads_back_as_it_was(folder: BallotFolder) -> None:
    """Law: read(write(report)) = report, in JSON, and in XML but for signs that XML forbids in names."""
    for report in reports(folder):
        assert back(read_nist, nist_json(report)) == report
        assert back(read_nist, nist_xml(report)) == cleaned(report)


def places(folder: BallotFolder) -> list[tuple[str, str | None, str, str]]:
    """The units from the top down."""
    return [
        (one.id, one.parent, one.level, one.name) for one in map(folder.tree.get, folder.tree.walk()) if one
    ]


@pytest.mark.parametrize("write", [nist_json, nist_xml])
def test_a_ballot_comes_back_with_its_tree_options_and_figures(write: Any) -> None:
    """Three contests over five units: the same tree, groupings, scopes, options and sheets."""
    first = read_shorthand(SEVERAL)
    again = as_folder(read_nist, [write(report) for report in reports(first)])
    assert figures(again) == figures(first)
    assert places(again) == places(first)
    assert again.groups == first.groups
    assert [(one.id, one.scope, one.options) for one in again.ballot.contests] == [
        (one.id, one.scope, one.options) for one in first.ballot.contests
    ]


def test_an_unknown_figure_is_not_there_at_all(ballot: BallotFolder) -> None:
    """Brest's box for B is empty: no count for B there, while Lyon's 0 is a count of 0.

    sheet Lyon A=60 B=0
    sheet Brest A=45
    """
    (report,) = reports(ballot)
    document = json.loads(nist_json(report))
    names = {unit["@id"]: unit["Name"]["Text"][0]["Content"] for unit in document["GpUnit"]}
    (contest,) = document["Election"][0]["Contest"]
    counts = [
        {names[one["GpUnitId"]]: one["Count"] for one in selection.get("VoteCounts", [])}
        for selection in contest["ContestSelection"]
    ]
    assert counts == [{"all": 105, "Lyon": 60, "Brest": 45}, {"all": 0, "Lyon": 0}]


def test_the_standards_own_places_hold_the_papers(ballot: BallotFolder) -> None:
    """100 found, 3 null, 2 blank, 120 registered, 101 signed: in the properties that other programs read.

    sheet Lyon registered=120 signatures=101 in_box=100 blank=2 null=3 A=60 B=35
    """
    (report,) = reports(ballot)
    document = json.loads(nist_json(report))
    lyon = document["GpUnit"][-1]
    assert (lyon["VotersRegistered"], lyon["VotersParticipated"]) == (120, 101)
    election = document["Election"][0]
    (total,) = [
        one for one in election["BallotCounts"] if one["Type"] == "total" and one["GpUnitId"] == lyon["@id"]
    ]
    assert (total["BallotsCast"], total["BallotsRejected"]) == (100, 3)
    (blank,) = [one for one in election["Contest"][0]["OtherCounts"] if one["GpUnitId"] == lyon["@id"]]
    assert blank["Undervotes"] == 2


BY_OTHERS = {
    "@type": "ElectionResults.ElectionReport",
    "Format": "precinct-level",
    "GeneratedDate": "2022-11-09T01:00:00-05:00",
    "Issuer": "Some County",
    "Status": "unofficial-partial",
    "GpUnit": [
        {"@id": "county", "@type": "ElectionResults.ReportingUnit", "Type": "county",
         "Name": {"@type": "ElectionResults.InternationalizedText", "Text": [
             {"@type": "ElectionResults.LanguageString", "Language": "en-US", "Content": "Some County"}]},
         "ComposingGpUnitIds": ["p1", "p2"]},
        {"@id": "p1", "@type": "ElectionResults.ReportingUnit", "Type": "precinct", "VotersRegistered": 50},
        {"@id": "p2", "@type": "ElectionResults.ReportingUnit", "Type": "precinct"},
        {"@id": "ward", "@type": "ElectionResults.ReportingUnit", "Type": "ward",
         "ComposingGpUnitIds": ["p2"]},
    ],
    "Election": [{
        "@type": "ElectionResults.Election", "ElectionScopeId": "county", "StartDate": "2022-11-08",
        "Name": {"@type": "ElectionResults.InternationalizedText", "Text": [
            {"@type": "ElectionResults.LanguageString", "Language": "en-US", "Content": "General"}]},
        "Candidate": [
            {"@id": "x", "BallotName": {"Text": [{"Language": "en", "Content": "Xi Xu"}]}},
            {"@id": "y", "BallotName": {"Text": [{"Language": "en", "Content": "Yo Ya"}]}},
        ],
        "BallotCounts": [
            {"GpUnitId": "p1", "Type": "total", "BallotsCast": 40, "BallotsRejected": 1},
        ],
        "Contest": [{
            "@id": "c", "@type": "ElectionResults.CandidateContest", "Name": "Mayor",
            "ElectionDistrictId": "county",
            "OtherCounts": [{"GpUnitId": "p1", "Undervotes": 4.0}],
            "ContestSelection": [
                {"@id": "sx", "@type": "ElectionResults.CandidateSelection", "CandidateIds": ["x"],
                 "VoteCounts": [
                     {"GpUnitId": "p1", "Type": "election-day", "Count": 10},
                     {"GpUnitId": "p1", "Type": "absentee-mail", "Count": 5.0},
                     {"GpUnitId": "p2", "Type": "total", "Count": 7},
                     {"GpUnitId": "p2", "Type": "election-day", "Count": 3},
                 ]},
                {"@id": "sy", "@type": "ElectionResults.CandidateSelection", "CandidateIds": ["y"],
                 "VoteCounts": [{"GpUnitId": "p1", "Type": "total", "Count": 20}]},
                {"@id": "sw", "@type": "ElectionResults.CandidateSelection", "IsWriteIn": True},
            ],
        }],
    }],
}  # fmt: skip


def test_a_report_by_others_is_understood() -> None:
    """10 on the day and 5 by mail are 15; a total stands before its parts; the ward cuts across the tree."""
    folder = as_folder(read_nist, [json.dumps(BY_OTHERS).encode()])
    first, second = folder.sheets
    assert (first.unit, first.in_box, first.null, first.blank, first.registered) == ("p1", 40, 1, 4, 50)
    assert dict(first.votes) == {"xi-xu": 15, "yo-ya": 20}
    assert (second.unit, second.in_box, dict(second.votes)) == ("p2", None, {"xi-xu": 7})
    assert folder.tree.trail(first.unit) == ("county", "p1")
    assert [(group.address, group.units) for group in folder.groups] == [("ward:ward", ("p2",))]
    assert [option.name for option in folder.ballot.contests[0].options] == ["Xi Xu", "Yo Ya", "Write-in"]


def test_fractions_of_votes_are_refused() -> None:
    """Half a vote is no tally sheet: the file is refused with how many such counts it has."""
    document = json.loads(json.dumps(BY_OTHERS))
    document["Election"][0]["Contest"][0]["ContestSelection"][0]["VoteCounts"][0]["Count"] = 9.5
    with pytest.raises(Unusable) as refused:
        as_folder(read_nist, [json.dumps(document).encode()])
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["found"]) == ("nist_counts", 1)
    assert "whole numbers" in problem_sentence(problem, "en")


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_the_bytes_the_answer_is_a_folder_or_a_sentence(data: st.DataObject) -> None:
    """A report with some bytes changed makes a folder or is refused, in both languages."""
    (report,) = reports(read_shorthand(SEVERAL))
    raw = bytearray(data.draw(st.sampled_from([nist_json, nist_xml]))(report))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    problems = Problems()
    try:
        found = read_nist(bytes(raw), "t", problems)
        problems.stop_if_any()
        assert found is not None
        as_folder(read_nist, [bytes(raw)])
    except Unusable as unusable:
        for problem in unusable.problems:
            assert problem_sentence(problem, "fr")
            assert problem_sentence(problem, "en")


def test_the_worked_ballot_goes_out_and_comes_in_at_the_door(tmp_path: Path) -> None:
    """Reims, by the commands: Aubry 67,413 (README of the ballot), and what is lost is said."""
    done = recolement(
        "export", BALLOTS / "reims-2008", "--as", "nist-xml", "--out", tmp_path / "o", RECOLEMENT_LANG="en"
    )
    assert done.code == 0
    assert "Not in this layout: the rulebook" in done.out
    files = sorted((tmp_path / "o").iterdir())
    done = recolement("import", "nist", *files, "--into", tmp_path / "in", RECOLEMENT_LANG="en")
    assert done.code == 0, done.err
    assert "does not carry the rulebook" in done.out
    told = recolement("tally", tmp_path / "in", "--json", "--round", "2")
    (result,) = json.loads(told.out)["contests"]
    assert result["votes"] == {"aubry": 67413, "royal": 67371}


def test_two_files_of_one_round_are_refused() -> None:
    """The same report twice: a sentence asks for the round of one of them."""
    (report,) = reports(read_shorthand("sheet Lyon A=1"))
    sources = [StationSource(name, nist_json(report)) for name in ("a.json", "b.json")]
    with pytest.raises(Unusable) as refused:
        import_reports(sources, read_nist)
    assert [problem.code for problem in refused.value.problems] == ["report_round_twice"]
