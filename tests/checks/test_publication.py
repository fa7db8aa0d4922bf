"""Families P and D: what was made public, and what was done."""

from __future__ import annotations

from datetime import date

from checks.found import fields, figures, found
from recolement.canvass import canvass
from recolement.model.folder import BallotFolder


def test_p1_finds_fewer_voters_than_before(ballot: BallotFolder) -> None:
    """Primary, 22 January 2017: 1,337,820 voters at 23:00, 1,249,126 at 00:45: 88,694 fewer.

    option hamon valls
    unit Lyon
    published 2017-01-22T23:00 all voters 1337820
    published 2017-01-23T00:45 all voters 1249126
    """
    assert figures(ballot, "P1") == [("all", 1337820, 1249126, -88694)]


def test_p1_is_silent_where_a_reason_is_given_or_figures_grow(ballot: BallotFolder) -> None:
    """The first figure was withdrawn, and said so.

    option hamon valls
    unit Lyon
    published 2017-01-22T23:00 all voters 1337820
    published 2017-01-23T00:45 all voters 1249126 reason="first figure withdrawn"
    published 2017-01-25T18:00 all voters 1655919
    """
    assert found(ballot, "P1") == []


def test_p2_finds_yesterdays_shares_of_a_new_total(ballot: BallotFolder) -> None:
    """36.35 % of 1,601,138 is 582,013.7 and 31.11 % is 498,114.03: multiplied, not counted.

    option hamon valls
    unit Lyon
    published 2017-01-23T00:45 all voters 1249126
    published 2017-01-23T00:45 all hamon 454041
    published 2017-01-23T00:45 all valls 388603
    published 2017-01-23T10:00 all voters 1601138
    published 2017-01-23T10:00 all hamon 582014
    published 2017-01-23T10:00 all valls 498114
    """
    assert figures(ballot, "P2") == [("all", 1249126, 1601138, 352012)]
    assert fields(ballot, "P2") == [("voters", "hamon", "valls")]


def test_p2_is_silent_for_figures_that_were_counted(ballot: BallotFolder) -> None:
    """24 January: Hamon 578,141 of 1,599,618 is 36.14 %, Valls 503,550 is 31.48 %: the shares moved.

    option hamon valls
    unit Lyon
    published 2017-01-23T00:45 all voters 1249126
    published 2017-01-23T00:45 all hamon 454041
    published 2017-01-23T00:45 all valls 388603
    published 2017-01-24T20:00 all voters 1599618
    published 2017-01-24T20:00 all hamon 578141
    published 2017-01-24T20:00 all valls 503550
    """
    assert found(ballot, "P2") == []


def test_p3_finds_a_total_that_is_not_the_sum_of_its_parts(ballot: BallotFolder) -> None:
    """Val-de-Marne: 1,187 + 832 = 2,019, published 2,081, and 2,081 + 23 = 2,104 voters, published 2,081.

    option aubry royal
    published 2008-11-24 94 voters 2081
    published 2008-11-24 94 blank_null 23
    published 2008-11-24 94 valid 2081
    published 2008-11-24 94 aubry 1187
    published 2008-11-24 94 royal 832
    """
    assert figures(ballot, "P3") == [("94", 2019, 2081, 62), ("94", 2104, 2081, -23)]


def test_p3_finds_a_unit_that_is_not_the_sum_of_the_units_below(ballot: BallotFolder) -> None:
    """40 + 50 = 90 for a, published 91 for both together.

    option a b
    published 2008-11-24 Lyon a 40
    published 2008-11-24 Brest a 50
    published 2008-11-24 all a 91
    """
    assert figures(ballot, "P3") == [("all", 90, 91, 1)]


def test_p3_is_silent_where_it_adds_up(ballot: BallotFolder) -> None:
    """24 January 2017: 1,578,415 + 21,203 = 1,599,618.

    option hamon valls
    unit Lyon
    published 2017-01-24 all voters 1599618
    published 2017-01-24 all valid 1578415
    published 2017-01-24 all blank_null 21203
    """
    assert found(ballot, "P3") == []


def test_p4_finds_a_share_that_is_not_the_published_count(ballot: BallotFolder) -> None:
    """Yvelines, 2017: 12,245 of 39,591 is 30.93 %; published 30.63 %, which would be 12,127 votes.

    option hamon valls
    published 2017-01-25 78 valid 39591
    published 2017-01-25 78 valls 12245
    published 2017-01-25 78 share:valls 30.63%
    """
    assert figures(ballot, "P4") == [("78", 12127, 12245, 118)]


def test_p4_is_silent_where_the_share_is_that_of_a_published_total(ballot: BallotFolder) -> None:
    """36.35 % is 454,041 of the voters; 37.69 % has no count to be compared with.

    option hamon valls
    published 2017-01-23 all voters 1249126
    published 2017-01-23 all hamon 454041
    published 2017-01-23 all share:hamon 36.35%
    published 2017-01-25 78 valid 39591
    published 2017-01-25 78 share:hamon 37.69%
    """
    assert found(ballot, "P4") == []


