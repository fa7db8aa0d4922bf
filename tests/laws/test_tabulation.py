"""Laws of adding up, by the whole path: the order of arrival, and the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws.small_cases import RULES, cases
from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.sheets import FIGURES
from recolement.publication import tally_json


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_changes_nothing(rule: str, data: st.DataObject) -> None:
    """Sheets received one by one, in any order, give the results of the whole folder, to the last figure."""
    folder = read_shorthand(data.draw(cases(rule, unknown_rolls=data.draw(st.booleans()))).text())
    whole = tally_json(canvass(folder))["contests"]
    order = data.draw(st.permutations(folder.sheets))
    first = data.draw(st.integers(0, len(order)))
    live = canvass(replace(folder, sheets=tuple(order[:first])))
    for sheet in order[first:]:
        live.receive(sheet)
    assert tally_json(live)["contests"] == whole
    shuffled = canvass(replace(folder, sheets=tuple(order)))
    assert tally_json(shuffled)["contests"] == whole
    assert sorted(map(repr, shuffled.findings)) == sorted(map(repr, canvass(folder).findings))


def counts(draw: st.DrawFn, names: tuple[str, ...]) -> str:
    """Some boxes of a sheet filled in, others left empty."""
    written = []
    for name in names:
        value = draw(st.one_of(st.none(), st.integers(0, 40)))
        written += [] if value is None else [f"{name}={value}"]
    return " ".join(written)


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Two to four federations of one to three sections; some boxes are left empty, some sheets missing."""
    lines = ["option A B"]
    for federation in range(draw(st.integers(2, 4))):
        lines.append(f"unit F{federation}")
        for section in range(draw(st.integers(1, 3))):
            name = f"F{federation}-{section}"
            lines.append(f"unit {name} in=F{federation} {counts(draw, ('registered',))}")
            if draw(st.booleans()):
                lines.append(f"sheet {name} {counts(draw, (*FIGURES, 'A', 'B'))}")
    return "\n".join(lines)


@given(lines=trees())
@settings(max_examples=80, deadline=None)
def test_the_figures_of_a_unit_are_the_sums_of_its_children(lines: str) -> None:
    """At every node each figure is the sum of what the children know, and unknown where none knows it."""
    night = canvass(read_shorthand(lines))
    tree = night.folder.tree

    def figures(unit: str) -> Mapping[str, int | None]:
        found = night.result("contest", 1, unit)
        named = {name: getattr(found.figures, name) for name in FIGURES}
        coverage = found.coverage
        return {
            **named,
            **{f"votes {option}": votes for option, votes in found.figures.votes.items()},
            "expected": coverage.expected,
            "received": coverage.received,
            "missing": len(coverage.missing),
            "registered expected": coverage.registered_expected,
        }

    for unit in tree:
        children = [figures(child) for child in tree.children(unit)]
        if not children:
            continue
        for name, value in figures(unit).items():
            known = [child[name] for child in children if child[name] is not None]
            assert value == (sum(known) if known else None), (unit, name)  # type: ignore[arg-type]
