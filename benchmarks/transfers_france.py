"""Vote transfers at national scale: France 2017, both elections, beside surveys and naive least squares.

RECOLEMENT_SHARED=/path/to/shared python benchmarks/transfers_france.py
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import polars as pl

from recolement.analysis.transfers import TransferModel, TransferResults

SHARED = Path(os.environ.get("RECOLEMENT_SHARED", "shared"))
KEYS = ("departement", "commune", "bureau")
COUNTS = {"inscrits", "votants", "exprimes", "blancs", "nuls", "circonscription", *KEYS}
SURVEYED = {"Hamon": "HAMON", "Melenchon": "MÉLENCHON", "Fillon": "FILLON"}


def stations(election: str, area: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both rounds in wide form, abstention and blank with null as options; an option without a vote in an
    area was not on offer there."""
    first, second = (_round(election, number, area) for number in (1, 2))
    return first, second


def _round(election: str, number: int, area: pl.Expr) -> pl.DataFrame:
    votes = pl.read_parquet(SHARED / f"data/france/fr2017_{election}_t{number}_bureaux.parquet")
    options = [name for name, kind in votes.schema.items() if name not in COUNTS and kind.is_numeric()]
    wide = votes.select(
        area.alias("area"),
        pl.concat_str([pl.col(key).cast(pl.String) for key in KEYS], separator="-").alias("unit"),
        *options,
        (pl.col("blancs") + pl.col("nuls")).alias("blank_null"),
        (pl.col("inscrits") - pl.col("votants")).alias("abstention"),
    )
    return wide.with_columns(
        pl.when(pl.col(option).sum().over("area") > 0).then(pl.col(option)).alias(option)
        for option in options
    )


def estimate(frames: tuple[pl.DataFrame, pl.DataFrame], what: str) -> TransferResults:
    """The estimate, and how long it took."""
    began, cpu = time.perf_counter(), time.process_time()
    result = TransferModel().fit(*frames)
    fit = result.fit
    print(
        f"\n{what}: {fit.units} stations, {fit.areas} areas, {time.perf_counter() - began:.1f} s "
        f"({time.process_time() - cpu:.1f} s of CPU); the units show {fit.showed:.2f} ± {fit.error:.2f} of "
        f"the tilt, {fit.tilt:.2f} is used; moved by the tilt {fit.moved['tilt']:.3f}, by clumping "
        f"{fit.moved['clumping']:.3f}; {len(result.unmatched)} unmatched, "
        f"{result.units_with_other_totals} with other totals"
    )
    return result


def show(result: TransferResults) -> None:
    """Shares of the whole, in per cent."""
    whole = result.estimates.filter(pl.col("area") == "*")
    with pl.Config(tbl_rows=80, tbl_cols=12, float_precision=1, tbl_width_chars=150):
        print(whole.with_columns(pl.col("share") * 100).pivot("destination", index="origin", values="share"))


def surveys(result: TransferResults) -> None:
    """Estimate and interval beside the range of the surveys."""
    told = pl.read_csv(SHARED / "data/cases/reports_voix_sondages.csv", infer_schema=False)
    whole = result.estimates.filter(pl.col("area") == "*")
    for name, origin in SURVEYED.items():
        rows = told.filter(pl.col("scrutin").str.contains("2017") & (pl.col("electorat_t1") == name))
        row = whole.filter(pl.col("origin") == origin)
        total = row["votes"].sum()
        for column, destination in (("pct_macron", "MACRON"), ("pct_le_pen", "LE PEN")):
            cell = row.filter(pl.col("destination") == destination).row(0, named=True)
            values = rows[column].drop_nulls().cast(pl.Float64)
            low, votes, high = (100 * cell[key] / total for key in ("low", "votes", "high"))
            print(f"{origin:10} → {destination:7} {votes:5.1f} [{low:.1f}, {high:.1f}]  surveys "
                  f"{values.min():.0f} to {values.max():.0f} ({len(values)})")  # fmt: skip


def naive(frames: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    """What naive national least squares says: shares below 0 and above 1 are impossible."""
    both = frames[0].join(frames[1], on=["area", "unit"], suffix=" (2)")
    rows = frames[0].columns[2:]
    columns = [name if name not in rows else f"{name} (2)" for name in frames[1].columns[2:]]
    x, y = (both.select(names).fill_null(0).to_numpy() * 1.0 for names in (rows, columns))
    shares, *_ = np.linalg.lstsq(x, y)
    print("\nNaive national least squares, per cent:")
    for row, of in zip(rows, shares, strict=True):
        print(
            f"{row:16}"
            + "".join(f"{name[:11]:>13}{100 * s:7.1f}" for name, s in zip(columns, of, strict=True))
        )
    print(f"{((shares < 0) | (shares > 1)).sum()} of {shares.size} impossible")


def main() -> None:
    """Presidential by department and by constituency, then legislative by constituency."""
    department = pl.col("departement").cast(pl.String)
    constituency = pl.concat_str([department, pl.col("circonscription").cast(pl.String)], separator="-")
    by_department = stations("presidentielle", department)
    result = estimate(by_department, "Presidential, by department")
    show(result)
    surveys(result)
    naive(by_department)
    by_constituency = estimate(stations("presidentielle", constituency), "Presidential, by constituency")
    show(by_constituency)
    surveys(by_constituency)
    show(estimate(stations("legislatives", constituency), "Legislative, by constituency"))


if __name__ == "__main__":
    main()
