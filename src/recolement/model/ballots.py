"""The vote and its shape: a ballot (scrutin) with its contests, options and rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rulebook


class OptionKind(StrEnum):
    """What an option is: a person, a principal with a substitute, a list, a text, an answer."""

    CANDIDATE = "candidate"
    TICKET = "ticket"
    LIST = "list"
    MOTION = "motion"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Member:
    """A name on a list (colistier), in the order of the list; ``born`` serves ties by age."""

    name: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """What may be voted for (choix).

    ``born`` and ``since`` (member since) serve ties by age and by seniority. ``units`` are the only
    units where it is on offer, when given. ``family`` is the party or camp it belongs to in analyses.
    """

    id: OptionId
    name: str
    kind: OptionKind = OptionKind.CANDIDATE
    principal: str | None = None
    substitute: str | None = None
    members: tuple[Member, ...] = ()
    born: date | None = None
    since: date | None = None
    labels: tuple[str, ...] = ()
    number: int | None = None
    colour: str | None = None
    units: tuple[UnitId, ...] | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a contest is decided: one unit, each unit of a level, one group, or each group of a kind.

    Written ``FR``, ``each:federation``, ``constituency:75-02``, ``each:constituency``.
    """

    each: bool
    kind: str | None
    """A level or a kind of groups; ``None`` where ``id`` is a unit."""
    id: str | None


@dataclass(frozen=True, slots=True)
class Contest:
    """One decision put to the voters, with its own rulebook (the ballot's, unless it overrides keys)."""

    id: ContestId
    name: str
    scope: Scope
    options: tuple[Option, ...]
    rulebook: Rulebook

    def option(self, option: OptionId) -> Option:
        """The option of that id; ``KeyError`` if the contest has none."""
        for candidate in self.options:
            if candidate.id == option:
                return candidate
        raise KeyError(option)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands at one place in a round, over its ``sections``; nobody: it was decided before, and votes no
    more."""

    options: tuple[OptionId, ...]
    sections: tuple[UnitId, ...]


@dataclass(frozen=True)
class ByPlace:
    """Who stands in a round of a contest that is decided in several places, place by place.

    ``offered``: the contest's options. ``at``: the places of which it is said, by unit id or ``kind:id``;
    ``otherwise``: who stands at the others. ``everywhere``: every section of the ballot.

    >>> a, b = Option(OptionId("a"), "A"), Option(OptionId("b"), "B")
    >>> east, west = UnitId("east"), UnitId("west")
    >>> said = ByPlace((a, b), ("a", "b"), (east, west), {"east": Standing((b.id,), (east,))})
    >>> [(option.id, option.units) for option in said.options]
    [('a', ('west',)), ('b', None)]
    """

    offered: tuple[Option, ...]
    otherwise: tuple[OptionId, ...]
    everywhere: tuple[UnitId, ...]
    at: Mapping[str, Standing]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options that stand somewhere, each on offer only where it does."""
        said: set[UnitId] = set()
        here: dict[OptionId, set[UnitId]] = {}
        for standing in self.at.values():
            said.update(standing.sections)
            for option in standing.options:
                here.setdefault(option, set()).update(standing.sections)
        narrowed = (self._narrowed(option, here.get(option.id, set()), said) for option in self.offered)
        return tuple(option for option in narrowed if option.units is None or option.units)

    def _narrowed(self, option: Option, here: set[UnitId], said: set[UnitId]) -> Option:
        elsewhere = option.id in self.otherwise
        before = self.everywhere if option.units is None else option.units
        units = tuple(unit for unit in before if unit in here or (elsewhere and unit not in said))
        return option if len(units) == len(before) else replace(option, units=units)


@dataclass(frozen=True, slots=True)
class Round:
    """One voting day (tour). ``contests``: held in this round (``None``: all).

    ``options``: who stands; ``places``: who does at some of the places where a contest is decided.
    """

    number: int
    date: date | None = None
    contests: tuple[ContestId, ...] | None = None
    options: Mapping[ContestId, tuple[OptionId, ...]] = field(default_factory=dict)
    places: Mapping[ContestId, ByPlace] = field(default_factory=dict)

    def holds(self, contest: ContestId) -> bool:
        """Whether the contest is put to the voters in this round."""
        return self.contests is None or contest in self.contests


@dataclass(frozen=True, slots=True)
class Ballot:
    """One consultation (scrutin). ``levels`` run from the root to the leaves."""

    title: str
    organisation: str
    levels: tuple[str, ...]
    contests: tuple[Contest, ...]
    rounds: tuple[Round, ...] = (Round(1),)
    language: str = "fr"
    timezone: str = "Europe/Paris"
    turnout_hours: tuple[str, ...] = ()
    """The hours at which sections say how many have voted (``17:00``), in the order of the day."""

    def contest(self, contest: ContestId) -> Contest:
        """The contest of that id; ``KeyError`` if there is none."""
        for candidate in self.contests:
            if candidate.id == contest:
                return candidate
        raise KeyError(contest)

    def round(self, number: int) -> Round:
        """The round of that number; ``KeyError`` if there is none."""
        for candidate in self.rounds:
            if candidate.number == number:
                return candidate
        raise KeyError(number)

    @property
    def may_gain(self) -> int | None:
        """The number of the round that may be added after the fact: the second, to a lone first one.

        A round numbered 0 or 2 is counted as the only one there is: another beside it would change that.
        """
        return 2 if [one.number for one in self.rounds] == [1] else None

    def standing(self, contest: ContestId, round_number: int) -> tuple[Option, ...]:
        """The options that stand in a round of a contest, in the contest's order.

        Where that is said place by place, each with the sections where alone it is on offer in that round.
        """
        of_round = self.round(round_number)
        if contest in of_round.places:
            return of_round.places[contest].options
        options = self.contest(contest).options
        chosen = of_round.options.get(contest)
        return options if chosen is None else tuple(option for option in options if option.id in chosen)
