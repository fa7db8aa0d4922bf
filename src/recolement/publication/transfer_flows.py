"""An estimate of transfers as plain figures, ready to be drawn: rare options together, largest first.

Worked example: of 100 votes A keeps 60 and gives 39 to B, and 1 to C, which is too thin to be drawn alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

RARE = 0.01
"""Options under this share of everybody are drawn together."""
UNSEEN = 0.001
"""Options that have less than this, even together, are left to the table."""
OTHERS = "…"


@dataclass(frozen=True, slots=True)
class Flow:
    """Estimated votes from an origin to a destination, and their interval."""

    origin: str
    destination: str
    votes: float
    low: float
    high: float


@dataclass(frozen=True)
class Flows:
    """``origins`` and ``destinations`` with their votes, largest first, the rare ones as ``OTHERS``, last."""

    origins: tuple[tuple[str, float], ...]
    destinations: tuple[tuple[str, float], ...]
    flows: tuple[Flow, ...]
    level: float

    @property
    def total(self) -> float:
        """Everybody counted."""
        return sum(votes for _, votes in self.origins)

    def votes_of(self, origin: str) -> float:
        """The votes of an origin."""
        return dict(self.origins)[origin]


def drawn(cells: Iterable[Flow], level: float) -> Flows:
    """The flows between the options that are large enough, each with at most one flow to another.

    The interval of several flows together is the sum of theirs: their errors may be the same ones.

    >>> cells = [Flow("A", "A", 60, 50, 70), Flow("A", "B", 39, 30, 48), Flow("A", "C", 0.4, 0, 2),
    ...          Flow("A", "D", 0.6, 0, 3)]
    >>> [(flow.destination, flow.votes, flow.high) for flow in drawn(cells, 0.9).flows]
    [('A', 60, 70), ('B', 39, 48), ('…', 1.0, 5)]
    """
    kept = list(cells)
    total = sum(cell.votes for cell in kept)
    left = _sides([(cell.origin, cell.votes) for cell in kept], total)
    right = _sides([(cell.destination, cell.votes) for cell in kept], total)
    sums: dict[tuple[str, str], list[float]] = {}
    for cell in kept:
        key = (
            cell.origin if cell.origin in left else OTHERS,
            cell.destination if cell.destination in right else OTHERS,
        )
        figures = (cell.votes, cell.low, cell.high)
        before = sums.setdefault(key, [0, 0, 0])
        sums[key] = [old + new for old, new in zip(before, figures, strict=True)]
    flows = [
        Flow(origin, destination, *sums[origin, destination])
        for origin in left
        for destination in right
        if (origin, destination) in sums
    ]
    return Flows(tuple(left.items()), tuple(right.items()), tuple(flows), level)


def _sides(votes: list[tuple[str, float]], total: float) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, number in votes:
        sums[name] = sums.get(name, 0) + number
    rare = {name: number for name, number in sums.items() if number < RARE * total}
    found = dict(sorted(sums.items(), key=lambda item: -item[1]))
    others = sum(rare.values())
    if len(rare) > 1 or others < UNSEEN * total:
        found = {name: number for name, number in found.items() if name not in rare}
        if others >= UNSEEN * total:
            found[OTHERS] = others
    return found
