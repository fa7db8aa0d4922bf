"""A ballot compared with its tree and its groups: scopes, seats, units of options, what acts may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recolement.formats.acts import Known
from recolement.formats.gathering import nearest
from recolement.formats.toml import Keys
from recolement.model.ballots import Ballot, Scope
from recolement.model.ids import UnitId
from recolement.model.units import Group, UnitTree


def known_to_acts(ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> Known:
    """What acts may name: units and groups; only sections have sheets of their own."""
    addresses = {group.address: None for group in groups}
    return Known(
        ballot,
        lambda unit: unit in tree or unit in addresses,
        lambda unit: unit in tree and tree.is_leaf(UnitId(unit)),
        lambda: (*addresses, *tree) if len(tree) < 2000 else addresses,
    )


def placed(keys: Keys, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> Ballot:
    """The ballot in its tree: the root is the scope of contests that name none, and the units where an
    option is on offer, which may be inner units or groups as ``kind:id``, become their sections."""
    whole = Scope(each=False, kind=None, id=tree.root)
    sections = {group.address: group.units for group in groups}

    def under(unit: str, path: str) -> tuple[UnitId, ...]:
        if unit in tree:
            unit = UnitId(unit)
            return sections.setdefault(unit, (unit,) if tree.is_leaf(unit) else tree.leaves_under(unit))
        if unit not in sections:
            keys.unknown("unknown_unit", path, unit, (*sections, *(tree if len(tree) < 2000 else ())))
        return sections.get(unit, ())

    contests = []
    for place, contest in enumerate(ballot.contests, start=1):
        options = []
        for number, option in enumerate(contest.options, start=1):
            if option.units is not None:
                parts = [under(unit, f"contest[{place}].option[{number}].units") for unit in option.units]
                units = parts[0] if len(parts) == 1 else tuple(unit for part in parts for unit in part)
                option = replace(option, units=units)
            options.append(option)
        scope = whole if contest.scope == Scope(False, None, "") else contest.scope
        contests.append(replace(contest, scope=scope, options=tuple(options)))
    return replace(ballot, contests=tuple(contests))


def compare(keys: Keys, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> None:
    """Note scopes and seats that name what is not in the tree or the groups, or leave a place out."""
    kinds = {group.kind for group in groups}
    addresses = {group.address for group in groups}
    for kind in sorted(kinds & set(ballot.levels)):
        keys.wrong("kind_is_level", "levels", found=kind)
    for place, contest in enumerate(ballot.contests, start=1):
        scope, path = contest.scope, f"contest[{place}]"
        decided_in: Iterable[str] = ()
        if scope.each:
            decided_in = [group.address for group in groups if group.kind == scope.kind]
            if scope.kind in ballot.levels:
                decided_in = tree.at_level(f"{scope.kind}")
            if scope.kind not in (*ballot.levels, *kinds):
                keys.wrong(
                    "unknown_scope", f"{path}.scope", found=f"each:{scope.kind}",
                    nearest=_scope_near(f"{scope.kind}", [*ballot.levels, *kinds]),
                )  # fmt: skip
            elif not decided_in:
                keys.wrong("empty_scope", f"{path}.scope", found=f"{scope.kind}")
        elif scope.kind is None and scope.id not in tree:
            near = nearest(f"{scope.id}", tree) if len(tree) < 2000 else ""
            keys.wrong("unknown_scope", f"{path}.scope", found=f"{scope.id}", nearest=near)
        elif scope.kind is not None and f"{scope.kind}:{scope.id}" not in addresses:
            found = f"{scope.kind}:{scope.id}"
            keys.wrong("unknown_scope", f"{path}.scope", found=found, nearest=nearest(found, addresses))
        else:
            decided_in = (f"{scope.id}" if scope.kind is None else f"{scope.kind}:{scope.id}",)
        seats = contest.rulebook.seats
        if isinstance(seats, int):
            continue
        for unit in seats:
            if unit not in tree and unit not in addresses:
                near = nearest(unit, addresses or tree) if len(tree) < 2000 else ""
                keys.wrong("unknown_unit", f"{path}.seats", found=unit, nearest=near)
        without = [unit for unit in decided_in if unit not in seats]
        if without:
            keys.wrong("seats_of_place", f"{path}.seats", found=without[0], places=len(without))


def _scope_near(kind: str, kinds: Iterable[str]) -> str:
    near = nearest(kind, kinds)
    return f"each:{near}" if near else ""
