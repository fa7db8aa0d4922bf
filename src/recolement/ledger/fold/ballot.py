"""What the declaration of a ballot adds, piece by piece, and the ballot made of it when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from recolement.ledger.events import ballot as events
from recolement.ledger.fold.rounds import by_place
from recolement.ledger.fold.rulebook import rulebook_of
from recolement.ledger.fold.state import Declaration, Fold, NotFolded, State, day
from recolement.model.ballots import Ballot, Contest, Member, Option, OptionKind, Round, Scope
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.units import Group, TreeBroken, Unit, UnitTree


def declaring(state: State) -> Declaration:
    """The declaration, while it is open."""
    if state.key is None:
        raise NotFolded("not_opened")
    if state.declaration is None:
        raise NotFolded("declaration_closed")
    return state.declaration


def ballot_declared(state: State, event: events.BallotDeclared) -> None:
    """The vote's own name and levels, once."""
    declaration = declaring(state)
    if declaration.levels:
        raise NotFolded("declared_twice", id=event.title)
    if not event.levels:
        raise NotFolded("no_levels")
    declaration.title, declaration.organisation = event.title, event.organisation
    declaration.levels, declaration.language = event.levels, event.language
    declaration.timezone = event.timezone


def round_declared(state: State, event: events.RoundDeclared) -> None:
    """One more round."""
    rounds = declaring(state).rounds
    if event.number in rounds:
        raise NotFolded("declared_twice", id=event.number)
    rounds[event.number] = event


def units_declared(state: State, event: events.UnitsDeclared) -> None:
    """More units of the tree."""
    declaring(state).units.extend(
        Unit(
            UnitId(unit.id),
            None if unit.parent is None else UnitId(unit.parent),
            unit.level,
            unit.name,
            unit.registered,
            unit.mandates,
        )
        for unit in event.units
    )


def groups_declared(state: State, event: events.GroupsDeclared) -> None:
    """More groups, or more units of the same."""
    groups = declaring(state).groups
    for group in event.groups:
        units = tuple(map(UnitId, group.units))
        begun = groups.get((group.kind, group.id))
        if begun is not None:
            units = (*begun.units, *units)
        groups[(group.kind, group.id)] = Group(group.kind, group.id, group.name, units)


def rolls_declared(state: State, event: events.RollsDeclared) -> None:
    """More rolls of a round."""
    rolls = declaring(state).rolls
    rolls.update({(UnitId(unit), event.round): registered for unit, registered in event.rolls.items()})


def contest_declared(state: State, event: events.ContestDeclared) -> None:
    """One more contest, its options to follow."""
    contests = declaring(state).contests
    if event.contest in contests:
        raise NotFolded("declared_twice", id=event.contest)
    contests[event.contest] = event


def seats_declared(state: State, event: events.SeatsDeclared) -> None:
    """The seats of more places."""
    declaring(state).seats.setdefault(event.contest, {}).update(event.seats)


def options_declared(state: State, event: events.OptionsDeclared) -> None:
    """More options of a contest."""
    options = declaring(state).options.setdefault(event.contest, {})
    fresh: dict[str, events.OptionWritten] = {}
    for option in event.options:
        if option.id in options or option.id in fresh:
            raise NotFolded("declared_twice", id=option.id)
        fresh[option.id] = option
    options.update(fresh)


def option_units_declared(state: State, event: events.OptionUnitsDeclared) -> None:
    """More places where an option is on offer."""
    declaring(state).option_units.setdefault((event.contest, event.option), []).extend(event.units)


def standing_declared(state: State, event: events.StandingDeclared) -> None:
    """More options that stand in a round."""
    declaring(state).standing.setdefault((event.round, event.contest), []).extend(event.options)


def standing_by_place_declared(state: State, event: events.StandingByPlaceDeclared) -> None:
    """Who stands in a round at more places."""
    at = declaring(state).standing_at.setdefault((event.round, event.contest), {})
    for one in event.places:
        if one.place in at:
            raise NotFolded("declared_twice", id=one.place)
        at[one.place] = one.options


def ballot_opened(state: State, event: events.BallotOpened) -> None:
    """The declaration makes one ballot, and is closed."""
    declaration = declaring(state)
    if not declaration.levels or not declaration.contests:
        raise NotFolded("declaration_incomplete")
    try:
        tree = UnitTree(declaration.units)
    except TreeBroken as broken:
        raise NotFolded("tree_broken", how=broken.code, unit=broken.unit) from None
    groups = tuple(declaration.groups.values())
    for group in groups:
        _known(group.units, tree, group.address)
    _known([unit for unit, _ in declaration.rolls], tree, "rolls")
    contests = tuple(
        _contest(declaration, contest, _sections(tree, groups)) for contest in declaration.contests.values()
    )
    ballot = Ballot(
        declaration.title,
        declaration.organisation,
        declaration.levels,
        contests,
        tuple(_round(declaration, one, contests, tree, groups) for one in declaration.rounds.values()),
        declaration.language,
        declaration.timezone,
        declaration.turnout_hours,
    )
    _check_names(ballot, declaration)
    state.ballot, state.tree = ballot, tree
    state.rolls, state.groups = declaration.rolls, groups
    state.declaration = None
    state.importing = event.importing


