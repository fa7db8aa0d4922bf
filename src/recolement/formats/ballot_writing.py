"""The ballot as ``ballot.toml``: contests, options, rounds, the rulebook's keys that are not the defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from recolement.formats.ballot import FILLS_SEATS, write_scope
from recolement.formats.toml_writing import Value, assignment, key
from recolement.model.ballots import Contest, Option, OptionKind, Round
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.model.rulebook import Rulebook, Runoff, Warn


def write_ballot(folder: BallotFolder) -> str:
    """The text of ``ballot.toml``."""
    return "\n".join(_lines(folder)) + "\n"


def _lines(folder: BallotFolder) -> Iterator[str]:
    ballot = folder.ballot
    yield assignment("title", ballot.title)
    if ballot.organisation:
        yield assignment("organisation", ballot.organisation)
    yield assignment("language", ballot.language)
    yield assignment("timezone", ballot.timezone)
    yield assignment("levels", ballot.levels)
    if ballot.turnout_hours:
        yield assignment("turnout_hours", ballot.turnout_hours)
    shared = ballot.contests[0].rulebook
    common = all(contest.rulebook == shared for contest in ballot.contests)
    if common:
        yield "\n[rulebook]"
        yield from _assignments(rulebook_keys(shared))
    places = _Places(folder)
    for contest in ballot.contests:
        yield "\n[[contest]]"
        yield from _contest(contest, common, places)
    if ballot.rounds != (Round(1),):
        for one in ballot.rounds:
            yield "\n[[round]]"
            yield from _round(one)


def _assignments(keys: Mapping[str, Value]) -> Iterator[str]:
    for name, given in keys.items():
        yield assignment(name, given)


def _contest(contest: Contest, common: bool, places: _Places) -> Iterator[str]:
    yield assignment("id", contest.id)
    yield assignment("name", contest.name)
    yield assignment("scope", write_scope(contest.scope))
    if not common:
        yield from _assignments(rulebook_keys(contest.rulebook))
    for option in contest.options:
        yield "[[contest.option]]"
        yield from _assignments(_option(option, places))


def _option(option: Option, places: _Places) -> dict[str, Value]:
    keys: dict[str, Value] = {"id": option.id, "name": option.name}
    if option.kind is not OptionKind.CANDIDATE:
        keys["kind"] = option.kind.value
    for name in ("principal", "substitute", "born", "since", "number", "colour", "family"):
        given = getattr(option, name)
        if given is not None:
            keys[name] = given
    if option.labels:
        keys["labels"] = option.labels
    if option.members:
        keys["members"] = [
            {"name": member.name} if member.born is None else {"name": member.name, "born": member.born}
            for member in option.members
        ]
    if option.units is not None:
        keys["units"] = places.shortest(option.units)
    return keys


def _round(one: Round) -> Iterator[str]:
    yield assignment("number", one.number)
    if one.date is not None:
        yield assignment("date", one.date)
    if one.contests is not None:
        yield assignment("contests", one.contests)
    if one.options:
        yield "[round.options]"
        yield from (assignment(contest, options) for contest, options in one.options.items())
    for contest, by_place in one.places.items():
        yield f"[round.places.{key(contest)}]"
        yield from (assignment(place, said.options) for place, said in by_place.at.items())


def rulebook_keys(rulebook: Rulebook) -> dict[str, Value]:
    """The keys of a rulebook that are not the defaults, ``rule``, and ``seats`` where the rule fills some."""
    standard = Rulebook()
    keys: dict[str, Value] = {"rule": rulebook.rule.value}
    if rulebook.rule in FILLS_SEATS and rulebook.seats == standard.seats:
        keys["seats"] = standard.seats
    for field in fields(Rulebook):
        given: Any = getattr(rulebook, field.name)
        if field.name == "rule" or given == getattr(standard, field.name):
            continue
        if isinstance(given, Runoff):
            given = {one.name: getattr(given, one.name) for one in fields(Runoff)}
            given = {name: inner for name, inner in given.items() if inner is not None}
        elif isinstance(given, Warn):
            given = {
                one.name: getattr(given, one.name)
                for one in fields(Warn)
                if getattr(given, one.name) != getattr(standard.warn, one.name)
            }
        keys[field.name] = given
    return keys


class _Places:
    """Names for many units at once: a group or an inner unit stands for its sections, in their order."""

    def __init__(self, folder: BallotFolder) -> None:
        self._folder = folder
        self._known: dict[UnitId, list[tuple[str, Sequence[UnitId]]]] | None = None

    def shortest(self, units: Sequence[UnitId]) -> list[str]:
        """The same units by the fewest names: at each place the longest group or inner unit that fits."""
        known = self._known = self._by_first() if self._known is None else self._known
        names: list[str] = []
        place = 0
        while place < len(units):
            name, size = units[place], 1
            for address, inside in known.get(units[place], ()):
                if len(inside) > size and tuple(units[place : place + len(inside)]) == tuple(inside):
                    name, size = UnitId(address), len(inside)
                    break
            names.append(name)
            place += size
        return names

    def _by_first(self) -> dict[UnitId, list[tuple[str, Sequence[UnitId]]]]:
        tree = self._folder.tree
        known: dict[UnitId, list[tuple[str, Sequence[UnitId]]]] = {}
        for group in self._folder.groups:
            known.setdefault(group.units[0], []).append((group.address, group.units))
        for unit in tree:
            if not tree.is_leaf(unit):
                inside = tree.leaves_under(unit)
                known.setdefault(inside[0], []).append((unit, inside))
        for named in known.values():
            named.sort(key=lambda pair: len(pair[1]), reverse=True)
        return known
