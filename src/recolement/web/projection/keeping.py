"""The last projection of each question that this process made, and the moments of the night for its picture.

Each time it is made, one more moment of the night is projected, until the picture has them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recolement.canvass.scopes import Question
from recolement.ledger.events import SheetRecorded
from recolement.model.ids import UnitId
from recolement.publication.projected import (
    LEAST,
    Moment,
    Prepared,
    Projected,
    baseline_of,
    moment,
    prepare,
    project,
    stands,
)
from recolement.web.estimates import Kept
from recolement.web.evenings import Evening
from recolement.words.naming import Names
from recolement.words.numbers import Language

LEVEL = 0.9
PAUSE = 10.0
"""Seconds between two projections at least."""
PARTS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The moments of the picture, as shares of the units expected."""


@dataclass(kw_only=True)
class KeptProjection(Kept):
    """What is known of one question's projection; ``baseline`` as :class:`ShownProjection` has it."""

    question: Question
    baseline: str
    projected: Projected | None = None
    moments: dict[int, Moment] = field(default_factory=dict)
    """By the number of units counted."""
    stands: dict[Language, tuple[str, str]] = field(default_factory=dict)
    """Where the result itself stood then: its status, the verdict's sentence."""

    @property
    def drawn(self) -> tuple[Moment, ...]:
        """The moments in their order."""
        return tuple(self.moments[counted] for counted in sorted(self.moments))

    @property
    def pause(self) -> float:
        """Seconds between two projections at least."""
        return PAUSE

    def unfinished(self) -> bool:
        """Whether the picture lacks a moment."""
        return bool(self._to_come())

    def make(self, tonight: Evening) -> int:
        """Project what stands now, and one more moment of the picture."""
        with tonight.lock:  # the sheets are read while nobody adds to them; projecting needs them no more
            ready, size = self._read(tonight), tonight.size
            self._look(tonight)
        if self.size < size:
            self.projected = project(ready, LEVEL)
        for counted in (len(ready.order), *self._to_come()[:1]):
            if LEAST <= counted <= len(ready.order):
                self.moments[counted] = moment(ready, counted, LEVEL)
        return size

    def _look(self, tonight: Evening) -> None:
        """Where the result stands now."""
        night = tonight.now()
        languages: tuple[Language, ...] = ("fr", "en")
        self.stands = {one: stands(night, self.question, Names(night.folder, one)) for one in languages}

    def forget(self) -> None:
        """Too little is counted again."""
        self.projected = None

    def _read(self, tonight: Evening) -> Prepared:
        night, question = tonight.now(), self.question
        contest, _, number = self.baseline.rpartition("/")
        before = next(
            (
                one
                for one in night.questions
                if one.contest.id == contest
                and str(one.round.number) == number
                and one.place == question.place
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

    def _to_come(self) -> list[int]:
        """The moments of the picture that can be projected now and were not yet."""
        if self.projected is None:
            return []
        units, counted = self.projected.result.units, self.projected.result.counted
        wanted = {max(LEAST, round(part * units)) for part in PARTS}
        return sorted(number for number in wanted if number <= counted and number not in self.moments)


_KEPT: dict[tuple[str, tuple[str, int, str], str], KeptProjection] = {}


def projection_of(tonight: Evening, question: Question, baseline: str) -> KeptProjection:
    """The projection of a question: as of now, or the last one where that is recent enough."""
    contest, number, place = question.key
    key = (tonight.slug, (str(contest), number, str(place)), baseline)
    kept = _KEPT.setdefault(key, KeptProjection(question=question, baseline=baseline))
    kept.question = question  # of the tree as it is now
    kept.brought_up(tonight)
    return kept
