"""Sections shared among callers: each has one caller, and the loads are near to equal."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from recolement.calls.sharing import share_out


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 8))
def test_every_section_has_one_caller_and_loads_are_near(loads: list[int], callers: int) -> None:
    """No section twice, none left over, the order kept; nobody has more than their part and one section."""
    sections = [(str(place), load) for place, load in enumerate(loads)]
    given_ = share_out(sections, callers)
    assert [one for mine in given_ for one in mine] == [section for section, _ in sections]
    largest = max(loads, default=0)
    for mine in given_:
        assert sum(loads[int(one)] for one in mine) <= Fraction(sum(loads), callers) + largest


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_as_many_callers_as_sections_of_one_size(loads: list[int]) -> None:
    """Equal sections, one for each caller: each has one."""
    sections = [(str(place), loads[0]) for place in range(len(loads))]
    assert share_out(sections, len(loads)) == [[section] for section, _ in sections]
