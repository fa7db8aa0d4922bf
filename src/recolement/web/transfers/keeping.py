"""The last estimate of each pair of rounds that this process made: an estimate costs seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from time import monotonic

from recolement.canvass import Canvass
from recolement.model.problems import Problem, Unusable
from recolement.publication.transfer_page import Estimate
from recolement.publication.transferred import (
    Source,
    estimate_transfers,
    round_source,
    shown_transfers,
)
from recolement.web.evenings import Evening
from recolement.words.numbers import Language

LEVEL = 0.9
MOST_UNITS = 5000
"""Units of which the app estimates transfers itself; the command line does those of larger ballots."""
PAUSE = 60.0
"""Seconds between two estimates of the same rounds at least."""


@dataclass
class Kept:
    """What was estimated last, in each language; ``problems`` where it could not be."""

    lock: Lock = field(default_factory=Lock)
    size: int = -1
    made: float = 0.0
    shown: dict[Language, Estimate] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


_KEPT: dict[tuple[str, str, int], Kept] = {}


def pairs(night: Canvass) -> list[tuple[str, int]]:
    """Each contest and round with the one before it."""
    numbers = [one.number for one in night.folder.ballot.rounds]
    held = {question.key[:2] for question in night.questions}
    return [
        (contest.id, number)
        for contest in night.folder.ballot.contests
        for before, number in pairwise(numbers)
        if {(contest.id, before), (contest.id, number)} <= held
    ]


def transfers_of(tonight: Evening, contest: str, number: int) -> Kept:
    """The estimate between a round and the one before it; the last one where that is recent enough."""
    kept = _KEPT.setdefault((tonight.slug, contest, number), Kept())
    with tonight.lock:
        tonight.now()
        size = tonight.size
    recent = kept.size == size or monotonic() - kept.made < PAUSE
    if kept.size >= 0 and recent:
        return kept
    if not kept.lock.acquire(blocking=kept.size < 0):
        return kept  # somebody else is making it
    try:
        if kept.size < size:
            _make(kept, tonight, contest, number)
    finally:
        kept.lock.release()
    return kept


def _make(kept: Kept, tonight: Evening, contest: str, number: int) -> None:
    try:
        with tonight.lock:  # the sheets are read while nobody adds to them; estimating needs them no more
            night, size = tonight.now(), tonight.size
            sources = _sources(night, contest, number)
        result = estimate_transfers(sources, {**sources[0].families, **sources[1].families}, LEVEL)
        kept.shown = {language: shown_transfers(result, sources, language) for language in ("fr", "en")}
        kept.problems = ()
    except Unusable as unusable:
        kept.shown, kept.problems = {}, unusable.problems
    kept.size, kept.made = size, monotonic()


def _sources(night: Canvass, contest: str, number: int) -> tuple[Source, Source]:
    """Both rounds. Raises :class:`Unusable` where there are too many units, or none with known votes."""
    if len(night.folder.tree.leaves) > MOST_UNITS:
        raise Unusable([Problem("too_large_for_the_app", "", facts={"most": MOST_UNITS})])
    numbers = [one.number for one in night.folder.ballot.rounds]
    before = numbers[numbers.index(number) - 1]
    levels = night.folder.ballot.levels
    level = levels[1] if len(levels) > 2 else None
    found = [round_source(night, contest, one, level, f"{contest}, {one}") for one in (before, number)]
    first, second = found
    if first is None or second is None:
        raise Unusable([Problem("nothing_to_compare", "")])
    return first, second
