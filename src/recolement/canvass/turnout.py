"""Turnout during the day, place by place: who reported, how many have voted, what changed since a round.

Worked example: three sections of 100, 200 and 400 registered. By noon the first reports 30 voters, the second
100; the third says nothing. Turnout is 130 of the 300 registered of those two, and one section is missing: it
is not counted as 0. In the round before, only the first had reported by noon, 20: the rounds are compared on
that section alone, 30 of 100 against 20 of 100.

>>> from recolement.formats.shorthand import read_shorthand
>>> folder = read_shorthand('''
...     ballot turnout_hours=12:00
...     unit a registered=100
...     unit b registered=200
...     unit c registered=400
...     option X
... ''')
>>> reports = {("a", 2): {"12:00": 30}, ("b", 2): {"12:00": 100}, ("a", 1): {"12:00": 20}}
>>> noon, = turnout(folder, reports, folder.tree.leaves, 2)
>>> noon.reported, noon.missing
(Voted(sections=2, voters=130, registered=300), ('c',))
>>> noon.compared.now, noon.compared.earlier
(Voted(sections=1, voters=30, registered=100), Voted(sections=1, voters=20, registered=100))

Nothing of it enters a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from recolement.canvass.night import Canvass
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId

Reports: TypeAlias = Mapping[tuple[UnitId, int], Mapping[str, int]]
"""How many have voted, by section and round, then by hour."""


@dataclass(frozen=True, slots=True)
class Voted:
    """Voters and registered of the sections that reported and whose roll is known."""

    sections: int = 0
    voters: int = 0
    registered: int = 0

    @property
    def share(self) -> Fraction | None:
        """The turnout; nothing where nobody is registered, or nobody reported."""
        return Fraction(self.voters, self.registered) if self.registered else None


@dataclass(frozen=True, slots=True)
class Compared:
    """The same sections in both rounds."""

    now: Voted
    earlier: Voted

    @property
    def change(self) -> Fraction | None:
        """How much turnout has changed, as a share of 1."""
        now, earlier = self.now.share, self.earlier.share
        return None if now is None or earlier is None else now - earlier


@dataclass(frozen=True, slots=True)
class HourOfTurnout:
    """One hour at one place."""

    hour: str
    expected: int
    reported: Voted
    without_roll: tuple[UnitId, ...]
    """Sections that reported and whose roll is unknown: their voters have no base, and are not counted."""
    missing: tuple[UnitId, ...]
    compared: Compared | None
    """Against the earlier round, on the sections that reported at this hour in both."""

    @property
    def told(self) -> int:
        """How many sections reported, with or without a roll."""
        return self.reported.sections + len(self.without_roll)


def voting_in(night: Canvass, number: int) -> frozenset[UnitId]:
    """The sections that vote on anything in a round."""
    asked = (one for one in night.questions if one.round.number == number)
    return frozenset(leaf for question in asked for leaf in question.place.leaves)


def sections_of(night: Canvass, unit: str, voting: frozenset[UnitId]) -> tuple[UnitId, ...]:
    """Those of them that lie under a unit, in tree order."""
    return tuple(leaf for leaf in night.places.get(unit).leaves if leaf in voting)


def turnout(
    folder: BallotFolder,
    reports: Reports,
    sections: Sequence[UnitId],
    number: int,
    hours: Sequence[str] | None = None,
) -> tuple[HourOfTurnout, ...]:
    """Each hour of the ballot (or those given), for some sections; compared with :func:`round_before`."""
    before = round_before(folder, reports, number)
    told = [(unit, folder.roll(unit, number), reports.get((unit, number), {})) for unit in sections]
    asked = folder.ballot.turnout_hours if hours is None else hours
    return tuple(_hour(folder, reports, told, before, hour) for hour in asked)


def last_told(hours: Iterable[HourOfTurnout]) -> HourOfTurnout | None:
    """The last hour of which at least one section has reported."""
    return next((one for one in reversed(tuple(hours)) if one.told), None)


def round_before(folder: BallotFolder, reports: Reports, number: int) -> int | None:
    """The last earlier round in which anybody reported: the same for every place of the ballot."""
    told = {of for (_, of), hours in reports.items() if hours}
    earlier = (one.number for one in folder.ballot.rounds if one.number < number)
    return max((one for one in earlier if one in told), default=None)


def _hour(
    folder: BallotFolder,
    reports: Reports,
    told: Sequence[tuple[UnitId, int | None, Mapping[str, int]]],
    before: int | None,
    hour: str,
) -> HourOfTurnout:
    reported, now, earlier = _Sum(), _Sum(), _Sum()
    without_roll, missing = [], []
    for unit, roll, hours in told:
        voters = hours.get(hour)
        if voters is None:
            missing.append(unit)
            continue
        if roll is None:
            without_roll.append(unit)
            continue
        reported.add(voters, roll)
        then = None if before is None else reports.get((unit, before), {}).get(hour)
        if then is not None and before is not None:
            roll_then = folder.roll(unit, before)
            if roll_then is not None:
                now.add(voters, roll)
                earlier.add(then, roll_then)
    return HourOfTurnout(
        hour,
        len(told),
        reported.voted(),
        tuple(without_roll),
        tuple(missing),
        None if before is None else Compared(now.voted(), earlier.voted()),
    )


@dataclass(slots=True)
class _Sum:
    """Sections being added up."""

    sections: int = 0
    voters: int = 0
    registered: int = 0

    def add(self, voters: int, roll: int) -> None:
        """One more section."""
        self.sections += 1
        self.voters += voters
        self.registered += roll

    def voted(self) -> Voted:
        """The sum."""
        return Voted(self.sections, self.voters, self.registered)
