"""What a projection hands out: estimates with intervals by place, totals drawn, and what was supposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from recolement.analysis.projection.arrays import Array

WHOLE = "*"
"""The place of the whole."""


@dataclass(frozen=True, eq=False)
class ProjectionResults:
    """``estimates`` has a row for each place (``*``, the whole, and each area) and cell: ``area, cell,
    counted, votes, low, high``. ``draws``: totals of the whole drawn from the projection (draws × cells,
    integers)."""

    estimates: pl.DataFrame
    level: float
    cells: tuple[str, ...]
    draws: Array
    units: int
    counted: int
    registered: int
    registered_counted: int
    unmatched: tuple[str, ...]
    """Units that the baseline does not have: they take the figures of their neighbours."""
    unknown_rolls: tuple[str, ...]
    """Units whose roll is not known: taken at the mean of the others."""
    baseline: bool
    constants: Mapping[str, float]
    missed: tuple[float, ...]
    """Of each part of the counted units held back (:mod:`replay`): by how many standard errors its totals
    were missed, squared, mean over the cells."""
