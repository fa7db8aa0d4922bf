"""What a report says of an outcome never outruns what is known."""

from __future__ import annotations

from recolement.canvass import canvass
from recolement.model.folder import BallotFolder
from recolement.publication.report import ResultReport
from recolement.publication.reporting import report


def reported(ballot: BallotFolder) -> ResultReport:
    """The only result, in English."""
    (result,) = report(canvass(ballot), "en").results
    return result


def test_an_option_on_no_sheet_gives_no_outcome(ballot: BallotFolder) -> None:
    """B's column was forgotten: A's 39 votes elect nobody, and the sentence names B.

    option A
    option B name="Bruno Petit"
    sheet Lyon registered=60 in_box=38 valid=38 A=20
    sheet Albi registered=40 in_box=28 valid=28 A=19
    """
    result = reported(ballot)
    assert result.outcome == ""
    assert result.strip is not None
    assert "Bruno Petit" in result.strip.sentence
    assert result.strip.lead is None


def test_an_outcome_that_is_not_settled_is_said_as_it_stands(ballot: BallotFolder) -> None:
    """A leads by 10, 30 are awaited: elected only as it stands.

    sheet Lyon registered=60 in_box=50 A=30 B=20
    missing Metz registered=30
    """
    assert reported(ballot).outcome == "As it stands, elected: A."


def test_a_settled_outcome_is_said_plainly(ballot: BallotFolder) -> None:
    """A leads by 10, 5 are awaited: nothing can change it.

    sheet Lyon registered=60 in_box=50 A=30 B=20
    missing Metz registered=5
    """
    assert reported(ballot).outcome == "Elected: A."


def test_every_matter_that_decides_alone_is_named(ballot: BallotFolder) -> None:
    """A leads by 10; Metz has 30 on its roll and Brest 40: either reaches the lead, both are named.

    sheet Lyon registered=60 in_box=50 A=30 B=20
    missing Metz registered=30
    missing Brest registered=40
    """
    assert reported(ballot).decisive == "Each could change the outcome alone: Brest, Metz."


def test_papers_are_not_called_registered(ballot: BallotFolder) -> None:
    """A contested sheet whose roll is unknown opens 50 papers, not 50 registered voters.

    sheet Lyon registered=60 in_box=50 A=30 B=20
    sheet Albi in_box=50 A=26 B=24
    dispute d1 Albi seeks=annul
    """
    strip = reported(ballot).strip
    assert strip is not None
    assert "50 registered or papers open" in strip.sentence
