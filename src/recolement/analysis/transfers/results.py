"""What an estimate hands out: tables with intervals, bounds, and everything a reader must know with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from recolement.analysis.transfers.arrays import Array
from recolement.analysis.transfers.intervals import Spread, information, odds_interval, unit_bounds
from recolement.analysis.transfers.kernel import AreaState
from recolement.analysis.transfers.margins import WHOLE, AreaMargins, Margins, Unmatched
from recolement.analysis.transfers.pool import Pool
from recolement.analysis.transfers.sensitivity import variations


@dataclass(frozen=True, slots=True)
class Fit:
    """How the fit went, and what the units said of the law.

    ``last_step``: votes-weighted change of the pool's log interactions in its last pass. ``tilt``: strength
    of the calibrated tilt used here (1: as where it was calibrated; 0: none), chosen by what the units
    ``showed`` of it, ± ``error``. ``clumping``: the factor used. ``dispersion``: squared unit residuals over
    the multinomial's variance (1: voters choose one by one). ``moved``: the share of all votes that change
    place when a constant of the law does: ``{"tilt": …, "clumping": …}`` (:mod:`sensitivity`).
    """

    areas: int
    units: int
    last_step: float
    tilt: float
    showed: float
    error: float
    clumping: float
    dispersion: float
    moved: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class TransferResults:
    """Estimated transfers. ``estimates`` has a row for each area (and ``*``, the whole), origin and
    destination:

    ``votes`` estimated, ``low`` and ``high`` (the interval at ``level``), ``share`` of the origin's votes,
    ``least`` and ``most`` (bounds that hold for sure, whatever the model), and ``sensitivity``: by how many
    votes the estimate moves at most when a constant of the law does.
    """

    estimates: pl.DataFrame
    level: float
    families: Mapping[str, Mapping[str, str]]
    """By area, the family of each destination: by name, by map, or inferred."""
    unmatched: tuple[Unmatched, ...]
    units_with_other_totals: int
    more_in_destinations: int
    more_in_origins: int
    fit: Fit
    _states: Mapping[str, tuple[AreaMargins, AreaState]] = field(repr=False)
    _origins: tuple[str, ...] = field(repr=False)

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, in order."""
        return tuple(self._states)

    def table(self, area: str = WHOLE) -> pl.DataFrame:
        """Origins × destinations, estimated votes."""
        part = self.estimates.filter(pl.col("area") == area)
        return part.pivot("destination", index="origin", values="votes")

    def units(self, area: str = WHOLE) -> pl.DataFrame:
        """The estimate in every unit of an area: ``unit, origin, destination, votes``. No interval is given:
        one unit says little, and these figures are useful added up."""
        margins, state = self._states[area]
        tables = state.unit_tables()
        rows = margins.offered_origins
        kept = tables[:, list(rows), :]
        units, origins, destinations = kept.shape
        return pl.DataFrame(
            {
                "unit": np.repeat(np.array(margins.units, dtype=object), origins * destinations).tolist(),
                "origin": [self._origins[row] for row in rows for _ in range(destinations)] * units,
                "destination": list(margins.destinations) * (units * origins),
                "votes": kept.ravel(),
            }
        )


