"""Draws, withdrawals from a runoff, rallies: what decides among equals, and what decides nothing."""

from __future__ import annotations

from canvass.reading import first, outcome, refusals, votes
from recolement.canvass import canvass
from recolement.model.folder import BallotFolder


def idle(folder: BallotFolder) -> list[object]:
    """The numbers of the draws that decide nothing, as the findings say them."""
    return [finding.facts["act"] for finding in canvass(folder).findings if finding.code == "D3"]


def test_a_draw_before_there_is_a_tie_decides_nothing(ballot: BallotFolder) -> None:
    """B is drawn first, then a correction makes the tie: lots are still due, and must be drawn now.

    sheet Paris registered=100 in_box=60 A=31 B=29
    draw A,B order=B,A
    correction Paris A=30
    correction Paris B=30
    """
    assert idle(ballot) == [1]
    assert outcome(ballot).lots is not None


def test_a_draw_among_others_than_the_equals_decides_nothing(ballot: BallotFolder) -> None:
    """A and B are equal; drawing B and C answers nothing, and drawing A, B and C neither.

    sheet Paris registered=100 in_box=70 A=30 B=30 C=10
    draw B,C order=B,C
    draw A,B,C order=C,B,A
    draw A,B order=B,A
    """
    assert idle(ballot) == [1, 2]
    assert outcome(ballot).options == ("B",)


def test_a_draw_is_repeated_only_while_lots_are_due(ballot: BallotFolder) -> None:
    """Once drawn, a second draw that would say the contrary decides nothing: the tie is broken.

    sheet Paris registered=100 in_box=60 A=30 B=30
    draw A,B order=B,A
    draw A,B order=A,B
    """
    assert idle(ballot) == [2]
    assert outcome(ballot).options == ("B",)


def test_a_draw_for_one_federation_is_not_the_draw_of_another(ballot: BallotFolder) -> None:
    """Only 75 is tied when the draw is made; 78 becomes tied later, and waits for its own draw.

    unit FR
    unit 75 in=FR
    unit 78 in=FR
    unit Paris in=75
    unit Triel in=78
    contest c scope=each:federation
    ballot levels=nation,federation,section root=FR
    sheet Paris in_box=60 A=30 B=30
    sheet Triel in_box=84 A=42 B=41 null=1
    draw A,B order=B,A
    correction Triel B=42
    """
    seventy_five, seventy_eight = canvass(ballot).results
    assert seventy_five.outcome is not None
    assert seventy_five.outcome.options == ("B",)
    assert seventy_eight.outcome is not None
    assert seventy_eight.outcome.lots is not None


def test_a_draw_never_touches_a_figure(ballot: BallotFolder) -> None:
    """Votes are never altered to record a lot.

    sheet Paris registered=100 in_box=60 A=30 B=30
    draw A,B order=B,A
    """
    assert votes(ballot) == {"A": 30, "B": 30}


def test_an_option_that_withdraws_is_replaced_in_a_top_two_runoff(ballot: BallotFolder) -> None:
    """Constitution, art. 7: b gives up, c stands instead; the figures stay, and the act is cited by nobody's
    sheet.

    rule majority_two_round
    round 1
    round 2 options=a,c
    sheet Paris round=1 registered=200 in_box=100 a=40 b=35 c=15 d=10
    withdrawal b round=1
    """
    assert refusals(ballot) == []
    assert set(outcome(ballot).options) == {"a", "c"}
    assert votes(ballot) == {"a": 40, "b": 35, "c": 15, "d": 10}


def test_who_is_no_option_and_no_dispute_cannot_withdraw(ballot: BallotFolder) -> None:
    """A dispute already withdrawn is not withdrawn again.

    sheet Paris registered=100 in_box=60 A=31 B=29
    dispute d1 Paris
    withdrawal d1
    withdrawal d1
    """
    assert refusals(ballot) == ["nothing_to_withdraw"]
    verdict = first(ballot).verdict
    assert verdict is not None
    assert len(verdict.open) == 0


def test_a_rally_changes_no_figure_and_no_outcome(ballot: BallotFolder) -> None:
    """Hamon calls to vote for Aubry: neither the votes nor who may stand change.

    rule majority_two_round
    round 1
    round 2 options=aubry,royal
    sheet France round=1 registered=200 in_box=100 royal=43 aubry=34 hamon=23
    rally hamon aubry
    """
    assert set(outcome(ballot).options) == {"aubry", "royal"}
    assert votes(ballot) == {"royal": 43, "aubry": 34, "hamon": 23}
    assert [act.option for act in canvass(ballot).proceedings.rallies] == ["hamon"]
