"""The worked ballots, read from their folders as the command line reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from recolement.canvass import Canvass, ContestResult, canvass
from recolement.canvass.effects import Effect, effects
from recolement.formats.folder import read_folder
from recolement.model.acts import Act
from recolement.model.folder import BallotFolder
from recolement.model.ids import MatterId, UnitId

BALLOTS = Path(__file__).parents[2] / "ballots"


def folder(name: str) -> BallotFolder:
    """The ballot of a folder on disk."""
    return read_folder({path.name: path.read_bytes() for path in (BALLOTS / name).iterdir()})


def with_acts(name: str, *acts: Act) -> Canvass:
    """The same, canvassed after some more acts, numbered as they come."""
    read = folder(name)
    more = (replace(act, number=len(read.acts) + place) for place, act in enumerate(acts, start=1))
    return canvass(replace(read, acts=(*read.acts, *more)))


def with_rolls(name: str, **rolls: int) -> Canvass:
    """The same, canvassed as if some sections' rolls had been published."""
    read = folder(name)
    number = read.ballot.rounds[-1].number
    return canvass(replace(read, rolls={(UnitId(unit), number): roll for unit, roll in rolls.items()}))


def result(night: Canvass, contest: str, number: int) -> ContestResult:
    """The result of a contest's round where it is decided."""
    (found,) = (one for one in night.results if (one.contest, one.round) == (contest, number))
    return found


def possible(night: Canvass, contest: str, number: int, matter: str) -> dict[str, Effect]:
    """The effect of each possible ruling on one matter, by ruling."""
    found = result(night, contest, number)
    count = night.count(contest, number, found.unit)
    there = effects(count.matters[MatterId(matter)], count.totals, count.decide)
    return {effect.ruling: effect for effect in there}
