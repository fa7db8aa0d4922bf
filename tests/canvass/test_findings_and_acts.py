"""Acts about findings, referrals and proclamations: what they close, and what stays open."""

from __future__ import annotations

from datetime import date

import pytest

from canvass.reading import first, refusals, verdict
from recolement.canvass import Status, canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.model.problems import Unusable


def opened(folder: BallotFolder) -> list[str]:
    """The open matters, in order."""
    return [one.matter.id for one in verdict(folder).open]


def test_an_acknowledged_error_closes_its_sheet(ballot: BallotFolder) -> None:
    """A1 on Lyon is explained, and said with its reason beside the finding.

    sheet Lyon  registered=100 in_box=60 blank=0 null=0 valid=60 A=35 B=24
    sheet Brest registered=100 in_box=60 A=30 B=30
    acknowledgement Lyon A1 reason="one ballot bore both names"
    """
    assert opened(ballot) == []
    (finding,) = (one for one in canvass(ballot).findings if one.code == "A1")
    assert finding.acknowledged == "one ballot bore both names"


def test_an_error_is_not_explained_away_before_it_is_made(ballot: BallotFolder) -> None:
    """A1 by one paper is acknowledged; then a correction makes it fifty: the sheet is open again.

    sheet Lyon  registered=100 in_box=60 blank=0 null=0 valid=60 A=35 B=24
    sheet Brest registered=100 in_box=60 A=30 B=30
    acknowledgement Lyon A1 reason="one ballot bore both names"
    correction Lyon valid=109 reason="?"
    acknowledgement Lyon A2 reason="the same"
    """
    # 109 − 59 = 50 papers of Lyon are uncertain: A's 35 to B take 70, the 60th paper of the box takes 1.
    assert opened(ballot) == ["Lyon"]
    assert verdict(ballot).open[0].worst_case == 71


def test_an_error_is_not_acknowledged_without_a_reason() -> None:
    """No explanation, no acknowledgement: the file says what is missing."""
    with pytest.raises(Unusable) as raised:
        read_shorthand("sheet Lyon in_box=60 valid=60 A=35 B=24\nacknowledgement Lyon A1")
    assert [(one.code, one.column) for one in raised.value.problems] == [("missing_key", "act[1].reason")]


def test_acknowledging_one_error_does_not_close_another(ballot: BallotFolder) -> None:
    """A1 is explained; R1 (64 papers for 60 registered) still leaves four papers open.

    sheet Lyon registered=60 in_box=64 blank=0 null=0 valid=64 A=40 B=23
    acknowledgement Lyon A1 reason="one ballot bore both names"
    """
    assert opened(ballot) == ["Lyon"]
    assert verdict(ballot).open[0].worst_case == 8  # four papers from A to B


def test_a_disagreement_is_not_closed_by_correcting_something_else(ballot: BallotFolder) -> None:
    """The representative's copy has A 58, the sheet A 88; correcting the roll settles nothing.

    sheet Fives registered=200 in_box=96 A=88 B=8
    entry Fives representative:B A=58 B=8
    correction Fives registered=201
    """
    assert opened(ballot) == ["Fives"]


def test_a_disagreement_is_closed_by_a_ruling(ballot: BallotFolder) -> None:
    """The commission upholds the sheet: the copy still differs, and the finding says so, but it is decided.

    sheet Fives registered=200 in_box=96 A=88 B=8
    entry Fives representative:B A=58 B=8
    ruling Fives uphold for=4 against=1
    """
    assert opened(ballot) == []
    assert "C3" in [finding.code for finding in canvass(ballot).findings]


def test_papers_that_are_nowhere_are_open(ballot: BallotFolder) -> None:
    """In the box 100, in the cells 60: the forty papers may be anybody's, so a lead of 30 is not settled.

    sheet Lyon registered=120 in_box=100 blank=0 null=0 A=45 B=15
    """
    assert verdict(ballot).settled is False
    # forty of A's ballots moved to B would take 80, more than forty new ones for B (40)
    assert verdict(ballot).open[0].worst_case == 80


def test_a_referral_past_its_due_date_is_shown_until_it_is_answered(ballot: BallotFolder) -> None:
    """Due 3 February; on the 5th it is two days late; the day itself is not late.

    sheet Paris registered=100 in_box=60 A=31 B=29
    freeze g1 reason="waiting"
    referral g1 to="national commission" due=2017-02-03
    """
    late = [one for one in canvass(ballot, today=date(2017, 2, 5)).findings if one.code == "D2"]
    assert [one.facts["days"] for one in late] == [2]
    assert not [one for one in canvass(ballot, today=date(2017, 2, 3)).findings if one.code == "D2"]


def test_a_referral_that_came_back_is_not_overdue(ballot: BallotFolder) -> None:
    """The freeze is lifted: nothing is late any more.

    sheet Paris registered=100 in_box=60 A=31 B=29
    freeze g1 reason="waiting"
    referral g1 to="national commission" due=2017-02-03
    ruling g1 lift for=3 against=0
    """
    assert not [one for one in canvass(ballot, today=date(2017, 2, 5)).findings if one.code == "D2"]


