"""Laws of the rules, each in a sentence, on votes that Hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recolement.model.ballots import Option
from recolement.model.ids import OptionId
from recolement.model.results import Outcome, OutcomeKind
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff
from recolement.rules import Poll, decide

law = settings(deadline=None, max_examples=120)

RULEBOOKS = st.sampled_from(
    [
        Rulebook(rule=Rule.PLURALITY),
        Rulebook(rule=Rule.ABSOLUTE_MAJORITY, blank="valid"),
        Rulebook(rule=Rule.MAJORITY_TWO_ROUND),
        Rulebook(
            rule=Rule.MAJORITY_TWO_ROUND,
            runoff=Runoff("threshold", Fraction(1, 8)),
            elected_share_of_registered=Fraction(1, 4),
        ),
        Rulebook(rule=Rule.HIGHEST_AVERAGES, threshold=Fraction(1, 10)),
        Rulebook(rule=Rule.HIGHEST_AVERAGES, divisor="sainte_lague", ties=("votes", "lot")),
        Rulebook(rule=Rule.HIGHEST_AVERAGES, divisor="modified_sainte_lague"),
        Rulebook(rule=Rule.HIGHEST_AVERAGES, divisor="imperiali", threshold_base=Base.REGISTERED),
        Rulebook(rule=Rule.LARGEST_REMAINDER),
        Rulebook(rule=Rule.LARGEST_REMAINDER, quota="hagenbach_bischoff"),
        Rulebook(rule=Rule.LARGEST_REMAINDER, quota="droop"),
        Rulebook(rule=Rule.LARGEST_REMAINDER, quota="imperiali", threshold=Fraction(1, 20)),
        Rulebook(rule=Rule.MUNICIPAL_LIST, ties=("votes", "lot")),
    ]
)
DIVISORS = st.sampled_from(["dhondt", "sainte_lague", "modified_sainte_lague", "imperiali"])
VOTES = st.lists(st.integers(0, 400), min_size=2, max_size=6)


def names(number: int) -> list[str]:
    return [f"o{place}" for place in range(number)]


def poll(ids: list[str], votes: list[int], rulebook: Rulebook, seats: int, **more: Any) -> Poll:
    options = tuple(Option(OptionId(name), name) for name in ids)
    return Poll(options, (*votes, 3, 2, 50), seats, rulebook, **more)


def says(outcome: Outcome) -> tuple[object, ...]:
    """What an outcome says, lots included, without the order of options."""
    lots = outcome.lots
    return (
        outcome.kind,
        frozenset(outcome.options),
        dict(outcome.seats or {}),
        None if lots is None else (frozenset(lots.options), lots.places, lots.by),
    )


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 12), data=st.data())
def test_the_order_of_the_options_changes_nothing(
    rulebook: Rulebook, votes: list[int], seats: int, data: st.DataObject
) -> None:
    """Neutrality: options may be listed in any order."""
    order = data.draw(st.permutations(range(len(votes))))
    ids = names(len(votes))
    shuffled = decide(poll([ids[o] for o in order], [votes[o] for o in order], rulebook, seats))
    assert says(shuffled) == says(decide(poll(ids, votes, rulebook, seats)))


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 12))
def test_names_carry_no_privilege(rulebook: Rulebook, votes: list[int], seats: int) -> None:
    """Anonymity of options: renaming them renames the outcome, and nothing else."""
    ids = names(len(votes))
    renamed = {name: f"{99 - place}<{name}>" for place, name in enumerate(ids)}
    one = decide(poll(ids, votes, rulebook, seats))
    other = decide(poll([renamed[name] for name in ids], votes, rulebook, seats))
    assert (other.kind, list(other.options)) == (one.kind, [renamed[o] for o in one.options])
    assert list((other.seats or {}).values()) == list((one.seats or {}).values())


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 12), round_number=st.integers(1, 2))
def test_the_branch_shown_first_holds_and_every_rival_has_an_assertion_that_holds(
    rulebook: Rulebook, votes: list[int], seats: int, round_number: int
) -> None:
    """What an outcome rests on is true of the totals it was decided from."""
    asked = poll(names(len(votes)), votes, rulebook, seats, round=round_number)
    outcome = decide(asked)
    assume(outcome.lots is None)
    assert outcome.branches[0].holds(asked.totals)
    assert all(any(a.holds(asked.totals) for a in rival) for rival in outcome.rivals)


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 8), data=st.data())
def test_where_a_branch_still_holds_the_outcome_is_the_same(
    rulebook: Rulebook, votes: list[int], seats: int, data: st.DataObject
) -> None:
    """Soundness away from small ballots: move papers; while a branch holds, nothing changes."""
    asked = poll(names(len(votes)), votes, rulebook, seats)
    outcome = decide(asked)
    assume(outcome.lots is None)
    moves = data.draw(st.lists(st.integers(-15, 15), min_size=len(votes) + 3, max_size=len(votes) + 3))
    totals = tuple(max(0, cell + move) for cell, move in zip(asked.totals, moves, strict=True))
    after = decide(replace(asked, totals=totals))
    held = any(branch.holds(totals) for branch in outcome.branches)
    if held:
        assert after.same_as(outcome)
    elif outcome.exact:
        assert not after.same_as(outcome)
    failing = any(not any(a.holds(totals) for a in rival) for rival in outcome.rivals)
    assert failing != held


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 8))
def test_assertions_are_in_lowest_terms(rulebook: Rulebook, votes: list[int], seats: int) -> None:
    """Coefficients and constant have no common factor, once "+ 1" is taken off what is only reached."""
    outcome = decide(poll(names(len(votes)), votes, rulebook, seats))
    for branch in outcome.branches:
        for assertion in branch.assertions:
            factor = gcd(*assertion.coefficients)
            assert gcd(factor, assertion.constant) == 1 or gcd(factor, assertion.constant - 1) == 1


@law
@given(divisor=DIVISORS, votes=VOTES, seats=st.integers(1, 30))
def test_one_more_seat_costs_nobody_a_seat(divisor: str, votes: list[int], seats: int) -> None:
    """House monotonicity: divisor methods know no Alabama paradox."""
    rulebook = Rulebook(rule=Rule.HIGHEST_AVERAGES, divisor=divisor)
    fewer = decide(poll(names(len(votes)), votes, rulebook, seats)).seats
    more = decide(poll(names(len(votes)), votes, rulebook, seats + 1)).seats
    assume(fewer is not None and more is not None)
    assert fewer is not None
    assert more is not None
    assert all(more[option] >= number for option, number in fewer.items())


@law
@given(divisor=DIVISORS, votes=VOTES, seats=st.integers(1, 30), data=st.data())
def test_more_votes_never_cost_a_seat(
    divisor: str, votes: list[int], seats: int, data: st.DataObject
) -> None:
    """Monotonicity: a list that gains votes, all else equal, loses no seat."""
    place = data.draw(st.integers(0, len(votes) - 1))
    rulebook = Rulebook(rule=Rule.HIGHEST_AVERAGES, divisor=divisor)
    gained = [number + (17 if o == place else 0) for o, number in enumerate(votes)]
    before = decide(poll(names(len(votes)), votes, rulebook, seats)).seats
    after = decide(poll(names(len(votes)), gained, rulebook, seats)).seats
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    assert after[OptionId(f"o{place}")] >= before[OptionId(f"o{place}")]


@law
@given(votes=VOTES, seats=st.integers(1, 30))
def test_hare_stays_within_the_quota(votes: list[int], seats: int) -> None:
    """Quota: each list has its exact share of the seats, rounded down or up."""
    outcome = decide(poll(names(len(votes)), votes, Rulebook(rule=Rule.LARGEST_REMAINDER), seats))
    assume(outcome.seats is not None)
    assert outcome.seats is not None
    for number, votes_of in zip(outcome.seats.values(), votes, strict=True):
        share = Fraction(votes_of * seats, sum(votes))
        assert floor(share) <= number <= ceil(share)


@law
@given(votes=VOTES, seats=st.integers(1, 30))
def test_dhondt_stays_above_the_lower_quota(votes: list[int], seats: int) -> None:
    """Lower quota: with D'Hondt each list has at least its exact share of the seats, rounded down."""
    outcome = decide(poll(names(len(votes)), votes, Rulebook(rule=Rule.HIGHEST_AVERAGES), seats))
    assume(outcome.seats is not None)
    assert outcome.seats is not None
    for number, votes_of in zip(outcome.seats.values(), votes, strict=True):
        assert number >= floor(Fraction(votes_of * seats, sum(votes)))


