"""Family R: nobody votes who is not on the roll."""

from __future__ import annotations

from checks.found import figures, found
from recolement.model.folder import BallotFolder


def test_r1_finds_more_papers_than_registered(ballot: BallotFolder) -> None:
    """126 registered, 130 envelopes: four too many; the closed roll serves where the sheet says nothing.

    unit Brest registered=126
    sheet Lyon registered=126 in_box=130 A=70 B=60
    sheet Brest voters=127 A=70 B=57
    """
    assert figures(ballot, "R1") == [("Brest", 126, 127, 1), ("Lyon", 126, 130, 4)]


def test_r1_is_silent_where_the_box_is_not_fuller_than_the_roll(ballot: BallotFolder) -> None:
    """Everybody came: 126 of 126 is not too many; without a roll there is nothing to compare.

    sheet Lyon registered=126 in_box=126 A=70 B=56
    sheet Brest in_box=900 A=500 B=400
    """
    assert found(ballot, "R1") == []


def test_r2_finds_more_signatures_than_registered(ballot: BallotFolder) -> None:
    """126 registered, 128 signatures: two too many.

    sheet Lyon registered=126 signatures=128 A=70 B=56
    """
    assert figures(ballot, "R2") == [("Lyon", 126, 128, 2)]


def test_r2_is_silent_where_the_roll_holds_the_signatures(ballot: BallotFolder) -> None:
    """126 signatures of 126.

    sheet Lyon registered=126 signatures=126 A=70 B=56
    """
    assert found(ballot, "R2") == []


def test_r3_finds_another_number_of_registered_than_the_closed_roll(ballot: BallotFolder) -> None:
    """The roll was closed at 126, the sheet says 129; a round's own roll is the one that counts.

    unit Lyon registered=126
    unit Brest registered=80
    roll Brest round=1 registered=81
    sheet Lyon registered=129 in_box=85 A=39 B=45
    sheet Brest registered=80 in_box=70 A=39 B=31
    """
    assert figures(ballot, "R3") == [("Lyon", 126, 129, 3), ("Brest", 81, 80, -1)]


def test_r3_is_silent_without_a_roll_or_where_it_agrees(ballot: BallotFolder) -> None:
    """The same number; and checks compare only with a roll that was given.

    unit Lyon registered=126
    sheet Lyon registered=126 in_box=85 A=39 B=45
    sheet Brest registered=129 in_box=85 A=39 B=45
    """
    assert found(ballot, "R3") == []


def test_r4_finds_registered_unknown_or_zero(ballot: BallotFolder) -> None:
    """Signatures 85 and registered left empty, with no roll; and registered 0.

    sheet Lyon signatures=85 in_box=85 A=39 B=45
    sheet Brest registered=0 in_box=0 A=0 B=0
    sheet Metz registered=100 in_box=85 A=39 B=45
    """
    assert [(one.unit, one.found) for one in found(ballot, "R4")] == [("Lyon", None), ("Brest", 0)]


def test_r4_finds_once_what_no_section_knows(ballot: BallotFolder) -> None:
    """No section has its registered: one notice says so for all two.

    sheet Lyon in_box=85 A=39 B=45
    sheet Brest in_box=85 A=40 B=45
    """
    (finding,) = found(ballot, "R4")
    assert (finding.unit, finding.severity.value, finding.facts["sheets"]) == (None, "notice", 2)


def test_r4_is_silent_where_registered_is_known(ballot: BallotFolder) -> None:
    """From the sheet, or from the roll.

    unit Lyon registered=126
    sheet Lyon in_box=85 A=39 B=45
    sheet Brest registered=100 in_box=85 A=39 B=45
    """
    assert found(ballot, "R4") == []
