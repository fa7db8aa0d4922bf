"""The last projection of each question that this process made: made anew when sheets came, not at each.

A projection of a national night takes seconds: it is made by the reader who finds it too old, one at a time,
while the others are shown the last one, which says how many units it counts. Each time, one more moment of
the night is projected for the picture, until it has them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from threading import Lock
from time import monotonic

from recolement.canvass.scopes import Question
from recolement.ledger.events import SheetRecorded
from recolement.model.ids import UnitId
from recolement.model.problems import Problem, Unusable
from recolement.publication.projected import (
    LEAST,
    Moment,
    Prepared,
    Projected,
    baseline_of,
    moment,
    prepare,
    project,
)
from recolement.web.evenings import Evening

LEVEL = 0.9
PAUSE = 10.0
"""Seconds between two projections at least."""
PATIENCE = 20
"""And at least so many times what one cost: no more than a twentieth of a processor."""
PARTS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The moments of the picture, as shares of the units expected."""


@dataclass
class Kept:
    """What is known of one question's projection."""

    lock: Lock = field(default_factory=Lock)
    size: int = -1
    made: float = 0.0
    cost: float = 0.0
    projected: Projected | None = None
    problems: tuple[Problem, ...] = ()
    moments: dict[int, Moment] = field(default_factory=dict)
    """By the number of units counted."""

    @property
    def drawn(self) -> tuple[Moment, ...]:
        """The moments in their order."""
        return tuple(self.moments[counted] for counted in sorted(self.moments))


_KEPT: dict[tuple[str, tuple[str, int, str], str], Kept] = {}


def can_project() -> bool:
    """Whether what a projection needs is installed."""
    return all(find_spec(name) is not None for name in ("numpy", "polars", "scipy"))


def projection_of(tonight: Evening, question: Question, baseline: str) -> Kept:
    """The projection of a question: as of now, or the last one where that is recent enough."""
    contest, number, place = question.key
    kept = _KEPT.setdefault((tonight.slug, (str(contest), number, str(place)), baseline), Kept())
    with tonight.lock:
        tonight.now()
        size = tonight.size
    early = monotonic() - kept.made < max(PAUSE, PATIENCE * kept.cost)
    if kept.size >= 0 and (early or (kept.size == size and not _to_come(kept))):
        return kept
    if not kept.lock.acquire(blocking=kept.size < 0):
        return kept  # somebody else is making it
    try:
        if kept.size < 0 or kept.size < size or _to_come(kept):
            _make(kept, tonight, question, baseline)
    finally:
        kept.lock.release()
    return kept


def _make(kept: Kept, tonight: Evening, question: Question, baseline: str) -> None:
    began = monotonic()
    try:
        with tonight.lock:  # the sheets are read while nobody adds to them; projecting needs them no more
            ready, size = _read(tonight, question, baseline), tonight.size
        if kept.size < size:
            kept.projected = project(ready, LEVEL)
        for counted in (len(ready.order), *_to_come(kept)[:1]):
            if LEAST <= counted <= len(ready.order):
                kept.moments[counted] = moment(ready, counted, LEVEL)
        kept.problems = ()
    except Unusable as unusable:
        kept.projected, kept.problems, size = None, unusable.problems, tonight.size
    kept.size, kept.made = size, monotonic()
    kept.cost = kept.made - began


def _read(tonight: Evening, question: Question, baseline: str) -> Prepared:
    night = tonight.now()
    contest, _, number = baseline.rpartition("/")
    before = next(
        (
            one
            for one in night.questions
            if one.contest.id == contest and str(one.round.number) == number and one.place == question.place
        ),
        None,
    )
    key = (question.contest.id, question.round.number)
    came = (
        UnitId(event.unit)
        for event in tonight.events
        if isinstance(event, SheetRecorded) and (event.contest, event.round) == key
    )
    return prepare(night, question, None if before is None else baseline_of(night, before), came)


def _to_come(kept: Kept) -> list[int]:
    """The moments of the picture that can be projected now and were not yet."""
    if kept.projected is None:
        return []
    units, counted = kept.projected.result.units, kept.projected.result.counted
    wanted = {max(LEAST, round(part * units)) for part in PARTS}
    return sorted(number for number in wanted if number <= counted and number not in kept.moments)
