"""What outcomes do: the table line by line, and the laws that no order of them breaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.calls.lists import CallList, list_of
from recolement.calls.outcomes import EFFECTS, NEW, NoSuchTime, Outcome, Standing, State, after
from recolement.model.calls import Said

NOW = datetime(2026, 4, 9, 12, tzinfo=UTC)
SAYINGS = {
    Outcome.WILL_VOTE: Said.WILL_VOTE,
    Outcome.HAS_VOTED: Said.HAS_VOTED,
    Outcome.UNDECIDED: Said.UNDECIDED,
}
"""The outcomes by which something was said, from the issue's own list."""

standings = st.builds(
    Standing, st.sampled_from(State), st.sampled_from(Said), st.integers(0, 5),
    st.none() | st.just(NOW - timedelta(minutes=1)),
)  # fmt: skip
steps = st.lists(st.sampled_from(Outcome), max_size=12)


def _after_all(standing: Standing | None, outcomes: list[Outcome]) -> Standing | None:
    """One call after another, half a day between them."""
    for number, outcome in enumerate(outcomes):
        at = NOW + timedelta(hours=12 * number)
        standing = after(standing, outcome, at, at + timedelta(hours=1))
    return standing


@pytest.mark.parametrize(
    ("outcome", "state", "said", "hours"),
    [
        (Outcome.REACHED, State.DONE, Said.NOTHING, None),
        (Outcome.NO_ANSWER, State.OPEN, Said.NOTHING, 2),
        (Outcome.CALL_BACK, State.OPEN, Said.NOTHING, 5),
        (Outcome.WRONG_NUMBER, State.WRONG_NUMBER, Said.NOTHING, None),
        (Outcome.WILL_VOTE, State.DONE, Said.WILL_VOTE, None),
        (Outcome.HAS_VOTED, State.DONE, Said.HAS_VOTED, None),
        (Outcome.UNDECIDED, State.OPEN, Said.UNDECIDED, 12),
    ],
)
def test_the_table(outcome: Outcome, state: State, said: Said, hours: int | None) -> None:
    """Each outcome of a first call does what docs/guides/call-lists.md says."""
    made = after(NEW, outcome, NOW, NOW + timedelta(hours=5))
    again = None if hours is None else NOW + timedelta(hours=hours)
    assert made == Standing(state, said, int(outcome is Outcome.NO_ANSWER), again)


def test_the_table_has_every_outcome() -> None:
    """No outcome is without its line."""
    assert set(EFFECTS) == set(Outcome)


@given(standings, steps, steps)
def test_no_order_of_outcomes_brings_back_who_objected(
    standing: Standing, before: list[Outcome], behind: list[Outcome]
) -> None:
    """Whatever was noted before and whatever is noted behind, an objection is the end."""
    assert _after_all(standing, [*before, Outcome.OBJECTS, *behind]) is None


@given(standings, steps)
def test_what_somebody_said_is_the_last_thing_they_said(standing: Standing, outcomes: list[Outcome]) -> None:
    """Nothing is guessed: no other outcome changes or invents what was said."""
    told = [outcome for outcome in outcomes if outcome is not Outcome.OBJECTS]
    made = _after_all(standing, told)
    assert made is not None
    spoken = [SAYINGS[outcome] for outcome in told if outcome in SAYINGS]
    assert made.said == (spoken[-1] if spoken else standing.said)


@given(st.lists(st.sampled_from([one for one in Outcome if one is not Outcome.CALL_BACK]), max_size=40))
def test_nobody_is_called_for_ever(outcomes: list[Outcome]) -> None:
    """Who never asks to be called back has at most four calls: three unanswered, or two and two undecided."""
    standing: Standing | None = NEW
    calls = 0
    for number, outcome in enumerate(outcomes):
        if standing is None or standing.state is not State.OPEN:
            break
        calls += 1
        standing = after(standing, outcome, NOW + timedelta(days=number))
    assert calls <= 4


@given(standings, st.sampled_from(Outcome), st.timedeltas(timedelta(days=-40), timedelta(days=80)))
def test_a_call_back_lies_ahead_and_near(standing: Standing, outcome: Outcome, when: timedelta) -> None:
    """Nobody is called again before the moment of the outcome, and a call back at no senseless time."""
    if outcome is Outcome.CALL_BACK and not timedelta() < when <= timedelta(days=30):
        with pytest.raises(NoSuchTime):
            after(standing, outcome, NOW, NOW + when)
        return
    made = after(standing, outcome, NOW, NOW + when)
    if made is not None and made.again_at is not None:
        assert made.again_at > NOW
        assert made.state is State.OPEN
        assert outcome is not Outcome.CALL_BACK or made.again_at == NOW + when


def test_everybody_is_in_one_list_at_most_and_in_none_once_they_voted() -> None:
    """Of all twenty-four cases: a list is for those it is named for, and has nobody who voted now."""
    for before, today, said in product((None, False, True), (False, True), Said):
        found = list_of(voted_before=before, voted_today=today, said=said)
        if today or said is Said.HAS_VOTED:
            assert found is None
        elif said is Said.UNDECIDED:
            assert found is CallList.UNDECIDED
        else:
            assert found is {None: None, False: CallList.NOT_YET, True: CallList.REMIND}[before]