def collect_results(pool: Pool, margins: Margins, spread: Spread, level: float) -> TransferResults:
    """The results of a fitted pool."""
    varied = variations(pool)
    cells = [
        _cells(area, state, [variation.tables[index] for variation in varied], len(pool.areas), spread, level)
        for index, (area, state) in enumerate(zip(margins.areas, pool.areas, strict=True))
    ]
    frames = [] if margins.one_area else [cell.frame(margins.origins) for cell in cells]
    frames.append(_whole(cells, margins.origins, pool, spread, level))
    names = pool.labels.names
    families = {
        area.area: dict(zip(area.destinations, (names[family] for family in state.family), strict=True))
        for area, state in zip(margins.areas, pool.areas, strict=True)
    }
    fit = Fit(
        areas=len(pool.areas),
        units=sum(len(area.units) for area in margins.areas),
        last_step=pool.steps[-1] if pool.steps else 0.0,
        tilt=pool.strength,
        showed=pool.evidence.tilt,
        error=pool.evidence.error,
        clumping=pool.clumping,
        dispersion=pool.evidence.dispersion,
        moved={
            variation.constant: sum(float(np.abs(cell.moves[index]).sum()) for cell in cells)
            / max(2 * sum(state.total for state in pool.areas), 1.0)
            for index, variation in enumerate(varied)
        },
    )
    return TransferResults(
        estimates=pl.concat(frames),
        level=level,
        families=families,
        unmatched=margins.unmatched,
        units_with_other_totals=margins.units_with_other_totals,
        more_in_destinations=margins.more_in_destinations,
        more_in_origins=margins.more_in_origins,
        fit=fit,
        _states={area.area: (area, state) for area, state in zip(margins.areas, pool.areas, strict=True)},
        _origins=margins.origins,
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """One area's tables: origins on offer × destinations."""

    area: str
    origins: tuple[int, ...]
    destinations: tuple[str, ...]
    votes: Array
    low: Array
    high: Array
    least: Array
    most: Array
    rows: Array
    columns: Array
    moves: Array
    """By variation of the law: how the votes move."""

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """The rows of the estimate for this area."""
        origins, destinations = self.votes.shape
        share = self.votes / np.where(self.rows > 0, self.rows, np.nan)[:, None]
        return pl.DataFrame(
            {
                "area": [self.area] * (origins * destinations),
                "origin": [names[row] for row in self.origins for _ in range(destinations)],
                "destination": list(self.destinations) * origins,
                "votes": self.votes.ravel(),
                "low": self.low.ravel(),
                "high": self.high.ravel(),
                "share": share.ravel(),
                "least": self.least.ravel(),
                "most": self.most.ravel(),
                "sensitivity": np.abs(self.moves).max(0).ravel(),
            },
        ).with_columns(pl.col("share").fill_nan(None))


def _cells(
    area: AreaMargins, state: AreaState, varied: Sequence[Array], areas: int, spread: Spread, level: float
) -> _Cells:
    rows = list(area.offered_origins)
    votes = _exact_margins(state.conditional[rows], state.x_total[rows], state.y_total)
    least, most = (bound[rows] for bound in unit_bounds(area.x, area.y))
    x, y = state.x_total[rows][:, None], state.y_total[None, :]
    deviation = spread.deviation(information(votes, x, y, state.total), areas)
    low, high = odds_interval(votes, x, y, state.total, deviation, level)
    other = [_exact_margins(table[rows], state.x_total[rows], state.y_total) for table in varied]
    moves = np.stack([table - votes for table in other])
    votes = votes.clip(least, most)
    return _Cells(
        area.area, tuple(rows), area.destinations, votes,
        np.minimum(low.clip(least, most), votes), np.maximum(high.clip(least, most), votes),
        least, most, x[:, 0], y[0], moves,
    )  # fmt: skip


def _exact_margins(table: Array, rows: Array, columns: Array) -> Array:
    """A few sweeps of proportional fitting take out what the last warm-started pass left."""
    for _ in range(10):
        table = table * (rows / np.maximum(table.sum(1), 1e-9))[:, None]
        table = table * (columns / np.maximum(table.sum(0), 1e-9))
    return table


def _whole(
    cells: Sequence[_Cells], names: tuple[str, ...], pool: Pool, spread: Spread, level: float
) -> pl.DataFrame:
    """All areas added up; the margins of a cell are those of the areas where both options are on offer.

    Errors of the shared table are common to all areas and do not average out: the relative width is that of a
    typical area's cell, not that of a sum of independent errors.
    """
    destinations = list(dict.fromkeys(name for cell in cells for name in cell.destinations))
    place = {name: index for index, name in enumerate(destinations)}
    shape = (len(names), len(destinations))
    votes, least, most, rows, columns, total = (np.zeros(shape) for _ in range(6))
    moves = np.zeros((len(cells[0].moves), *shape))
    seen = np.zeros(shape, dtype=bool)
    for cell in cells:
        at = np.ix_(list(cell.origins), [place[name] for name in cell.destinations])
        votes[at] += cell.votes
        least[at] += cell.least
        most[at] += cell.most
        rows[at] += cell.rows[:, None]
        columns[at] += cell.columns
        total[at] += cell.rows.sum()
        for together, moved in zip(moves, cell.moves, strict=True):
            together[at] += moved
        seen[at] = True
    typical = information(votes, rows, columns, total) / len(pool.areas)
    deviation = spread.deviation(typical, len(pool.areas))
    low, high = odds_interval(votes, rows, columns, total, deviation, level)
    low = np.minimum(low.clip(least, most), votes)
    high = np.maximum(high.clip(least, most), votes)
    origin, destination = np.nonzero(seen)
    share = votes[seen] / np.where(rows[seen] > 0, rows[seen], np.nan)
    return pl.DataFrame(
        {
            "area": [WHOLE] * len(origin),
            "origin": [names[index] for index in origin],
            "destination": [destinations[index] for index in destination],
            "votes": votes[seen],
            "low": low[seen],
            "high": high[seen],
            "share": share,
            "least": least[seen],
            "most": most[seen],
            "sensitivity": np.abs(moves).max(0)[seen],
        }
    ).with_columns(pl.col("share").fill_nan(None))
