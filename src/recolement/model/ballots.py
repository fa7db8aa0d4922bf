"""The vote and its shape: a ballot (scrutin) with its contests, options and rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
class Round:
    """One voting day (tour). ``contests``: held in this round (``None``: all); ``options``: who stands."""

    number: int
    date: date | None = None
    contests: tuple[ContestId, ...] | None = None
    options: Mapping[ContestId, tuple[OptionId, ...]] = field(default_factory=dict)

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
        """The options that stand in a round of a contest, in the contest's order."""
        options = self.contest(contest).options
        chosen = self.round(round_number).options.get(contest)
        return options if chosen is None else tuple(option for option in options if option.id in chosen)