def test_a_proclamation_of_no_result_is_refused(ballot: BallotFolder) -> None:
    """A section where nothing is decided cannot be proclaimed: it would pin nothing.

    unit FR
    unit Paris in=FR
    unit Lyon in=FR
    ballot levels=nation,section root=FR
    sheet Paris in_box=60 A=31 B=29
    sheet Lyon in_box=60 A=31 B=29
    proclamation unit=Paris
    """
    assert refusals(ballot) == ["nothing_to_proclaim"]
    assert first(ballot).status is Status.COMPLETE


def test_a_proclamation_without_a_valid_vote_is_refused(ballot: BallotFolder) -> None:
    """Only blank votes, and blank votes are valid: still nobody has a vote, and there is nothing to proclaim.

    rule plurality blank=valid
    sheet Paris registered=100 in_box=60 blank=60 null=0 A=0 B=0
    proclamation
    """
    assert refusals(ballot) == ["no_valid_vote"]
    assert first(ballot).outcome is None


def test_blank_votes_alone_reject_a_question_where_they_are_valid(ballot: BallotFolder) -> None:
    """Yes 0 of 60 valid votes, all blank: not adopted, and that may be proclaimed.

    rule yes_no blank=valid
    option yes no
    sheet Paris registered=100 in_box=60 blank=60 null=0 yes=0 no=0
    proclamation
    """
    assert refusals(ballot) == []
    outcome = first(ballot).outcome
    assert outcome is not None
    assert outcome.kind.value == "rejected"


def test_a_refused_act_is_an_error_and_the_result_still_stands(ballot: BallotFolder) -> None:
    """The finding D1 says which act and why; figures and outcome are as without it.

    sheet Paris registered=100 in_box=60 A=31 B=29
    freeze g1 reason="waiting"
    proclamation
    """
    (finding,) = (one for one in canvass(ballot).findings if one.code == "D1")
    assert finding.severity.value == "error"
    assert (finding.facts["refusal"], finding.facts["act"], finding.facts["kind"]) == (
        "frozen",
        2,
        "proclamation",
    )
    assert first(ballot).figures.votes == {"A": 31, "B": 29}


def test_a_proclamation_needs_the_signatures_the_rulebook_asks_for(ballot: BallotFolder) -> None:
    """Two signatures are asked for; one does not do.

    rule plurality signatures_needed=2
    sheet Paris registered=100 in_box=60 A=31 B=29
    proclamation signed_by=ann
    proclamation signed_by=ann,bob
    """
    assert refusals(ballot) == ["signatures_missing"]
    assert first(ballot).status is Status.PROCLAIMED


def test_a_group_may_be_proclaimed_alone(ballot: BallotFolder) -> None:
    """A constituency is a group of sections: its result is proclaimed by its address.

    group district:1 Paris
    group district:2 Lyon
    contest c scope=each:district
    sheet Paris in_box=60 A=31 B=29
    sheet Lyon in_box=60 A=31 B=29
    proclamation unit=district:1
    """
    assert refusals(ballot) == []
    assert {result.unit: result.status for result in canvass(ballot).results} == {
        "district:1": Status.PROCLAIMED,
        "district:2": Status.COMPLETE,
    }


def test_figures_left_empty_for_an_option_not_on_offer_are_not_unknown(ballot: BallotFolder) -> None:
    """C stands in Lyon only: Paris leaves it empty, its valid votes are 60, and nothing is open.

    option A B
    option C units=Lyon
    sheet Paris registered=100 in_box=60 blank=0 null=0 A=31 B=29
    sheet Lyon registered=100 in_box=60 blank=0 null=0 A=30 B=25 C=5
    """
    assert first(ballot).figures.valid == 120
    assert opened(ballot) == []


def test_papers_in_the_box_count_for_the_quorum_even_where_blanks_were_left_empty(
    ballot: BallotFolder,
) -> None:
    """In the box 50 of 100, yes 30, no 10, null 2: eight are blank, and the quorum of one half is reached.

    rule yes_no quorum=1/2
    option yes no
    sheet Paris registered=100 in_box=50 null=2 yes=30 no=10
    """
    outcome = first(ballot).outcome
    assert outcome is not None
    assert outcome.kind.value == "adopted"


def test_a_recount_leaves_the_registered_of_the_sheet_where_there_is_no_roll(ballot: BallotFolder) -> None:
    """A majority of the registered: 60 of 100; a recount of 70 papers can take it, and cannot lower the base.

    rule absolute_majority base=registered
    sheet Paris registered=100 in_box=70 blank=0 null=0 A=60 B=10
    dispute d1 Paris seeks=recount
    """
    # 2·60 − 100 = 20 is the lead; with all 70 papers elsewhere 2·0 − 100 is left: 120 can be taken.
    assert verdict(ballot).open[0].worst_case == 120
    assert verdict(ballot).settled is False
