"""Laws of the verdict, against full enumeration on small ballots."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.small_ballots import (
    RULES,
    annulment,
    arbitrary,
    assertion,
    completions,
    contested,
    ends,
    matter,
    recount,
    smallest_move,
    smallest_sets,
    swap,
)
from recolement.canvass.contributions import product
from recolement.canvass.open_matters import OpenMatters, missing_matter
from recolement.canvass.verdict import verdict
from recolement.model.ids import UnitId
from recolement.model.matters import Matter, Reason
from recolement.model.results import Branch, OutcomeKind, Vector

SIZE = 5  # two options, blank, null, abstain


def vectors(most: int, size: int = SIZE) -> st.SearchStrategy[Vector]:
    """Figures of a small unit."""
    return st.tuples(*[st.integers(0, most)] * size)


@st.composite
def matters(draw: st.DrawFn, size: int = SIZE, most: int = 3) -> list[Matter]:
    """Up to four open matters of every kind, on units of a few papers."""
    found: list[Matter] = []
    for name in "pqrs"[: draw(st.integers(1, 4))]:
        entered = draw(vectors(most, size))
        papers = draw(st.integers(0, 2))
        kind = draw(st.sampled_from(["missing", "recount", "annul", "swap", "claim", "ballots", "aside"]))
        match kind:
            case "missing":
                found.append(missing_matter(UnitId(name), draw(st.integers(0, 4)), size))
            case "recount":
                small = draw(vectors(1, size))
                found.append(recount(name, small))
            case "annul":
                way = draw(st.sampled_from(["null", "abstain", "all_zero"]))
                found.append(annulment(name, entered, way))
            case "swap":
                found.append(swap(name, entered))
            case "claim":
                found.append(matter(name, Reason.CLAIM, entered, entered, draw(vectors(most, size))))
            case "ballots":
                found.append(contested(name, entered, papers))
            case _:
                found.append(matter(name, Reason.SET_ASIDE, (0,) * size, (0,) * size, entered))
    return found


def with_matters(totals: Vector, open_matters: list[Matter]) -> Vector:
    """The baseline: undisputed totals plus what each matter contributes now."""
    for one in open_matters:
        totals = tuple(map(int.__add__, totals, one.as_entered))
    return totals


@pytest.mark.parametrize("rule", RULES)
@given(st.data())
@settings(max_examples=120, deadline=None)
def test_settled_agrees_with_enumeration(rule: str, data: st.DataObject) -> None:
    """The outcome is settled iff no combination of the open matters gives another one."""
    slow, decide = RULES[rule]
    open_matters = data.draw(matters())
    totals = with_matters(data.draw(vectors(8)), open_matters)
    outcome = decide(totals)
    result = verdict(outcome, totals, OpenMatters(SIZE, open_matters))
    if outcome.kind is OutcomeKind.LOTS_NEEDED:
        assert result.settled is None
        return
    said = slow(totals)
    changing = smallest_sets(totals, open_matters, lambda after: slow(after) != said)
    assert result.settled is (not changing)
    assert len(result.decisive) == (len(changing[0]) if changing else 0)
    if changing:
        assert tuple(sorted(result.decisive)) in changing


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_union_of_branches_is_settled_jointly(data: st.DataObject) -> None:
    """Whatever the branches and wherever the worst cells lie, settled and decisive agree with enumeration."""
    coefficients = st.tuples(*[st.integers(-3, 3)] * SIZE)
    assertions = st.builds(assertion, coefficients, st.integers(-3, 3))
    branch = st.lists(assertions, min_size=1, max_size=2).map(lambda found: Branch(tuple(found)))
    outcome = arbitrary(tuple(data.draw(st.lists(branch, min_size=1, max_size=3))))
    open_matters = data.draw(matters(most=2))
    totals = with_matters(data.draw(vectors(6)), open_matters)
    if not any(branch.holds(totals) for branch in outcome.branches):
        return

    def changed(after: Vector) -> bool:
        return not any(branch.holds(after) for branch in outcome.branches)

    changing = smallest_sets(totals, open_matters, changed)
    result = verdict(outcome, totals, OpenMatters(SIZE, open_matters))
    assert result.settled is (not changing)
    assert not changing or tuple(sorted(result.decisive)) in changing
    if sum(totals[:-1]) <= 12:
        assert result.margin == smallest_move(totals, changed)


@pytest.mark.parametrize("rule", RULES)
@given(totals=st.one_of(vectors(4), vectors(3, 6)))
@settings(max_examples=60, deadline=None)
def test_margins_are_smallest(rule: str, totals: Vector) -> None:
    """No fewer papers than the margin can be moved for the outcome to change, and so many can."""
    slow, decide = RULES[rule]
    outcome = decide(totals)
    if outcome.kind is OutcomeKind.LOTS_NEEDED:
        return
    said = slow(totals)
    result = verdict(outcome, totals, OpenMatters(len(totals)))
    assert result.margin == smallest_move(totals, lambda after: slow(after) != said)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_leverage_of_one_or_more_decides_alone(data: st.DataObject) -> None:
    """With one branch, a matter's leverage is 1 or more iff it can change the outcome alone."""
    slow, decide = RULES[data.draw(st.sampled_from(["plurality", "majority"]))]
    open_matters = data.draw(matters(6))
    totals = with_matters(data.draw(vectors(8, 6)), open_matters)
    outcome = decide(totals)
    if outcome.kind is OutcomeKind.LOTS_NEEDED:
        return
    for one in verdict(outcome, totals, OpenMatters(6, open_matters)).open:
        alone = any(slow(after) != slow(totals) for after in completions(totals, [one.matter]))
        assert one.leverage is not None
        assert (one.leverage >= 1) is alone


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_worst_cases_are_attained(data: st.DataObject) -> None:
    """The worst case of a matter is what the worst of all its possible figures takes, no more, no less."""
    open_matters = data.draw(matters())
    totals = with_matters(data.draw(vectors(8)), open_matters)
    outcome = RULES["plurality"][1](totals)
    for one in verdict(outcome, totals, OpenMatters(SIZE, open_matters)).open:
        if one.on is not None:
            figures = [product(one.on.coefficients, end) for end in ends(one.matter)]
            assert one.worst_case == product(one.on.coefficients, one.matter.as_entered) - min(figures)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_of_smallest_sets_the_one_with_the_largest_effect(data: st.DataObject) -> None:
    """Between two options, the decisive set takes most among the smallest ones, then has the first ids."""
    open_matters = data.draw(matters())
    totals = with_matters(data.draw(vectors(6)), open_matters)
    outcome = RULES["plurality"][1](totals)
    if outcome.kind is OutcomeKind.LOTS_NEEDED:
        return
    (only,) = outcome.branches[0].assertions
    found = smallest_sets(totals, open_matters, lambda after: not only.holds(after))
    least = {
        one.id: min(product(only.coefficients, end) for end in ends(one))
        - product(only.coefficients, one.as_entered)
        for one in open_matters
    }
    best = min(found, key=lambda ids: (sum(least[id] for id in ids), ids), default=())
    result = verdict(outcome, totals, OpenMatters(SIZE, open_matters))
    assert tuple(sorted(result.decisive)) == best


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_order_of_arrival_changes_nothing(data: st.DataObject) -> None:
    """Open matters added and removed one by one give the verdict of those built at once."""
    open_matters = data.draw(matters())
    totals = with_matters(data.draw(vectors(8)), open_matters)
    outcome = RULES["plurality"][1](totals)
    step = OpenMatters(SIZE, [missing_matter(UnitId("gone"), 7, SIZE)])
    for one in data.draw(st.permutations(open_matters)):
        step = step.with_(one)
    step = step.without(open_matters[0].id).without(missing_matter(UnitId("gone"), 7, SIZE).id)
    step = step.with_(open_matters[0])
    one_way, other = verdict(outcome, totals, step), verdict(outcome, totals, OpenMatters(SIZE, open_matters))
    assert (one_way.settled, one_way.margin, one_way.decisive) == (
        other.settled,
        other.margin,
        other.decisive,
    )
    assert list(one_way.open) == list(other.open)
    leverages = [one.leverage or Fraction(0) for one in other.open]
    assert leverages == sorted(leverages, reverse=True)
