"""``TransferModel(...).fit(...)``: where the votes went between two votes of the same units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from recolement.analysis.transfers.intervals import Spread
from recolement.analysis.transfers.law import Law, Schedule
from recolement.analysis.transfers.margins import match
from recolement.analysis.transfers.pool import Pool
from recolement.analysis.transfers.results import TransferResults, collect_results
from recolement.model.problems import Problem, Unusable


@dataclass(frozen=True, slots=True)
class TransferModel:
    """A pooled log-linear model of the votes from each origin to each destination, in every area and unit.

    The law: a voter of origin r in unit i chooses destination c with a probability proportional to

        interaction[r, family of c] · deviation[area, r, c] · scale[area, c] · tilt[i, c]

    * ``interaction`` is one table for all areas, symmetric between origins up to their sizes (Labour's voters
      who like the National candidate are to each other as National's who like Labour's);
    * ``scale`` carries everything personal to a candidate in an area: it is free;
    * ``tilt`` says that a candidate does better, with *every* origin's voters, where the own party or the
      camp is locally strong. Its strength cannot be learnt from totals alone: it is a constant
      (:class:`Law`),
      calibrated where the truth was published, and every result shows how far it moves the estimate.

    Every unit's two margins are respected. Two votes of the same people on one day (New Zealand,
    Scotland) are
    where the law was measured; between two rounds people also change their minds and come or stay at
    home, and
    nothing shows that the same constants hold. An estimate is of totals, not of persons, and gives no cause.

    ``level``: of the intervals. Deterministic: no randomness anywhere.

    >>> votes = {"unit": ["1", "2", "3"], "Left": [80, 50, 20], "Right": [20, 50, 80]}
    >>> result = TransferModel().fit(pl.DataFrame(votes), pl.DataFrame(votes))
    >>> [round(v) for v in result.estimates["votes"]]
    [147, 3, 3, 147]
    """

    law: Law = field(default_factory=Law)
    schedule: Schedule = field(default_factory=Schedule)
    spread: Spread = field(default_factory=Spread)
    level: float = 0.9

    def fit(
        self,
        origins: pl.DataFrame,
        destinations: pl.DataFrame,
        *,
        areas: str = "area",
        families: Mapping[str, str] | None = None,
        names: tuple[str, str] = ("origins", "destinations"),
    ) -> TransferResults:
        """Estimate the transfers from ``origins`` to ``destinations``.

        Each frame is wide (``unit``, optionally the ``areas`` column, and a column of counts per
        option; null:
        not on offer) or long (``unit, option, votes``; a missing row is 0). ``families`` maps options of both
        sides to the party or camp whose candidates share strength between areas; without it they are
        inferred.
        Raises :class:`Unusable` when no unit is in both.
        """
        if not 0 < self.level < 1:
            raise ValueError("level must lie strictly between 0 and 1")
        margins = match(
            long_votes(origins, areas, names[0]), long_votes(destinations, areas, names[1]), names
        )
        pool = Pool(margins, self.law, self.schedule, families)
        pool.fit()
        return collect_results(pool, margins, self.spread, self.level)


def long_votes(votes: pl.DataFrame, areas: str, name: str) -> pl.DataFrame:
    """The long form ``[area,] unit, option, votes`` of a wide or long frame."""
    if "unit" not in votes.columns:
        raise Unusable([Problem("column_missing", name, 1, "unit", {"expected": "unit"})])
    keys = [key for key in (areas, "unit") if key in votes.columns]
    if {"option", "votes"} <= set(votes.columns):
        long = votes.select(*keys, "option", "votes")
    else:
        options = [column for column in votes.columns if column not in keys]
        long = votes.unpivot(options, index=keys, variable_name="option", value_name="votes")
    text = long.with_columns(pl.col(*keys, "option").cast(pl.String))
    long = text.with_columns(pl.col("votes").cast(pl.Float64, strict=False))
    lost = text.filter(pl.col("votes").is_not_null() & long["votes"].is_null())
    if lost.height:
        facts = {"found": str(lost["votes"][0])[:80]}
        raise Unusable([Problem("not_a_count", name, None, str(lost["option"][0]), facts)])
    counted = long["votes"].drop_nulls().to_numpy()
    if not np.isfinite(counted).all() or (counted < 0).any():
        raise Unusable([Problem("not_a_count", name, None, "votes", {"found": "negative or not finite"})])
    return long.rename({areas: "area"}) if areas in keys else long
