"""Missing units whose roll is known, thousands of them, kept so that a verdict need not walk through them.

All of them have the same set of contributions up to their roll R (any split of R registered over every
cell), so an assertion loses ``R · (a_abstain − min a)`` to each: only the sum of the rolls, and the
largest rolls, ever matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from recolement.model.ids import UnitId

STRIDE = 256
"""One partial sum is kept for so many units: short to recompute, short to walk."""


class MissingUnits(Mapping[UnitId, int]):
    """The missing units and their rolls, largest roll first, ids in order where rolls are equal.

    Never changed: :meth:`without` and :meth:`with_` return another one (some 0.2 ms for 35,000 units).

    >>> units = MissingUnits({UnitId("b"): 120, UnitId("a"): 120, UnitId("c"): 500})
    >>> units.registered, units.largest(2), units.reaching(600), units.reaching(741)
    (740, ('c', 'a'), 2, None)
    >>> units.without(UnitId("c")).registered
    240
    """

    def __init__(self, rolls: Mapping[UnitId, int]) -> None:
        self._rolls: dict[UnitId, int] = dict(rolls)
        order = sorted((-roll, unit) for unit, roll in self._rolls.items())
        self._minus = [minus for minus, _ in order]
        self._units = [unit for _, unit in order]
        self.registered = -sum(self._minus)

    def __getitem__(self, unit: UnitId) -> int:
        return self._rolls[unit]

    def __iter__(self) -> Iterator[UnitId]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, unit: object) -> bool:
        return unit in self._rolls

    def _copy(self) -> MissingUnits:
        other = MissingUnits({})
        other._rolls, other._minus, other._units = self._rolls.copy(), self._minus.copy(), self._units.copy()
        other.registered = self.registered
        return other

    def without(self, unit: UnitId) -> MissingUnits:
        """The same, one unit having arrived; ``KeyError`` if it was not missing."""
        place = self.place(unit)
        other = self._copy()
        del other._rolls[unit], other._minus[place], other._units[place]
        other.registered -= self._rolls[unit]
        return other

    def with_(self, unit: UnitId, roll: int) -> MissingUnits:
        """The same, with one more missing unit (or another roll for the same one)."""
        other = self.without(unit) if unit in self else self._copy()
        place = other.before(roll, unit)
        other._rolls[unit] = roll
        other._minus.insert(place, -roll)
        other._units.insert(place, unit)
        other.registered += roll
        return other

    def place(self, unit: UnitId) -> int:
        """Where the unit stands in the order of rolls, 0 first."""
        return self.before(self._rolls[unit], unit)

    def before(self, roll: int, unit: str) -> int:
        """How many units have a larger roll, or the same one and a smaller id."""
        first = bisect_left(self._minus, -roll)
        last = bisect_right(self._minus, -roll, first)
        return bisect_left(self._units, unit, first, last)

    def at(self, place: int) -> tuple[UnitId, int]:
        """The unit at a place in the order of rolls, and its roll."""
        return self._units[place], -self._minus[place]

    def largest(self, number: int) -> tuple[UnitId, ...]:
        """The ids of so many units with the largest rolls."""
        return tuple(self._units[:number])

    @cached_property
    def _partial(self) -> list[int]:
        sums = [0]
        for start in range(0, len(self._minus), STRIDE):
            sums.append(sums[-1] - sum(self._minus[start : start + STRIDE]))
        return sums

    def sum_of_largest(self, number: int) -> int:
        """The registered of so many units with the largest rolls."""
        whole = number // STRIDE
        return self._partial[whole] - sum(self._minus[whole * STRIDE : number])

    def reaching(self, registered: int) -> int | None:
        """The fewest units that have together so many registered; ``None`` if all have fewer."""
        if registered <= 0:
            return 0
        if registered > self.registered:
            return None
        block = bisect_left(self._partial, registered) - 1
        left, number = registered - self._partial[block], block * STRIDE
        while left > 0:
            left += self._minus[number]
            number += 1
        return number
