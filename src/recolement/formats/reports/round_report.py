"""One round as a report: what NIST SP 1500-100 and EML 510 can hold of a ballot, in our own words.

A report is made of a canvass to be written, or of a file that was read; figures that are not known are left
out of it. Worked example: two sections under a nation, one vote decided in the whole::

    units   FR (nation), Lyon (section, in FR), Brest (section, in FR)
    votes   secretary, decided in FR, options A and B
            counts  FR {A: 105, B: 40} · Lyon {A: 60, B: 40}, in_box 100 · Brest {A: 45}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from recolement.model.ballots import Option
from recolement.model.ids import OptionId


@dataclass(frozen=True, slots=True)
class UnitReported:
    """A unit of the tree, or (``members``) a grouping of sections across it, whose id is ``kind:id``."""

    id: str
    level: str
    name: str
    parent: str | None = None
    members: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What is known of one place: figures by the names of FORMAT, votes by option."""

    unit: str
    figures: Mapping[str, int]
    votes: Mapping[OptionId, int]


@dataclass(frozen=True, slots=True)
class VoteReported:
    """A contest where it is decided. ``counts``: of the place (a unit or a grouping), then of those below."""

    contest: str
    name: str
    place: str
    options: tuple[Option, ...]
    rule: str
    counts: tuple[UnitCount, ...] = ()
    expected: int | None = None
    received: int | None = None
    elected: tuple[OptionId, ...] = ()
    """Who is proclaimed elected."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """One round. ``status``: of the least advanced of its contests; ``at``: when the report was made."""

    title: str
    organisation: str
    language: str
    timezone: str
    levels: tuple[str, ...]
    round: int
    rounds: int
    date: date | None
    status: str
    at: datetime
    units: tuple[UnitReported, ...] = ()
    votes: tuple[VoteReported, ...] = field(default=())
