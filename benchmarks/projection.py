"""The projection by backtest: coverage, width and error by order of arrival.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/projection.py [--seed 0] [--every 12]

The widths were chosen on the first round of the 2017 legislative elections, by camp (department, commune,
station); the structure and the priors' middles were settled with the presidential rounds in view, which are
therefore no untouched test. Beside ours: the raw partial count, and the uniform swing (each option's change
since the baseline in the units counted, added to its baseline in the others). Seconds are CPU time of one
core. Calls are counted by ``projection_nights.py``.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from recolement.analysis.projection import ProjectionModel

SHARED = Path(os.environ.get("RECOLEMENT_SHARED", "shared"))
KEYS = ("departement", "commune", "bureau")
OTHER = {"inscrits", "votants", "exprimes", "blancs", "nuls", "circonscription", *KEYS}
FRACTIONS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9)
HANGS = "areas where the winner is strongest"
"""The one order that hangs on the outcome itself."""
CAMPS = {
    "left": ("COM", "DVG", "ECO", "EXG", "FI", "RDG", "SOC"), "centre": ("REM", "MDM"),
    "right": ("DVD", "LR", "UDI"), "far_right": ("DLF", "EXD", "FN"), "others": ("DIV", "REG"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Election:
    """Every unit with its places, its counts over the cells, and its baseline over the same or other
    cells."""

    name: str
    units: pl.DataFrame
    cells: tuple[str, ...]
    counts: np.ndarray
    baseline: pl.DataFrame | None
    levels: tuple[str, ...] = ("department", "commune")

    @property
    def registered(self) -> np.ndarray:
        """The roll of each unit."""
        return self.counts.sum(1)

    def of(self, chosen: np.ndarray) -> Election:
        """Some of the units."""
        return replace(self, units=self.units.filter(pl.Series(chosen)), counts=self.counts[chosen])


def _cells(name: str, number: int, *also: str) -> pl.DataFrame:
    votes = pl.read_parquet(SHARED / f"data/france/fr2017_{name}_t{number}_bureaux.parquet")
    options = [one for one, kind in votes.schema.items() if one not in OTHER and kind.is_numeric()]
    return votes.filter(pl.col("inscrits") > 0).select(
        pl.concat_str(KEYS, separator="-").alias("unit"),
        pl.col("departement").alias("department"),
        pl.concat_str("departement", "commune", separator="-").alias("commune"),
        *also,
        *options,
        pl.col("blancs").alias("blank"),
        pl.col("nuls").alias("null"),
        (pl.col("inscrits") - pl.col("votants")).alias("abstention"),
    )


def elections() -> list[Election]:
    """The two that report and the one the constants were chosen on, with and without a baseline."""
    first, second = (_cells("presidentielle", number) for number in (1, 2))
    legislative = _cells("legislatives", 1)
    camps = legislative.select(
        "unit", "department", "commune", *(pl.sum_horizontal(of).alias(name) for name, of in CAMPS.items()),
        "blank", "null", "abstention",
    )  # fmt: skip
    before = first.drop("department", "commune")
    return [
        _election("presidential 2, baseline round 1", second, before),
        _election("presidential 1, no baseline", first, None),
        _election("legislative 1 (constants chosen)", camps, before),
    ]


def _election(name: str, votes: pl.DataFrame, baseline: pl.DataFrame | None) -> Election:
    places = ("unit", "department", "commune")
    votes = votes.sort("unit")
    if baseline is not None:
        votes = votes.join(baseline.select("unit"), on="unit", maintain_order="left")
    cells = tuple(one for one in votes.columns if one not in places)
    return Election(name, votes.select(places), cells, votes.select(cells).to_numpy().astype(float), baseline)


def constituencies(number: int, every: int) -> list[Election]:
    """Every so manyth constituency of a legislative round, each a night of its own with its own options:
    those standing there. Baseline: of the first round the presidential one, of the second the first."""
    votes = _cells("legislatives", number, "circonscription")
    before = _cells("presidentielle", 1) if number == 1 else _cells("legislatives", 1)
    seats = votes.select("department", "circonscription").unique().sort("department", "circonscription")
    found = []
    for department, seat in list(seats.iter_rows())[::every]:
        here = votes.filter(pl.col("department") == department, pl.col("circonscription") == seat)
        base = _standing(before.join(here.select("unit"), on="unit").drop("department", "commune"))
        one = _election(f"{department}-{seat}", _standing(here.drop("circonscription")), base)
        levels = ("commune",) if one.units["commune"].n_unique() > 1 else ("department",)
        found.append(replace(one, levels=levels))
    return found


def _standing(votes: pl.DataFrame) -> pl.DataFrame:
    """Without the options that nobody voted for: they do not stand here."""
    kept = [
        name for name, kind in votes.schema.items()
        if not kind.is_numeric() or name in ("blank", "null", "abstention") or votes[name].sum() > 0
    ]  # fmt: skip
    return votes.select(kept)


def orders(election: Election, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Orders of arrival: by size, by chance, by area (as numbered, by chance, the winner's best first),
    and the units that were strongest for the first or the second option of the baseline first."""
    counts, registered = election.counts, election.registered
    areas, place = np.unique(election.units[election.levels[0]].to_numpy().astype(str), return_inverse=True)
    winner = counts.sum(0)[:-3].argmax()
    best = np.bincount(place, counts[:, winner]) / np.bincount(place, registered)
    chance = rng.random(len(registered))
    found = {
        "size": np.lexsort((chance, registered)),
        "chance": np.argsort(chance),
        "areas": np.lexsort((chance, place)),
        "areas by chance": np.lexsort((chance, rng.permutation(len(areas))[place])),
        HANGS: np.lexsort((chance, -best[place])),
    }
    if election.baseline is not None:
        before = election.units.join(election.baseline, on="unit", how="left", maintain_order="left").drop(
            "unit", "department", "commune"
        )
        shares = before.to_numpy() / before.to_numpy().sum(1, keepdims=True)
        two = np.argsort(-shares[:, :-3].mean(0))[:2]
        for name, option in zip(("first", "second"), two, strict=True):
            found[f"units of the baseline's {name} option"] = np.argsort(-shares[:, option], kind="stable")
    return found


