"""What an event may name: the units, groups, contests, rounds, options and fields of the ballot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.scopes import Places
from recolement.ledger.events import Event
from recolement.model.ballots import Ballot
from recolement.model.sheets import FIGURES


class Names:
    """The names of one ballot. Each question gives the refusals of what is not known."""

    def __init__(self, ballot: Ballot, places: Places) -> None:
        self.places = places
        self.contests: dict[str, frozenset[str]] = {
            contest.id: frozenset(option.id for option in contest.options) for contest in ballot.contests
        }
        self.rounds = frozenset(one.number for one in ballot.rounds)
        self.hours = ballot.turnout_hours
        self.held = frozenset(
            (contest.id, one.number)
            for contest in ballot.contests
            for one in ballot.rounds
            if one.holds(contest.id)
        )
        self.every_option = frozenset[str]().union(*self.contests.values())

    def units(self, event: Event, units: Iterable[str]) -> Iterator[RefusedEvent]:
        """Units, or groups as ``kind:id``."""
        for unit in units:
            if unit not in self.places:
                yield refused(event, "unknown_unit", found=unit)

    def sections(self, event: Event, units: Iterable[str]) -> Iterator[RefusedEvent]:
        """Units that are sections."""
        for unit in units:
            if unit not in self.places:
                yield refused(event, "unknown_unit", found=unit)
            elif self.places.get(unit).leaves != (unit,):
                yield refused(event, "not_a_section", found=unit)

    def contest(self, event: Event, contest: str | None) -> Iterator[RefusedEvent]:
        """A contest, if one is named."""
        if contest is not None and contest not in self.contests:
            yield refused(event, "unknown_contest", found=contest)

    def round(self, event: Event, number: int | None) -> Iterator[RefusedEvent]:
        """A round, if one is named."""
        if number is not None and number not in self.rounds:
            yield refused(event, "unknown_round", found=number)

    def question(self, event: Event, contest: str, number: int) -> Iterator[RefusedEvent]:
        """A contest that is held in a round."""
        if (contest, number) not in self.held:
            code = "not_held" if contest in self.contests and number in self.rounds else "unknown_question"
            yield refused(event, code, contest=contest, round=number)

    def options(self, event: Event, contest: str | None, options: Iterable[str]) -> Iterator[RefusedEvent]:
        """Options of a contest, or of any where none is named."""
        known = self.every_option if contest is None else self.contests.get(contest, frozenset())
        for option in options:
            if option not in known:
                yield refused(event, "unknown_option", found=option)

    def fields(self, event: Event, contest: str | None, fields: Iterable[str]) -> Iterator[RefusedEvent]:
        """Columns of a sheet: figures, or options of a contest."""
        yield from self.options(event, contest, [field for field in fields if field not in FIGURES])
