"""Made-up elections whose true transfers are known: drawn voter by voter from a law one can choose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

PARTIES = ("Labour", "National", "Green", "First", "United", "Informal")
_BASE = np.array([0.38, 0.33, 0.12, 0.09, 0.06, 0.02])


@dataclass(frozen=True, eq=False)
class Made:
    """Two tables of votes and the true table of each area (origins × destinations, in name order)."""

    origins: pl.DataFrame
    destinations: pl.DataFrame
    truth: dict[str, NDArray[np.float64]]
    candidates: dict[str, tuple[str, ...]]


def made_election(
    *, areas: int = 30, units: int = 40, context: float = 0.0, clumping: float = 0.0, seed: int = 1
) -> Made:
    """Draw an election. ``context``: the gain in log-odds of a candidate per log local strength of the party;
    ``clumping``: the standard deviation of what all voters of a unit share, in log-odds."""
    chance = np.random.default_rng(seed)
    rows = len(PARTIES)
    like = chance.normal(0, 0.4, (rows, rows))
    like = (like + like.T) / 2
    np.fill_diagonal(like, 3.0)
    first: list[dict[str, object]] = []
    second: list[dict[str, object]] = []
    truth: dict[str, NDArray[np.float64]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for number in range(areas):
        area = f"area {number:02d}"
        order = chance.permutation(rows - 1)
        names[area] = (*(f"{area} candidate {index}" for index in range(rows - 1)), "Informal votes")
        family = [*order, rows - 1]
        local = np.log(_BASE) + chance.normal(0, 0.3, rows)
        weight = np.exp(like[:, family] + chance.normal(0, 0.25, (rows, rows)))
        weight *= np.exp(local[family] + chance.normal(0, 0.3, rows))
        total = np.zeros((rows, rows))
        for unit in range(units):
            size = int(np.exp(chance.normal(5.5, 0.8))) + 20
            share = np.exp(local + chance.normal(0, 0.35, rows))
            x = chance.multinomial(size, share / share.sum())
            strength = np.log((share / share.sum()) / (np.exp(local) / np.exp(local).sum()))
            tilt = context * strength[family] + chance.normal(0, 1, rows) * clumping
            tilted = weight * np.exp(tilt)
            table = chance.multinomial(x, tilted / tilted.sum(1, keepdims=True))
            total += table
            key = {"area": area, "unit": str(unit)}
            first.append({**key, **dict(zip(PARTIES, x.tolist(), strict=True))})
            cast = table.sum(0).tolist()
            second += [
                {**key, "option": name, "votes": votes} for name, votes in zip(names[area], cast, strict=True)
            ]
        truth[area] = total
    return Made(pl.DataFrame(first), pl.DataFrame(second), truth, names)


def error_index(estimates: pl.DataFrame, made: Made) -> float:
    """EI = 50 Σ|estimated - true| / Σ true, the mean over areas (the score of the literature)."""
    errors = []
    for area, true in made.truth.items():
        part = estimates.filter(pl.col("area") == area)
        cells = {(o, d): v for o, d, v in part.select("origin", "destination", "votes").iter_rows()}
        found = np.array([[cells.get((o, d), 0.0) for d in made.candidates[area]] for o in PARTIES])
        errors.append(50 * np.abs(found - true).sum() / true.sum())
    return float(np.mean(errors))
