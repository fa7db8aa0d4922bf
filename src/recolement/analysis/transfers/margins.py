"""The two margins of every unit: what was cast there the first time, and the second, as arrays by area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from recolement.analysis.transfers.arrays import Array
from recolement.model.problems import Problem, Unusable

NOT_IN_ORIGINS = "(not in origins)"
"""The row for people counted the second time only: in each unit, how many more were counted than the
first time."""
NOT_IN_DESTINATIONS = "(not in destinations)"
"""The column for people counted the first time only."""
WHOLE = "*"


@dataclass(frozen=True, eq=False)
class AreaMargins:
    """One area: ``x`` (units × origins of the pool) and ``y`` (units × the area's destinations).

    Each unit's two margins have the same sum: what differs is in the row or column of people counted
    once only.
    ``offered`` is ``None`` where every destination was on offer in every unit, else True where it was.
    """

    area: str
    units: tuple[str, ...]
    destinations: tuple[str, ...]
    x: Array
    y: Array
    offered_origins: tuple[int, ...]
    offered: Array | None


@dataclass(frozen=True)
class Unmatched:
    """A unit found in one table only: left out of the estimate, and said."""

    area: str
    unit: str
    side: str
    votes: int


@dataclass(frozen=True, eq=False)
class Margins:
    """Every area, the origins they share (the pool's rows), and what was left out or differs."""

    origins: tuple[str, ...]
    areas: tuple[AreaMargins, ...]
    unmatched: tuple[Unmatched, ...]
    units_with_other_totals: int
    more_in_destinations: int
    more_in_origins: int
    one_area: bool


def match(
    origins: pl.DataFrame, destinations: pl.DataFrame, files: tuple[str, str] = ("origins", "destinations")
) -> Margins:
    """Margins of the units found in both long frames (``[area,] unit, option, votes``), by area and unit.

    Raises :class:`Unusable` when no unit is in both tables, or when only one of them names areas.
    """
    one_area = "area" not in origins.columns
    if one_area != ("area" not in destinations.columns):
        missing = files[0] if one_area else files[1]
        raise Unusable([Problem("column_missing", missing, 1, "area", {"expected": "area"})])
    if one_area:
        origins = origins.with_columns(pl.lit(WHOLE).alias("area"))
        destinations = destinations.with_columns(pl.lit(WHOLE).alias("area"))
    first = _by_area(origins)
    second = _by_area(destinations)
    names = tuple(sorted(origins["option"].unique().to_list()))
    place = {name: index for index, name in enumerate(names)}
    unmatched: list[Unmatched] = []
    areas: list[AreaMargins] = []
    grown = shrunk = differing = 0
    for area in sorted(first.keys() | second.keys()):
        a, b = first.get(area, _NOTHING), second.get(area, _NOTHING)
        in_b = {unit: index for index, unit in enumerate(b.units)}
        pairs = [(i, in_b[unit]) for i, unit in enumerate(a.units) if unit in in_b]
        known = set(a.units)
        unmatched += [
            Unmatched(area, unit, "origins", int(np.nansum(a.votes[i])))
            for i, unit in enumerate(a.units)
            if unit not in in_b
        ]
        unmatched += [
            Unmatched(area, unit, "destinations", int(np.nansum(b.votes[j])))
            for j, unit in enumerate(b.units)
            if unit not in known
        ]
        if not pairs:
            continue
        rows, columns = (list(side) for side in zip(*pairs, strict=True))
        margins = _area(area, a, rows, b, columns, place)
        difference = margins.y.sum(1) - margins.x.sum(1)
        differing += int((difference != 0).sum())
        grown += int(difference.clip(min=0).sum())
        shrunk += int((-difference).clip(min=0).sum())
        areas.append(margins)
    if not areas:
        sample = str(origins["unit"][0])[:60], str(destinations["unit"][0])[:60]
        facts = {"first": sample[0], "second": sample[1], "other": files[1]}
        raise Unusable([Problem("no_unit_matches", files[0], None, "unit", facts)])
    if grown or NOT_IN_ORIGINS in names:
        names = names if NOT_IN_ORIGINS in names else (*names, NOT_IN_ORIGINS)
    balanced = tuple(_balanced(margins, names, shrunk > 0) for margins in areas)
    return Margins(names, balanced, tuple(unmatched), differing, grown, shrunk, one_area)


@dataclass(frozen=True, eq=False)
class _AreaVotes:
    units: Sequence[str]
    options: Sequence[str]
    votes: Array
    """Units × options; NaN where the option was not on offer."""


_NOTHING = _AreaVotes((), (), np.zeros((0, 0)))


def _by_area(long: pl.DataFrame) -> dict[str, _AreaVotes]:
    """Dense votes of each area; an option with a figure nowhere in the area is not on offer in it.

    Units and options in the order of their names: the result is the same whatever the order of the file.
    """
    coded = long.select("area", "unit", "option", pl.col("votes").cast(pl.Float64)).filter(
        pl.col("votes").is_not_null().any().over("area", "option")
    )
    found: dict[str, _AreaVotes] = {}
    for (area,), part in coded.group_by(["area"], maintain_order=True):
        units, options = part["unit"].unique().sort(), part["option"].unique().sort()
        unit = part["unit"].cast(pl.Enum(units)).to_physical().to_numpy()
        option = part["option"].cast(pl.Enum(options)).to_physical().to_numpy()
        votes = np.zeros((len(units), len(options)))
        votes[unit, option] = part["votes"].to_numpy()
        found[str(area)] = _AreaVotes(units.to_list(), options.to_list(), votes)
    return found


def _area(
    area: str, a: _AreaVotes, rows: list[int], b: _AreaVotes, columns: list[int], place: dict[str, int]
) -> AreaMargins:
    x = np.zeros((len(rows), len(place)))
    on_offer = [place[option] for option in a.options]
    x[:, on_offer] = np.nan_to_num(a.votes[rows])
    y = b.votes[columns]
    offered = ~np.isnan(y)
    return AreaMargins(
        area,
        tuple(a.units[i] for i in rows),
        tuple(b.options),
        x,
        np.nan_to_num(y),
        tuple(sorted(on_offer)),
        None if offered.all() else offered,
    )


def _balanced(margins: AreaMargins, names: tuple[str, ...], some_left: bool) -> AreaMargins:
    """Give people counted once only their own row and column, so that both margins have one sum."""
    difference = margins.y.sum(1) - margins.x.sum(1)
    x, y, offered = margins.x, margins.y, margins.offered
    destinations, on_offer = margins.destinations, list(margins.offered_origins)
    if NOT_IN_ORIGINS in names:
        row = names.index(NOT_IN_ORIGINS)
        if row >= x.shape[1]:
            x = np.hstack([x, np.zeros((len(x), 1))])
        x = x.copy()
        x[:, row] += difference.clip(min=0)
        if (difference > 0).any() and row not in on_offer:
            on_offer.append(row)
    if some_left and (difference < 0).any():
        if NOT_IN_DESTINATIONS not in destinations:
            destinations = (*destinations, NOT_IN_DESTINATIONS)
            y = np.hstack([y, np.zeros((len(y), 1))])
            if offered is not None:
                offered = np.hstack([offered, np.ones((len(y), 1), dtype=bool)])
        y = y.copy()
        y[:, destinations.index(NOT_IN_DESTINATIONS)] += (-difference).clip(min=0)
    return AreaMargins(margins.area, margins.units, destinations, x, y, tuple(sorted(on_offer)), offered)
