"""People of a call list: a line of the roll, a line of a marked register.

>>> Member(2, "nord-1", "17", "Alice Martin", "+33612345678", "", date(2026, 3, 1)).callable
True
>>> Member(2, "nord-1", "17", "Alice Martin", "+33612345678", "", None).callable
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Said(StrEnum):
    """What somebody said on a call that they would do; never guessed."""

    NOTHING = ""
    WILL_VOTE = "will_vote"
    HAS_VOTED = "has_voted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the roll. Without the day of a consent there is no consent."""

    row: int
    section: str
    number: str
    name: str
    telephone: str
    email: str
    consented: date | None
    said: Said = Said.NOTHING

    @property
    def callable(self) -> bool:
        """Whether they may be called, and can be."""
        return bool(self.telephone) and self.consented is not None


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of a marked register: somebody who voted. ``number`` or ``name`` may be empty, not both."""

    row: int
    section: str
    number: str
    name: str