def arrived(election: Election, order: np.ndarray, share: float) -> np.ndarray:
    """The units counted at a share of the order."""
    seen = np.zeros(len(order), dtype=bool)
    seen[order[: max(3, round(share * len(order)))]] = True
    return seen


def frame(election: Election, seen: np.ndarray) -> pl.DataFrame:
    """The night as the model reads it."""
    shown = np.where(seen[:, None], election.counts, np.nan)
    counts = {cell: pl.Series(shown[:, n]).fill_nan(None) for n, cell in enumerate(election.cells)}
    return election.units.select("unit", *election.levels).with_columns(
        registered=pl.Series(election.registered), **counts
    )


def uniform_swing(election: Election, seen: np.ndarray) -> np.ndarray:
    """Totals by the uniform swing."""
    counts, registered = election.counts, election.registered
    share = counts[seen].sum(0) / registered[seen].sum()
    if election.baseline is None:
        return counts[seen].sum(0) + share * registered[~seen].sum()
    before = election.units.join(election.baseline, on="unit", how="left", maintain_order="left")
    total = np.zeros(len(share))
    base = before.drop("unit", "department", "commune").fill_null(0).to_numpy().sum(1)
    for number, cell in enumerate(election.cells):
        if cell in before.columns:
            old = before[cell].fill_null(0).to_numpy() / np.maximum(base, 1.0)
            old = np.where(base > 0, old, np.average(old, weights=base))
            swing = share[number] - np.average(old[seen], weights=registered[seen])
            total[number] = ((old + swing) * registered)[~seen].sum()
        else:
            total[number] = share[number] * registered[~seen].sum()
    total = np.maximum(total, 0)
    return counts[seen].sum(0) + total / total.sum() * registered[~seen].sum()


