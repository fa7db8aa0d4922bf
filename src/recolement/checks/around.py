"""The sheets received under each node, added up: what the neighbours of a sheet have together.

Neighbours are the other sections under the same parent; where fewer than four of them are in, those under
the parent's parent, and so on up. Only units with the same options on offer are compared.

Worked example: under Lyon, five sections have 10, 20, 30, 40 and 50 votes for one option. Around the fifth
are four others with 100 votes; with one section fewer, its neighbours would be all those of the department.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add, sub
from typing import Literal

from recolement.checks.reading import Reading
from recolement.model.ids import UnitId
from recolement.model.units import UnitTree

ENOUGH = 4
"""With fewer neighbours under a node, those under the node above are taken."""

Papers = Literal["blank", "null", "blank_null"]
"""What is compared with the neighbours beside the votes, where it is known with the papers."""
AT: Mapping[Papers, int] = {"blank": -6, "null": -4, "blank_null": -2}
"""Where the sums after the votes stand: the papers of the sheets that know the figure, then the figure."""

Lead = tuple[int, int]
"""How far one option is before another, and the valid votes it is a share of."""


def beyond(one: Lead, other: Lead) -> bool:
    """Whether a lead is a larger share than another.

    >>> beyond((10, 100), (1, 11)), beyond((-10, 100), (-1, 11))
    (True, False)
    """
    return one[0] * other[1] > other[0] * one[1]


@dataclass(slots=True)
class Leads:
    """The leads of one option over another in the sheets under a node: how many, the extremes, the second."""

    sheets: int = 0
    lowest: Lead = (1, 0)
    highest: Lead = (-1, 0)
    second: Lead = (-1, 0)

    def take(self, lead: Lead) -> None:
        """One more sheet. A lead over nobody, as at the start, is beyond every other."""
        self.sheets += 1
        if beyond(self.lowest, lead):
            self.lowest = lead
        if beyond(lead, self.highest):
            self.highest, self.second = lead, self.highest
        elif beyond(lead, self.second):
            self.second = lead


@dataclass(slots=True)
class Neighbourhood:
    """The sheets received under one node, among units with the same options on offer: how many, summed."""

    sheets: int
    sums: list[int]
    leads: dict[tuple[int, int], Leads] = field(default_factory=dict)
    """By two options (their places), once asked for."""


@dataclass(slots=True)
class Neighbours:
    """The other sheets around a unit: the node they lie under, how many they are, and their sums."""

    node: UnitId
    sheets: int
    sums: list[int]
    distances: tuple[int, int, list[int]] | None = None
    """How far the unit's shares are from theirs, once asked for (W6 and W7 both do)."""

    @property
    def votes(self) -> list[int]:
        """Their votes, by the places of the options on offer."""
        return self.sums[:-6]

    def of(self, papers: Papers) -> tuple[int, int]:
        """Their blank or null papers, and the papers of the sheets where these are known."""
        return self.sums[AT[papers] + 1], self.sums[AT[papers]]


def _row(reading: Reading) -> tuple[int, ...]:
    """What is added up of a sheet: votes, then papers and blank, papers and null, papers and both."""
    papers, votes = reading.papers, reading.votes or ()
    if papers is None:
        return (*votes, 0, 0, 0, 0, 0, 0)
    blank, null, both = reading.sheet.blank, reading.sheet.null, reading.blank_null
    if blank is not None and null is not None and both is not None:
        return (*votes, papers, blank, papers, null, papers, both)
    parts = ((0, 0) if part is None else (papers, part) for part in (blank, null, both))
    return (*votes, *(figure for part in parts for figure in part))


