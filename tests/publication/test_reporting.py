"""The report: what is said of seats, of two branches, of ties, of what leaves a sum partial."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.acts import SetAside, Target
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.publication.report import Count, Report, Share
from recolement.publication.reporting import report


def said(ballot: BallotFolder) -> Report:
    """The report of a ballot, in English."""
    return report(canvass(ballot), "en")


def test_seats_stand_beside_the_votes(ballot: BallotFolder) -> None:
    """Five seats by D'Hondt over 140, 105 and 55: quotients 140, 105, 70, 55 and 52.5 give 2, 2 and 1.

    rule highest_averages seats=5 divisor=dhondt
    sheet Lyon  in_box=300 A=140 B=105 C=55
    """
    (result,) = said(ballot).results
    assert result.votes.columns == ("Option", "Votes", "Share", "Seats")
    assert [row[3] for row in result.votes.rows] == [Count(2), Count(2), Count(1)]
    assert result.votes.rows[0][2] == Share(140, 300)


def test_a_matter_that_breaks_one_branch_does_not_decide_alone(ballot: BallotFolder) -> None:
    """Rejected for want of a majority and of the quorum: Metz could give the majority, never the quorum.

    rule yes_no quorum=1/2 quorum_base=registered majority=2/3 majority_reached=true
    option yes
    option no
    sheet Lyon registered=200 in_box=80 blank=2 null=1 yes=50 no=27
    sheet Brest registered=100 in_box=30 blank=0 null=0 yes=20 no=10
    missing Metz registered=40
    """
    # Two thirds of 107 valid votes: 71.3, yes has 70. Half of 340 registered: 170, 110 voted, Metz has 40.
    (result,) = said(ballot).results
    assert result.open is not None
    assert "all of it" in result.open.rows[0]
    assert not [cell for row in result.open.rows for cell in row if cell == "decides alone"]
    assert result.strip is not None
    assert result.strip.settled is True
    assert result.decisive.startswith("No open matter can change the outcome")


def test_a_matter_that_breaks_the_only_branch_decides_alone(ballot: BallotFolder) -> None:
    """A leads by 13 and Metz has 20 registered voters.

    sheet Lyon  registered=150 in_box=100 A=60 B=40
    sheet Brest registered=120 in_box=97  A=45 B=52
    missing Metz registered=20
    """
    (result,) = said(ballot).results
    assert result.open is not None
    assert "decides alone" in result.open.rows[0]
    assert result.decisive == "Could change the outcome alone: Metz."


def test_every_ruling_is_shown_before_and_after(ballot: BallotFolder) -> None:
    """A 60 + 45, B 40 + 50: lead 15. Brest annulled: 60 to 40, lead 20.

    sheet Lyon  in_box=100 A=60 B=40
    sheet Brest in_box=95  A=45 B=50
    dispute d1 Brest grounds="closed early"
    """
    (result,) = said(ballot).results
    assert result.effects is not None
    assert [row[1:4] for row in result.effects.rows] == [
        ("leave as it is", Count(15), Count(15)),
        ("annul the sheet", Count(15), Count(20)),
    ]


def test_a_sum_that_leaves_a_unit_out_says_so_and_has_no_share_of_it(ballot: BallotFolder) -> None:
    """Voters are known in Lyon only: 100; 190 valid votes are no share of them.

    sheet Lyon   in_box=100 A=60 B=40
    sheet Brest  A=45 B=45
    """
    (result,) = said(ballot).results
    rows = {row[0]: row for row in result.figures.rows}
    assert rows["Valid votes"] == ("Valid votes", Count(190), "")
    assert "papers in the box (1)" in result.figures.note


def test_a_tie_asks_for_lots_and_shows_no_bars() -> None:
    """50 against 50: the strip says so in words, and nothing is measured."""
    (result,) = said(read_shorthand("sheet Lyon in_box=100 A=50 B=50")).results
    assert result.strip is not None
    assert (result.strip.sentence, result.strip.lead) == ("A tie, lots to be drawn.", None)


def test_more_than_the_whole_carries_a_remark(ballot: BallotFolder) -> None:
    """110 papers of 100 registered, 110 votes of 90 valid ones: no share above 100 % without a remark.

    sheet Lyon registered=100 in_box=110 blank=0 null=0 valid=90 A=60 B=50
    sheet Brest registered=100 in_box=100 blank=0 null=0 valid=20 A=110 B=0
    """
    (result,) = said(ballot).results
    # A has 60 + 110 = 170 of 90 + 20 = 110 valid votes; 210 papers of 200 registered
    assert "Above 100%" in result.votes.note
    assert "Above 100%" in result.figures.note


def test_a_sheet_set_aside_is_not_received_and_the_roll_says_who_is_missing(ballot: BallotFolder) -> None:
    """Three sections: one in, one set aside, one missing: 1 of 3 received, and 80 registered are awaited.

    ballot levels=nation,section root=top
    unit top name=Top
    unit a in=top registered=100
    unit b in=top registered=90
    unit c in=top registered=80
    sheet a registered=100 in_box=50 A=30 B=20
    sheet b registered=90 in_box=50 A=30 B=20
    """
    aside = SetAside(number=1, at=date(2026, 11, 25), target=Target((UnitId("b"),)), reason="sent twice")
    (result,) = said(replace(ballot, acts=(aside,))).results
    assert result.figures.note.startswith("Sheets received: 1 of 3. Set aside: 1.")
    assert result.below is not None
    rows = {row[0]: row for row in result.below.rows}
    assert (rows["c"][1], rows["c"][-1]) == ("0/1", Count(80))
    assert rows["b"][1] == "0/1"
