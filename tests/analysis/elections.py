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
    parties: tuple[str, ...] = PARTIES


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


ROUND_1 = ("Hamon", "Mélenchon", "Macron", "Fillon", "Le Pen", "abstention", "blank and null")
ROUND_2 = ("Macron", "Le Pen", "abstention", "blank and null")
_STAY = np.array(
    [
        [0.72, 0.04, 0.14, 0.10],
        [0.52, 0.10, 0.22, 0.16],
        [0.93, 0.02, 0.03, 0.02],
        [0.50, 0.26, 0.12, 0.12],
        [0.05, 0.86, 0.06, 0.03],
        [0.11, 0.08, 0.78, 0.03],
        [0.25, 0.15, 0.25, 0.35],
    ]
)


def made_rounds(*, areas: int = 20, units: int = 60, clumping: float = 0.1, seed: int = 1) -> Made:
    """Two rounds: seven rows, four columns, the shares of ``_STAY`` everywhere but for chance.

    Differences between areas (0.2 in log-odds) and units (``clumping``) have nothing to do with who is strong
    where: there is no contextual effect.
    """
    chance = np.random.default_rng(seed)
    base = np.log([0.05, 0.15, 0.18, 0.15, 0.16, 0.28, 0.03])
    first: list[dict[str, object]] = []
    second: list[dict[str, object]] = []
    truth: dict[str, NDArray[np.float64]] = {}
    for number in range(areas):
        area = f"area {number:02d}"
        local = base + chance.normal(0, 0.25, len(ROUND_1))
        weight = _STAY * np.exp(chance.normal(0, 0.2, _STAY.shape))
        total = np.zeros(_STAY.shape)
        for unit in range(units):
            share = np.exp(local + chance.normal(0, 0.3, len(ROUND_1)))
            x = chance.multinomial(int(chance.integers(300, 1200)), share / share.sum())
            here = weight * np.exp(chance.normal(0, clumping, len(ROUND_2)))
            table = chance.multinomial(x, here / here.sum(1, keepdims=True))
            total += table
            key = {"area": area, "unit": str(unit)}
            first.append({**key, **dict(zip(ROUND_1, x.tolist(), strict=True))})
            second.append({**key, **dict(zip(ROUND_2, table.sum(0).tolist(), strict=True))})
        truth[area] = total
    return Made(pl.DataFrame(first), pl.DataFrame(second), truth, dict.fromkeys(truth, ROUND_2), ROUND_1)


def error_index(estimates: pl.DataFrame, made: Made) -> float:
    """EI = 50 Σ|estimated - true| / Σ true, the mean over areas (the score of the literature)."""
    errors = []
    if len(made.truth) == 1:  # one area: its figures are those of the whole
        estimates = estimates.with_columns(pl.lit(next(iter(made.truth))).alias("area"))
    for area, true in made.truth.items():
        part = estimates.filter(pl.col("area") == area)
        cells = {(o, d): v for o, d, v in part.select("origin", "destination", "votes").iter_rows()}
        found = np.array([[cells.get((o, d), 0.0) for d in made.candidates[area]] for o in made.parties])
        errors.append(50 * np.abs(found - true).sum() / true.sum())
    return float(np.mean(errors))