def folder_imported(state: State, event: events.FolderImported) -> None:
    """The end of what was brought in: as much as it says."""
    if not state.importing:
        raise NotFolded("nothing_imported")
    found = (len(state.sheets), len(state.entries), len(state.publications), len(state.acts))
    if found != (event.sheets, event.entries, event.publications, event.acts):
        raise NotFolded("import_incomplete", found=", ".join(map(str, found)))
    state.importing = False


def _known(units: Iterable[str], tree: UnitTree, where: str) -> None:
    for unit in units:
        if unit not in tree:
            raise NotFolded("unknown_unit", found=unit, where=where)


def _check_names(ballot: Ballot, declaration: Declaration) -> None:
    """What the pieces name exists: contests of options, seats and rounds, options that stand."""
    contests = {contest.id: {option.id for option in contest.options} for contest in ballot.contests}
    rounds = {one.number for one in ballot.rounds}
    named = {*declaration.options, *declaration.seats, *(contest for _, contest in declaration.standing)}
    named |= {contest for contest, _ in declaration.option_units}
    named |= {contest for _, contest in declaration.standing_at}
    for one in ballot.rounds:
        named.update(one.contests or ())
    for contest in sorted(named):
        if contest not in contests:
            raise NotFolded("unknown_contest", found=contest)
    for number, _ in (*declaration.standing, *declaration.standing_at):
        if number not in rounds:
            raise NotFolded("unknown_round", found=number)
    for number, contest in declaration.standing:
        for option in declaration.standing[(number, contest)]:
            if option not in contests[ContestId(contest)]:
                raise NotFolded("unknown_option", found=option)
    for contest, option in declaration.option_units:
        if option not in contests[ContestId(contest)]:
            raise NotFolded("unknown_option", found=option)


def _round(
    declaration: Declaration,
    event: events.RoundDeclared,
    contests: Iterable[Contest],
    tree: UnitTree,
    groups: tuple[Group, ...],
) -> Round:
    standing = {
        ContestId(contest): tuple(map(OptionId, options))
        for (number, contest), options in declaration.standing.items()
        if number == event.number
    }
    held = None if event.contests is None else tuple(map(ContestId, event.contests))
    made = Round(event.number, day(event.date), held, standing)
    at = {
        contest.id: by_place(contest, made, declaration.standing_at[event.number, contest.id], tree, groups)
        for contest in contests
        if (event.number, contest.id) in declaration.standing_at
    }
    return replace(made, places=at)


Sections = Callable[[str], tuple[UnitId, ...]]
"""The sections that a unit or ``kind:id`` stands for."""


def _sections(tree: UnitTree, groups: tuple[Group, ...]) -> Sections:
    made = {group.address: group.units for group in groups}

    def under(place: str) -> tuple[UnitId, ...]:
        unit = UnitId(place)
        if unit in tree:
            return made.setdefault(place, (unit,) if tree.is_leaf(unit) else tree.leaves_under(unit))
        if place not in made:
            raise NotFolded("unknown_unit", found=place, where="option")
        return made[place]

    return under


def _contest(declaration: Declaration, event: events.ContestDeclared, sections: Sections) -> Contest:
    options = declaration.options.get(event.contest, {}).values()
    rulebook = rulebook_of(event.rulebook)
    if event.rulebook.seats is None:
        rulebook = replace(rulebook, seats=declaration.seats.get(event.contest, {}))
    return Contest(
        ContestId(event.contest),
        event.name,
        Scope(event.scope_each, event.scope_kind, event.scope_id),
        tuple(
            _option(option, declaration.option_units.get((event.contest, option.id), []), sections)
            for option in options
        ),
        rulebook,
    )


def _option(event: events.OptionWritten, more: list[str], sections: Sections) -> Option:
    units: tuple[UnitId, ...] | None = None
    if event.units is not None or more:
        parts = [sections(place) for place in (*(event.units or ()), *more)]
        units = parts[0] if len(parts) == 1 else tuple(unit for part in parts for unit in part)
    try:
        kind = OptionKind(event.kind)
    except ValueError:
        raise NotFolded("unknown_kind", found=event.kind) from None
    return Option(
        OptionId(event.id),
        event.name,
        kind,
        event.principal,
        event.substitute,
        tuple(Member(member.name, day(member.born)) for member in event.members),
        day(event.born),
        day(event.since),
        event.labels,
        event.number,
        event.colour,
        units,
        event.family,
    )


BALLOT_FOLDS: Mapping[type, Fold] = {
    events.BallotDeclared: ballot_declared,
    events.RoundDeclared: round_declared,
    events.UnitsDeclared: units_declared,
    events.GroupsDeclared: groups_declared,
    events.RollsDeclared: rolls_declared,
    events.ContestDeclared: contest_declared,
    events.SeatsDeclared: seats_declared,
    events.OptionsDeclared: options_declared,
    events.OptionUnitsDeclared: option_units_declared,
    events.StandingDeclared: standing_declared,
    events.StandingByPlaceDeclared: standing_by_place_declared,
    events.BallotOpened: ballot_opened,
    events.FolderImported: folder_imported,
}
