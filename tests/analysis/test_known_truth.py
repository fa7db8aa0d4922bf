"""Against the published true tables of New Zealand 2005 and 2011, which no constant was chosen on."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from recolement.analysis.transfers import TransferModel

SHARED = os.environ.get("RECOLEMENT_SHARED")


@pytest.mark.long
@pytest.mark.skipif(SHARED is None, reason="set RECOLEMENT_SHARED to the folder that holds data/ei")
@pytest.mark.parametrize("year", [2005, 2011])
def test_the_error_and_the_coverage_on_elections_kept_apart(year: int) -> None:
    """Mean error of the districts at most 3.5; 90 % intervals cover 88 to 92 % of cells of 20 votes."""
    folder = Path(str(SHARED)) / "data/ei"
    units = pl.read_parquet(folder / f"ei_NZ_{year}_units.parquet").select(
        pl.col("district_no").cast(pl.String).alias("area"),
        pl.col("unit").cast(pl.String),
        pl.col("side").cast(pl.String),
        "opt_idx",
        pl.col("option").cast(pl.String),
        "votes",
    )
    first, second = (
        units.filter(pl.col("side") == side).select("area", "unit", "option", "votes")
        for side in ("row", "col")
    )
    names = units.select("area", "side", "opt_idx", "option").unique()
    rows, columns = (
        names.filter(pl.col("side") == side).select(
            "area", pl.col("opt_idx").alias(index), pl.col("option").alias(name)
        )
        for side, index, name in (("row", "row_idx", "origin"), ("col", "col_idx", "destination"))
    )
    truth = (
        pl.read_parquet(folder / f"ei_NZ_{year}_cross.parquet")
        .select(pl.col("district_no").cast(pl.String).alias("area"), "row_idx", "col_idx", true="votes")
        .join(rows, on=["area", "row_idx"])
        .join(columns, on=["area", "col_idx"])
    )
    found = TransferModel().fit(first, second).estimates
    both = truth.join(found, on=["area", "origin", "destination"])
    assert both.height == truth.height
    errors = [_merged_error(district) for _, district in both.group_by("area")]
    assert np.mean(errors) <= 3.5
    seen = both.filter(pl.col("true") >= 20)
    covered = ((seen["low"] <= seen["true"]) & (seen["true"] <= seen["high"])).mean()
    assert 0.88 <= float(str(covered)) <= 0.92


def _merged_error(cells: pl.DataFrame) -> float:
    """EI of a district, options under 3 % added together on each side."""
    total = cells["true"].sum()
    kept = cells.with_columns(
        pl.when(pl.col("true").sum().over(side) >= 0.03 * total)
        .then(pl.col(side))
        .otherwise(pl.lit(""))
        .alias(side)
        for side in ("origin", "destination")
    )
    sums = kept.group_by("origin", "destination").agg(pl.col("true").sum(), pl.col("votes").sum())
    return float(50 * (sums["true"] - sums["votes"]).abs().sum() / total)
