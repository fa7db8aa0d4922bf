"""The verdict by the whole path, from lines a person could write, against every way the ballot may end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws.endings import Case, Cells, Dispute, Section, completions
from recolement.canvass import ContestResult, canvass
from recolement.canvass.verdict import assertions_of
from recolement.formats.shorthand import read_shorthand
from recolement.model.results import OutcomeKind

Slow = Callable[[Cells, bool], tuple[object, ...]]
ENOUGH_ROLL = 9
"""Rolls tried one by one for a section whose roll is unknown."""


def plurality(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b = totals[:2]
    return ("lots",) if a == b else ("elected", "A" if a > b else "B")


def majority(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid = a + b + (blank if blank_valid else 0)
    return ("elected", *(name for name, votes in (("A", a), ("B", b)) if 2 * votes > valid))


def first_round(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid, registered = a + b + (blank if blank_valid else 0), sum(totals)
    elected = (n for n, votes in (("A", a), ("B", b)) if 2 * votes > valid and 4 * votes >= registered)
    return ("elected", *elected)


def quorum(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid, papers = a + b + (blank if blank_valid else 0), sum(totals[:4])
    return ("adopted", 2 * a > valid and 2 * papers >= sum(totals))


RULES: dict[str, Slow] = {
    "plurality": plurality,
    "absolute_majority": majority,
    "absolute_majority elected_share_of_registered=1/4": first_round,
    "yes_no quorum=1/2": quorum,
}


@st.composite
def cases(draw: st.DrawFn, rule: str, *, unknown_rolls: bool = False) -> Case:
    """Two to four sections of a few papers, some missing, set aside or in error, and up to two disputes."""
    votes = st.tuples(*[st.integers(0, 5)] * 2, *[st.integers(0, 1)] * 2)
    sections: list[Section] = [Section("sure", 12, draw(votes))]
    kinds = ["missing", "plain", "plain", "plain", "aside", "valid", "nowhere", "joined"]
    blank_valid = draw(st.booleans())
    for name in "uvw"[: draw(st.integers(1, 3))]:
        kind = draw(st.sampled_from(kinds))
        if kind == "missing":
            sections.append(Section(name, draw(st.integers(0, 3)), None))
            continue
        sheet = draw(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)))
        section = Section(name, sum(sheet) + draw(st.integers(0, 1)), sheet)
        if kind == "aside":
            section = replace(section, aside=True)
        elif kind == "valid":
            section = replace(section, valid_off=draw(st.sampled_from([1, 2, -1])))
        elif kind == "nowhere":
            section = replace(section, nowhere=1, roll=(section.roll or 0) + 1)
        elif kind == "joined":
            section = replace(section, joined=True)
        if section.valid_off < 0 and sum(sheet[:2]) + section.valid_off < 0:
            section = replace(section, valid_off=0)
        sections.append(section)
    if unknown_rolls:
        sections.append(Section("x", None, None))
        if draw(st.booleans()):
            sections.append(Section("y", None, None))
    disputes = []
    received = [one for one in sections[1:] if one.sheet is not None]
    for number in range(draw(st.integers(0, 2)) if received else 0):
        chosen = draw(st.lists(st.sampled_from(received), min_size=1, max_size=2, unique=True))
        seeks = draw(st.sampled_from(["annul", "recount", "swap", "ballots", "claim"]))
        if seeks == "claim":
            chosen = chosen[:1]
        alone = any(one.doubtful or one.joined for one in chosen)
        if seeks == "ballots" and alone:
            chosen = [one for one in chosen if not (one.doubtful or one.joined)]
            if not chosen:
                seeks, chosen = "annul", received[:1]
        size = draw(st.integers(1, 2))
        disputes.append(Dispute(f"d{number}", tuple(one.name for one in chosen), seeks, size))
    annulment = draw(st.sampled_from(["null", "abstain", "all_zero"]))
    return Case(rule, tuple(sections), tuple(disputes), annulment, blank_valid)


def result_of(case: Case) -> ContestResult:
    (result,) = canvass(read_shorthand(case.text())).results
    return result


def check_verdict(case: Case) -> None:
    """Totals, open matters, settled, decisive set, worst cases and leverages, all by enumeration."""
    slow = RULES[case.rule]
    result = result_of(case)
    assert result.totals == case.totals()
    if result.outcome is None or result.outcome.kind is OutcomeKind.LOTS_NEEDED:
        assert result.verdict is None or result.verdict.settled is None
        return
    verdict = result.verdict
    assert verdict is not None
    matters = case.matters()
    said = slow(case.totals(), case.blank_valid)

    def changing(names: tuple[str, ...]) -> bool:
        return any(slow(after, case.blank_valid) != said for after in completions(case, names))

    assert {one.matter.id for one in verdict.open} == set(matters)
    assert verdict.settled is (not changing(tuple(matters)))
    smallest = next(
        (
            sets
            for number in range(len(matters) + 1)
            if (sets := [names for names in combinations(sorted(matters), number) if changing(names)])
        ),
        [],
    )
    assert (tuple(sorted(verdict.decisive)) in smallest) if smallest else (verdict.decisive == ())
    held = [one for one in assertions_of(result.outcome) if one.slack(case.totals()) > 0]
    for one in verdict.open:
        names, ends = matters[one.matter.id]
        now = [case.now(case.section(name)) for name in names]
        losses = []
        for assertion in held:
            standing = sum(assertion.slack(cells) - assertion.constant for cells in now)
            least = min(assertion.slack(end) - assertion.constant for end in ends)
            losses.append((Fraction(max(0, standing - least), assertion.slack(case.totals())), assertion))
        assert one.leverage == max(share for share, _ in losses)
        assert one.on is not None
        assert (one.leverage, one.on) in losses
        assert one.worst_case == one.leverage * one.on.slack(case.totals())


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_verdict_agrees_with_every_way_the_ballot_may_end(rule: str, data: st.DataObject) -> None:
    """Settled iff no combination of FORMAT's possibilities gives another outcome; decisive sets smallest."""
    check_verdict(data.draw(cases(rule)))


