"""Ties: who is preferred among equals, and when lots are asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recolement.model.ballots import Member
from recolement.model.results import LotsNeeded, OutcomeKind
from recolement.model.rulebook import Rule
from rules.polls import count, seats

OLDER, YOUNGER = date(1950, 1, 1), date(1980, 1, 1)


def test_only_a_tie_that_crosses_the_line_is_asked() -> None:
    """5, 3, 3, 3, 1 for three seats: the winner of 5 is in, three equals share two places."""
    outcome = count(Rule.PLURALITY, {"a": 5, "b": 3, "c": 3, "d": 3, "e": 1}, seats=3)
    assert outcome.kind is OutcomeKind.LOTS_NEEDED
    assert outcome.lots == LotsNeeded(("b", "c", "d"), 2, "lot", "3")


def test_equals_all_elected_or_all_beaten_are_no_tie() -> None:
    """5, 5, 1, 1 for two seats is decided although there are two equalities."""
    outcome = count(Rule.PLURALITY, {"a": 5, "b": 1, "c": 5, "d": 1}, seats=2)
    assert outcome.options == ("a", "c")


@pytest.mark.parametrize(
    ("ties", "dates"),
    [
        (("age",), {"a": {"born": YOUNGER}, "b": {"born": OLDER}}),
        (("seniority",), {"a": {"since": YOUNGER}, "b": {"since": OLDER}}),
        (
            ("age", "seniority"),
            {"a": {"born": OLDER, "since": YOUNGER}, "b": {"born": OLDER, "since": OLDER}},
        ),
    ],
)
def test_the_older_one_and_the_longer_member_are_preferred(
    ties: tuple[str, ...], dates: dict[str, dict[str, Any]]
) -> None:
    """Equal votes: born earlier, or a member since earlier, wins; the next rule breaks what is left."""
    outcome = count(Rule.PLURALITY, {"a": 4, "b": 4}, ties=ties, options=dates)
    assert outcome.options == ("b",)


def test_a_missing_date_is_asked_for_by_its_name() -> None:
    """Age decides, but one date of birth is unknown: the lots needed say that age must answer."""
    dates = {"a": {"born": YOUNGER}}
    outcome = count(Rule.PLURALITY, {"a": 4, "b": 4}, ties=("age", "lot"), options=dates)
    assert outcome.lots is not None
    assert outcome.lots.by == "age"


def test_the_same_day_of_birth_goes_to_lots() -> None:
    """Twins: the age rule is silent, and lots are asked."""
    dates = {"a": {"born": OLDER}, "b": {"born": OLDER}}
    outcome = count(Rule.PLURALITY, {"a": 4, "b": 4}, ties=("age",), options=dates)
    assert outcome.lots is not None
    assert outcome.lots.by == "lot"


def test_the_latest_draw_is_the_one_that_counts() -> None:
    """A draw done again replaces the earlier one."""
    draws = {"draws": (("a", "b"), ("b", "a"))}
    assert count(Rule.PLURALITY, {"a": 4, "b": 4}, poll=draws).options == ("b",)


def test_draws_that_contradict_each_other_in_a_circle_are_drawn_again() -> None:
    """a before b, b before c, c before a: nobody is first, so lots are asked among all three."""
    draws = {"draws": (("a", "b"), ("b", "c"), ("c", "a"))}
    outcome = count(Rule.PLURALITY, {"a": 4, "b": 4, "c": 4}, poll=draws)
    assert outcome.lots == LotsNeeded(("a", "b", "c"), 1, "lot", "4")


def test_an_equal_average_goes_to_the_list_with_more_votes() -> None:
    """L. 262: 60 and 30 for two seats; 60/2 = 30/1, and the list with 60 takes the second seat."""
    votes = {"a": 30, "b": 60}
    assert seats(count(Rule.HIGHEST_AVERAGES, votes, seats=2, ties=("age",))) == {"b": 2}
    drawn = count(Rule.HIGHEST_AVERAGES, votes, seats=2)
    assert drawn.lots == LotsNeeded(("a", "b"), 1, "lot", "30")


def test_equal_lists_give_the_seat_to_the_oldest_who_could_be_elected() -> None:
    """L. 262: equal lists, three seats; the third is claimed by each list's second name, b's is older."""
    lists = {
        "a": {"members": (Member("a1", OLDER), Member("a2", YOUNGER), Member("a3", OLDER))},
        "b": {"members": (Member("b1", YOUNGER), Member("b2", OLDER), Member("b3", YOUNGER))},
    }
    outcome = count(Rule.HIGHEST_AVERAGES, {"a": 50, "b": 50}, seats=3, ties=("age",), options=lists)
    assert seats(outcome) == {"a": 1, "b": 2}


def test_equal_head_lists_give_the_bonus_to_the_higher_average_age() -> None:
    """L. 262: 50 and 50 in the second round; a's eldest is older, but b's list is older on average.

    Five seats: bonus 3 to b; of the other two each list takes one (50, 50).
    """
    lists = {
        "a": {"members": (Member("a1", date(1930, 1, 1)), *(Member("a", YOUNGER),) * 4)},
        "b": {"members": (Member("b", date(1960, 1, 1)),) * 5},
    }
    outcome = count(
        Rule.MUNICIPAL_LIST, {"a": 50, "b": 50}, seats=5, ties=("age",), options=lists, poll={"round": 2}
    )
    assert outcome.options == ("b",)
    assert seats(outcome) == {"a": 1, "b": 4}


def test_a_list_has_no_more_seats_than_names() -> None:
    """Ten seats for a list of two names: the third goes elsewhere; with nobody left, seats stay vacant."""
    lists = {name: {"members": (Member("one"), Member("two"))} for name in "ab"}
    outcome = count(Rule.HIGHEST_AVERAGES, {"a": 90, "b": 10}, seats=3, options=lists)
    assert seats(outcome) == {"a": 2, "b": 1}
    vacant = count(Rule.HIGHEST_AVERAGES, {"a": 90, "b": 10}, seats=5, options=lists)
    assert seats(vacant) == {"a": 2, "b": 2}
    assert [step.facts["seats"] for step in vacant.steps if step.code == "vacant"] == [1]
