"""The last estimate of each question that this process made: made anew when sheets came, not at each.

An estimate of a large ballot takes seconds: it is made by the reader who finds it too old, one at a time,
while the others are shown the last one, which says how many lines of the ledger it was made from. What is
kept is a :class:`Kept` of its own kind, which says how it is made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from recolement.model.problems import Problem, Unusable
from recolement.web.evenings import Evening

PATIENCE = 20
"""Between two estimates at least so many times what one cost: no more than a twentieth of a processor."""


@dataclass
class Kept(ABC):
    """What is known of one question; ``problems`` where it could not be estimated."""

    lock: Lock = field(default_factory=Lock)
    size: int = -1
    """How many lines of the ledger it was made from."""
    made: float = 0.0
    cost: float = 0.0
    problems: tuple[Problem, ...] = ()

    @property
    @abstractmethod
    def pause(self) -> float:
        """Seconds between two estimates at least."""

    @abstractmethod
    def make(self, tonight: Evening) -> int:
        """Estimate; how many lines of the ledger it was made from. Raises :class:`Unusable` where it cannot
        be."""

    @abstractmethod
    def forget(self) -> None:
        """There is no estimate any more."""

    def unfinished(self) -> bool:
        """Whether there is more to make of the same lines."""
        return False

    def brought_up(self, tonight: Evening) -> None:
        """As of now where the last one is not recent enough; else, or while somebody makes it, the last."""
        with tonight.lock:
            tonight.now()
            size = tonight.size
        early = monotonic() - self.made < max(self.pause, PATIENCE * self.cost)
        if self.size >= 0 and (early or (self.size == size and not self.unfinished())):
            return
        if not self.lock.acquire(blocking=self.size < 0):
            return  # somebody else is making it
        try:
            if self.size < size or self.unfinished():
                self._make(tonight)
        finally:
            self.lock.release()

    def _make(self, tonight: Evening) -> None:
        began = monotonic()
        try:
            size, self.problems = self.make(tonight), ()
        except Unusable as unusable:
            self.forget()
            size, self.problems = tonight.size, unusable.problems
        self.size, self.made = size, monotonic()
        self.cost = self.made - began
