"""Which family each destination belongs to: by its name, by a map, or inferred from the votes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recolement.analysis.transfers.arrays import Array, floor
from recolement.analysis.transfers.assignment import assign
from recolement.analysis.transfers.kernel import AreaState
from recolement.analysis.transfers.law import Law
from recolement.analysis.transfers.margins import Margins

RECURRING = 0.1
"""A destination's name found in more than this share of the areas (and in more than two) is its own
family."""
INDEPENDENT = "(independent)"


@dataclass(frozen=True, eq=False)
class Labels:
    """``names[f]`` of every family; ``own[f]`` where origin f is the family's; ``known`` name → family."""

    names: tuple[str, ...]
    own: Array
    known: Mapping[str, int]
    rows: int

    @property
    def families(self) -> int:
        """How many families there are; the last is for independents."""
        return len(self.names)

    def fixed(self, destinations: Sequence[str], offered: Sequence[int]) -> Array:
        """The family each destination's name gives, or -1."""
        return np.array([self.known.get(name, -1) for name in destinations])

    @staticmethod
    def of(margins: Margins, families: Mapping[str, str] | None) -> Labels:
        """Families from the names: origins, names of the map, names that recur among destinations."""
        rows = len(margins.origins)
        known = {name: index for index, name in enumerate(margins.origins)}
        names = list(margins.origins)
        destinations = Counter(name for area in margins.areas for name in area.destinations)
        if families:
            row_of = {families[name]: index for name, index in known.items() if name in families}
            for name in destinations:
                family = families.get(name)
                if family is None or name in margins.origins:
                    continue
                if family not in row_of:
                    row_of[family] = len(names)
                    names.append(family)
                known[name] = row_of[family]
        often = max(2, RECURRING * len(margins.areas))
        for name, count in destinations.items():
            if name not in known and count > often:
                known[name] = len(names)
                names.append(name)
        names.append(INDEPENDENT)
        own = np.arange(len(names)) < rows
        return Labels(tuple(names), own, known, rows)


def first_guess(state: AreaState) -> Array:
    """The origin over-represented among each destination's votes, in standard deviations."""
    expected = np.outer(state.x_total, state.y_total) / state.total
    found = ((state.conditional - expected) / np.sqrt(expected + 5)).argmax(0)
    return np.where(state.fixed >= 0, state.fixed, found)


def relabel(areas: Sequence[AreaState], log_table: Array, law: Law, shares: Array, labels: Labels) -> None:
    """Give each unnamed destination the family whose predicted unit profile its votes follow.

    Score of family f: a quarter of the multinomial log likelihood of the destination's votes over units, the
    family's habit of standing, and its usual ratio of destination to origin votes. Each family once an area
    (an assignment problem); any number of independents.
    """
    rows = labels.rows
    ratios: dict[int, list[float]] = {}
    for state in areas:
        for column, family in enumerate(state.family):
            if family < rows:
                ratio = np.log((state.y_total[column] + 20) / (state.x_total[family] + 20))
                ratios.setdefault(int(family), []).append(float(ratio))
    stands = np.array([(len(ratios.get(row, ())) + 0.5) / (len(areas) + 1) for row in range(rows)])
    usual = np.array([_shrunk_median(ratios.get(row, [])) for row in range(rows)])
    columns = [*range(rows), labels.families - 1]
    table = np.exp(log_table[:, columns])
    for state in areas:
        free = np.flatnonzero(state.fixed < 0)
        if not len(free):
            continue
        score = state.y[:, free].T @ _profiles(state, np.exp(log_table), table, law, shares) / 4
        votes = state.y_total[free][:, None]
        habit = np.log((votes + 20) / (state.x_total[:rows] + 20)) - usual
        score[:, :rows] += np.log(stands) - habit**2 / 2
        score[:, state.fixed[(state.fixed >= 0) & (state.fixed < rows)]] -= 1e9
        size = np.log((votes[:, 0] + 20) / (0.01 * state.total + 20)).clip(min=0)
        score[:, rows] -= 2 + size**2 / 2
        choices = np.hstack([score[:, :rows], np.repeat(score[:, rows:], len(free), axis=1)])
        family = assign(-choices)
        state.family = state.family.copy()
        state.family[free] = np.where(family < rows, family, labels.families - 1)


def _profiles(state: AreaState, all_table: Array, table: Array, law: Law, shares: Array) -> Array:
    """Log share of each unit in the votes a candidate of each family would get (units × families)."""
    weight = floor((all_table[:, state.family] * state.scale).sum(1))
    profile = state.x @ (table / weight[:, None])
    base = np.outer(state.size, state.x_total / state.total)
    strength = (state.x + law.smoothing) / (base + law.smoothing)
    power = 0.3 + 0.2 * (1 - shares / law.large_share).clip(min=0)
    profile[:, : state.rows] *= strength**power
    profile = floor(profile)
    found: Array = np.log(profile / profile.sum(0))
    return found


def _shrunk_median(values: list[float]) -> float:
    return float(np.median(values)) * len(values) / (len(values) + 3) if values else -1.0
