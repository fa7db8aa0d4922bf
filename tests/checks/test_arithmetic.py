"""Family A: the ballots of the checks' docstrings, done by hand there and run here."""

from __future__ import annotations

from dataclasses import replace

from checks.found import fields, figures, found
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId


def test_a1_finds_a_valid_that_is_not_the_sum_of_the_votes(ballot: BallotFolder) -> None:
    """39 + 45 = 84, written 85: one too many.

    sheet Lyon valid=85 A=39 B=45
    """
    assert figures(ballot, "A1") == [("Lyon", 84, 85, 1)]
    assert fields(ballot, "A1") == [("valid",)]


def test_a1_is_silent_where_it_adds_up_or_a_part_is_unknown(ballot: BallotFolder) -> None:
    """39 + 45 = 84 as written; and with an empty box nothing is added up.

    sheet Lyon valid=84 A=39 B=45
    sheet Brest valid=84 A=39
    """
    assert found(ballot, "A1") == []


def test_a2_finds_papers_that_are_not_valid_blank_and_null(ballot: BallotFolder) -> None:
    """84 + 1 + 1 = 86, in the box 85: one paper fewer; blank and null together are read alike.

    sheet Lyon in_box=85 valid=84 blank=1 null=1 A=39 B=45
    sheet Brest voters=85 valid=84 blank_null=3 A=39 B=45
    """
    assert figures(ballot, "A2") == [("Lyon", 86, 85, -1), ("Brest", 87, 85, -2)]
    assert fields(ballot, "A2") == [("in_box", "valid", "blank", "null"), ("voters", "valid", "blank_null")]


def test_a2_is_silent_where_papers_add_up_or_blanks_are_unknown(ballot: BallotFolder) -> None:
    """Conflans, 2016: 39 + 45 + 1 = 85; and where nobody wrote the blanks, nothing can be said.

    sheet Conflans voters=85 blank_null=1 A=39 B=45
    sheet Brest in_box=90 blank=1 A=39 B=45
    """
    assert found(ballot, "A2") == []


def test_a3_finds_signatures_that_are_not_the_papers(ballot: BallotFolder) -> None:
    """85 envelopes for 87 signatures: two fewer; the gap is written, never smoothed.

    sheet Lyon signatures=87 in_box=85 A=39 B=45
    """
    assert figures(ballot, "A3") == [("Lyon", 87, 85, -2)]


def test_a3_is_silent_where_both_witnesses_agree_or_one_is_absent(ballot: BallotFolder) -> None:
    """85 and 85; and signatures alone are compared with nothing.

    sheet Lyon signatures=85 in_box=85 A=39 B=45
    sheet Brest signatures=87 A=39 B=45
    """
    assert found(ballot, "A3") == []


def test_a4_finds_a_total_without_its_parts(ballot: BallotFolder) -> None:
    """Valid 84, A 39 and an empty box: B is unknown, not 45.

    sheet Lyon valid=84 A=39
    sheet Brest valid=84 A=39 B=45
    """
    (finding,) = found(ballot, "A4")
    assert (finding.unit, finding.fields, finding.facts["unknown"]) == ("Lyon", ("valid", "B"), 1)
    assert finding.severity.value == "warning"


def test_a4_is_silent_where_the_parts_are_there(ballot: BallotFolder) -> None:
    """Every option has its figure.

    sheet Lyon valid=84 A=39 B=45
    """
    assert found(ballot, "A4") == []


def test_a5_finds_a_negative_count(ballot: BallotFolder) -> None:
    """Null −1: a correction subtracted too much; at least one paper is wrong.

    sheet Lyon in_box=84 blank=1 null=0 A=39 B=45
    """
    (sheet,) = ballot.sheets
    negative = replace(ballot, sheets=(replace(sheet, null=-1),))
    assert figures(negative, "A5") == [("Lyon", 0, -1, -1)]
    assert fields(negative, "A5") == [("null",)]


def test_a5_is_silent_where_no_count_is_negative(ballot: BallotFolder) -> None:
    """Zero is not negative.

    sheet Lyon in_box=84 blank=0 null=0 A=39 B=45
    """
    assert found(ballot, "A5") == []


def test_a6_finds_parts_larger_than_their_whole(ballot: BallotFolder) -> None:
    """Pas-de-Calais, 2008: 5,316 + 2,736 = 8,052 votes do not come out of 8,040 envelopes.

    sheet Pas-de-Calais voters=8040 aubry=5316 royal=2736
    """
    assert figures(ballot, "A6") == [("Pas-de-Calais", 8040, 8052, 12)]


def test_a6_is_silent_where_the_parts_fit(ballot: BallotFolder) -> None:
    """Nord, 2008, as published: 5,621 + 1,174 = 6,795 of 7,519 voters may be (724 blank or null).

    sheet Nord voters=7519 aubry=5621 royal=1174
    """
    assert found(ballot, "A6") == []


def test_a7_finds_blank_and_null_that_are_not_both_together(ballot: BallotFolder) -> None:
    """2 + 3 = 5, together written 6.

    sheet Lyon blank=2 null=3 blank_null=6 A=39 B=45
    """
    assert figures(ballot, "A7") == [("Lyon", 5, 6, 1)]


def test_a7_is_silent_where_they_agree_or_one_is_unknown(ballot: BallotFolder) -> None:
    """2 + 3 = 5; and with null unknown, 6 may be right.

    sheet Lyon blank=2 null=3 blank_null=5 A=39 B=45
    sheet Brest blank=2 blank_null=6 A=39 B=45
    """
    assert found(ballot, "A7") == []


def test_a8_finds_voters_that_are_neither_witness(ballot: BallotFolder) -> None:
    """Signatures 85, in the box 85, voters 58: two figures exchanged, 27 apart.

    sheet Lyon signatures=85 in_box=85 voters=58 A=39 B=45
    """
    assert figures(ballot, "A8") == [("Lyon", 85, 58, -27)]


def test_a8_is_silent_where_voters_are_one_of_the_witnesses(ballot: BallotFolder) -> None:
    """Voters 87 are the signatures; that the box holds 85 is for A3.

    sheet Lyon signatures=87 in_box=85 voters=87 A=39 B=45
    """
    assert found(ballot, "A8") == []
    assert len(found(ballot, "A3")) == 1


def test_a9_finds_votes_for_who_does_not_stand(ballot: BallotFolder) -> None:
    """In the runoff between Aubry and Royal a sheet gives Hamon 3.

    option aubry royal hamon
    round 1
    round 2 options=aubry,royal
    sheet Lyon round=2 in_box=85 aubry=39 royal=43
    """
    (sheet,) = ballot.sheets
    strange = replace(sheet, votes={**sheet.votes, OptionId("hamon"): 3})
    assert figures(replace(ballot, sheets=(strange,)), "A9") == [("Lyon", 0, 3, 3)]


def test_a9_is_silent_where_only_those_who_stand_have_votes(ballot: BallotFolder) -> None:
    """Two stand, two have votes; a written 0 for a third is no vote.

    option aubry royal hamon
    round 1
    round 2 options=aubry,royal
    sheet Lyon round=2 in_box=85 aubry=39 royal=43
    """
    (sheet,) = ballot.sheets
    nothing = replace(sheet, votes={**sheet.votes, OptionId("hamon"): 0})
    assert found(ballot, "A9") == []
    assert found(replace(ballot, sheets=(nothing,)), "A9") == []
