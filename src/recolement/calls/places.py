"""The number that a printed list gives each person, with a figure that finds typing errors.

>>> written(572), read_place("5724"), read_place("57 24"), read_place("5274"), read_place("5723")
('5724', 572, 572, None, None)

The last figure is Damm's (H. M. Damm, 2004): it finds every single wrong figure, and every two neighbours
that changed places.
"""

from __future__ import annotations

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
"""The quasigroup of Damm's dissertation, of order ten."""

LONGEST = 12


def _check(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def written(place: int) -> str:
    """A place as it is printed: its figures, and the one that checks them."""
    return f"{place}{_check(str(place))}"


def read_place(typed: str) -> int | None:
    """The place that was typed or scanned; ``None`` where the figures do not check."""
    digits = "".join(typed.split())[: LONGEST + 1]
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= LONGEST) or _check(digits):
        return None
    return int(digits[:-1])
