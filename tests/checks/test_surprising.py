"""Family W: figures worth a second look, at the thresholds of the rulebook."""

from __future__ import annotations

from checks.found import fields, figures, found
from recolement.model.folder import BallotFolder


def test_w1_finds_three_per_cent_of_blank_papers(ballot: BallotFolder) -> None:
    """3 of 85: 300 ≥ 255.

    sheet Lyon in_box=85 blank=3 null=0 A=39 B=43
    """
    assert [(one.unit, one.found) for one in found(ballot, "W1")] == [("Lyon", 3)]


def test_w1_finds_blank_and_null_together_at_both_thresholds_added(ballot: BallotFolder) -> None:
    """Six of 100 together are 3 % and 3 %; five are not.

    sheet Lyon in_box=100 blank_null=6 A=50 B=44
    sheet Brest in_box=100 blank_null=5 A=50 B=45
    """
    assert [(one.unit, one.found) for one in found(ballot, "W1")] == [("Lyon", 6)]


def test_w1_is_silent_below_three_per_cent(ballot: BallotFolder) -> None:
    """2 of 85: 200 < 255; and no blank at all is never surprising, even of no paper.

    sheet Lyon in_box=85 blank=2 null=0 A=39 B=44
    sheet Brest in_box=0 blank=0 null=0 A=0 B=0
    """
    assert found(ballot, "W1") == []


def test_w2_finds_three_per_cent_of_null_papers(ballot: BallotFolder) -> None:
    """3 of 85: 300 ≥ 255.

    sheet Lyon in_box=85 blank=0 null=3 A=39 B=43
    """
    assert [(one.unit, one.found) for one in found(ballot, "W2")] == [("Lyon", 3)]


def test_w2_is_silent_below_three_per_cent(ballot: BallotFolder) -> None:
    """2 of 85: 200 < 255.

    sheet Lyon in_box=85 blank=0 null=2 A=39 B=44
    """
    assert found(ballot, "W2") == []


def test_w3_finds_a_large_gap_between_papers_and_signatures(ballot: BallotFolder) -> None:
    """Alpes-Maritimes, 2012: 1,178 envelopes for 590 signatures: 588 more.

    sheet Nice signatures=590 in_box=1178 A=822 B=356
    """
    assert figures(ballot, "W3") == [("Nice", 590, 1178, 588)]


def test_w3_is_silent_under_fifteen_papers_or_two_per_cent(ballot: BallotFolder) -> None:
    """14 of 590 are few papers; 15 of 1,000 are under 2 % (20).

    sheet Nice signatures=590 in_box=604 A=322 B=282
    sheet Lyon signatures=1000 in_box=1015 A=522 B=493
    """
    assert found(ballot, "W3") == []


def test_w4_finds_a_turnout_of_all_and_of_none(ballot: BallotFolder) -> None:
    """142 of 142; 0 of 80.

    sheet Lyon registered=142 in_box=142 A=70 B=72
    sheet Brest registered=80 in_box=0 A=0 B=0
    """
    assert [(one.unit, one.facts["case"]) for one in found(ballot, "W4")] == [
        ("Lyon", "full"),
        ("Brest", "none"),
    ]


def test_w4_is_silent_for_one_voter_fewer_or_one_more_than_none(ballot: BallotFolder) -> None:
    """141 of 142; 1 of 80.

    sheet Lyon registered=142 in_box=141 A=70 B=71
    sheet Brest registered=80 in_box=1 A=1 B=0
    """
    assert found(ballot, "W4") == []


def test_w5_finds_an_option_that_takes_all(ballot: BallotFolder) -> None:
    """32 valid votes, 32 for A.

    sheet Lyon A=32 B=0
    """
    assert [(one.unit, one.fields, one.found) for one in found(ballot, "W5")] == [("Lyon", ("A",), 32)]


def test_w5_is_silent_for_few_votes_or_one_that_differs(ballot: BallotFolder) -> None:
    """19 of 19 are few; 32 of 33 are not all.

    sheet Lyon A=19 B=0
    sheet Brest A=32 B=1
    """
    assert found(ballot, "W5") == []


def test_w6_finds_a_share_far_from_the_neighbours(ballot: BallotFolder) -> None:
    """Neighbours 240 of 400 (60 %), here 30 of 100: thirty points below.

    sheet here A=30 B=70
    sheet n1 A=60 B=40
    sheet n2 A=60 B=40
    sheet n3 A=59 B=41
    sheet n4 A=61 B=39
    """
    (finding,) = found(ballot, "W6")
    assert (finding.unit, finding.found, finding.facts["neighbours_votes"]) == ("here", 30, 240)
    assert (finding.facts["valid"], finding.facts["neighbours_valid"]) == (100, 400)


def test_w6_is_silent_within_twenty_five_points(ballot: BallotFolder) -> None:
    """36 of 100 among neighbours at 60 %: 24 points.

    sheet here A=36 B=64
    sheet n1 A=60 B=40
    sheet n2 A=60 B=40
    sheet n3 A=59 B=41
    sheet n4 A=61 B=39
    """
    assert found(ballot, "W6") == []


