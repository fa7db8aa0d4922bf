"""Which sections are called first: what each can still bring, as an estimate that is shown as one.

What a section can still bring is its votes outstanding (members on the lists who have not voted yet) times
the share of such votes that went to the option between two rounds, as ``recolement transfers`` estimates it:

>>> rows = [Transferred("nord", "(abstention)", "hamon", 300, 200, 380),
...         Transferred("nord", "(abstention)", "(abstention)", 700, 600, 800),
...         Transferred("*", "(abstention)", "hamon", 500, 300, 700),
...         Transferred("*", "(abstention)", "(abstention)", 1500, 1300, 1700)]
>>> shares = shares_of(rows, "(abstention)", "hamon")
>>> shares["nord"].share, shares["nord"].low, shares["nord"].high
(Fraction(3, 10), Fraction(1, 5), Fraction(19, 50))
>>> expected(40, shares["nord"]), expected(40, None)
(Fraction(12, 1), Fraction(40, 1))
>>> ranks({"nord-1": Fraction(12), "nord-2": Fraction(1, 3), "sud-1": Fraction(12), "sud-2": Fraction(0)})
{'nord-1': 2, 'nord-2': 1, 'sud-1': 2, 'sud-2': 0}

The order is by exact fractions: no section is put before another by a rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

WHOLE = "*"
"""The area of all areas together."""


@dataclass(frozen=True, slots=True)
class Transferred:
    """A cell of an estimate: in an area, votes of an origin that went to a destination, and its interval."""

    area: str
    origin: str
    destination: str
    votes: Fraction | int
    low: Fraction | int
    high: Fraction | int


@dataclass(frozen=True, slots=True)
class Share:
    """The estimated share of an origin's votes that went to a destination, with its interval."""

    share: Fraction
    low: Fraction
    high: Fraction


def shares_of(rows: Iterable[Transferred], origin: str, destination: str) -> dict[str, Share]:
    """The share of each area where the origin had votes; areas without any are left out."""
    votes: dict[str, Fraction] = {}
    cells: dict[str, Transferred] = {}
    for row in rows:
        if row.origin != origin:
            continue
        votes[row.area] = votes.get(row.area, Fraction(0)) + row.votes
        if row.destination == destination:
            cells[row.area] = row
    return {
        area: Share(*(_within(part, votes[area]) for part in (cell.votes, cell.low, cell.high)))
        for area, cell in cells.items()
        if votes[area] > 0
    }


def _within(part: Fraction | int, whole: Fraction) -> Fraction:
    """A part of a whole; an interval that goes beyond is cut: there are no more votes than there are."""
    return min(Fraction(1), max(Fraction(0), Fraction(part) / whole))


def share_for(places: Iterable[str], shares: Mapping[str, Share]) -> Share | None:
    """The share of a section: of the nearest place over it that has one, else of the whole."""
    for place in (*places, WHOLE):
        if place in shares:
            return shares[place]
    return None


def expected(outstanding: int, share: Share | None) -> Fraction:
    """The votes a section can still bring: an estimate; without one, all that are outstanding."""
    return Fraction(outstanding) * (1 if share is None else share.share)


def ranks(values: Mapping[str, Fraction]) -> dict[str, int]:
    """The place of each section in the order of what it can bring, the least first; equals share a place."""
    places = {value: place for place, value in enumerate(sorted(set(values.values())))}
    return {section: places[value] for section, value in values.items()}
