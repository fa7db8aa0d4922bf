"""Drawing by lot: the draws of a few lines of hashlib, of sha256sum worked by hand, and even chances."""

import hashlib
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.lots import Lots


def by_hand(seed: str, purpose: str, bound: int, draws: int) -> list[int]:
    """The method as its documentation tells it, without our code or its library of canonical JSON."""
    numbers: list[int] = []
    counter = 0
    while len(numbers) < draws:
        text = json.dumps(
            ["recolement-lots/1", seed, purpose, counter], ensure_ascii=False, separators=(",", ":")
        )
        value = int(hashlib.sha256(text.encode()).hexdigest(), 16)
        counter += 1
        if value < 2**256 // bound * bound:
            numbers.append(value % bound)
    return numbers


@pytest.mark.parametrize(
    ("seed", "purpose", "drawn"),
    [
        # printf '%s' '["recolement-lots/1","S","draw",0]' | sha256sum, taken modulo 1000 with bc
        ("S", "draw", 365),
        ("3 17 22 38 41", "draw", by_hand("3 17 22 38 41", "draw", 1000, 1)[0]),
        ("été 🎲", "tirage", by_hand("été 🎲", "tirage", 1000, 1)[0]),
    ],
)
def test_a_draw_is_the_one_anyone_gets_with_sha256(seed: str, purpose: str, drawn: int) -> None:
    """Three digits from a seed, found without our code."""
    assert Lots(seed, purpose).below(1000) == drawn


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x7f")), st.integers(1, 10**6))
def test_every_draw_is_that_of_another_implementation(seed: str, bound: int) -> None:
    """For every seed and bound, the first five numbers are those of a dozen lines of hashlib and json."""
    lots = Lots(seed, "draw")
    assert [lots.below(bound) for _ in range(5)] == by_hand(seed, "draw", bound, 5)


def test_a_number_beyond_the_last_multiple_is_passed_over() -> None:
    """With a bound above half of 2^256 about half of the hashes are passed over, and none is out of range."""
    bound = 2**255 + 1
    lots = Lots("S", "wide")
    assert [lots.below(bound) for _ in range(6)] == by_hand("S", "wide", bound, 6)


def test_orders_are_even() -> None:
    """Six orders of three names in 6,000 draws: each 1,000 times, give or take five times 29."""
    seen = Counter(Lots(str(turn), "order").order("ABC") for turn in range(6000))
    assert len(seen) == 6
    assert all(abs(count - 1000) < 5 * 29 for count in seen.values())


@given(st.text(max_size=5), st.integers(0, 8))
def test_a_sample_holds_nothing_twice(seed: str, size: int) -> None:
    """A sample has the size asked for, of different things, all from the list."""
    drawn = Lots(seed, "sample").sample(range(8), size)
    assert len(set(drawn)) == size
    assert set(drawn) <= set(range(8))


def test_impossible_draws_are_refused() -> None:
    """No number below 0 things, no sample larger than the list, no seed that is not text."""
    with pytest.raises(ValueError, match="below 0"):
        Lots("S", "draw").below(0)
    with pytest.raises(ValueError, match="4 of 3"):
        Lots("S", "draw").sample("ABC", 4)
    with pytest.raises(ValueError, match="surrogates"):
        Lots("\ud800", "draw")
