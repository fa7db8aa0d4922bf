"""Against another program: the PyPI package ``apportionment`` (Martin Lackner), with its fractions."""

from __future__ import annotations

import pytest
from apportionment.methods import TiesException, compute
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.model.results import OutcomeKind
from recolement.model.rulebook import Rule
from rules.polls import count

PEERS = {
    "dhondt": "dhondt",
    "sainte_lague": "saintelague",
}
VOTES = st.lists(st.integers(1, 500), min_size=2, max_size=7)


def peer(method: str, votes: list[int], seats: int) -> list[int] | None:
    """The peer's seats, or ``None`` where it finds a tie."""
    try:
        found: list[int] = compute(method, votes, seats, fractions=True, tiesallowed=False)
    except TiesException:
        return None
    return found


def ours(outcome_seats: object) -> list[int]:
    assert isinstance(outcome_seats, dict)
    return list(outcome_seats.values())


@pytest.mark.parametrize("divisor", PEERS)
@settings(deadline=None)
@given(votes=VOTES, seats=st.integers(1, 25))
def test_highest_averages_agree_with_apportionment(divisor: str, votes: list[int], seats: int) -> None:
    """The same seats, and lots exactly where the peer finds a tie."""
    named = {f"list{place}": number for place, number in enumerate(votes)}
    outcome = count(Rule.HIGHEST_AVERAGES, named, seats=seats, divisor=divisor)
    expected = peer(PEERS[divisor], votes, seats)
    if expected is None:
        assert outcome.kind is OutcomeKind.LOTS_NEEDED
    else:
        assert ours(outcome.seats) == expected


@settings(deadline=None)
@given(votes=VOTES, seats=st.integers(1, 25))
def test_largest_remainders_agree_with_apportionment(votes: list[int], seats: int) -> None:
    """With the Hare quota: the same seats, and lots exactly where the peer finds a tie."""
    named = {f"list{place}": number for place, number in enumerate(votes)}
    outcome = count(Rule.LARGEST_REMAINDER, named, seats=seats)
    expected = peer("largest_remainder", votes, seats)
    if expected is None:
        assert outcome.kind is OutcomeKind.LOTS_NEEDED
    else:
        assert ours(outcome.seats) == expected
