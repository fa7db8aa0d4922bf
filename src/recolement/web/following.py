"""What comes after a proclaimed first round: the runoff to prepare, or prepared and not yet opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recolement.acts.preparing import AtPlace, Readiness, at_places
from recolement.canvass import Canvass
from recolement.canvass.runoff import IN_ROUNDS, Runoff, ruled_out, runoff_of
from recolement.ledger.events import RoundOpened
from recolement.model.ballots import Contest
from recolement.web.awaited import counts_of, prepared
from recolement.web.evenings import Evening
from recolement.words.naming import Names
from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class Following:
    """A runoff that a proclamation calls for: of which contest, in which round, who stands or may.

    ``places``: of a contest decided in several, how many stand where.
    """

    contest: str
    name: str
    number: int
    prepared: bool
    standing: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_prepare(self) -> int:
        """The places to prepare, or to prepare anew."""
        return self.places["ready"] + self.places["differs"]

    @property
    def decided(self) -> int:
        """The places that the round before decided, whether that is recorded or not."""
        return self.places["decided"] + self.places["over"]


def next_round(night: Canvass, contest: Contest) -> int | None:
    """The round in which a contest would have its runoff: declared, or the one that may be added."""
    ballot = night.folder.ballot
    held = [one.number for one in ballot.rounds if one.holds(contest.id)]
    if contest.rulebook.rule not in IN_ROUNDS or not held:
        return None
    return held[1] if len(held) > 1 else ballot.may_gain


def following(tonight: Evening, language: Language) -> Iterator[Following]:
    """The runoffs that proclamations call for, in the ballot's order, while their round is not opened."""
    night = tonight.now()
    ballot, names = night.folder.ballot, Names(night.folder, language)
    opened = {act.round for act in tonight.events if isinstance(act, RoundOpened)}
    for contest in ballot.contests:
        number = next_round(night, contest)
        if number is None:
            continue
        if several_places(night, contest.id):
            yield from _by_place(tonight, contest, number, names, already=number in opened)
            continue
        if number in opened:
            continue
        found = runoff_of(contest.id, number, night.proceedings, counts_of(night, contest.id))
        if isinstance(found, Runoff):
            is_prepared = number != ballot.may_gain and prepared(ballot, contest.id, number)
            standing = (
                [one.id for one in ballot.standing(contest.id, number)] if is_prepared else found.standing
            )
            options = names.options(contest.id)
            yield Following(
                contest.id, names.contest(contest.id), number, is_prepared,
                tuple(options[option] for option in standing),
            )  # fmt: skip


def several_places(night: Canvass, contest: str) -> bool:
    """Whether a contest is decided in several places, each by itself."""
    return len({one.place.id for one in night.questions if one.contest.id == contest}) > 1


def runoffs_at(tonight: Evening, contest: str, number: int) -> list[AtPlace]:
    """Where the runoff of each place of a contest stands now."""
    kept = tonight.runoffs.get((contest, number))
    if kept is None or kept[0] != tonight.size:
        night = tonight.now()
        found = at_places(
            tonight.desk.moment.state, night.proceedings, counts_of(night, contest), contest, number
        )
        kept = tonight.runoffs[contest, number] = (tonight.size, found)
    return kept[1]


def _by_place(
    tonight: Evening, contest: Contest, number: int, names: Names, *, already: bool
) -> Iterator[Following]:
    """What is left to do with the runoffs of a contest's places; ``already``: whether their round is open."""
    places = Counter(str(one.readiness) for one in runoffs_at(tonight, contest.id, number))
    to_prepare = places[Readiness.READY] + places[Readiness.DIFFERS]
    if places[Readiness.READY] or (not already and (places[Readiness.PREPARED] or to_prepare)):
        told = {one.value: places[one] for one in Readiness}
        yield Following(contest.id, names.contest(contest.id), number, not to_prepare, places=told)


def held_in_the_round_added(night: Canvass, number: int) -> list[str]:
    """The contests of a round that is added: those that it may decide, unless their first round decided them.

    A contest whose first round is not proclaimed yet is among them: a round is added once.
    """
    return [
        contest.id
        for contest in night.folder.ballot.contests
        if next_round(night, contest) == number
        and not ruled_out(contest.id, number, night.proceedings, counts_of(night, contest.id))
    ]
