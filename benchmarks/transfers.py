"""Vote transfers against known truth: error, coverage and seconds, beside what others do, in one run.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/transfers.py [--linear-programs 3] [--pyei PYTHON]

Score: EI = 50 Σ|estimated - true| / Σ true per district, options under 3 % of the district merged on each
side; mean over districts. The constants were chosen on 2002 and 2008; 2005 and 2011 only report. ``--pyei``
names a Python that has PyEI (``uv pip install pyei``): two districts a year, as it takes minutes.
Seconds are CPU time of one core. The national run is ``transfers_france.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from transfer_peers import (
    District,
    constrained_least_squares,
    fitted_em,
    goodman,
    linear_program,
    multinomial_em,
)

from recolement.analysis.transfers import TransferModel

SHARED = Path(os.environ.get("RECOLEMENT_SHARED", "shared"))
CHOSEN_ON, REPORTED_ON = (2002, 2008), (2005, 2011)


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


def merged(table: np.ndarray, true: np.ndarray) -> np.ndarray:
    """The table with the options under 3 % of the truth added together on each side."""
    total = true.sum()
    rows, columns = true.sum(1) >= 0.03 * total, true.sum(0) >= 0.03 * total
    table = np.vstack([table[rows], table[~rows].sum(0)])
    return np.hstack([table[:, columns], table[:, ~columns].sum(1, keepdims=True)])


def merged_error(found: np.ndarray, true: np.ndarray) -> float:
    """EI after merging."""
    return float(50 * np.abs(merged(found, true) - merged(true, true)).sum() / true.sum())


def pyei(district: District, python: str) -> float:
    """EI of PyEI on the district, its small options merged beforehand."""
    total = district.truth.sum()
    rows, columns = district.truth.sum(1) >= 0.03 * total, district.truth.sum(0) >= 0.03 * total
    x, y = (
        np.hstack([votes[:, kept], votes[:, ~kept].sum(1, keepdims=True)])
        for votes, kept in ((district.x, rows), (district.y, columns))
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.npz"
        np.savez(file, x=x, y=y)
        script = Path(__file__).with_name("transfers_pyei.py")
        done = subprocess.run([python, script, file], capture_output=True, text=True, check=True)
    found = np.array(json.loads(done.stdout.splitlines()[-1]))
    return float(50 * np.abs(found - merged(district.truth, district.truth)).sum() / total)


def new_zealand(linear_programs: int, python: str | None) -> None:
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
        some = districts[:: max(1, len(districts) // max(linear_programs, 1))][:linear_programs]
        for method, used in (
            (goodman, districts),
            (constrained_least_squares, districts[::7]),
            (multinomial_em, districts),
            (fitted_em, districts),
            (linear_program, some),
        ):
            if used:
                began = time.process_time()
                scores = [merged_error(method(district), district.truth) for district in used]
                _line(method.__name__, year, scores, time.process_time() - began)
        if python is not None:
            began = _children()
            _line(
                "pyei", year, [pyei(district, python) for district in districts[20:22]], _children() - began
            )


def _line(name: str, year: int, scores: list[float], seconds: float) -> None:
    print(f"{name:34}{year:6}{len(scores):4}{np.mean(scores):7.2f}{seconds / len(scores):12.3f}", flush=True)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--linear-programs", type=int, default=3, help="districts a year")
    parser.add_argument("--pyei", metavar="PYTHON", help="a Python that has PyEI")
    given = parser.parse_args()
    new_zealand(given.linear_programs, given.pyei)
