"""Missing units whose roll is known, thousands of them, kept so that a verdict need not walk through them.

All of them have the same set of contributions up to their roll R (any split of R registered over every
cell), so an assertion loses ``R · (a_abstain − min a)`` to each: only the sum of the rolls, and the
largest rolls, ever matter. They stand in blocks, so that one unit fewer costs the work of one block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice

from recolement.model.ids import UnitId

BLOCK = 256
"""Units in one block: short to copy, short to walk, and few blocks."""

Ranked = tuple[int, UnitId]
"""Minus the roll, and the unit: in order, the largest roll comes first, then the ids."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some units that follow each other in the order, and their registered together."""

    units: list[Ranked]
    registered: int


def _block(units: list[Ranked]) -> Block:
    return Block(units, -sum(minus for minus, _ in units))


class MissingUnits(Mapping[UnitId, int]):
    """The missing units and their rolls, largest roll first, ids in order where rolls are equal.

    Never changed: :meth:`without` and :meth:`with_` return another one, which shares the other blocks.

    >>> units = MissingUnits({UnitId("b"): 120, UnitId("a"): 120, UnitId("c"): 500})
    >>> units.registered, units.largest(2), units.reaching(600), units.reaching(741)
    (740, ('c', 'a'), 2, None)
    >>> units.without(UnitId("c")).registered
    240
    """

    def __init__(self, rolls: Mapping[UnitId, int]) -> None:
        order = sorted((-roll, unit) for unit, roll in rolls.items())
        self._rolls: Mapping[UnitId, int] = dict(rolls)
        """The rolls of these units, and perhaps of some that are missing no more."""
        self._blocks = [_block(order[start : start + BLOCK]) for start in range(0, len(order), BLOCK)]
        self.registered = sum(rolls.values())

    def __getitem__(self, unit: UnitId) -> int:
        if unit not in self:
            raise KeyError(unit)
        return self._rolls[unit]

    def __iter__(self) -> Iterator[UnitId]:
        return (unit for block in self._blocks for _, unit in block.units)

    def __len__(self) -> int:
        return self._before[-1]

    def __contains__(self, unit: object) -> bool:
        if not isinstance(unit, str) or unit not in self._rolls:
            return False
        ranked = (-self._rolls[UnitId(unit)], unit)
        number, place = self._find(ranked)
        return number < len(self._blocks) and self._blocks[number].units[place] == ranked

    def _find(self, ranked: tuple[int, str]) -> tuple[int, int]:
        """The block where so ranked a unit stands or would stand, and its place in it."""
        block = bisect_left(self._ends, ranked)
        return block, bisect_left(self._blocks[block].units, ranked) if block < len(self._blocks) else 0

    @cached_property
    def _ends(self) -> list[Ranked]:
        """The last unit of each block."""
        return [block.units[-1] for block in self._blocks]

    @cached_property
    def _before(self) -> list[int]:
        """How many units stand before each block, and how many in all."""
        return list(accumulate((len(block.units) for block in self._blocks), initial=0))

    @cached_property
    def _sums(self) -> list[int]:
        """The registered of the units before each block, and of all."""
        return list(accumulate((block.registered for block in self._blocks), initial=0))

    def _with(self, number: int, units: list[Ranked], rolls: Mapping[UnitId, int]) -> MissingUnits:
        """The same, with these units instead of those of one block."""
        other = MissingUnits({})
        halves = (units[: 2 * BLOCK], units[2 * BLOCK :])
        changed = [_block(half) for half in halves if half]
        other._rolls = rolls
        other._blocks = [*self._blocks[:number], *changed, *self._blocks[number + 1 :]]
        other.registered = sum(block.registered for block in other._blocks)
        return other

    def without(self, unit: UnitId) -> MissingUnits:
        """The same, one unit having arrived; ``KeyError`` if it was not missing."""
        number, place = self._find((-self[unit], unit))
        units = self._blocks[number].units
        return self._with(number, [*units[:place], *units[place + 1 :]], self._rolls)

    def with_(self, unit: UnitId, roll: int) -> MissingUnits:
        """The same, with one more missing unit (or another roll for the same one)."""
        rest = self.without(unit) if unit in self else self
        number = min(rest._find((-roll, unit))[0], max(0, len(rest._blocks) - 1))
        units = rest._blocks[number].units if rest._blocks else []
        return rest._with(number, sorted((*units, (-roll, unit))), {**rest._rolls, unit: roll})

    def place(self, unit: UnitId) -> int:
        """Where the unit stands in the order of rolls, 0 first."""
        return self.before(self[unit], unit)

    def before(self, roll: int, unit: str) -> int:
        """How many units have a larger roll, or the same one and a smaller id."""
        block, place = self._find((-roll, unit))
        return self._before[block] + place

    def at(self, place: int) -> tuple[UnitId, int]:
        """The unit at a place in the order of rolls, and its roll."""
        block = bisect_right(self._before, place) - 1
        minus, unit = self._blocks[block].units[place - self._before[block]]
        return unit, -minus

    def largest(self, number: int) -> tuple[UnitId, ...]:
        """The ids of so many units with the largest rolls."""
        return tuple(islice(self, number))

    def sum_of_largest(self, number: int) -> int:
        """The registered of so many units with the largest rolls."""
        if number >= len(self):
            return self.registered
        block = bisect_right(self._before, number) - 1
        some = self._blocks[block].units[: number - self._before[block]]
        return self._sums[block] - sum(minus for minus, _ in some)

    def reaching(self, registered: int) -> int | None:
        """The fewest units that have together so many registered; ``None`` if all have fewer."""
        if registered <= 0:
            return 0
        if registered > self.registered:
            return None
        block = bisect_left(self._sums, registered) - 1
        left, number = registered - self._sums[block], 0
        while left > 0:
            left += self._blocks[block].units[number][0]
            number += 1
        return self._before[block] + number
