"""Laws of counting an initiative's signatures: order, withdrawal, one a member, time, territory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.initiatives.counting import Count, Signature, Void, Way, Withdrawal, count
from recolement.initiatives.outcome import State, Steps, Tally, assess, state_of
from recolement.initiatives.rulebook import Amount, Rulebook, Spread

OPENS = datetime(2026, 3, 1, 8, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
RULES = Rulebook(Amount(number=3), OPENS, CLOSES, territory=frozenset({"01", "02"}))
ROLL = {"ann": "01", "bob": "01", "cem": "02", "dan": "02", "far": "03"}

moments = st.integers(-3, 33).map(lambda days: OPENS + timedelta(days=days))
members = st.sampled_from([*ROLL, "nobody"])
voids = st.sampled_from([None, None, None, Void.UNSIGNED, Void.FORGED])
drawn_signatures = st.lists(st.tuples(members, moments, st.sampled_from(Way), voids), max_size=14).map(
    lambda drawn: [Signature(f"s{at:02d}", *one) for at, one in enumerate(drawn)]
)
drawn_withdrawals = st.lists(st.builds(Withdrawal, members, moments), max_size=5)


def _counting(found: Count, signatures: list[Signature]) -> set[str]:
    """The members with a signature that counts."""
    return {one.member for one in signatures if found.why[one.id] is None}


@given(drawn_signatures, drawn_withdrawals, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    signatures: list[Signature], withdrawals: list[Withdrawal], chance: object
) -> None:
    """Law: the same signatures and withdrawals, in any order, give the same count and the same reasons."""
    shuffled, undone = signatures.copy(), withdrawals.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own Random
    chance.shuffle(undone)  # type: ignore[attr-defined]
    assert count(RULES, ROLL, shuffled, undone) == count(RULES, ROLL, signatures, withdrawals)


@given(drawn_signatures, drawn_withdrawals)
def test_one_a_member_by_another_way_of_counting(
    signatures: list[Signature], withdrawals: list[Withdrawal]
) -> None:
    """Law: a member counts once exactly if some good signature of theirs, in time and territory, comes after
    every withdrawal of theirs in time; counted here member by member, without the order of the reasons.
    """
    expected = {
        member
        for member, unit in ROLL.items()
        if unit in ("01", "02")
        and any(
            one.member == member
            and one.void is None
            and OPENS <= one.at < CLOSES
            and not any(
                gone.member == member and OPENS <= gone.at < CLOSES and gone.at >= one.at
                for gone in withdrawals
            )
            for one in signatures
        )
    }
    found = count(RULES, ROLL, signatures, withdrawals)
    assert _counting(found, signatures) == expected
    assert found.total == len(expected)
    assert sum(void is None for void in found.why.values()) == len(expected)
    assert {unit for unit, _ in found.by_unit} == {ROLL[member] for member in expected}


@given(drawn_signatures, drawn_withdrawals, members, moments)
def test_a_withdrawal_undoes_its_own_only(
    signatures: list[Signature], withdrawals: list[Withdrawal], member: str, at: datetime
) -> None:
    """Law: one more withdrawal changes nothing of any other member, and takes at most one from the count."""
    before = count(RULES, ROLL, signatures, withdrawals)
    after = count(RULES, ROLL, signatures, [*withdrawals, Withdrawal(member, at)])
    for one in signatures:
        if one.member != member:
            assert after.why[one.id] == before.why[one.id]
    assert before.total - after.total in (0, 1)


@given(drawn_signatures, drawn_withdrawals, st.sampled_from(["far", "nobody"]), moments)
def test_out_of_territory_and_unknown_never_count(
    signatures: list[Signature], withdrawals: list[Withdrawal], member: str, at: datetime
) -> None:
    """Law: a signature from outside the territory, or of nobody on the roll, changes nothing of the count."""
    more = [*signatures, Signature("more", member, at, Way.PAPER)]
    found = count(RULES, ROLL, more, withdrawals)
    assert found.by_unit == count(RULES, ROLL, signatures, withdrawals).by_unit
    assert found.why["more"] is (Void.ELSEWHERE if member == "far" else Void.UNKNOWN)


@given(drawn_signatures, drawn_withdrawals, st.sampled_from(["ann", "cem"]), st.integers(0, 10**6))
def test_late_and_early_never_count(
    signatures: list[Signature], withdrawals: list[Withdrawal], member: str, seconds: int
) -> None:
    """Law: what is signed at the closing or after it, or before the opening, changes nothing of the count."""
    away = timedelta(seconds=seconds)
    more = [
        *signatures,
        Signature("late", member, CLOSES + away, Way.ONLINE),
        Signature("early", member, OPENS - away - timedelta(microseconds=1), Way.PAPER),
    ]
    found = count(RULES, ROLL, more, withdrawals)
    assert found.by_unit == count(RULES, ROLL, signatures, withdrawals).by_unit
    assert (found.why["late"], found.why["early"]) == (Void.LATE, Void.EARLY)


def test_the_closing_is_the_first_moment_too_late() -> None:
    """The opening itself is in time, the last microsecond too, the closing no more."""
    last = CLOSES - timedelta(microseconds=1)
    signatures = [
        Signature("1", "ann", OPENS, Way.ONLINE),
        Signature("2", "bob", last, Way.PAPER),
        Signature("3", "cem", CLOSES, Way.ONLINE),
    ]
    found = count(RULES, ROLL, signatures)
    assert found.why == {"1": None, "2": None, "3": Void.LATE}


def test_an_online_signature_stands_before_one_on_paper() -> None:
    """Whoever signed both ways counts online, where nothing is left to be checked; a signature after a
    withdrawal counts again."""
    paper = Signature("p", "ann", OPENS, Way.PAPER)
    online = Signature("o", "ann", OPENS + timedelta(days=2), Way.ONLINE)
    found = count(RULES, ROLL, [paper, online], [Withdrawal("ann", OPENS + timedelta(days=1))])
    assert found.why == {"p": Void.WITHDRAWN, "o": None}
    assert count(RULES, ROLL, [paper, online]).why == {"p": Void.DOUBLE, "o": None}
    assert count(RULES, ROLL, [paper, online]).by_unit == {("01", Way.ONLINE): 1}


@given(st.integers(1, 10**9), st.fractions(min_value=Fraction(1, 10**6), max_value=1, max_denominator=10**6))
def test_a_share_is_reached_exactly(registered: int, share: Fraction) -> None:
    """Law: the number needed is the least that reaches the share; one fewer does not (as products)."""
    needed = Amount(share=share).of(registered)
    assert needed * share.denominator >= share.numerator * registered
    assert needed == 1 or (needed - 1) * share.denominator < share.numerator * registered


def test_a_third_of_three_hundred_and_one_is_a_hundred_and_one() -> None:
    """301 / 3 = 100.33…: 100 signatures are less than a third, 101 are enough; 300 / 3 is 100."""
    third = Amount(share=Fraction(1, 3))
    assert (third.of(301), third.of(300), third.of(0)) == (101, 100, 1)


def test_the_spread_is_of_units_that_may_sign() -> None:
    """Two units of ten per cent: 5 of 50 is one, 4 of 41 is none (4.1), and unit 03 may not sign at all."""
    rules = Rulebook(
        Amount(number=5), OPENS, CLOSES, spread=Spread(2, Amount(share=Fraction(1, 10))),
        territory=frozenset({"01", "02"}),
    )  # fmt: skip
    found = assess(rules, {"01": Tally(50, 5), "02": Tally(41, 4), "03": Tally(10, 10)})
    assert (found.registered, found.counted, found.enough, found.units_reached) == (91, 9, True, 1)
    assert not found.sufficient
    more = assess(rules, {"01": Tally(50, 5), "02": Tally(41, 5), "03": Tally(10, 0)})
    assert (more.units_reached, more.sufficient) == (2, True)


def test_the_state_follows_from_the_clock_and_the_steps() -> None:
    """Draft, announced, open or reached while people sign, verified, then what was found, then handed on."""
    before, during, after = OPENS - timedelta(seconds=1), OPENS, CLOSES
    told = Steps(announced=True)
    assert state_of(RULES, Steps(), True, during) is State.DRAFT
    assert state_of(RULES, told, False, before) is State.ANNOUNCED
    assert state_of(RULES, told, False, during) is State.OPEN
    assert state_of(RULES, told, True, during) is State.REACHED
    assert state_of(RULES, told, True, after) is State.VERIFYING
    assert state_of(RULES, Steps(True, True), True, after) is State.SUFFICIENT
    assert state_of(RULES, Steps(True, False), True, after) is State.INSUFFICIENT
    assert state_of(RULES, Steps(True, True, True), True, after) is State.HANDED_ON


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Amount(),
        lambda: Amount(number=1, share=Fraction(1, 2)),
        lambda: Amount(number=0),
        lambda: Amount(share=Fraction(3, 2)),
        lambda: Spread(0, Amount(number=1)),
        lambda: Rulebook(Amount(number=1), CLOSES, OPENS),
        lambda: Rulebook(Amount(number=1), OPENS, CLOSES, territory=frozenset()),
    ],
)
def test_rules_that_make_no_sense_are_no_rules(wrong: object) -> None:
    """No amount, two, none or more than all; a spread over nothing; an end before the beginning."""
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