def test_w7_finds_two_options_that_look_swapped(ballot: BallotFolder) -> None:
    """Neighbours give a 550 to 620 of 1,000, here 400: leads of 10 to 24 points, and −20; exchanged, +20.

    sheet here a=400 b=600
    sheet n1 a=550 b=450
    sheet n2 a=580 b=420
    sheet n3 a=600 b=400
    sheet n4 a=620 b=380
    """
    # Chance: of 1,000 votes 187.5 under 58.75 %; 187.5² = 35,156 > 16 · 1,000 · 0.5875 · 0.4125 = 3,877.
    (finding,) = found(ballot, "W7")
    assert (finding.unit, finding.fields, finding.difference) == ("here", ("b", "a"), 200)


def test_w7_is_silent_where_the_lead_lies_near_the_neighbours(ballot: BallotFolder) -> None:
    """One of the neighbours is nearly as far: nothing looks swapped.

    sheet here a=400 b=600
    sheet n1 a=420 b=580
    sheet n2 a=580 b=420
    sheet n3 a=600 b=400
    sheet n4 a=620 b=380
    """
    assert found(ballot, "W7") == []


def test_w7_is_silent_where_chance_alone_may_reverse_the_order(ballot: BallotFolder) -> None:
    """With a tenth of the votes: 18.75² = 352 < 16 · 100 · 0.5875 · 0.4125 = 388.

    sheet here a=40 b=60
    sheet n1 a=55 b=45
    sheet n2 a=58 b=42
    sheet n3 a=60 b=40
    sheet n4 a=62 b=38
    """
    assert found(ballot, "W7") == []


def test_w8_finds_a_sheet_of_zeros(ballot: BallotFolder) -> None:
    """Papers 85, and 0 for every option.

    sheet Lyon in_box=85 A=0 B=0
    """
    assert [(one.unit, one.facts["case"]) for one in found(ballot, "W8")] == [("Lyon", "papers")]


def test_w8_is_silent_for_one_vote_or_an_annulled_count(ballot: BallotFolder) -> None:
    """One vote is enough; and what a ruling made zero surprises nobody.

    sheet Lyon in_box=85 A=1 B=0
    sheet Brest in_box=85 A=39 B=45
    ruling Brest annul for=3 against=0
    """
    assert found(ballot, "W8") == []


def test_w9_finds_two_identical_sheets(ballot: BallotFolder) -> None:
    """Sections 3 and 4 of one town: 39, 45 and 1 of 85 in both.

    sheet Conflans-3 in_box=85 null=1 A=39 B=45
    sheet Conflans-4 in_box=85 null=1 A=39 B=45
    """
    assert [(one.unit, one.facts["other"]) for one in found(ballot, "W9")] == [
        ("Conflans-3", "Conflans-4"),
        ("Conflans-4", "Conflans-3"),
    ]


def test_w9_is_silent_for_one_paper_of_difference_or_few_votes(ballot: BallotFolder) -> None:
    """46 is not 45; and 9 and 10 votes are the same by chance.

    sheet Conflans-3 in_box=85 null=1 A=39 B=45
    sheet Conflans-4 in_box=86 null=1 A=39 B=46
    sheet Triel-1 in_box=19 null=0 A=9 B=10
    sheet Triel-2 in_box=19 null=0 A=9 B=10
    """
    assert found(ballot, "W9") == []


def test_w10_finds_a_large_change_from_the_round_before(ballot: BallotFolder) -> None:
    """300 registered; 80 papers, then 190: 110 of 300 is 37 %.

    round 1
    round 2
    sheet Lyon round=1 registered=300 in_box=80 A=39 B=41
    sheet Lyon round=2 registered=300 in_box=190 A=90 B=100
    """
    assert figures(ballot, "W10") == [("Lyon", 80, 190, 110)]


def test_w10_is_silent_under_thirty_per_cent_of_the_registered(ballot: BallotFolder) -> None:
    """Conflans, 2017, as if 1,100 were registered: 1,165 to 1,473 is 308 of 1,100, 28 %.

    round 1
    round 2
    sheet Conflans round=1 registered=1100 in_box=1165 A=411 B=754
    sheet Conflans round=2 registered=1100 in_box=1473 A=611 B=862
    """
    assert found(ballot, "W10") == []


def test_w11_finds_two_stations_exchanged_between_rounds(ballot: BallotFolder) -> None:
    """Briançon, 2017: 1,481 and 1,322 registered in the first round, 1,322 and 1,481 in the second.

    round 1
    round 2
    sheet B-1 round=1 registered=1481 in_box=900 A=450 B=450
    sheet B-2 round=1 registered=1322 in_box=800 A=400 B=400
    sheet B-1 round=2 registered=1322 in_box=800 A=401 B=399
    sheet B-2 round=2 registered=1481 in_box=900 A=451 B=449
    """
    assert figures(ballot, "W11") == [("B-1", 1481, 1322, -159), ("B-2", 1322, 1481, 159)]
    assert fields(ballot, "W11") == [("registered",)] * 2


def test_w11_is_silent_where_each_keeps_its_roll(ballot: BallotFolder) -> None:
    """A few more names on each list are no exchange.

    round 1
    round 2
    sheet B-1 round=1 registered=1481 in_box=900 A=450 B=450
    sheet B-2 round=1 registered=1322 in_box=800 A=400 B=400
    sheet B-1 round=2 registered=1485 in_box=900 A=451 B=449
    sheet B-2 round=2 registered=1320 in_box=800 A=401 B=399
    """
    assert found(ballot, "W11") == []
