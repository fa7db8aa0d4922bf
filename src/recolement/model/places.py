"""Where a contest is decided, each place with its sections, and who stands there in a round.

>>> from recolement.model.units import Unit
>>> tree = UnitTree([Unit(UnitId("FR"), None, "nation", "France"),
...                  Unit(UnitId("E"), UnitId("FR"), "section", "East"),
...                  Unit(UnitId("W"), UnitId("FR"), "section", "West")])
>>> sections_by_place(Scope(True, "section", None), tree, ())
{'E': ('E',), 'W': ('W',)}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recolement.model.ballots import ByPlace, Contest, Round, Scope, Standing
from recolement.model.ids import OptionId, UnitId
from recolement.model.units import Group, UnitTree


def sections_by_place(scope: Scope, tree: UnitTree, groups: Iterable[Group]) -> dict[str, tuple[UnitId, ...]]:
    """The places where a contest is decided, by unit id or ``kind:id``, with their sections."""
    of_kind = [group for group in groups if group.kind == scope.kind]
    if scope.each and not of_kind:
        return {unit: tree.leaves_under(unit) for unit in tree.at_level(scope.kind or "")}
    if scope.each or scope.kind is not None:
        asked = of_kind if scope.each else [group for group in of_kind if group.id == scope.id]
        return {group.address: _under(group.units, tree) for group in asked}
    unit = UnitId(scope.id or "")
    return {unit: tree.leaves_under(unit)} if unit in tree else {}


def _under(units: Iterable[UnitId], tree: UnitTree) -> tuple[UnitId, ...]:
    return tuple(dict.fromkeys(leaf for unit in units for leaf in tree.leaves_under(unit)))


def with_places(
    contest: Contest,
    round_: Round,
    at: Mapping[str, Sequence[str]],
    sections: Mapping[str, tuple[UnitId, ...]],
    tree: UnitTree,
) -> ByPlace:
    """What a round says of a contest's places, with what is said now ``at`` some of them."""
    before = round_.places.get(contest.id)
    said = {} if before is None else dict(before.at)
    said |= {place: Standing(tuple(map(OptionId, options)), sections[place]) for place, options in at.items()}
    otherwise = round_.options.get(contest.id) or tuple(option.id for option in contest.options)
    return ByPlace(contest.options, otherwise, tree.leaves, said)
