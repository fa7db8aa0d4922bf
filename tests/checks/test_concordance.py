"""Family C: two accounts of one thing say the same."""

from __future__ import annotations

from checks.found import fields, figures, found
from recolement.model.folder import BallotFolder


def test_c1_finds_the_fields_where_two_entries_differ(ballot: BallotFolder) -> None:
    """First a 39, b 45; second a 39, b 54: field b, nine papers.

    option a b
    entry Lyon first by=op-1 in_box=85 a=39 b=45
    entry Lyon second by=op-2 in_box=85 a=39 b=54
    """
    assert fields(ballot, "C1") == [("b",)]
    assert figures(ballot, "C1") == [("Lyon", 45, 54, 9)]


def test_c1_finds_nothing_more_once_the_field_is_corrected(ballot: BallotFolder) -> None:
    """The paper says 54: corrected, the two entries are settled.

    option a b
    entry Lyon first by=op-1 in_box=93 a=39 b=45
    entry Lyon second by=op-2 in_box=93 a=39 b=54
    correction Lyon b=54
    """
    assert found(ballot, "C1") == []


def test_c1_is_silent_where_both_entries_agree(ballot: BallotFolder) -> None:
    """Two people typed the same figures.

    option a b
    entry Lyon first by=op-1 in_box=85 a=39 b=45
    entry Lyon second by=op-2 in_box=85 a=39 b=45
    """
    assert found(ballot, "C1") == []


def test_c2_finds_both_entries_by_one_person(ballot: BallotFolder) -> None:
    """Both by op-7: the second checks nothing.

    option a b
    entry Lyon first by=op-7 in_box=85 a=39 b=45
    entry Lyon second by=op-7 in_box=85 a=39 b=45
    """
    (finding,) = found(ballot, "C2")
    assert (finding.unit, finding.facts["by"]) == ("Lyon", "op-7")


def test_c2_is_silent_for_two_people_or_where_nobody_says_who(ballot: BallotFolder) -> None:
    """op-7 and op-8; and who is unknown is not the same person.

    option a b
    entry Lyon first by=op-7 in_box=85 a=39 b=45
    entry Lyon second by=op-8 in_box=85 a=39 b=45
    entry Brest first in_box=85 a=39 b=45
    entry Brest second in_box=85 a=39 b=45
    """
    assert found(ballot, "C2") == []


def test_c3_finds_a_representative_whose_copy_differs(ballot: BallotFolder) -> None:
    """Lille-Fives, 2008: the sheet says Aubry 88, a representative's copy 58: thirty papers.

    sheet Fives in_box=96 aubry=88 royal=8
    entry Fives representative:royal aubry=58 royal=8
    """
    (finding,) = found(ballot, "C3")
    assert (finding.fields, finding.expected, finding.found, finding.difference) == (("aubry",), 88, 58, 30)
    assert finding.facts["option"] == "royal"


def test_c3_is_silent_where_the_copy_agrees_in_what_it_says(ballot: BallotFolder) -> None:
    """The copy leaves the papers empty: what it does not say is not compared.

    sheet Fives in_box=96 aubry=88 royal=8
    entry Fives representative:royal aubry=88 royal=8
    """
    assert found(ballot, "C3") == []


def test_c4_finds_two_contests_that_disagree_on_the_roll(ballot: BallotFolder) -> None:
    """President 126 registered, motions 129 in the same section on the same day.

    contest president
    contest motions
    option a b contest=president
    option e f contest=motions
    sheet Lyon contest=president registered=126 in_box=85 a=39 b=45
    sheet Lyon contest=motions registered=129 in_box=85 e=39 f=45
    """
    assert figures(ballot, "C4") == [("Lyon", 126, 129, 3)]
    assert found(ballot, "C4")[0].facts["other_contest"] == "president"


def test_c4_is_silent_where_the_contests_agree(ballot: BallotFolder) -> None:
    """126 in both.

    contest president
    contest motions
    option a b contest=president
    option e f contest=motions
    sheet Lyon contest=president registered=126 in_box=85 a=39 b=45
    sheet Lyon contest=motions registered=126 in_box=85 e=39 f=45
    """
    assert found(ballot, "C4") == []


def test_c5_finds_two_contests_that_disagree_on_who_voted(ballot: BallotFolder) -> None:
    """85 voters for the president, 78 for the motions: a warning, since a box may be left out.

    contest president
    contest motions
    option a b contest=president
    option e f contest=motions
    sheet Lyon contest=president voters=85 a=39 b=45
    sheet Lyon contest=motions voters=78 e=33 f=45
    """
    assert figures(ballot, "C5") == [("Lyon", 85, 78, -7)]
    assert found(ballot, "C5")[0].severity.value == "warning"


def test_c5_is_silent_where_as_many_voted_in_both(ballot: BallotFolder) -> None:
    """85 and 85.

    contest president
    contest motions
    option a b contest=president
    option e f contest=motions
    sheet Lyon contest=president voters=85 a=39 b=45
    sheet Lyon contest=motions voters=85 e=39 f=45
    """
    assert found(ballot, "C5") == []


def test_c6_finds_a_unit_of_one_contest_that_is_not_in_the_other(ballot: BallotFolder) -> None:
    """UMP, 2012: New Caledonia is on the list of the motions, not on the list of the president: 1,178 votes.

    contest president
    contest motions
    option cope fillon contest=president
    option m contest=motions
    sheet Paris contest=president cope=5030 fillon=7090
    sheet Paris contest=motions m=12120
    sheet Noumea contest=motions m=1178
    """
    (finding,) = found(ballot, "C6")
    assert (finding.unit, finding.contest, finding.facts["papers"]) == ("Noumea", "president", 1178)


def test_c6_is_silent_where_an_act_says_why(ballot: BallotFolder) -> None:
    """No vote for the president was held in Nouméa, and an act says so.

    contest president
    contest motions
    option cope fillon contest=president
    option m contest=motions
    sheet Paris contest=president cope=5030 fillon=7090
    sheet Paris contest=motions m=12120
    sheet Noumea contest=motions m=1178
    no_vote Noumea contest=president reason="no candidate was on offer"
    """
    assert found(ballot, "C6") == []
