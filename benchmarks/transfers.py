"""Vote transfers against known truth and at national scale: error, coverage, seconds, in one run.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/transfers.py [--linear-programs 3] [--france]

Score: EI = 50 Σ|estimated - true| / Σ true per district, options under 3 % of the district merged on each
side; mean over districts. The constants were chosen on 2002 and 2008; 2005 and 2011 only report.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import linprog, lsq_linear
from scipy.sparse import bmat, coo_array, eye_array, kron

from recolement.analysis.transfers import TransferModel

SHARED = Path(os.environ.get("RECOLEMENT_SHARED", "shared"))
CHOSEN_ON, REPORTED_ON = (2002, 2008), (2005, 2011)


@dataclass(frozen=True, eq=False)
class District:
    """Margins by unit and the true table."""

    name: str
    rows: list[str]
    columns: list[str]
    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray


def election(year: int) -> tuple[pl.DataFrame, pl.DataFrame, list[District]]:
    """Both long tables (party votes, candidate votes) and the districts with their truth."""
    units = pl.read_parquet(SHARED / f"data/ei/ei_NZ_{year}_units.parquet").select(
        pl.col("district_no").cast(pl.String).alias("area"),
        pl.col("unit").cast(pl.String),
        pl.col("side").cast(pl.String),
        "opt_idx",
        pl.col("option").cast(pl.String),
        "votes",
    )
    cross = pl.read_parquet(SHARED / f"data/ei/ei_NZ_{year}_cross.parquet")
    districts = []
    for (area,), part in units.group_by(["area"], maintain_order=True):
        sides = {}
        for side in ("row", "col"):
            votes = part.filter(pl.col("side") == side).sort("opt_idx", "unit")
            names = votes.group_by("opt_idx", maintain_order=True).agg(pl.col("option").first())
            wide = votes.pivot("opt_idx", index="unit", values="votes").sort("unit").fill_null(0)
            order = [str(index) for index in names["opt_idx"]]
            sides[side] = (names, wide.select(order).to_numpy().astype(float))
        (rows, x), (columns, y) = sides["row"], sides["col"]
        place = {index: at for at, index in enumerate(rows["opt_idx"])}
        across = {index: at for at, index in enumerate(columns["opt_idx"])}
        truth = np.zeros((len(place), len(across)))
        for row, column, votes in (
            cross.filter(pl.col("district_no").cast(pl.String) == area)
            .select("row_idx", "col_idx", "votes")
            .iter_rows()
        ):
            truth[place[row], across[column]] += votes
        districts.append(
            District(str(area), rows["option"].to_list(), columns["option"].to_list(), x, y, truth)
        )
    long = units.select("area", "unit", "option", "votes", "side")
    first, second = (long.filter(pl.col("side") == side).drop("side") for side in ("row", "col"))
    return first, second, districts


def merged_error(found: np.ndarray, true: np.ndarray) -> float:
    """EI after merging the options under 3 % on each side."""
    total = true.sum()
    rows, columns = true.sum(1) >= 0.03 * total, true.sum(0) >= 0.03 * total

    def merge(table: np.ndarray) -> np.ndarray:
        table = np.vstack([table[rows], table[~rows].sum(0)])
        return np.hstack([table[:, columns], table[:, ~columns].sum(1, keepdims=True)])

    return float(50 * np.abs(merge(found) - merge(true)).sum() / total)


def goodman(district: District) -> np.ndarray:
    """Least squares of the unit counts, clipped to 0 and scaled to rows (Goodman 1953)."""
    shares, *_ = np.linalg.lstsq(district.x, district.y, rcond=None)
    shares = shares.clip(0)
    shares /= np.maximum(shares.sum(1, keepdims=True), 1e-9)
    return district.x.sum(0)[:, None] * shares


def constrained_least_squares(district: District) -> np.ndarray:
    """The same with shares of at least 0 that add up to 1 (a heavy row holds the sums)."""
    rows, columns = district.x.shape[1], district.y.shape[1]
    size = np.sqrt(np.maximum(district.x.sum(1), 1))
    design = kron(coo_array(district.x / size[:, None]), eye_array(columns))
    heavy = 1e3 * size.max()
    sums = kron(eye_array(rows), np.ones((1, columns))) * heavy
    target = np.concatenate([(district.y / size[:, None]).ravel(), np.full(rows, heavy)])
    found = lsq_linear(bmat([[design], [sums]]).toarray(), target, (0, 1), method="bvls", max_iter=200).x
    return district.x.sum(0)[:, None] * found.reshape(rows, columns)


def linear_program(district: District) -> np.ndarray:
    """Least absolute deviations, row sums 1, the district's columns met (Romero, Pavía et al. 2020)."""
    (units, rows), columns = district.x.shape, district.y.shape[1]
    design = kron(coo_array(district.x), eye_array(columns))
    errors = eye_array(units * columns)
    sums = kron(eye_array(rows), np.ones((1, columns)))
    totals = kron(district.x.sum(0)[None, :], eye_array(columns))
    equal = bmat([[design, errors, -errors], [sums, None, None], [totals, None, None]]).tocsr()
    right = np.concatenate([district.y.ravel(), np.ones(rows), district.y.sum(0)])
    cost = np.concatenate([np.zeros(rows * columns), np.ones(2 * units * columns)])
    found = linprog(cost, A_eq=equal, b_eq=right, bounds=(0, None), method="highs")
    return district.x.sum(0)[:, None] * found.x[: rows * columns].reshape(rows, columns)