def come(election: Election, order: np.ndarray, seen: np.ndarray) -> list[str]:
    """The counted units as they came."""
    units = election.units["unit"].to_numpy()
    return list(units[order[: int(seen.sum())]])


def score(election: Election, order: np.ndarray, share: float) -> tuple[np.ndarray, float]:
    """One moment: coverage of 90 % intervals (whole; areas), width and error in points, ours and of the raw
    count and the uniform swing; seconds."""
    true, whole = election.counts.sum(0), election.registered.sum()
    seen = arrived(election, order, share)
    night = frame(election, seen)
    began = time.process_time()
    result = ProjectionModel().fit(
        election.baseline, night, levels=election.levels, order=come(election, order, seen)
    )
    seconds = time.process_time() - began
    top = result.estimates.filter(pl.col("area") == "*")
    low, votes, high = (top[key].to_numpy() for key in ("low", "votes", "high"))
    raw = election.counts[seen].sum(0) / election.registered[seen].sum() * whole
    below = result.estimates.filter(pl.col("area") != "*")
    area = election.levels[0]
    places = election.units[area].to_frame().with_columns(
        pl.Series(cell, election.counts[:, n]) for n, cell in enumerate(election.cells)
    ).group_by(area).sum().sort(area)  # fmt: skip
    truth = places.select(election.cells).to_numpy().ravel()
    open_ = (below["high"] - below["low"]).to_numpy() > 0
    hit = ((below["low"].to_numpy() <= truth) & (truth <= below["high"].to_numpy()))[open_]
    figures = [
        np.mean((low <= true) & (true <= high)), hit.mean() if len(hit) else 1.0,
        np.mean(high - low) / whole * 100, np.mean(np.abs(votes - true)) / whole * 100,
        np.mean(np.abs(raw - true)) / whole * 100,
        np.mean(np.abs(uniform_swing(election, seen) - true)) / whole * 100,
    ]  # fmt: skip
    return np.array(figures), seconds


def table(name: str, votes: list[Election], rng: np.random.Generator) -> None:
    """By order, by share counted, and together: mean coverage, width and error of some elections."""
    rows: dict[tuple[str, float], list[np.ndarray]] = {}
    slowest = 0.0
    for election in votes:
        for order_name, order in orders(election, rng).items():
            for share in FRACTIONS:
                figures, seconds = score(election, order, share)
                slowest = max(slowest, seconds)
                rows.setdefault((order_name, share), []).append(figures)
    print(f"{name}: coverage whole / areas, width, error | raw, uniform swing (points); by share counted")

    def line(said: str, orders_of: set[str]) -> None:
        of = [[figures for order_name in orders_of for figures in rows[order_name, at]] for at in FRACTIONS]
        by_share = [np.mean(found, 0) for found in of]
        told = " ".join(f"{figures[0]:.2f}" for figures in by_share)
        whole, places, width, error, raw, swing = np.mean(by_share, 0)
        ours = f"{whole:.3f} / {places:.3f}  {width:6.2f} {error:6.3f}"
        print(f"  {said:40} {ours} | {raw:6.3f} {swing:6.3f}  {told}", flush=True)

    known = dict.fromkeys(order_name for order_name, _ in rows)
    for order_name in known:
        line(order_name, {order_name})
    line("together, without the one that hangs on it", set(known) - {HANGS})
    line("together", set(known))
    print(f"  slowest refit, {len(votes[-1].units):,} units: {slowest:.2f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=12, help="of the constituencies, every so many")
    given = parser.parse_args()
    for one in elections():
        table(one.name, [one], np.random.default_rng(given.seed))
    for number in (1, 2):
        some = constituencies(number, given.every)
        table(f"legislative {number}, {len(some)} constituencies", some, np.random.default_rng(given.seed))
