"""Small ballots done by hand, one per rule: the outcome, and what it is said to rest on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from recolement.model.results import Outcome, OutcomeKind
from recolement.model.rulebook import Base, Rule, Runoff
from recolement.rules import Poll
from rules.polls import count, seats


def rests_on(outcome: Outcome) -> list[list[tuple[tuple[int, ...], int]]]:
    """The branches as coefficients and constants."""
    return [[(a.coefficients, a.constant) for a in branch.assertions] for branch in outcome.branches]


def test_more_than_half_of_the_valid_votes() -> None:
    """6 of 11: a − b − c > 0, which is 2·6 − 11 = 1."""
    outcome = count(Rule.ABSOLUTE_MAJORITY, {"a": 6, "b": 3, "c": 2}, null=4)
    assert rests_on(outcome) == [[((1, -1, -1, 0, 0, 0), 0)]]


def test_exactly_half_is_not_a_majority() -> None:
    """5 of 10: nobody, and V − 2·a ≥ 0 is met with equality."""
    outcome = count(Rule.ABSOLUTE_MAJORITY, {"a": 5, "b": 5}, no_majority="Le vote est repris.")
    assert outcome.kind is OutcomeKind.NO_MAJORITY
    assert rests_on(outcome) == [[((-1, 1, 0, 0, 0), 1), ((1, -1, 0, 0, 0), 1)]]
    assert outcome.steps[-1].facts == {"follows": "Le vote est repris."}


def test_blank_votes_counted_as_valid_can_leave_everybody_without_a_majority() -> None:
    """5 and 4 with 2 blanks: 5 of 9 is a majority, 5 of 11 is not."""
    votes = {"a": 5, "b": 4}
    assert count(Rule.ABSOLUTE_MAJORITY, votes, blanks=2).options == ("a",)
    assert count(Rule.ABSOLUTE_MAJORITY, votes, blanks=2, blank="valid").kind is OutcomeKind.NO_MAJORITY


def test_a_withdrawal_promotes_the_third_in_a_top_two_runoff() -> None:
    """Constitution, art. 7: b withdraws, c takes the place; b is only asked not to have been elected."""
    votes = {"a": 40, "b": 35, "c": 15, "d": 10}
    outcome = count(Rule.MAJORITY_TWO_ROUND, votes, poll={"withdrawn": frozenset({"b"})})
    assert outcome.options == ("a", "c")
    assert len(outcome.branches[0].assertions) == 5  # a, c before d; a, b, c without a majority


def test_a_withdrawal_promotes_nobody_in_a_threshold_runoff() -> None:
    """L. 162: three reach an eighth of the registered; one withdraws, and nobody takes the place."""
    runoff = Runoff("threshold", Fraction(1, 8))
    votes = {"a": 40, "b": 35, "c": 15, "d": 10}
    outcome = count(Rule.MAJORITY_TWO_ROUND, votes, runoff=runoff, poll={"withdrawn": frozenset({"b"})})
    assert outcome.options == ("a", "b", "c")
    assert [step.facts["option"] for step in outcome.steps if step.code == "withdrew"] == ["b"]


def test_a_majority_without_a_quarter_of_the_registered_elects_nobody() -> None:
    """L. 162: 60 of 100 valid votes, 300 registered: a quarter is 75, so two branches and a runoff."""
    outcome = count(
        Rule.MAJORITY_TWO_ROUND,
        {"a": 60, "b": 30, "c": 10},
        abstain=200,
        runoff=Runoff("threshold", Fraction(1, 8)),
        elected_share_of_registered=Fraction(1, 4),
    )
    assert outcome.kind is OutcomeKind.RUNOFF
    assert outcome.options == ("a", "b")  # an eighth is 37.5: a alone reaches it, b is the next
    assert [branch.holds((60, 30, 10, 0, 0, 200)) for branch in outcome.branches] == [True, False]


def test_lists_with_five_per_cent_may_join_those_with_ten() -> None:
    """L. 264: 45, 40, 8, 4, 3 per cent: two stand, one may join, the last two do neither."""
    votes = {"a": 45, "b": 40, "c": 8, "d": 4, "e": 3}
    outcome = count(Rule.MUNICIPAL_LIST, votes, seats=15)
    assert outcome.options == ("a", "b")
    assert [step.facts["option"] for step in outcome.steps if step.code == "may_join"] == ["c"]


def test_rejected_lists_both_ways_to_be_rejected_as_rivals() -> None:
    """Yes 40, no 45, quorum 90 of 180: no majority *or* no quorum, so the two assertions are rivals."""
    outcome = count(Rule.YES_NO, {"yes": 40, "no": 45}, abstain=95, quorum=Fraction(1, 2))
    assert outcome.kind is OutcomeKind.REJECTED
    assert len(outcome.branches) == 2
    assert [len(rival) for rival in outcome.rivals] == [2]


def test_two_thirds_of_the_registered() -> None:
    """A qualified majority reached exactly: 20 of 30 registered; 3·20 − 2·30 = 0 is enough."""
    keys = {"majority": Fraction(2, 3), "majority_reached": True, "base": Base.REGISTERED}
    outcome = count(Rule.YES_NO, {"yes": 20, "no": 4}, null=1, abstain=5, **keys)
    assert outcome.kind is OutcomeKind.ADOPTED
    assert rests_on(outcome) == [[((1, -2, -2, -2, -2), 1)]]


def test_the_worked_municipal_example_of_a_newspaper() -> None:
    """33 seats, 3,001, 1,600 and 1,399: 17 of bonus and 8 (journal-la-mee.fr, 19 March 2014).

    By hand: 16 seats by D'Hondt; 3,001/9 = 333.4, 1,600/5 = 320, 1,399/4 = 349.8: 8, 4 and 4.
    """
    outcome = count(Rule.MUNICIPAL_LIST, {"A": 3001, "B": 1600, "C": 1399}, seats=33)
    assert seats(outcome) == {"A": 25, "B": 4, "C": 4}


def test_the_imperiali_quota_may_give_out_too_many_seats() -> None:
    """10 and 2 for two seats: V/4 = 3, so 3 whole seats; repeated with V/3 = 4: 2 and 0.

    The steps say so, and the branch is only sufficient.
    """
    outcome = count(Rule.LARGEST_REMAINDER, {"a": 10, "b": 2}, seats=2, quota="imperiali")
    assert seats(outcome) == {"a": 2}
    assert "overflow" in [step.code for step in outcome.steps]
    assert not outcome.exact


def test_a_threshold_nobody_reaches_is_said() -> None:
    """Three lists with a third each and a threshold of one half: no seats, and what follows is cited."""
    outcome = count(
        Rule.HIGHEST_AVERAGES, {"a": 3, "b": 3, "c": 3}, seats=2, threshold=Fraction(1, 2), no_majority="…"
    )
    assert outcome.kind is OutcomeKind.NO_MAJORITY


def test_without_a_vote_there_is_nothing_to_decide() -> None:
    """All zero: no winner by age, no seats by lot; the outcome says that no vote was cast."""
    outcome = count(Rule.PLURALITY, {"a": 0, "b": 0}, blanks=3, ties=("age",))
    assert outcome.kind is OutcomeKind.NO_VOTES
    assert outcome.branches[0].holds((0, 0, 3, 0, 0))


def test_a_majority_of_two_fifths_needs_the_lead_as_well() -> None:
    """With 40 % enough, 44 and 42 both reach it: the one ahead is elected, and that is asserted."""
    keys = {"majority": Fraction(2, 5)}
    outcome = count(Rule.ABSOLUTE_MAJORITY, {"a": 42, "b": 44, "c": 14}, **keys)
    assert outcome.options == ("b",)
    assert len(outcome.branches[0].assertions) == 3


def test_the_citation_of_each_key_goes_with_its_step() -> None:
    """The article of a key, or else the rulebook's own source, stands beside the step."""
    outcome = count(
        Rule.YES_NO, {"yes": 2, "no": 1}, source="Statuts", sources={"majority": "Statuts, art. 12"}
    )
    assert [step.source for step in outcome.steps if step.code == "bar_exceeded"] == ["Statuts, art. 12"]
    assert outcome.steps[-1].source == "Statuts"


