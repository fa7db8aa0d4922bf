"""Drawing by lot from a public seed: the same seed gives the same draw on any machine, in any language.

A number below 1,000, by hand, with ``sha256sum`` and nothing of ours:

.. code-block:: sh

    printf '%s' '["recolement-lots/1","S","draw",0]' | sha256sum

prints 256 bits; read as one number, its remainder by 1,000 is the draw. (Numbers beyond the largest multiple
of 1,000 that 256 bits can hold are passed over, so that no remainder is favoured; the next counter is taken.)

>>> Lots("S", "draw").below(1000)
365
>>> Lots("S", "order of the lists").order(["Aubry", "Royal", "Hamon"])
('Aubry', 'Royal', 'Hamon')

What is hashed is the canonical JSON (RFC 8785) of four things: this method's name, the seed, what the draw is
for, and how many numbers were taken before. Two draws for different purposes are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, TypeVar

import rfc8785

METHOD: Final = "recolement-lots/1"
"""The name of the method; another way of drawing would have another name."""

_SPAN: Final = 1 << 256

Thing = TypeVar("Thing")


class Lots:
    """The numbers drawn from one seed for one purpose, one after the other."""

    __slots__ = ("_purpose", "_seed", "_taken")

    def __init__(self, seed: str, purpose: str) -> None:
        """Raises :class:`ValueError` for a text that is no Unicode (a lone surrogate has no bytes)."""
        for text in (seed, purpose):
            text.encode("utf-8")
        self._seed = seed
        self._purpose = purpose
        self._taken = 0

    def below(self, bound: int) -> int:
        """The next number from 0 to ``bound - 1``, all equally likely."""
        if not 0 < bound <= _SPAN:
            raise ValueError(f"a number below {bound} cannot be drawn")
        fair = _SPAN - _SPAN % bound
        while True:
            drawn = self._next()
            if drawn < fair:
                return drawn % bound

    def order(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """The things in an order drawn by lot, all orders equally likely (Fisher and Yates).

        The result depends on the order in which the things are given: hand them in a public one.
        """
        drawn = list(things)
        for last in range(len(drawn) - 1, 0, -1):
            at = self.below(last + 1)
            drawn[last], drawn[at] = drawn[at], drawn[last]
        return tuple(drawn)

    def sample(self, things: Sequence[Thing], size: int) -> tuple[Thing, ...]:
        """``size`` of the things, drawn without putting any back, in the order of the draw.

        >>> sorted(Lots("S", "audit").sample(range(100), 3))
        [18, 32, 44]
        """
        if not 0 <= size <= len(things):
            raise ValueError(f"{size} of {len(things)} things cannot be drawn")
        left = list(things)
        drawn = []
        for _ in range(size):
            at = self.below(len(left))
            left[at], left[-1] = left[-1], left[at]
            drawn.append(left.pop())
        return tuple(drawn)

    def _next(self) -> int:
        hashed = sha256(rfc8785.dumps([METHOD, self._seed, self._purpose, self._taken]))
        self._taken += 1
        return int.from_bytes(hashed.digest(), "big")
