"""Ties: who is preferred among equals, by age, seniority or a recorded draw, and when lots must be asked.

The order is known before the votes are, so a tie rule only adds 1 to an assertion (ASSERTIONS, section 1).
Older is preferred (le plus âgé), and so is the longer membership.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from recolement.model.ballots import Option
from recolement.model.ids import OptionId
from recolement.model.results import LotsNeeded
from recolement.rules.poll import Poll

Day: TypeAlias = int | Fraction | None
"""A day counted from an origin (an average may be a fraction), or unknown."""
Births: TypeAlias = Callable[[OptionId], Day]
"""The day of birth that counts for an option in one comparison."""


def own_birth(option: Option) -> Day:
    """The option's own day of birth."""
    return None if option.born is None else option.born.toordinal()


def average_birth(option: Option) -> Day:
    """The average day of birth of a list's members (moyenne d'âge, L. 262); its own without members."""
    if not option.members:
        return own_birth(option)
    days = [member.born.toordinal() for member in option.members if member.born is not None]
    return Fraction(sum(days), len(days)) if len(days) == len(option.members) else None


def seat_birth(option: Option, seat: int) -> Day:
    """The day of birth of the member whom the seat would elect (susceptible d'être proclamé élu)."""
    if 0 < seat <= len(option.members):
        born = option.members[seat - 1].born
        return None if born is None else born.toordinal()
    return own_birth(option)


@dataclass(frozen=True)
class Preference:
    """The order of preference among equals that a rulebook, dates and recorded draws make."""

    ties: tuple[str, ...]
    since: Mapping[OptionId, Day]
    births: Births
    draws: tuple[Mapping[OptionId, int], ...]
    """Latest first: the place of each option in the drawn order."""

    @classmethod
    def of(cls, poll: Poll, births: Callable[[Option], Day] = own_birth) -> Preference:
        """The preference between options of a poll, age being read by ``births``."""
        days = {option.id: births(option) for option in poll.options}
        since = {
            option.id: None if option.since is None else option.since.toordinal() for option in poll.options
        }
        draws = tuple({option: place for place, option in enumerate(order)} for order in reversed(poll.draws))
        return cls(poll.rulebook.ties, since, days.__getitem__, draws)

    def reading(self, births: Births) -> Preference:
        """The same order with age read otherwise."""
        return Preference(self.ties, self.since, births, self.draws)

    def prefers(self, one: OptionId, other: OptionId) -> bool:
        """Whether ``one`` is preferred to ``other`` when they are equal."""
        for tie in self.ties:
            if tie not in ("age", "seniority"):
                continue
            day, other_day = self._day(tie, one), self._day(tie, other)
            if day is None or other_day is None:
                break
            if day != other_day:
                return day < other_day
        for order in self.draws:
            if one in order and other in order:
                return order[one] < order[other]
        return False

    def _day(self, tie: str, option: OptionId) -> Day:
        return self.births(option) if tie == "age" else self.since[option]

    def split(
        self, equals: Sequence[OptionId], places: int, figure: str
    ) -> tuple[tuple[OptionId, ...], LotsNeeded | None]:
        """Those among ``equals`` who are served, and the lots to draw if the order does not say.

        Only a tie that crosses the line is asked: equals who are all served, or all unserved, are none.
        """
        if len(equals) <= places:
            return tuple(equals), None
        rivals = {one: [other for other in equals if other != one] for one in equals}
        sure = [one for one in equals if sum(not self.prefers(one, other) for other in rivals[one]) < places]
        if len(sure) == places and all(
            self.prefers(one, other) for one in sure for other in equals if other not in sure
        ):
            return tuple(sure), None
        lost = {one for one in equals if sum(self.prefers(other, one) for other in rivals[one]) >= places}
        open_ = [one for one in equals if one not in sure and one not in lost]
        if len(open_) + len(sure) <= places:  # contradictory draws: all of them must be drawn again
            sure, open_ = [], list(equals)
        return tuple(sure), LotsNeeded(tuple(open_), places - len(sure), self._answering(open_), figure)

    def _answering(self, options: Sequence[OptionId]) -> str:
        for tie in self.ties:
            if tie in ("age", "seniority") and any(self._day(tie, option) is None for option in options):
                return tie
        return "lot"
