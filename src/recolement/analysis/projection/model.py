"""``ProjectionModel(...).fit(...)``: what the units still to come will add, from those that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import polars as pl
from scipy.stats import t as student

from recolement.analysis.projection.arrays import Array, by_group
from recolement.analysis.projection.design import design
from recolement.analysis.projection.effects import Nest
from recolement.analysis.projection.law import Constant, Law
from recolement.analysis.projection.night import LEAST, Night, by_cell, within
from recolement.analysis.projection.posterior import Posterior, counted_units, solve, weigh
from recolement.analysis.projection.replay import Trust, trusted
from recolement.analysis.projection.results import WHOLE, ProjectionResults
from recolement.model.problems import Problem, Unusable


@dataclass(frozen=True, slots=True)
class ProjectionModel:
    """A regression of each option's share of the registered on what a unit was in the baseline, with places.

    Blank, null and abstention are cells like the options, so that turnout is projected with the shares. Which
    units come first does not matter as long as what makes them differ is in the baseline, their size or the
    place where they lie: small rural units first, department after department. An order that hangs on the
    votes themselves nothing can put right; as far as the units already counted show it, intervals are wider
    (:mod:`replay`).

    ``level``: of the intervals. ``draws``, ``seed``: of the totals drawn for probabilities. The same figures
    and seed give the same results, in whatever order the units are listed.

    >>> night = pl.DataFrame({"unit": ["1", "2", "3", "4"], "registered": [100, 100, 100, 100],
    ...                       "A": [50, 52, 48, None], "abstention": [50, 48, 52, None]})
    >>> result = ProjectionModel().fit(None, night)
    >>> [180 < votes < 220 for votes in result.estimates["votes"]]
    [True, True]
    """

    law: Law = field(default_factory=Law)
    level: float = 0.9
    draws: int = 4000
    seed: int = 0

    def fit(
        self,
        baseline: pl.DataFrame | None,
        reported: pl.DataFrame,
        *,
        levels: Sequence[str] = (),
        order: Sequence[str] = (),
    ) -> ProjectionResults:
        """Project the night.

        ``reported``: a row for every unit expected: ``unit``, the columns named in ``levels`` (its places,
        from just below the root down), ``registered``, then a column of counts per cell, abstention last;
        empty where the unit is not counted. ``baseline``: ``unit`` and a column of counts per option,
        abstention too where it is known. ``order``: the counted units as they came, where that is known.
        Raises :class:`Unusable` where fewer than three units are counted or no roll is known.
        """
        keys = ["unit", *levels, "registered"]
        frame = reported.sort("unit")
        cells = tuple(name for name in frame.columns if name not in keys)
        counts = frame.select(cells).cast(pl.Float64).to_numpy()
        counted = ~np.isnan(counts).any(1)
        counts = np.where(counted[:, None], counts, 0.0)
        rolls = frame["registered"].cast(pl.Float64).to_numpy().copy()
        rolls[counted] = counts[counted].sum(1)
        unknown = np.isnan(rolls)
        if unknown.all():
            raise Unusable([Problem("no_roll", "--baseline", None, "registered")])
        rolls[unknown] = rolls[~unknown].mean()
        used = counted & (rolls > 0)
        if not counted.all() and used.sum() < LEAST:
            raise Unusable([Problem("too_few_counted", "", facts={"counted": int(used.sum())})])
        nest = _nest([frame[name] for name in levels])
        shares, same, unmatched = _baseline(baseline, frame["unit"], cells, nest)
        around = [by_group(rolls, owner, size)[owner] for owner, size in nest.below_areas()]
        made = design(shares, np.maximum(rolls, 1.0), same, len(cells), around)
        extra = np.where(unmatched, self.law.unmatched, 0.0) if shares is not None else np.zeros(len(rolls))
        safe = np.maximum(rolls, 1.0)
        areas = [] if not levels else sorted(set(frame[levels[0]].cast(pl.String)))
        night = Night(made, counts, rolls, extra, counted, nest, shares is not None)
        seen = counted_units(made, counts / safe[:, None], safe, extra, nest, used)
        constants: tuple[float, ...] = ()
        known: Posterior | None = None
        parts: list[tuple[Array, Array, Array]] = []
        drawn = np.repeat(counts.sum(0)[None], self.draws, 0)
        trust = Trust(1.0, ())
        if not counted.all():
            constants = weigh(seen, self.law, baseline=shares is not None)
            known = solve(seen, self.law, constants)
            trust = trusted(night.replayed(self.law, constants, used, _came(frame["unit"], order)), self.law)
            parts = [night.to_come(~counted, seen, known, self.law, constants, None)]
            if areas:
                parts.append(night.to_come(~counted, seen, known, self.law, constants, len(levels) - 1))
            drawn = drawn + self._draw(parts[0], known, trust, night.missing(None)[0])
        unit_names = frame["unit"].to_list()
        frames = [self._frame([WHOLE], cells, night, parts[0] if parts else None, known, trust, None)]
        if areas:
            top = len(levels) - 1
            frames.append(self._frame(areas, cells, night, parts[1] if parts else None, known, trust, top))
        return ProjectionResults(
            estimates=pl.concat(frames),
            level=self.level,
            cells=cells,
            draws=drawn.astype(np.int64),
            units=len(rolls),
            counted=int(counted.sum()),
            registered=int(rolls.sum()),
            registered_counted=int(rolls[counted].sum()),
            unmatched=tuple(np.array(unit_names, dtype=object)[unmatched]) if shares is not None else (),
            unknown_rolls=tuple(np.array(unit_names, dtype=object)[unknown]),
            baseline=shares is not None,
            constants=dict(zip(_names(), constants, strict=False)),
            missed=trust.missed,
        )

    def _draw(
        self, part: tuple[Array, Array, Array], known: Posterior, trust: Trust, missing: float
    ) -> Array:
        """Totals still to come, drawn: never below zero, together what is registered."""
        rng = np.random.default_rng(self.seed)
        mean, low, high = part[0][0], part[1][0], part[2][0]
        covariance = low * known.covariance + trust.widening * high * known.between
        root = np.linalg.cholesky(covariance + np.eye(len(covariance)) * 1e-9)
        freedom = self.law.freedom(known.areas)
        freed = np.sqrt(freedom / rng.chisquare(freedom, self.draws))
        moved = rng.standard_normal((self.draws, len(root))) @ root.T * freed[:, None]
        total = np.column_stack([mean[:-1] + moved, mean[-1] - moved.sum(1)])
        whole = np.floor(within(total, np.full(self.draws, missing)) + 1e-6)
        whole[:, -1] += missing - whole.sum(1)
        return whole

    def _frame(
        self,
        names: Sequence[str],
        cells: Sequence[str],
        night: Night,
        part: tuple[Array, Array, Array] | None,
        known: Posterior | None,
        trust: Trust,
        level: int | None,
    ) -> pl.DataFrame:
        sums = night.sums(night.counts, level)
        votes = low = high = sums
        if part is not None and known is not None:
            missing = night.missing(level)
            mean = within(part[0], missing)
            low, high = part[1][:, None], trust.widening * part[2][:, None]
            variance = low * by_cell(known.covariance) + high * by_cell(known.between)
            freedom = self.law.freedom(known.areas)
            wide = student.ppf((1 + self.level) / 2, freedom) * np.sqrt(variance)
            votes = sums + mean
            low = sums + np.clip(mean - wide, 0.0, missing[:, None])
            high = sums + np.clip(mean + wide, 0.0, missing[:, None])
        return pl.DataFrame(
            {
                "area": [name for name in names for _ in cells],
                "cell": list(cells) * len(names),
                "counted": sums.ravel(),
                "votes": votes.ravel(),
                "low": low.ravel(),
                "high": high.ravel(),
            }
        )


def _came(units: pl.Series, order: Sequence[str]) -> Array | None:
    """By unit its place in the order; those that it does not name came before."""
    if not order:
        return None
    place = {name: number for number, name in enumerate(order)}
    return np.array([place.get(name, -1) for name in units.cast(pl.String)])


def _names() -> list[str]:
    others = ("group", "size_alone")
    return [one.name for one in fields(Law) if isinstance(one.default, Constant) and one.name not in others]


def _nest(levels: Sequence[pl.Series]) -> Nest:
    owners, sizes = [], []
    for level in reversed(levels):
        present, owner = np.unique(level.cast(pl.String).to_numpy().astype(str), return_inverse=True)
        owners.append(owner)
        sizes.append(len(present))
    return Nest(tuple(owners), tuple(sizes))


def _baseline(
    baseline: pl.DataFrame | None, units: pl.Series, cells: Sequence[str], nest: Nest
) -> tuple[Array | None, list[int | None], Array]:
    """Shares by unit; which cell each option of the baseline is now; the units it does not have. These take
    the mean of the nearest place that has some."""
    nothing = np.zeros(len(units), dtype=bool)
    if baseline is None:
        return None, [], nothing
    options = [name for name in baseline.columns if name != "unit"]
    joined = units.to_frame().join(baseline, on="unit", how="left", maintain_order="left")
    votes = joined.select(pl.col(options).cast(pl.Float64).fill_null(0.0)).to_numpy()
    total = votes.sum(1)
    lacking = total <= 0
    if lacking.all():
        facts = {"first": str(baseline["unit"][0])[:60], "second": str(units[0])[:60], "other": "BALLOT"}
        raise Unusable([Problem("no_unit_matches", "--baseline", None, "unit", facts)])
    for owner, size in zip(nest.owners, nest.sizes, strict=True):
        around = by_group(votes, owner, size)[owner]
        filled = lacking & (total <= 0) & (around.sum(1) > 0)
        votes = np.where(filled[:, None], around, votes)
        total = votes.sum(1)
    votes = np.where((total <= 0)[:, None], votes[~lacking].sum(0), votes)
    place = {name: number for number, name in enumerate(cells)}
    return votes / votes.sum(1, keepdims=True), [place.get(name) for name in options], lacking
