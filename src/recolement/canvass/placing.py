"""Every registered voter in exactly one cell: a standing sheet becomes a vector (ASSERTIONS section 1).

Worked example: registered 126, voters 85, blank or null 1, votes 39 and 45. Options 39 and 45; blank and
null were counted together, so null 1; abstain 126 − 85 = 41::

    (39, 45, 0, 1, 41)

What a sheet does not say is placed so that the outcome of the options is not touched; what that leaves
open is a matter (``canvass/matters.py``). Where units weigh mandates, their vectors hold mandates.
"""

from __future__ import annotations

from collections.abc import Sequence

from recolement.model.results import Cells, Vector
from recolement.model.sheets import TallySheet


def place(sheet: TallySheet, cells: Cells, roll: int | None) -> Vector:
    """The sheet over the cells. ``roll``: the closed roll, else the sheet's own registered is used."""
    votes = sheet.votes
    options = [votes.get(option, 0) for option in cells.options]
    cast = sum(options)
    blank = sheet.blank or 0
    papers = sheet.papers
    if sheet.null is not None:
        null = sheet.null
    elif sheet.blank_null is not None:
        null = max(0, sheet.blank_null - blank)
    elif papers is not None:
        null = max(0, papers - cast - blank)
    else:
        null = 0
    base = roll if roll is not None else sheet.registered
    abstain = 0 if base is None else max(0, base - cast - blank - null)
    return (*options, blank, null, abstain)


def mandates_of(vector: Vector, mandates: int, how: str) -> Vector:
    """The mandates a unit gives for its votes: all to the first (``winner``) or by remainders (``rounded``).

    ``rounded`` is the largest remainder with the Hare quota; equal claims go to the option that stands
    first on the ballot, which the rulebook must say. A unit without votes gives no mandate.

    >>> mandates_of((60, 40, 0, 0, 5), 3, "rounded"), mandates_of((60, 40, 0, 0, 5), 3, "winner")
    ((2, 1, 0, 0, 0), (3, 0, 0, 0, 0))
    """
    votes = vector[:-3]
    cast = sum(votes)
    if cast == 0:
        return (0,) * len(vector)
    if how == "winner":
        first = max(range(len(votes)), key=lambda option: (votes[option], -option))
        return tuple(mandates if cell == first else 0 for cell in range(len(vector)))
    whole = [mandates * vote // cast for vote in votes]
    rest = [(mandates * vote % cast, -option) for option, vote in enumerate(votes)]
    for _, option in sorted(rest, reverse=True)[: mandates - sum(whole)]:
        whole[-option] += 1
    return (*whole, 0, 0, 0)


def added(vectors: Sequence[Vector], size: int) -> Vector:
    """The sum of vectors of that size."""
    return tuple(map(sum, zip(*vectors, strict=True))) if vectors else (0,) * size
