"""What the sheets of an import say of the rest: rolls, groups, who stands where and in which round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from recolement.model.ballots import Option
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import TallySheet
from recolement.model.units import Group, UnitTree


def rolls_of(
    sheets: Iterable[TallySheet], first_round: int
) -> tuple[dict[UnitId, int], dict[tuple[UnitId, int], int]]:
    """The first round's rolls, and those of later rounds that differ or that the first does not have.

    The sheets are in the order of their rounds.
    """
    first: dict[UnitId, int] = {}
    own: dict[tuple[UnitId, int], int] = {}
    for sheet in sheets:
        if sheet.registered is None:
            continue
        if sheet.round == first_round:
            first[sheet.unit] = sheet.registered
        elif first.get(sheet.unit) != sheet.registered:
            own[sheet.unit, sheet.round] = sheet.registered
    return first, own


def groups_of(
    tree: UnitTree, kind: str, within: Mapping[UnitId, str], names: Mapping[str, str]
) -> tuple[Group, ...]:
    """The groups of a kind in the order of their ids, their sections in that of the tree."""
    members: dict[str, list[UnitId]] = {}
    for unit in tree.leaves:
        if within.get(unit):
            members.setdefault(within[unit], []).append(unit)
    return tuple(
        Group(kind, identity, names.get(identity, identity), tuple(members[identity]))
        for identity in sorted(members)
    )


def standing_in(
    contest: ContestId, options: Sequence[Option], stands: Collection[OptionId]
) -> dict[ContestId, tuple[OptionId, ...]]:
    """Who stands in a round, as a ballot says it: nothing where everybody does."""
    chosen = tuple(option.id for option in options if option.id in stands)
    return {} if len(chosen) == len(options) else {contest: chosen}


def on_offer(
    options: Sequence[Option],
    sheets: Iterable[TallySheet],
    within: Mapping[UnitId, str],
    groups: Sequence[Group],
    labels: Collection[OptionId],
) -> list[Option]:
    """The options with the stations where they stand: the constituencies whose rows name them.

    A label of a wide file has a cell everywhere; where all its cells are 0, no candidate bore it.
    """
    here: dict[OptionId, set[str]] = {option.id: set() for option in options}
    for sheet in sheets:
        place = within[sheet.unit]
        for option, cast in sheet.votes.items():
            if cast or option not in labels:
                here[option].add(place)
    return [
        replace(
            option, units=tuple(u for group in groups if group.id in here[option.id] for u in group.units)
        )
        for option in options
    ]


def offered_only(sheets: Iterable[TallySheet], options: Iterable[Option]) -> list[TallySheet]:
    """The sheets without the empty boxes of options that are not on offer there."""
    offered = {option.id: frozenset(option.units or ()) for option in options}
    kept = []
    for sheet in sheets:
        votes = {option: cast for option, cast in sheet.votes.items() if sheet.unit in offered[option]}
        kept.append(sheet if len(votes) == len(sheet.votes) else replace(sheet, votes=votes))
    return kept
