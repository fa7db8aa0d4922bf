"""Acts read in order, and the gate of the proclamation."""

from __future__ import annotations

from recolement.canvass import Status, canvass
from recolement.model.folder import BallotFolder


def refusals(folder: BallotFolder) -> list[str]:
    """The codes of the refused acts, in order."""
    return [refused.code for refused in canvass(folder).proceedings.refused]


def test_a_proclamation_waits_for_every_unit(ballot: BallotFolder) -> None:
    """A proclamation is refused while a unit has given nothing (three federations, 2012).

    sheet Paris registered=100 in_box=60 A=40 B=20
    missing Mayotte registered=30
    proclamation
    """
    night = canvass(ballot)
    assert refusals(ballot) == ["units_missing"]
    assert night.results[0].status is Status.PARTIAL
    refused = [finding for finding in night.findings if finding.code == "D1"]
    assert [finding.facts["units"] for finding in refused] == ["Mayotte"]


def test_no_vote_held_completes_the_register(ballot: BallotFolder) -> None:
    """A unit recorded as "no vote held" is not missing any more.

    sheet Paris registered=100 in_box=60 A=40 B=20
    missing Mayotte registered=30
    no_vote Mayotte reason="no candidate of ours"
    proclamation
    """
    result = canvass(ballot).results[0]
    assert refusals(ballot) == []
    assert result.status is Status.PROCLAIMED
    assert result.coverage.no_vote == ("Mayotte",)
    assert result.coverage.missing == ()


def test_a_freeze_forbids_the_proclamation_until_it_is_lifted(ballot: BallotFolder) -> None:
    """A proclamation is refused under a freeze, and allowed once a ruling has lifted it.

    sheet Paris registered=100 in_box=60 A=40 B=20
    freeze g1 reason="until the commission has met"
    proclamation
    ruling g1 lift for=3 against=0
    proclamation
    """
    assert refusals(ballot) == ["frozen"]
    assert canvass(ballot).results[0].status is Status.PROCLAIMED


def test_a_frozen_result_says_so(ballot: BallotFolder) -> None:
    """A freeze that nothing lifts is the status of the result, and changes no figure.

    sheet Paris registered=100 in_box=60 A=40 B=20
    freeze g1 reason="until the commission has met"
    """
    result = canvass(ballot).results[0]
    assert result.status is Status.FROZEN
    assert result.figures.votes == {"A": 40, "B": 20}


def test_lots_due_forbid_the_proclamation(ballot: BallotFolder) -> None:
    """A tie stops and asks; the draw recorded, the same proclamation is allowed.

    sheet Paris registered=100 in_box=60 A=30 B=30
    proclamation
    draw A,B order=B,A
    proclamation
    """
    night = canvass(ballot)
    assert refusals(ballot) == ["lots_due"]
    outcome = night.results[0].outcome
    assert outcome is not None
    assert outcome.options == ("B",)


def test_a_change_after_the_proclamation_is_a_correction(ballot: BallotFolder) -> None:
    """A figure corrected after the proclamation makes the result corrected, not proclaimed.

    sheet Paris registered=100 in_box=60 A=40 B=20
    proclamation
    correction Paris A=39 reason="read back"
    """
    result = canvass(ballot).results[0]
    assert result.status is Status.CORRECTED
    assert result.figures.votes == {"A": 39, "B": 20}


def test_a_second_proclamation_has_the_next_version(ballot: BallotFolder) -> None:
    """A second first version is refused; version 2 corrects the first.

    sheet Paris registered=100 in_box=60 A=40 B=20
    proclamation version=1
    proclamation version=1
    proclamation version=2
    """
    assert refusals(ballot) == ["version_not_next"]
    assert canvass(ballot).results[0].status is Status.CORRECTED


def test_a_ruling_without_a_majority_is_not_applied(ballot: BallotFolder) -> None:
    """Three for and three against carry nothing: the dispute stays open.

    sheet Paris registered=100 in_box=60 A=40 B=20
    dispute d1 Paris grounds="no booth"
    ruling d1 annul for=3 against=3
    """
    night = canvass(ballot)
    assert refusals(ballot) == ["no_majority_for_ruling"]
    assert night.proceedings.disputes["d1"].open


def test_unanimity_is_what_it_says(ballot: BallotFolder) -> None:
    """Where the rulebook asks for unanimity, one vote against is enough to refuse the ruling.

    rule plurality ruling=unanimity
    sheet Paris registered=100 in_box=60 A=40 B=20
    dispute d1 Paris grounds="no booth"
    ruling d1 annul for=6 against=1
    """
    assert refusals(ballot) == ["not_unanimous"]


def test_a_decided_dispute_is_not_decided_twice(ballot: BallotFolder) -> None:
    """The second ruling on one dispute is refused, and so is its withdrawal.

    sheet Paris registered=100 in_box=60 A=40 B=20
    dispute d1 Paris grounds="no booth"
    ruling d1 uphold for=4 against=1
    ruling d1 annul for=4 against=1
    withdrawal d1
    """
    assert refusals(ballot) == ["already_decided", "nothing_to_withdraw"]
    assert canvass(ballot).results[0].figures.votes == {"A": 40, "B": 20}


def test_an_annulled_count_leaves_its_papers_null(ballot: BallotFolder) -> None:
    """By default an annulled unit keeps registered and voters; its papers count as null (FORMAT).

    sheet Paris registered=100 in_box=60 blank=2 null=1 A=37 B=20
    sheet Lyon registered=80 in_box=50 blank=0 null=0 A=20 B=30
    dispute d1 Paris grounds="no booth"
    ruling d1 annul for=4 against=1
    """
    figures = canvass(ballot).results[0].figures
    assert figures.votes == {"A": 20, "B": 30}
    assert (figures.registered, figures.in_box, figures.blank, figures.null, figures.valid) == (
        180,
        110,
        0,
        60,
        50,
    )


def test_a_ruling_corrects_a_swap_its_dispute_asked_for(ballot: BallotFolder) -> None:
    """Talange: the ruling that grants a swap exchanges the two options' votes.

    sheet Talange registered=40 in_box=24 A=18 B=6
    dispute talange Talange seeks=correct options=A,B
    ruling talange correct for=5 against=0
    """
    assert canvass(ballot).results[0].figures.votes == {"A": 6, "B": 18}


def test_a_sheet_set_aside_is_not_added_until_a_ruling_upholds_it(ballot: BallotFolder) -> None:
    """New Caledonia: recorded and left out of the sum, then brought back by a ruling on its unit.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Noumea registered=40 in_box=16 A=3 B=13
    set_aside Noumea reason="not in the sum"
    """
    assert canvass(ballot).results[0].figures.votes == {"A": 31, "B": 29}


def test_a_set_aside_sheet_comes_back(ballot: BallotFolder) -> None:
    """A ruling that upholds a sheet set aside adds it.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Noumea registered=40 in_box=16 A=3 B=13
    set_aside Noumea reason="not in the sum"
    ruling - uphold unit=Noumea for=4 against=0
    """
    assert canvass(ballot).results[0].figures.votes == {"A": 34, "B": 42}


def test_a_vote_held_again_makes_the_unit_missing(ballot: BallotFolder) -> None:
    """A ruling "vote again" takes the sheet away: the unit is awaited.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Lyon registered=40 in_box=16 A=3 B=13
    dispute d1 Lyon
    ruling d1 vote_again for=4 against=0
    """
    result = canvass(ballot).results[0]
    assert result.coverage.missing == ("Lyon",)
    assert result.figures.votes == {"A": 31, "B": 29}
