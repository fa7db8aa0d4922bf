"""Family V: every expected unit once, nobody else, and no sum that leaves one out in silence."""

from __future__ import annotations

from dataclasses import replace

from checks.found import found
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.words.findings import say_finding
from recolement.words.naming import Names


def test_v1_finds_a_unit_that_sent_nothing(ballot: BallotFolder) -> None:
    """Three federations on the list, two sheets: the third is missing, with its roll.

    sheet Paris A=39 B=45
    sheet Lyon A=39 B=45
    missing Mayotte registered=180
    """
    assert [(one.unit, one.facts["registered"]) for one in found(ballot, "V1")] == [("Mayotte", 180)]


def test_v1_is_silent_where_every_unit_is_in_or_an_act_says_why(ballot: BallotFolder) -> None:
    """Two sheets and "no vote held".

    sheet Paris A=39 B=45
    sheet Lyon A=39 B=45
    missing Mayotte registered=180
    no_vote Mayotte reason="no section there any more"
    """
    assert found(ballot, "V1") == []


def test_v1_says_of_a_sheet_that_was_sent_back_that_it_was(ballot: BallotFolder) -> None:
    """Mayotte's sheet came in, was sent back, and came in again: found with its reason, then not at all.

    sheet Paris A=39 B=45
    missing Mayotte registered=180
    """
    key = UnitId("Mayotte"), ballot.ballot.contests[0].id, 1
    sent_back = replace(ballot, returned={key: "illisible"})
    (finding,) = found(sent_back, "V1")
    assert dict(finding.facts) == {"case": "returned", "reason": "illisible"}
    for language, said in (("fr", "renvoyée à la section"), ("en", "sent back to the section")):
        names = Names(ballot, language)  # type: ignore[arg-type]
        assert said in say_finding(finding, names)
        assert say_finding(finding, names).endswith("illisible")
        assert say_finding(replace(finding, facts={"case": "returned", "reason": None}), names).endswith("—")
    again = replace(ballot.sheets[0], unit=UnitId("Mayotte"))
    assert found(replace(sent_back, sheets=(*ballot.sheets, again)), "V1") == []


def test_v2_finds_a_second_sheet_of_one_unit(ballot: BallotFolder) -> None:
    """Lyon 39 and Lyon 93: the first stands, the second is recorded and not added.

    sheet Lyon A=39 B=45
    sheet Lyon A=93 B=45
    """
    (finding,) = found(ballot, "V2")
    assert (finding.unit, finding.facts["sheets"], finding.facts["case"]) == ("Lyon", 2, "different")


def test_v2_finds_a_copy_and_says_that_it_is_one(ballot: BallotFolder) -> None:
    """The same sheet twice.

    sheet Lyon A=39 B=45
    sheet Lyon A=39 B=45
    """
    assert [one.facts["case"] for one in found(ballot, "V2")] == ["same"]


def test_v2_is_silent_for_one_sheet_a_round(ballot: BallotFolder) -> None:
    """Two rounds, one sheet each.

    round 1
    round 2
    sheet Lyon round=1 A=39 B=45
    sheet Lyon round=2 A=93 B=45
    """
    assert found(ballot, "V2") == []


def test_v3_finds_a_sheet_from_where_nothing_was_expected(ballot: BallotFolder) -> None:
    """The contest is decided in federation 78, and a sheet comes from Paris, in federation 75.

    unit 75
    unit 78
    unit Paris in=75
    unit Triel in=78
    contest c scope=78
    sheet Triel A=39 B=45
    sheet Paris A=39 B=45
    """
    assert [(one.unit, one.facts["case"]) for one in found(ballot, "V3")] == [("Paris", "known")]


def test_v3_is_silent_where_all_sheets_come_from_the_scope(ballot: BallotFolder) -> None:
    """Only Triel sent a sheet.

    unit 75
    unit 78
    unit Paris in=75
    unit Triel in=78
    contest c scope=78
    sheet Triel A=39 B=45
    """
    assert found(ballot, "V3") == []


def test_v4_finds_a_line_that_stands_for_several_units(ballot: BallotFolder) -> None:
    """UMP, 2012: "Français de l'étranger et Outre-mer" held postal votes only; three units were in no line.

    unit fe-om name="Français de l'étranger et Outre-mer"
    unit Paris name="Paris"
    sheet fe-om A=759 B=849
    sheet Paris A=5030 B=7090
    """
    assert [(one.unit, one.facts["case"]) for one in found(ballot, "V4")] == [("fe-om", "name")]


def test_v4_is_silent_for_a_name_that_only_looks_joined(ballot: BallotFolder) -> None:
    """Wallis et Futuna is one place.

    unit wf name="Wallis et Futuna"
    sheet wf A=14 B=3
    """
    assert found(ballot, "V4") == []


def test_v5_finds_a_figure_left_empty_here_and_known_elsewhere(ballot: BallotFolder) -> None:
    """Blank 3 in Lyon, left empty in Brest: the sum 3 leaves Brest out.

    sheet Lyon in_box=60 blank=3 null=0 A=30 B=27
    sheet Brest in_box=50 null=0 A=30 B=20
    """
    assert [(one.unit, one.fields) for one in found(ballot, "V5")] == [("Brest", ("blank", "blank_null"))]


def test_v5_is_silent_where_a_figure_is_known_everywhere_or_nowhere(ballot: BallotFolder) -> None:
    """Nobody writes blank; valid follows from the votes.

    sheet Lyon in_box=60 valid=57 A=30 B=27
    sheet Brest in_box=50 A=30 B=20
    """
    assert found(ballot, "V5") == []


def test_v6_finds_a_unit_whose_mandates_are_unknown(ballot: BallotFolder) -> None:
    """Three federations with 4, 3 and an empty box: the third gives 500 votes and no mandate.

    rule plurality mandates=winner
    unit x mandates=4
    unit y mandates=3
    sheet x A=39 B=45
    sheet y A=45 B=39
    sheet z A=500 B=0
    """
    assert [one.unit for one in found(ballot, "V6")] == ["z"]


def test_v6_is_silent_where_mandates_are_known_or_do_not_count(ballot: BallotFolder) -> None:
    """Written 0 is known; and without mandates in the rulebook nobody needs any.

    rule plurality mandates=winner
    unit x mandates=4
    unit y mandates=0
    sheet x A=39 B=45
    sheet y A=45 B=39
    """
    assert found(ballot, "V6") == []
    (contest,) = ballot.ballot.contests
    votes = replace(contest, rulebook=replace(contest.rulebook, mandates=None))
    tree = ballot.tree.__class__(
        replace(unit, mandates=None) if unit.id == UnitId("y") else unit for unit in ballot.tree.values()
    )
    assert found(replace(ballot, ballot=replace(ballot.ballot, contests=(votes,)), tree=tree), "V6") == []