class Around:
    """Every node's :class:`Neighbourhood`, kept up to date sheet by sheet."""

    def __init__(self, tree: UnitTree, offer_of: Mapping[UnitId, int], least: int) -> None:
        self._tree = tree
        self._offer_of = offer_of
        self._least = max(1, least)
        self._at: dict[tuple[UnitId, int], Neighbourhood] = {}
        self._counted: dict[UnitId, Reading] = {}
        self._rows: dict[UnitId, tuple[int, ...]] = {}

    def fill(self, readings: Iterable[Reading]) -> None:
        """Take into account the sheets of units that had none. All votes on offer are known in each."""
        tree, offer_of, counted, rows = self._tree, self._offer_of, self._counted, self._rows
        siblings: dict[tuple[UnitId, int], list[Reading]] = {}
        for reading in readings:
            unit = reading.unit
            parent = tree[unit].parent
            if parent is not None:
                counted[unit], rows[unit] = reading, _row(reading)
                siblings.setdefault((parent, offer_of.get(unit, 0) if offer_of else 0), []).append(reading)
        for (parent, offer), some in siblings.items():
            sums = list(map(sum, zip(*[rows[reading.unit] for reading in some], strict=True)))
            for node in self._up(parent):
                around = self._at.get((node, offer))
                if around is None:
                    self._at[node, offer] = Neighbourhood(len(some), sums)
                    continue
                around.sheets += len(some)
                around.sums = list(map(add, around.sums, sums))
                for pair, leads in around.leads.items():
                    self._take(leads, pair, some)

    def forget(self, unit: UnitId) -> None:
        """Take back the sheet of a unit, if it was counted."""
        row = self._rows.pop(unit, None)
        if row is None:
            return
        del self._counted[unit]
        offer = self._offer_of.get(unit, 0)
        for node in self._up(self._tree[unit].parent):
            around = self._at[node, offer]
            around.sheets -= 1
            around.sums = list(map(sub, around.sums, row))
            around.leads.clear()

    def of(self, unit: UnitId) -> Neighbours | None:
        """The other sheets under the nearest node that has enough of them; ``None`` if none has."""
        needed = ENOUGH + (unit in self._counted)
        offer = self._offer_of.get(unit, 0)
        for node in self._up(self._tree[unit].parent):
            around = self._at.get((node, offer))
            if around is not None and around.sheets >= needed:
                return self._without(unit, node, around)
        return None

    def under(self, node: UnitId, unit: UnitId) -> Neighbours | None:
        """The other sheets under that node, however few; ``None`` if there is none."""
        around = self._at.get((node, self._offer_of.get(unit, 0)))
        found = None if around is None else self._without(unit, node, around)
        return found if found is not None and found.sheets else None

    def _without(self, unit: UnitId, node: UnitId, around: Neighbourhood) -> Neighbours:
        own = self._rows.get(unit)
        if own is None:
            return Neighbours(node, around.sheets, around.sums)
        return Neighbours(node, around.sheets - 1, list(map(sub, around.sums, own)))

    def leads(self, unit: UnitId, node: UnitId, pair: tuple[int, int]) -> Leads:
        """The leads of one option over another under a node, the unit's own among them if it is counted.

        Of sheets with enough valid votes. The first question reads all the sheets under the node; each
        further one, for the same two options, reads none.
        """
        offer = self._offer_of.get(unit, 0)
        around = self._at[node, offer]
        leads = around.leads.get(pair)
        if leads is None:
            leads = around.leads[pair] = Leads()
            self._take(leads, pair, self._under(node, offer))
        return leads

    def _under(self, node: UnitId, offer: int) -> list[Reading]:
        """The sheets counted under a node."""
        counted, offer_of = self._counted, self._offer_of
        here = [counted[leaf] for leaf in self._tree.leaves_under(node) if leaf in counted]
        return [one for one in here if offer_of.get(one.unit, 0) == offer] if offer_of else here

    def _take(self, leads: Leads, pair: tuple[int, int], readings: Iterable[Reading]) -> None:
        first, second = pair
        for reading in readings:
            if reading.votes is not None and reading.cast >= self._least:
                leads.take((reading.votes[first] - reading.votes[second], reading.cast))

    def counts(self, unit: UnitId) -> bool:
        """Whether the unit's sheet is among those added up."""
        return unit in self._counted

    def compared_with(self, units: Iterable[UnitId]) -> Iterator[UnitId]:
        """The units whose neighbours may have changed with the sheets of these: never one too few."""
        nodes = {
            (node, self._offer_of.get(unit, 0)): None
            for unit in units
            if unit in self._tree
            for node in self._up(self._tree[unit].parent)
        }
        for node, offer in nodes:
            stack = list(self._tree.children(node))
            while stack:
                below = stack.pop()
                if self._tree.is_leaf(below):
                    yield below
                    continue
                around = self._at.get((below, offer))
                if around is None or around.sheets <= ENOUGH:  # with more of its own, nobody looks further up
                    stack.extend(self._tree.children(below))

    def _up(self, node: UnitId | None) -> Iterator[UnitId]:
        while node is not None:
            yield node
            node = self._tree[node].parent
