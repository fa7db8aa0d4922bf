"""Constituencies without a second round: elected in the first, their stations hold no vote in the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId, UnitId


@dataclass(frozen=True, slots=True)
class Ended:
    """A constituency without any row in a later round; ``elected``: its first round elected somebody."""

    constituency: str
    round: int
    units: tuple[UnitId, ...]
    elected: bool


def ended(folder: BallotFolder) -> Iterator[Ended]:
    """The groups that have sheets in the first round and none in a later one.

    Code électoral, art. L. 126: elected with more than half of the valid votes and a quarter of the
    registered.
    """
    rounds = [one.number for one in folder.ballot.rounds]
    having: dict[int, set[UnitId]] = {number: set() for number in rounds}
    for sheet in folder.sheets:
        having[sheet.round].add(sheet.unit)
    first = {sheet.unit: sheet for sheet in folder.sheets if sheet.round == rounds[0]}
    for number in rounds[1:]:
        for group in folder.groups:
            units = tuple(unit for unit in group.units if unit in having[rounds[0]])
            if not units or not having[number].isdisjoint(group.units):
                continue
            votes: dict[OptionId, int] = {}
            registered = 0
            for unit in units:
                registered += first[unit].registered or 0
                for option, cast in first[unit].votes.items():
                    votes[option] = votes.get(option, 0) + cast
            valid = sum(votes.values())
            best = max(votes.values(), default=0)
            yield Ended(group.id, number, units, 2 * best > valid and 4 * best >= registered)