def test_p5_finds_the_same_votes_for_two_units(ballot: BallotFolder) -> None:
    """13 and 31 both with 1,747 and 4,605: a line was copied.

    option aubry royal
    published 2008-11-24 13 aubry 1747
    published 2008-11-24 13 royal 4605
    published 2008-11-24 31 aubry 1747
    published 2008-11-24 31 royal 4605
    """
    assert [(one.unit, one.facts["other"]) for one in found(ballot, "P5")] == [("31", "13")]


def test_p5_is_silent_for_different_votes(ballot: BallotFolder) -> None:
    """Haute-Garonne 2,368 and 2,139.

    option aubry royal
    published 2008-11-24 13 aubry 1747
    published 2008-11-24 13 royal 4605
    published 2008-11-24 31 aubry 2368
    published 2008-11-24 31 royal 2139
    """
    assert found(ballot, "P5") == []


def test_p6_finds_published_figures_that_the_sheets_do_not_give(ballot: BallotFolder) -> None:
    """Published 67,413; the sheets, as corrected, give 67,451: 38 fewer were published.

    sheet France aubry=67413 royal=67349
    correction France aubry=67451
    published 2008-11-22 all aubry 67413
    """
    assert figures(ballot, "P6") == [("all", 67451, 67413, -38)]


def test_p6_is_silent_where_the_last_published_figures_are_those_of_the_sheets(ballot: BallotFolder) -> None:
    """Published again after the correction.

    sheet France aubry=67413 royal=67349
    correction France aubry=67451
    published 2008-11-22 all aubry 67413
    published 2008-11-25 all aubry 67451
    """
    assert found(ballot, "P6") == []


def test_p7_finds_published_signatures_that_are_not_the_voters(ballot: BallotFolder) -> None:
    """Paris, 2012: voters 12,237, signatures 12,207: thirty more papers than signatures.

    option cope fillon
    published 2012-11-18 75 voters 12237
    published 2012-11-18 75 signatures 12207
    """
    assert figures(ballot, "P7") == [("75", 12207, 12237, 30)]


def test_p7_is_silent_where_they_agree_or_were_not_published_together(ballot: BallotFolder) -> None:
    """The same number; and signatures published another day are compared with nothing.

    option cope fillon
    published 2012-11-18 75 voters 12207
    published 2012-11-18 75 signatures 12207
    published 2012-11-19 75 signatures 12237
    """
    assert found(ballot, "P7") == []


def test_d1_finds_an_act_that_was_not_allowed(ballot: BallotFolder) -> None:
    """A proclamation, the second act, while the whole is frozen.

    sheet Lyon A=39 B=45
    freeze g1 reason="waiting"
    proclamation
    """
    (finding,) = found(ballot, "D1")
    assert (finding.facts["refusal"], finding.facts["act"]) == ("frozen", 2)


def test_d1_is_silent_where_every_act_was_allowed(ballot: BallotFolder) -> None:
    """Nothing forbids this proclamation.

    sheet Lyon A=39 B=45
    proclamation
    """
    assert found(ballot, "D1") == []


def test_d2_finds_a_referral_past_its_due_date(ballot: BallotFolder) -> None:
    """Due 3 February, on the 5th: two days late.

    sheet Lyon A=39 B=45
    freeze g1 reason="waiting"
    referral g1 to="national commission" due=2017-02-03
    """
    late = [one for one in canvass(ballot, today=date(2017, 2, 5)).findings if one.code == "D2"]
    assert [(one.facts["of"], one.facts["days"]) for one in late] == [("g1", 2)]


def test_d2_is_silent_before_the_due_date_is_over(ballot: BallotFolder) -> None:
    """On 3 February the answer may still come; and without a day to compare nothing is late.

    sheet Lyon A=39 B=45
    freeze g1 reason="waiting"
    referral g1 to="national commission" due=2017-02-03
    """
    assert not [one for one in canvass(ballot, today=date(2017, 2, 3)).findings if one.code == "D2"]
    assert found(ballot, "D2") == []


def test_d3_finds_a_draw_that_no_tie_waited_for(ballot: BallotFolder) -> None:
    """39 to 45, and A and B are drawn all the same.

    sheet Lyon A=39 B=45
    draw A,B order=A,B
    """
    assert [(one.facts["act"], one.facts["options"]) for one in found(ballot, "D3")] == [(1, "A, B")]


def test_d3_is_silent_for_a_draw_among_equals(ballot: BallotFolder) -> None:
    """45 to 45: lots were due.

    sheet Lyon A=45 B=45
    draw A,B order=A,B
    """
    assert found(ballot, "D3") == []
