"""The runoffs of a contest decided in several places: which may be prepared now, and which why not.

Worked example: of three places one is proclaimed with a runoff (``ready``), one with a winner (``decided``),
one is not proclaimed (``waiting``). The first two make one line, ``runoff-prepared/2``; the third comes
later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from recolement.canvass.count import QuestionCount
from recolement.canvass.proceedings import Proceedings
from recolement.canvass.runoff import NoRunoff, OfRunoff, Runoff, decided_before, runoff_of
from recolement.ledger.codec import canonical
from recolement.ledger.events.rounds import RunoffAtPlace
from recolement.ledger.fold import State
from recolement.ledger.fold.rounds import places_under_way
from recolement.model.ids import ContestId, OptionId

PIECE = 40_000
"""Bytes of the places in one line, about: a line is at most 65,535."""


class Readiness(StrEnum):
    """Where the runoff of a place stands."""

    READY = "ready"
    """The first round calls for it, and it is not said yet who stands."""
    DECIDED = "decided"
    """The first round decided, and it is not said yet that the place votes no more."""
    PREPARED = "prepared"
    OVER = "over"
    """It is said that the place votes no more."""
    DIFFERS = "differs"
    """What was said is no longer what the first round gives."""
    WAITING = "waiting"
    """It cannot be prepared now, and was not."""


@dataclass(frozen=True, slots=True)
class AtPlace:
    """A place, where its runoff stands, and why. ``won``: whom its first round elected, where it did."""

    place: str
    readiness: Readiness
    found: OfRunoff
    won: tuple[OptionId, ...] = ()
    said: RunoffAtPlace | None = None

    @property
    def standing(self) -> tuple[OptionId, ...]:
        """Who stands by what the first round gives now."""
        return self.found.standing if isinstance(self.found, Runoff) else ()


def at_places(
    state: State, proceedings: Proceedings, counts: Iterable[QuestionCount], contest: str, number: int
) -> list[AtPlace]:
    """Where the runoff of each place stands, in the ballot's order; its round may still have to be added."""
    by_place: dict[str, list[QuestionCount]] = {}
    for count in counts:
        if count.question.contest.id == contest and count.question.round.number < number:
            by_place.setdefault(count.question.place.id, []).append(count)
    said, fixed = _said(state, contest, number, by_place)
    found = []
    for place, here in by_place.items():
        told = said.get(place)
        gone = () if told is None else tuple(map(OptionId, told.withdrawn))
        now = runoff_of(contest, number, proceedings, here, gone, place)
        if told is None and place in fixed and isinstance(now, Runoff):
            now = NoRunoff("round_under_way", {"round": number})
        first = max(here, key=lambda one: one.question.round.number).outcome if decided_before(now) else None
        won = () if first is None else first.options
        found.append(AtPlace(place, _readiness(now, told), now, won, told))
    return found


def _said(
    state: State, contest: str, number: int, by_place: Mapping[str, Sequence[QuestionCount]]
) -> tuple[Mapping[str, RunoffAtPlace], Collection[str]]:
    """What was said of each place, prepared or declared; and of which nothing more may be said."""
    ballot, _ = state.opened()
    round_ = next((one for one in ballot.rounds if one.number == number), None)
    id = ContestId(contest)
    if round_ is None:
        return {}, ()
    sections = {place: here[0].question.place.leaves for place, here in by_place.items()}
    declared = round_.places[id].at if id in round_.places else {}
    said = {place: RunoffAtPlace(place=place, options=one.options) for place, one in declared.items()}
    fixed = frozenset(places_under_way(state, id, round_, sections))
    return said | dict(state.runoffs_at.get((id, number), {})), fixed


def _readiness(now: OfRunoff, said: RunoffAtPlace | None) -> Readiness:
    if said is None:
        if isinstance(now, Runoff):
            return Readiness.READY
        return Readiness.DECIDED if decided_before(now) else Readiness.WAITING
    if said.options:
        as_said = isinstance(now, Runoff) and now.standing == said.options
        return Readiness.PREPARED if as_said else Readiness.DIFFERS
    return Readiness.OVER if decided_before(now) else Readiness.DIFFERS


def lines_of(places: Iterable[AtPlace]) -> Iterator[list[dict[str, Any]]]:
    """The ``places`` of as many ``runoff-prepared/2`` as are needed to prepare those that may be now."""
    piece: list[dict[str, Any]] = []
    size = 0
    for one in places:
        if one.readiness not in (Readiness.READY, Readiness.DECIDED):
            continue
        written: dict[str, Any] = {"place": one.place}
        if one.standing:
            written["options"] = list(one.standing)
        length = len(canonical(written)) + 1
        if piece and size + length > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(written)
        size += length
    if piece:
        yield piece
