"""Rivals of several assertions: can the open matters make all of them fail together? (ASSERTIONS section 4)

Each matter takes a vector, one number per assertion of the rival. Where one contribution is the worst
for all assertions at once (a missing sheet, a recount, contested papers for the usual rivals), it is the
only one to look at. Where rulings pull in different directions (annul or not, swapped or not), the
vectors that no other one exceeds are kept, matter by matter. Free papers whose worst cell depends on the
assertion are kept apart, as a pool, and split at the end by exact integer programming.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TypeAlias

from recolement.canvass.contributions import cells_of, moved_loss, product, sources
from recolement.canvass.integers import Row, relaxed_minimum, whole_minimum
from recolement.canvass.open_matters import HeldMatter, OpenMatters
from recolement.model.ids import MatterId
from recolement.model.matters import Free, Matter, Moved, Over
from recolement.model.results import Rival, Vector

Taken: TypeAlias = tuple[int, ...]
"""What is taken from each assertion of a rival, in its order."""

Pool: TypeAlias = Free | Moved


def add(one: Taken, other: Taken) -> Taken:
    """Both together."""
    return tuple(map(int.__add__, one, other))


def times(taken: Taken, number: int) -> Taken:
    """So many of the same."""
    return tuple(number * part for part in taken)


def covers(one: Taken, other: Taken) -> bool:
    """Whether ``one`` takes at least as much from every assertion."""
    return all(map(int.__ge__, one, other))


@dataclass(frozen=True, slots=True)
class Reach:
    """What a choice of contributions takes, the papers still to split, and the matters that moved."""

    taken: Taken
    pools: tuple[Pool, ...] = ()
    moved: tuple[MatterId, ...] = ()

    def plus(self, other: Reach) -> Reach:
        """Both choices made."""
        return Reach(
            add(self.taken, other.taken), _merged((*self.pools, *other.pools)), (*self.moved, *other.moved)
        )


def _merged(pools: Sequence[Pool]) -> tuple[Pool, ...]:
    """Free papers over the same cells are one pool; contested ballots stay by unit."""
    free: dict[Over, int] = {}
    for pool in pools:
        if isinstance(pool, Free):
            free[pool.over] = free.get(pool.over, 0) + pool.papers
    together = [Free(papers, over) for over, papers in sorted(free.items()) if papers]
    return (*together, *(pool for pool in pools if isinstance(pool, Moved)))


def front(reaches: Iterable[Reach]) -> list[Reach]:
    """Those that no other one with the same pools covers; of equals, the one with the smaller ids."""
    kept: dict[tuple[Pool, ...], list[Reach]] = {}
    for reach in sorted(reaches, key=lambda reach: (tuple(-part for part in reach.taken), reach.moved)):
        group = kept.setdefault(reach.pools, [])
        # Sorted by the first assertion: with two of them, only the last one kept can cover a newcomer.
        against = group[-1:] if len(reach.taken) == 2 else group
        if not any(covers(other.taken, reach.taken) for other in against):
            group.append(reach)
    return [reach for group in kept.values() for reach in group]


class JointRival:
    """One rival at the present totals: ``slacks`` must all be taken for its assertions to fail together."""

    def __init__(self, rival: Rival, totals: Vector) -> None:
        self.coefficients = tuple(assertion.coefficients for assertion in rival)
        self.slacks = tuple(assertion.slack(totals) for assertion in rival)
        self.size = len(totals)
        self.zero: Taken = (0,) * len(rival)
        self._cells = tuple(zip(*self.coefficients, strict=True))

    def _least(self, cells: range) -> Taken:
        """The smallest coefficient of each assertion over some cells."""
        return tuple(min(coefficients[cell] for cell in cells) for coefficients in self.coefficients)

    def worst_cell(self, over: Over) -> Taken | None:
        """The coefficients of a cell that is the smallest for every assertion, if there is one."""
        least = self._least(cells_of(over, self.size))
        return least if any(self._cells[cell] == least for cell in cells_of(over, self.size)) else None

    def worst_moves(self, moved: Moved) -> Taken | None:
        """What moving ballots takes where one order of moves is the worst for every assertion."""
        worst = self.worst_cell(Over.BALLOTS)
        if worst is None:
            return None
        order = sorted((worst, *(self._cells[cell] for cell, _ in sources(moved))), reverse=True)
        if not all(covers(one, other) for one, other in pairwise(order)):
            return None
        return tuple(moved_loss(moved, coefficients) for coefficients in self.coefficients)

    def of(self, cells: Vector) -> Taken:
        """``a · cells`` for each assertion."""
        return tuple(product(coefficients, cells) for coefficients in self.coefficients)

    def ways(self, matter: Matter) -> list[Reach]:
        """The contributions of a matter worth looking at, but for leaving it as it stands."""
        found = []
        standing = self.of(matter.as_entered)
        for possibility in matter.possibilities:
            taken = add(standing, times(self.of(possibility.fixed), -1))
            pools: list[Pool] = []
            for free in possibility.free:
                worst = self.worst_cell(free.over)
                if worst is None:
                    pools.append(free)
                else:
                    taken = add(taken, times(worst, -free.papers))
            for moved in possibility.moved:
                most = self.worst_moves(moved)
                if most is None:
                    pools.append(moved)
                else:
                    taken = add(taken, most)
            reach = Reach(taken, _merged(pools), (matter.id,))
            if reach.pools or not covers(self.zero, taken):
                found.append(reach)
        return front(found)

    def missing(self, registered: int) -> Reach:
        """What plain missing units with so many registered together can take."""
        worst = self.worst_cell(Over.ALL)
        abstaining = self._cells[self.size - 1]
        if worst is None:
            return Reach(times(abstaining, registered), (Free(registered, Over.ALL),) if registered else ())
        return Reach(times(add(abstaining, times(worst, -1)), registered))

    def enough(self, reach: Reach) -> bool:
        """Whether all assertions of the rival fail, the pools being split as badly as can be."""
        if not reach.pools:
            return covers(reach.taken, self.slacks)
        gains, rows = self._variables(reach.pools)
        rows += self._needs(reach, gains)
        return whole_minimum([0] * len(gains), rows) is not None

    def _variables(self, pools: Sequence[Pool]) -> tuple[list[Taken], list[Row]]:
        """A variable per way one paper of a pool may go: what it takes, and the rows that bound them."""
        gains: list[Taken] = []
        bounds: list[tuple[range, int, bool]] = []
        for pool in pools:
            start = len(gains)
            if isinstance(pool, Free):
                cells = cells_of(pool.over, self.size)
                gains += self._worth(times(self._cells[cell], -1) for cell in cells)
                bounds.append((range(start, len(gains)), pool.papers, True))
            else:
                gains += self._moves(pool, bounds, start)
                bounds.append((range(start, len(gains)), pool.papers, False))
        rows: list[Row] = []
        for variables, papers, exactly in bounds:
            row = [int(place in variables) for place in range(len(gains))]
            rows.append(([-part for part in row], -papers))
            if exactly:
                rows.append((row, papers))
        return gains, rows

    def _moves(self, moved: Moved, bounds: list[tuple[range, int, bool]], start: int) -> list[Taken]:
        """What one ballot moved takes, by kind of cell it leaves; each kind bounded by the ballots there."""
        gains: list[Taken] = []
        alike: dict[Taken, int] = {}
        for cell, papers in sources(moved):
            alike[self._cells[cell]] = alike.get(self._cells[cell], 0) + papers
        for source, papers in alike.items():
            first = start + len(gains)
            ballots = cells_of(Over.BALLOTS, self.size)
            gains += self._worth(add(source, times(self._cells[cell], -1)) for cell in ballots)
            bounds.append((range(first, start + len(gains)), min(papers, moved.papers), False))
        return gains

    def _worth(self, gains: Iterable[Taken]) -> list[Taken]:
        return [reach.taken for reach in front(Reach(gain) for gain in gains)]

    def _needs(self, reach: Reach, gains: Sequence[Taken]) -> list[Row]:
        return [
            ([gain[place] for gain in gains], slack - reach.taken[place])
            for place, slack in enumerate(self.slacks)
        ]

    def reaches(
        self, registered: int, matters: Iterable[HeldMatter], *, to_the_end: bool = False
    ) -> list[Reach]:
        """The worst combinations of some matters, and of missing units with so many registered together.

        Unless ``to_the_end``, only those that may still be enough, and a single one as soon as it is.
        """
        start = self.missing(registered)
        choices = []
        for held in matters:
            ways = self.ways(held.matter)
            if len(ways) == 1 and not ways[0].pools and covers(ways[0].taken, self.zero):
                start = start.plus(ways[0])  # nothing to choose: this one is the worst for every assertion
            elif ways:
                losses = tuple(held.loss(coefficients) for coefficients in self.coefficients)
                choices.append((losses, ways))
        ahead = [self.zero]
        for losses, _ in reversed(choices):
            ahead.append(add(ahead[-1], losses))
        here = [start]
        for number, (_, ways) in enumerate(choices):
            coming = ahead[len(choices) - number - 1]
            here = front([*here, *(reach.plus(way) for reach in here for way in ways)])
            if not to_the_end:
                here = [reach for reach in here if self.may_reach(reach, coming)]
                enough = [reach for reach in here if not reach.pools and self.enough(reach)]
                if enough:
                    return enough[:1]
        return here

    def may_reach(self, reach: Reach, coming: Taken) -> bool:
        """Whether each assertion, looked at alone, could still fail."""
        return covers(add(add(reach.taken, coming), self._pooled(reach.pools)), self.slacks)

    def _pooled(self, pools: Sequence[Pool]) -> Taken:
        most = self.zero
        for pool in pools:
            if isinstance(pool, Free):
                most = add(most, times(self._least(cells_of(pool.over, self.size)), -pool.papers))
            else:
                most = add(most, tuple(moved_loss(pool, one) for one in self.coefficients))
        return most

    def feasible(self, matters: OpenMatters) -> bool:
        """Whether some combination of the open matters makes all assertions fail (unknown rolls at 0)."""
        for coefficients, slack in zip(self.coefficients, self.slacks, strict=True):
            if matters.at_risk(coefficients) < slack:
                return False  # one assertion holds whatever comes: the rival is out
        return self.together(matters.missing.registered, matters.others.values())

    def together(self, registered: int, matters: Iterable[HeldMatter]) -> bool:
        """Whether some matters, with missing units of so many registered, make all assertions fail."""
        return any(self.enough(reach) for reach in self.reaches(registered, matters))

    def break_even(self, matters: OpenMatters) -> int | None:
        """The smallest roll of one more unit with which all assertions can fail; ``None`` if no roll does.

        The search is bounded by the distance between a fractional optimum and the nearest whole one,
        rows · (2 · rows · largest coefficient + 1) ^ rows (Eisenbrand and Weismantel 2018).
        """
        best: int | None = None
        own = self._worth(times(cell, -1) for cell in self._cells)
        for reach in self.reaches(matters.missing.registered, matters.others.values(), to_the_end=True):
            pooled, rows = self._variables(reach.pools)
            gains = [*own, *pooled]
            costs = [1] * len(own) + [0] * len(pooled)
            rows = [([0] * len(own) + list(row), least) for row, least in rows]
            rows += self._needs(reach, gains)
            relaxed = relaxed_minimum(costs, rows)
            if relaxed is None:
                continue
            largest = max(abs(part) for row, _ in rows for part in row)
            beyond = len(rows) * (2 * len(rows) * largest + 1) ** len(rows)
            rows.append(([-cost for cost in costs], -(ceil(relaxed[0]) + beyond)))
            roll = whole_minimum(costs, rows)
            if roll is not None and (best is None or roll < best):
                best = roll
        return best

    def fewest_moves(self, totals: Vector) -> int | None:
        """The fewest ballots to move (into any ballot cell) for all assertions to fail; ``None`` if none."""
        gains, rows = self._variables((Moved(sum(totals[:-1]), totals),))
        return whole_minimum([1] * len(gains), [*rows, *self._needs(Reach(self.zero), gains)])