def new_zealand(linear_programs: int) -> None:
    """Every method on every district it can afford."""
    print(f"{'method':34}{'year':>6}{'n':>4}{'EI':>7}{'s/district':>12}  coverage, all and by true votes")
    for year in (*CHOSEN_ON, *REPORTED_ON):
        first, second, districts = election(year)
        began = time.process_time()
        result = TransferModel().fit(first, second)
        seconds = (time.process_time() - began) / len(districts)
        errors, cells = [], []
        for district in districts:
            part = result.estimates.filter(pl.col("area") == district.name)
            at = {
                (o, d): v
                for o, d, *v in part.select("origin", "destination", "votes", "low", "high").iter_rows()
            }
            three = np.array([[at[o, d] for d in district.columns] for o in district.rows])
            errors.append(merged_error(three[:, :, 0], district.truth))
            seen = district.truth >= 20
            cells.append(np.column_stack([district.truth[seen], three[seen][:, 1:]]))
        true, low, high = np.concatenate(cells).T
        hit = (low <= true) & (true <= high)
        edges = (20, 50, 200, 1000, 5000, np.inf)
        classes = " ".join(f"{hit[(true >= a) & (true < b)].mean():.3f}" for a, b in pairwise(edges))
        label = "Récolement" + (" (constants chosen)" if year in CHOSEN_ON else " (reported)")
        print(
            f"{label:34}{year:6}{len(districts):4}{np.mean(errors):7.2f}{seconds:12.3f}"
            f"  {hit.mean():.3f} | {classes} | width {(high - low).mean():.0f}"
        )
        for method, some in (
            (goodman, districts),
            (constrained_least_squares, districts[::14]),
            (linear_program, districts[:: max(1, len(districts) // max(linear_programs, 1))]),
        ):
            if method is linear_program and not linear_programs:
                continue
            began = time.process_time()
            score = np.mean([merged_error(method(district), district.truth) for district in some])
            seconds = (time.process_time() - began) / len(some)
            print(f"{method.__name__:34}{year:6}{len(some):4}{score:7.2f}{seconds:12.3f}")


def france() -> None:
    """2017, round 1 to round 2 by department, beside what naive national least squares says."""
    keys = ["departement", "commune", "bureau"]
    frames = []
    for number in (1, 2):
        votes = pl.read_parquet(SHARED / f"data/france/fr2017_presidentielle_t{number}_bureaux.parquet")
        counts = {"inscrits", "votants", "exprimes", "blancs", "nuls", "circonscription", *keys}
        options = [name for name, kind in votes.schema.items() if name not in counts and kind.is_numeric()]
        frames.append(
            votes.select(
                pl.col("departement").cast(pl.String).alias("area"),
                pl.concat_str([pl.col(key).cast(pl.String) for key in keys], separator="-").alias("unit"),
                *options,
                (pl.col("blancs") + pl.col("nuls")).alias("blank_null"),
                (pl.col("inscrits") - pl.col("votants")).alias("abstention"),
            )
        )
    began, cpu = time.perf_counter(), time.process_time()
    result = TransferModel().fit(*frames)
    print(
        f"\n2017, round 1 to 2: {result.fit.units} stations, {result.fit.areas} departments, "
        f"{time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of CPU); tilt "
        f"{result.fit.tilt:.2f}, clumping {result.fit.clumping:.2f}; "
        f"{result.units_with_other_totals} stations with other totals"
    )
    whole = result.estimates.filter(pl.col("area") == "*")
    with pl.Config(tbl_rows=80, tbl_cols=8, float_precision=3):
        print(whole.pivot("destination", index="origin", values="share"))
        print(whole.select("origin", "destination", "votes", "low", "high").filter(pl.col("votes") > 2e5))
    both = frames[0].join(frames[1], on=["area", "unit"], suffix=" (2)")
    rows = frames[0].columns[2:]
    columns = [name if name not in rows else f"{name} (2)" for name in frames[1].columns[2:]]
    shares, *_ = np.linalg.lstsq(both.select(rows).to_numpy() * 1.0, both.select(columns).to_numpy() * 1.0)
    print("Naive national least squares (a share below 0 or above 1 is impossible):")
    print(pl.DataFrame(shares, schema=columns).insert_column(0, pl.Series("origin", rows)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--linear-programs", type=int, default=3, help="districts a year for the linear program"
    )
    parser.add_argument("--france", action="store_true", help="only the national run")
    given = parser.parse_args()
    if not given.france:
        new_zealand(given.linear_programs)
    france()
