"""The constants of the transfer law, each with what it means and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """Constants of the model; calibrated on the true tables of New Zealand 2002 and 2008.

    ``own_large``, ``own_small``: how much a destination gains, in log-odds, where its own family is locally
    stronger than in the area (log of the ratio), for families at and above ``large_share`` of all origins,
    and for vanishing ones; in between, in proportion. ``near_large``, ``near_small``: the same for the
    strength that the table predicts from *all* origins; ``near_unlabelled``: for destinations without an
    own family. They have opposite roles for large and small families: a large camp's candidate gains where
    the whole camp is strong, a small party's where the party itself is.

    ``clumping``: voters of a unit move in groups; the variance of unit residuals over the multinomial's.
    ``dispersion``: the measured one at which ``clumping`` holds, 1 meaning no clumping. ``shown``: how much
    tilt units showed (:mod:`evidence`) where it was calibrated; ``unsure``: how far that may differ
    elsewhere.

    ``deviation``: pseudo-votes that hold an area's own interactions to the pool's. ``context``: the same
    for what changes with an area's composition (:mod:`context`), along ``directions`` of it.

    ``loyalty``: the usual log interaction of an origin with its own family; ``prior`` pseudo-votes hold
    every interaction to it (0 between others): next to nothing with seventy areas, a help with one or five.

    ``crowd``: in the pool's estimating equation, a unit of this many people counts half of its votes, and a
    cell of an area with ``local`` expected votes half of them: voters of one unit, and of one area, share
    what the law doesn't know, so that a large one says less than its size promises.
    """

    own_large: float = -0.06
    own_small: float = 0.45
    near_large: float = 0.64
    near_small: float = 0.8
    near_unlabelled: float = 1.0
    large_share: float = 0.2
    smoothing: float = 10.0
    clumping: float = 2.1
    deviation: float = 35.0
    context: float = 300.0
    loyalty: float = 3.0
    prior: float = 3.0
    directions: int = 3
    crowd: float = 800.0
    local: float = 200.0
    ridge: float = 0.3
    pseudo: float = 5.0
    dispersion: float = 2.0
    shown: float = 0.7
    unsure: float = 0.15

    def own(self, share: float) -> float:
        """The gain per unit of log local strength of the own family."""
        return self.own_large + (self.own_small - self.own_large) * self._smallness(share)

    def near(self, share: float) -> float:
        """The gain per unit of log local strength predicted from all origins."""
        return self.near_large + (self.near_small - self.near_large) * self._smallness(share)

    def _smallness(self, share: float) -> float:
        return max(0.0, 1.0 - share / self.large_share)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How many passes: before the first and second relabelling, to the pool's end, then area by area."""

    label: tuple[int, ...] = (25, 10)
    pool: int = 26
    areas: int = 20
    refresh: int = 10
