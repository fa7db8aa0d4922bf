"""The verdict by the whole path, from lines a person could write, against every way the ballot may end."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws.endings import Case, Section, completions
from laws.small_cases import RULES, cases
from recolement.canvass import ContestResult, canvass
from recolement.canvass.verdict import assertions_of
from recolement.formats.shorthand import read_shorthand
from recolement.model.results import OutcomeKind

ENOUGH_ROLL = 9
"""Rolls tried one by one for a section whose roll is unknown."""


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


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_contested_papers_that_overlap_in_part_are_never_thought_safer_than_they_are(
    rule: str, data: st.DataObject
) -> None:
    """Two pools that share some sections may count one paper twice: settled is still never said wrongly."""
    case = data.draw(cases(rule, overlapping=True))
    result = result_of(case)
    verdict = result.verdict
    if verdict is None or verdict.settled is not True:
        return
    slow, said = RULES[rule], RULES[rule](case.totals(), case.blank_valid)
    ends = completions(case, case.matters())
    assert all(slow(after, case.blank_valid) == said for after in ends)