@law
@given(rulebook=RULEBOOKS, votes=VOTES, seats=st.integers(1, 30))
def test_every_seat_is_given_and_more_votes_never_have_fewer_seats(
    rulebook: Rulebook, votes: list[int], seats: int
) -> None:
    """Seats add up to the house, in the order of the votes, and zero votes have none."""
    outcome = decide(poll(names(len(votes)), votes, rulebook, seats))
    assume(outcome.seats is not None)
    assert outcome.seats is not None
    assert sum(outcome.seats.values()) == seats
    given_seats = list(outcome.seats.values())
    for one, votes_of_one in enumerate(votes):
        for other, votes_of_other in enumerate(votes):
            if votes_of_one > votes_of_other:
                assert given_seats[one] >= given_seats[other]
    if rulebook.quota != "droop":  # a rounded quota can leave seats over when papers are very few
        assert all(number == 0 for number, has in zip(given_seats, votes, strict=True) if has == 0)


@law
@given(
    rulebook=RULEBOOKS,
    votes=st.lists(st.integers(0, 2), min_size=3, max_size=6),
    seats=st.integers(1, 5),
    data=st.data(),
)
def test_once_lots_are_drawn_the_same_function_answers(
    rulebook: Rulebook, votes: list[int], seats: int, data: st.DataObject
) -> None:
    """A draw ends its tie and serves its first places; votes are not touched; no tie is asked twice."""
    asked = poll(names(len(votes)), votes, rulebook, seats)
    outcome = decide(asked)
    for _ in votes:
        if outcome.lots is None:
            break
        lots = outcome.lots
        assert 0 < lots.places < len(lots.options)
        order = tuple(data.draw(st.permutations(lots.options)))
        asked = replace(asked, draws=(*asked.draws, order))
        outcome = decide(asked)
        if outcome.seats is None and outcome.lots is None:
            assert set(order[: lots.places]) <= set(outcome.options)
            assert not set(order[lots.places :]) & set(outcome.options)
    assert outcome.kind is not OutcomeKind.LOTS_NEEDED
    assert outcome.branches[0].holds(asked.totals)
