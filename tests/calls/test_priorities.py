"""Priorities: the order of exact fractions; an estimate never makes more of a section than it has."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from recolement.calls.priorities import Share, Transferred, expected, ranks, share_for, shares_of

votes = st.integers(0, 10**9).map(lambda number: Fraction(number, 1000))
cells = st.lists(
    st.builds(
        Transferred, st.sampled_from(["*", "nord", "sud"]), st.sampled_from(["a", "(abstention)"]),
        st.sampled_from(["a", "b", "(abstention)"]), votes, votes, votes,
    ),
    max_size=30, unique_by=lambda one: (one.area, one.origin, one.destination),
)  # fmt: skip
values = st.dictionaries(
    st.text(max_size=3), st.fractions(min_value=0, max_value=10**6, max_denominator=10**6), max_size=12
)


@given(cells, st.integers(0, 10**6))
def test_no_section_can_bring_more_than_is_outstanding(rows: list[Transferred], outstanding: int) -> None:
    """Every share lies between nothing and all, and so does what it lets one expect."""
    for share in shares_of(rows, "(abstention)", "a").values():
        assert all(0 <= one <= 1 for one in (share.share, share.low, share.high))
        assert 0 <= expected(outstanding, share) <= outstanding


@given(cells)
def test_the_shares_of_an_origin_add_up_to_all_of_it(rows: list[Transferred]) -> None:
    """What went to each destination is, together, everything that the origin had."""
    areas = {area for one in ("a", "b", "(abstention)") for area in shares_of(rows, "a", one)}
    for area in areas:
        of = (shares_of(rows, "a", one).get(area) for one in ("a", "b", "(abstention)"))
        assert sum(one.share for one in of if one is not None) == 1


@given(values)
def test_the_order_of_ranks_is_that_of_the_fractions(of: dict[str, Fraction]) -> None:
    """Of two sections the one that can bring more has the higher rank, and equals have the same."""
    found = ranks(of)
    for one in of:
        for other in of:
            assert (found[one] < found[other]) == (of[one] < of[other])


def test_two_sections_closer_than_a_float_can_tell() -> None:
    """1/3 and 1/3 + 10⁻³⁰ are told apart."""
    found = ranks({"a": Fraction(1, 3), "b": Fraction(1, 3) + Fraction(1, 10**30)})
    assert found["a"] < found["b"]


def test_the_nearest_area_counts() -> None:
    """A section's own federation before the whole; the whole where the federation has no estimate."""
    north, whole = (Share(Fraction(one, 10), Fraction(0), Fraction(1)) for one in (3, 2))
    shares = {"nord": north, "*": whole}
    assert share_for(("nord-1", "nord", "pays"), shares) is north
    assert share_for(("sud-1", "sud", "pays"), shares) is whole
    assert share_for(("sud-1",), {}) is None