@pytest.mark.long
@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=2500, deadline=None)
def test_the_verdict_agrees_with_every_way_many_ballots_may_end(rule: str, data: st.DataObject) -> None:
    """The same law on forty times as many ballots."""
    check_verdict(data.draw(cases(rule)))


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_unknown_rolls_leave_it_open_from_the_break_even_roll_on(rule: str, data: st.DataObject) -> None:
    """Null iff a large enough unknown roll, alone, could change it; the break-even roll is the smallest."""
    case = data.draw(cases(rule, unknown_rolls=True))
    slow = RULES[case.rule]
    result = result_of(case)
    if result.outcome is None or result.outcome.kind is OutcomeKind.LOTS_NEEDED:
        return
    verdict = result.verdict
    assert verdict is not None
    said = slow(case.totals(), case.blank_valid)

    def changing(roll: int) -> bool:
        sections = [section for section in case.sections if section.name != "x"]
        with_roll = replace(case, sections=(*sections, Section("x", roll, None)))
        ends = completions(with_roll, with_roll.matters())
        return any(slow(after, case.blank_valid) != said for after in ends)

    if changing(0):
        assert verdict.settled is False
        assert verdict.break_even_roll == 0
        return
    smallest = next((roll for roll in range(1, ENOUGH_ROLL + 1) if changing(roll)), None)
    if smallest is not None:
        assert verdict.settled is None
        assert verdict.break_even_roll == smallest
    else:
        assert verdict.break_even_roll is None or verdict.break_even_roll > ENOUGH_ROLL
        assert verdict.settled is (None if verdict.break_even_roll is not None else True)
    unknown = [one for one in verdict.open if one.matter.unknown_rolls]
    assert {one.break_even_roll for one in unknown} == {verdict.break_even_roll}
    assert all(one.leverage is None and one.worst_case is None for one in unknown)
