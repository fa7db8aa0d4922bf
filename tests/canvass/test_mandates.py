"""Units that weigh mandates: totals, slack, what is open, and the margin in ballots."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from canvass.reading import first, outcome, verdict
from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.model.results import OutcomeKind
from recolement.publication import tally_json


def test_the_winner_of_a_unit_takes_its_mandates(ballot: BallotFolder) -> None:
    """4, 3 and 3 mandates: A wins the large unit, B the other two: 4 to 6, whatever the votes.

    rule plurality mandates=winner
    unit x mandates=4
    unit y mandates=3
    unit z mandates=3
    sheet x A=500 B=10
    sheet y A=20 B=21
    sheet z A=20 B=21
    """
    assert first(ballot).totals == (4, 6, 0, 0, 0)
    assert outcome(ballot).options == ("B",)


def test_rounded_mandates_follow_the_largest_remainders(ballot: BallotFolder) -> None:
    """60 and 40 of 3 mandates: 1.8 and 1.2, so 2 and 1.

    rule plurality mandates=rounded
    unit x mandates=3
    sheet x A=60 B=40
    """
    assert first(ballot).totals == (2, 1, 0, 0, 0)


def test_mandates_in_proportion_are_exact_fractions(ballot: BallotFolder) -> None:
    """3 mandates for 60 and 40: 9/5, 6/5; 2 for 1 and 2: 2/3, 4/3: A 37/15, B 38/15. Rounded, A leads 3 to 2.

    rule plurality mandates=proportional
    unit x mandates=3
    unit y mandates=2
    sheet x A=60 B=40
    sheet y A=1 B=2
    """
    result = first(ballot)
    assert (result.totals, result.scale) == ((37, 38, 0, 0, 0), 15)
    assert outcome(ballot).options == ("B",)
    (entry,) = tally_json(canvass(ballot))["contests"]
    assert (entry["scale"], entry["mandates"]) == (15, {"A": 37 / 15, "B": 38 / 15})
    # x: one ballot carries 3/100, y: 2/3. L = 1/15; one ballot of y moved from B to A takes 2 · 2/3.
    assert verdict(ballot).margin == 1


def test_the_sentences_of_assertions_section_three(ballot: BallotFolder) -> None:
    """Missing: min(0, M · min a); a recount: M · min a; an annulment: min(a · f, 0).

    rule plurality mandates=winner
    unit x mandates=4
    unit y mandates=3
    unit z mandates=2
    sheet x registered=20 in_box=10 A=7 B=3
    sheet y registered=20 in_box=10 A=3 B=7
    dispute dx x seeks=recount
    dispute dy y
    """
    # A 4, B 3, on (1, −1): z's two mandates for B take 2; x's four from A to B take 8; y annulled, B loses.
    assert first(ballot).totals == (4, 3, 0, 0, 0)
    assert {one.matter.id: one.worst_case for one in verdict(ballot).open} == {"dx": 8, "z": 2, "dy": 0}
    assert verdict(ballot).settled is False


def test_unanimity_gives_all_the_mandates_in_proportion_too(ballot: BallotFolder) -> None:
    """A recount of x under proportional mandates: from (9/5, 6/5) to (0, 3): 3/5 + 3 = 18/5.

    rule plurality mandates=proportional
    unit x mandates=3
    unit y mandates=2
    sheet x registered=200 in_box=100 blank=0 null=0 A=60 B=40
    sheet y registered=9 in_box=3 blank=0 null=0 A=2 B=1
    dispute dx x seeks=recount
    """
    (one,) = verdict(ballot).open
    assert one.worst_case is not None
    assert Fraction(one.worst_case, first(ballot).scale) == Fraction(18, 5)


def test_the_margin_is_not_computed_for_rounded_mandates(ballot: BallotFolder) -> None:
    """One more ballot may carry a whole mandate or nothing: no figure is better than a wrong one.

    rule plurality mandates=rounded
    unit x mandates=3
    sheet x A=60 B=40
    """
    assert verdict(ballot).margin is None


UNITS = st.lists(
    st.tuples(st.integers(0, 3), *[st.integers(0, 3)] * 2, st.integers(0, 1)), min_size=1, max_size=3
)


def written(how: str, units: list[tuple[int, int, int, int]]) -> str:
    lines = [f"rule plurality mandates={how}", "option A B"]
    for place, (mandates, a, b, null) in enumerate(units):
        lines.append(f"unit u{place} mandates={mandates}")
        lines.append(f"sheet u{place} in_box={a + b + null} blank=0 null={null} A={a} B={b}")
    return "\n".join(lines)


def weighed(how: str, units: list[tuple[int, int, int, int]]) -> tuple[Fraction, Fraction]:
    """The mandates of A and B, unit by unit, in fractions."""
    totals = [Fraction(0), Fraction(0)]
    for mandates, a, b, _ in units:
        if a + b == 0:
            continue
        if how == "proportional":
            parts = (Fraction(mandates * a, a + b), Fraction(mandates * b, a + b))
        elif how == "winner":
            parts = (Fraction(mandates), Fraction(0)) if a >= b else (Fraction(0), Fraction(mandates))
        else:  # two options: A's share to the nearest whole mandate, a half to A, who stands first
            whole = Fraction((2 * mandates * a + a + b) // (2 * (a + b)))
            parts = (whole, mandates - whole)
        totals[0] += parts[0]
        totals[1] += parts[1]
    return totals[0], totals[1]


@pytest.mark.parametrize("how", ["winner", "proportional", "rounded"])
@given(units=UNITS)
@example(units=[(1, 0, 0, 1), (1, 3, 0, 0)])  # one null paper, read for B, gives B a whole mandate: a tie
@example(units=[(2, 0, 0, 1), (1, 0, 0, 1), (2, 3, 1, 0)])
@settings(max_examples=60, deadline=None)
def test_totals_and_margins_of_mandates_agree_with_enumeration(
    how: str, units: list[tuple[int, int, int, int]]
) -> None:
    """Totals are the fractions themselves; as many ballots as the margin change the outcome, no fewer do."""
    result = canvass(read_shorthand(written(how, units))).results[0]
    a, b = weighed(how, units)
    assert result.totals is not None
    assert [Fraction(part, result.scale) for part in result.totals[:2]] == [a, b]
    if result.outcome is None or result.outcome.kind is OutcomeKind.LOTS_NEEDED:
        assert a == b
        return
    assert (result.outcome.options == ("A",)) is (a > b)
    assert result.verdict is not None
    if how == "rounded":
        assert result.verdict.margin is None
        return
    best: int | None = None
    splits = [
        [(x, y, n, max(0, x - u[1]) + max(0, y - u[2]) + max(0, n - u[3]))
         for x in range(sum(u[1:]) + 1) for y in range(sum(u[1:]) + 1 - x) for n in [sum(u[1:]) - x - y]]
        for u in units
    ]  # fmt: skip
    for chosen in product(*splits):
        after = [(u[0], x, y, n) for u, (x, y, n, _) in zip(units, chosen, strict=True)]
        c, d = weighed(how, after)
        if (c > d) is not (a > b) or c == d:
            moves = sum(moved for *_, moved in chosen)
            best = moves if best is None else min(best, moves)
    assert result.verdict.margin == best


@given(units=UNITS, order=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_mandates_in_proportion_do_not_depend_on_the_order_of_arrival(
    units: list[tuple[int, int, int, int]], order: object
) -> None:
    """Fractions that ask for a finer scale as sheets come in end as if all had come at once."""
    folder = read_shorthand(written("proportional", units))
    whole = canvass(folder).results[0]
    live = canvass(replace(folder, sheets=()))
    sheets = list(folder.sheets)
    order.shuffle(sheets)  # type: ignore[attr-defined]
    for sheet in sheets:
        live.receive(sheet)
    assert (live.results[0].totals, live.results[0].scale) == (whole.totals, whole.scale)
