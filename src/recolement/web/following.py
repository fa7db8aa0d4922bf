"""What comes after a proclaimed first round: the runoff to prepare, or prepared and not yet opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    """A runoff that a proclamation calls for: of which contest, in which round, who stands or may."""

    contest: str
    name: str
    number: int
    prepared: bool
    standing: tuple[str, ...]


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
        if number is None or number in opened:
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


def held_in_the_round_added(night: Canvass, number: int) -> list[str]:
    """The contests of a round that is added: those that it may decide, unless their first round decided them.

    A contest whose first round is not proclaimed yet is among them: a round is added once.
    """
    return [
        contest.id
        for contest in night.folder.ballot.contests
        if next_round(night, contest) == number
        and len(counts_of(night, contest.id)) == 1
        and not ruled_out(contest.id, number, night.proceedings, counts_of(night, contest.id))
    ]