@pytest.mark.parametrize("key", ["divisor", "quota"])
def test_an_unknown_method_is_refused_with_those_known(key: str) -> None:
    """A misspelt divisor or quota is an error that lists what is expected."""
    rule = Rule.HIGHEST_AVERAGES if key == "divisor" else Rule.LARGEST_REMAINDER
    with pytest.raises(ValueError, match=f"{key}: 'hondt'; expected"):
        count(rule, {"a": 2, "b": 1}, seats=2, **{key: "hondt"})


def test_totals_must_fit_the_options() -> None:
    """A vector of another length is refused, and the message says what is expected."""
    with pytest.raises(ValueError, match="5 figures for 0 options"):
        Poll((), (1, 2, 3, 4, 5), 1, None)  # type: ignore[arg-type]


def test_an_assertion_is_reduced_before_it_becomes_at_least() -> None:
    """At least 12.5 %: 8v − r + 1 > 0, not a multiple of it (ASSERTIONS, section 1)."""
    runoff = Runoff("threshold", Fraction("12.5") / 100)
    votes = {"a": 30, "b": 28, "c": 27, "d": 5}
    outcome = count(Rule.MAJORITY_TWO_ROUND, votes, runoff=runoff)
    assert ((7, -1, -1, -1, -1, -1, -1), 1) in rests_on(outcome)[0]
