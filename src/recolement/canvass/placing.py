"""Every registered voter in exactly one cell: a standing sheet becomes a vector (ASSERTIONS section 1).

Worked example: registered 126, voters 85, blank or null 1, votes 39 and 45. Options 39 and 45; blank and
null were counted together, so null 1; abstain 126 − 85 = 41::

    (39, 45, 0, 1, 41)

What a sheet does not say is placed so that the outcome of the options is not touched; what that leaves
open is a matter (``canvass/possibilities.py``). Where units weigh mandates, see ``canvass/mandates.py``.
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
    blank, null = blank_and_null(sheet, cast, complete=all(option in votes for option in cells.options))
    base = roll if roll is not None else sheet.registered
    abstain = 0 if base is None else max(0, base - cast - blank - null)
    return (*options, blank, null, abstain)


def blank_and_null(sheet: TallySheet, cast: int, *, complete: bool) -> tuple[int, int]:
    """Blank and null papers: as written, else what the papers, or both counted together, leave.

    A paper that was in the box is in a ballot cell, not in abstain: with 100 papers, 90 votes and 2 null
    and the blank box left empty, 8 are blank. Where neither box is filled they count as null
    (:func:`unsplit` says how many), and so do papers for an option whose votes are unknown.
    """
    blank, null, papers = sheet.blank, sheet.null, sheet.papers
    if blank is not None and null is not None:
        return blank, null
    together = sheet.blank_null
    if together is None and papers is not None:
        together = papers - cast
    rest = 0 if together is None else max(0, together - (blank or 0) - (null or 0))
    if null is not None and complete:
        return rest, null
    return blank or 0, (null or 0) + rest


def unsplit(sheet: TallySheet, cast: int) -> int:
    """How many papers are blank or null and nobody says which: all those of a sheet that has neither box."""
    if sheet.blank is not None or sheet.null is not None:
        return 0
    return blank_and_null(sheet, cast, complete=True)[1]


def uncounted(sheet: TallySheet, placed: Vector) -> int:
    """Papers that the sheet says there were, beyond those it puts in a ballot cell.

    In the box 100, votes 60, blank 0, null 0: forty papers are nowhere (and A2 says so).
    """
    papers = sheet.papers
    if papers is None and sheet.valid is not None:
        both = sheet.blank_null if sheet.blank_null is not None else (sheet.blank or 0) + (sheet.null or 0)
        papers = sheet.valid + both
    return max(0, (papers or 0) - sum(placed[:-1]))


def added(vectors: Sequence[Vector], size: int) -> Vector:
    """The sum of vectors of that size."""
    return tuple(map(sum, zip(*vectors, strict=True))) if vectors else (0,) * size
