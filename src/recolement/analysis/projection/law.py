"""The constants of the projection, and where they come from.

Each is a variance relative to that of one voter's choice (a station of n voters has 1/n), so that one set
serves options of one per cent and of fifty. What the units already counted say of them is weighed against
these by evidence (:mod:`posterior`): with few units counted these hold, with many the units speak. The
middles and the structure were settled with the 2017 presidential rounds in view; how far what is held back
counts, on the first round of the 2017 legislative elections, by camp, in the country and in four regions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A variance: its middle, and by how much (in natural logarithms) an election may differ from it."""

    middle: float
    log_spread: float = 1.0


@dataclass(frozen=True, slots=True)
class Law:
    """What is supposed of a night before its units speak.

    ``unit``: what is proper to one unit, beyond its voters' choosing one by one. ``group``: to a place
    between the units and the areas (a commune). ``area``: to a place just below the root. ``area_slope``:
    how much the pull of each trait of the baseline differs from area to area. ``baseline``: how far each
    option of the baseline is from keeping its voters. ``bend``: how much the pull of an option of the
    baseline changes between places where it is weak and where it is strong. ``size``: the same for the size
    of units and of the places where they lie, ``size_alone`` where there is no baseline. ``choice``: one
    voter's choice, relative to voters who choose one by one.
    """

    unit: Constant = Constant(0.0005)
    choice: Constant = Constant(1.0)
    baseline: Constant = Constant(0.2)
    size: Constant = Constant(0.001)
    size_alone: Constant = Constant(0.00005)
    bend: Constant = Constant(0.03)
    group: Constant = Constant(0.0005)
    area: Constant = Constant(0.0007)
    area_slope: Constant = Constant(0.02)
    whole: float = 30.0
    """The common shift since the baseline: as good as free."""
    unmatched: float = 0.01
    """Added for a unit that is not in the baseline and takes its neighbours' figures."""
    weight: float = 6.0
    """In how many units' worth of evidence ``choice`` is believed."""
    areas: float = 4.0
    """In how many areas' worth of evidence their differences are believed to be as those of units."""
    together: float = 0.1
    """The share of the areas' variance that those still to come have in common: they may differ together."""
    sure: float = 4.0
    """In how many misses' worth of evidence the standard errors of places and coefficients are believed,
    before parts of what is counted are held back and projected (:mod:`replay`)."""
    tails: float = 4.0
    """Degrees of freedom of the intervals' Student law: now and then the misses are large. Fewer while few
    areas are counted (:meth:`freedom`)."""
    typical: float = 0.7
    """The squared scale of such a law beside the squared misses' mean, which the large ones make."""
    miss: float = 2.0
    """In how many cells' worth of evidence each of these parts is believed: a part's cells miss together."""
    most_missed: float = 20.0
    """A cell's squared miss in standard errors counts for no more."""

    def freedom(self, areas: float) -> float:
        """Degrees of freedom where so many areas' worth of evidence is counted. How much areas differ is then
        hardly known, and a variance that is hardly known makes long tails.

        >>> [Law().freedom(areas) for areas in (0.0, 1.5, 20.0)]
        [1.0, 2.5, 4.0]
        """
        return min(self.tails, 1.0 + areas)

    def constants(self, *, baseline: bool) -> tuple[Constant, ...]:
        """Those that the counted units may change, in the order of :mod:`posterior`."""
        size = self.size if baseline else self.size_alone
        return (self.unit, self.choice, self.baseline, size, self.bend, self.area_slope, self.area)
