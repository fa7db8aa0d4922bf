"""Where each contest is decided, which sections are expected there, and which options stand.

Worked example: a contest of scope ``each:federation`` over federations 75 (two sections) and 78 (one)
is decided twice; its round 1 expects three sheets in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from recolement.model.ballots import Contest, Option, Round
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.results import Cells
from recolement.model.units import Group


@dataclass(frozen=True)
class Place:
    """A unit or group with its sections: where figures are totalled. ``id`` is ``kind:id`` for a group."""

    id: str
    level: str
    name: str
    leaves: tuple[UnitId, ...]


@dataclass(frozen=True)
class Question:
    """One contest in one round at one place: what a rule is asked about."""

    contest: Contest
    round: Round
    last_round: bool
    place: Place
    options: tuple[Option, ...]

    @property
    def key(self) -> tuple[ContestId, int, str]:
        """Contest, round, place: the address of a result."""
        return (self.contest.id, self.round.number, self.place.id)

    @cached_property
    def cells(self) -> Cells:
        """The cells of the question's totals."""
        return Cells(tuple(option.id for option in self.options))

    @cached_property
    def only_in(self) -> dict[OptionId, frozenset[UnitId]]:
        """The options that are not on offer everywhere, with the sections where they are."""
        return {option.id: frozenset(option.units) for option in self.options if option.units is not None}

    def offered(self, unit: UnitId) -> frozenset[OptionId]:
        """The options on offer in a section; what it leaves empty for the others is not unknown."""
        return frozenset(
            option
            for option in self.cells.options
            if option not in self.only_in or unit in self.only_in[option]
        )


class Places:
    """The units and groups of a ballot folder as places, made once each."""

    def __init__(self, folder: BallotFolder) -> None:
        self._tree = folder.tree
        self._groups = {group.address: group for group in folder.groups}
        self._made: dict[str, Place] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._groups or address in self._tree

    def get(self, address: str) -> Place:
        """The place of a unit id or group address; ``KeyError`` if there is none."""
        made = self._made.get(address)
        if made is None:
            group = self._groups.get(address)
            made = self._of_group(group) if group else self._of_unit(UnitId(address))
            self._made[address] = made
        return made

    def _of_unit(self, unit: UnitId) -> Place:
        node = self._tree[unit]
        return Place(unit, node.level, node.name, self._tree.leaves_under(unit))

    def _of_group(self, group: Group) -> Place:
        return Place(group.address, group.kind, group.name, self.leaves_of(group.units))

    def at_level(self, level: str) -> tuple[Place, ...]:
        """The places of a level of the tree or of a kind of groups."""
        groups = [group for group in self._groups.values() if group.kind == level]
        if groups:
            return tuple(self.get(group.address) for group in groups)
        return tuple(self.get(unit) for unit in self._tree.at_level(level))

    def leaves_of(self, units: Iterable[str]) -> tuple[UnitId, ...]:
        """The sections under units or groups given by their ids, each once, in the order given."""
        found: dict[UnitId, None] = {}
        for unit in units:
            if unit in self._tree and self._tree.is_leaf(UnitId(unit)):
                found[UnitId(unit)] = None
            elif unit in self:
                found.update(dict.fromkeys(self.get(unit).leaves))
        return tuple(found)


def decided_in(contest: Contest, places: Places) -> tuple[Place, ...]:
    """The places where a contest is decided, each by itself."""
    scope = contest.scope
    if scope.each:
        return places.at_level(scope.kind or "")
    return (places.get(f"{scope.id}" if scope.kind is None else f"{scope.kind}:{scope.id}"),)


def questions(folder: BallotFolder, places: Places) -> tuple[Question, ...]:
    """Every contest × round × scope unit, in the order of the ballot.

    A place that was decided in an earlier round, and is said to vote no more, is no question of a later one.
    """
    found: list[Question] = []
    for contest in folder.ballot.contests:
        decided = decided_in(contest, places)
        all_offered = Offered(contest.options, places)
        held = [round_ for round_ in folder.ballot.rounds if round_.holds(contest.id)]
        for round_ in held:
            standing = folder.ballot.standing(contest.id, round_.number)
            said = round_.places[contest.id].at if contest.id in round_.places else {}
            offered = Offered(standing, places) if said else all_offered
            for place in decided:
                here = said.get(place.id)
                if here is None:
                    options = offered.at(place, standing)
                elif here.options:
                    options = offered.at(place, [one for one in standing if one.id in here.options])
                else:
                    continue
                found.append(Question(contest, round_, len(held) > 1 and round_ is held[-1], place, options))
    return tuple(found)


class Offered:
    """Where options are on offer: those that are not, everywhere, by the sections where they are."""

    def __init__(self, options: Iterable[Option], places: Places) -> None:
        self._restricted: set[OptionId] = set()
        self._by_leaf: dict[UnitId, set[OptionId]] = {}
        for option in options:
            if option.units is None:
                continue
            self._restricted.add(option.id)
            for leaf in places.leaves_of(option.units):
                self._by_leaf.setdefault(leaf, set()).add(option.id)

    def at(self, place: Place, options: Iterable[Option]) -> tuple[Option, ...]:
        """Those of the options that are on offer in one of a place's sections."""
        here: set[OptionId] = set()
        if self._restricted:
            here.update(*(self._by_leaf.get(leaf, ()) for leaf in place.leaves))
        return tuple(one for one in options if one.id not in self._restricted or one.id in here)
