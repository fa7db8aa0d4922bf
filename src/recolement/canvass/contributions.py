"""What an open matter can take from an assertion, exactly (ASSERTIONS section 3).

The *loss* of a matter on an assertion is what it contributes now minus the least it may still
contribute: ``a·as_entered − min a·x``. It is never negative, because a matter may always be left as it
stands: where no possibility is as bad as the present figures, the loss is 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from recolement.model.matters import Free, Matter, Moved, Over, Possibility
from recolement.model.results import Vector

ALL_BUT_ABSTAIN = -1
ALL_BUT_OPTIONS = -3


def cells_of(over: Over, size: int) -> range:
    """The indices of the cells where free papers may fall, in a vector of ``size`` cells.

    >>> list(cells_of(Over.BALLOTS, 5)), list(cells_of(Over.OPTIONS, 5))
    ([0, 1, 2, 3], [0, 1])
    """
    match over:
        case Over.ALL:
            return range(size)
        case Over.BALLOTS:
            return range(size + ALL_BUT_ABSTAIN)
        case Over.OPTIONS:
            return range(size + ALL_BUT_OPTIONS)
        case Over.UNMARKED:
            return range(size + ALL_BUT_OPTIONS, size + ALL_BUT_ABSTAIN)


def product(coefficients: Vector, cells: Sequence[int]) -> int:
    """``coefficients · cells``."""
    return sum(map(int.__mul__, coefficients, cells))


def free_minimum(free: Free, coefficients: Vector) -> int:
    """The least that free papers add: all of them in the cell of the smallest coefficient."""
    return free.papers * min(coefficients[cell] for cell in cells_of(free.over, len(coefficients)))


def sources(moved: Moved) -> list[tuple[int, int]]:
    """The cells that papers may be moved from, and how many are there: ballots, and those uncounted."""
    size = len(moved.of)
    ballots = [(cell, moved.of[cell]) for cell in cells_of(Over.BALLOTS, size)]
    return [(cell, papers) for cell, papers in (*ballots, (size - 1, moved.uncounted)) if papers > 0]


def moved_loss(moved: Moved, coefficients: Vector) -> int:
    """The most that moving at most ``papers`` ballots can take: from the largest coefficients first.

    Two of three papers for the first option and one null paper, on "the first has more than the second"
    (1, −1, 0, 0, 0): moving the two takes 4.

    >>> moved_loss(Moved(2, (3, 0, 0, 1, 9)), (1, -1, 0, 0, 0))
    4
    """
    least = min(coefficients[cell] for cell in cells_of(Over.BALLOTS, len(coefficients)))
    left, taken = moved.papers, 0
    for cell, there in sorted(sources(moved), key=lambda source: -coefficients[source[0]]):
        papers = min(left, there)
        taken += papers * max(0, coefficients[cell] - least)
        left -= papers
    return taken


def least_of(possibility: Possibility, coefficients: Vector) -> int:
    """The minimum of ``coefficients · x`` over one possibility."""
    return (
        product(coefficients, possibility.fixed)
        + sum(free_minimum(free, coefficients) for free in possibility.free)
        - sum(moved_loss(moved, coefficients) for moved in possibility.moved)
    )


def minimum(matter: Matter, coefficients: Vector) -> int:
    """The exact minimum of ``coefficients · x`` over all a matter may contribute (unknown rolls at 0)."""
    standing = product(coefficients, matter.as_entered)
    return min((least_of(one, coefficients) for one in matter.possibilities), default=standing)


def loss(matter: Matter, coefficients: Vector) -> int:
    """The most a matter can take from an assertion with these coefficients; at least 0.

    Talange (Moselle) at Reims 2008: recorded Aubry 18, Royal 6, perhaps swapped. On "Aubry has more
    votes than Royal" that is (18 − 6) − (6 − 18) = 24.

    >>> from recolement.model.ids import MatterId, UnitId
    >>> from recolement.model.matters import Reason
    >>> recorded, swapped = (18, 6, 0, 0, 0), (6, 18, 0, 0, 0)
    >>> talange = Matter(MatterId("talange"), Reason.SWAP, (UnitId("talange"),), recorded,
    ...                  (Possibility(recorded), Possibility(swapped)))
    >>> loss(talange, (1, -1, 0, 0, 0))
    24
    """
    return max(0, product(coefficients, matter.as_entered) - minimum(matter, coefficients))
