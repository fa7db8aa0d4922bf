"""Missing units in blocks say what a sorted list says."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recolement.canvass import missing
from recolement.canvass.missing import MissingUnits
from recolement.model.ids import UnitId

NAMES = [UnitId(f"u{number}") for number in range(14)]
CHANGES = st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), st.integers(0, 5))), max_size=25)


@given(rolls=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5)), changes=CHANGES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blocks_say_what_a_sorted_list_says(
    rolls: dict[UnitId, int], changes: list[tuple[UnitId, int | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Units arrive and change one by one: order, ranks and sums are those of the list sorted anew."""
    monkeypatch.setattr(missing, "BLOCK", 2)
    units = MissingUnits(rolls)
    for unit, roll in changes:
        before, known = list(units.items()), dict(rolls)
        if roll is None:
            after = units.without(unit) if unit in units else units
            rolls.pop(unit, None)
        else:
            after = units.with_(unit, roll)
            rolls[unit] = roll
        assert list(units.items()) == before == sorted(known.items(), key=lambda one: (-one[1], one[0]))
        units = after
    order = sorted(rolls.items(), key=lambda one: (-one[1], one[0]))
    sums = list(accumulate((roll for _, roll in order), initial=0))
    assert list(units.items()) == order
    assert (len(units), units.registered) == (len(order), sums[-1])
    assert [name in units for name in NAMES] == [name in rolls for name in NAMES]
    assert [units.at(place) for place in range(len(order))] == order
    assert [units.place(unit) for unit, _ in order] == list(range(len(order)))
    assert [units.sum_of_largest(number) for number in range(len(order) + 2)] == [*sums, sums[-1]]
    assert units.largest(3) == tuple(unit for unit, _ in order[:3])
    for registered in range(sums[-1] + 2):
        fewest = next((number for number, total in enumerate(sums) if total >= registered), None)
        assert units.reaching(registered) == fewest
    for roll in range(-1, 7):
        for name in ("", "u3", "z"):
            above = sum((-other, unit) < (-roll, name) for unit, other in order)
            assert units.before(roll, name) == above
