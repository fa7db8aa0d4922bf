"""Reports of the rounds of one ballot as a ballot folder: what an import of NIST or EML files makes.

>>> from datetime import UTC, datetime
>>> from recolement.formats.reports.round_report import UnitCount, UnitReported
>>> a = Option(OptionId("A"), "Ann")
>>> vote = VoteReported("c", "Chair", "FR", (a,), "plurality", (UnitCount("Lyon", {"in_box": 9}, {a.id: 8}),))
>>> units = (UnitReported("FR", "nation", "France"), UnitReported("Lyon", "section", "Lyon", "FR"))
>>> one = RoundReport("T", "", "en", "UTC", ("nation", "section"), 1, 1, None, "partial",
...                   datetime(2026, 1, 1, tzinfo=UTC), units, (vote,))
>>> folder = folder_of([("t.json", one)], Problems())
>>> folder.sheets[0].in_box, dict(folder.sheets[0].votes), folder.tree.trail(UnitId("Lyon"))
(9, {'A': 8}, ('FR', 'Lyon'))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recolement.formats.gathered import rolls_of
from recolement.formats.gathering import Problems
from recolement.formats.reports.round_report import RoundReport, VoteReported
from recolement.formats.toml import wrong_id
from recolement.model.ballots import Ballot, Contest, Option, Round, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rule, Rulebook
from recolement.model.sheets import FIGURES, Source, TallySheet
from recolement.model.units import Group, TreeBroken, Unit, UnitTree

Named = tuple[str, RoundReport]
"""A report with the name of its file."""


def folder_of(reports: Sequence[Named], problems: Problems) -> BallotFolder:
    """The folder; :class:`Unusable` after noting everything that stands in the way."""
    ordered = sorted(reports, key=lambda pair: pair[1].round)
    _stop_if_mixed(ordered, problems)
    units, groups = _units(ordered, problems)
    try:
        tree = UnitTree(units)
    except TreeBroken as broken:
        problems.add("report_tree", ordered[0][0], reason=broken.code, unit=broken.unit)
        problems.stop_if_any()
        raise
    sheets = [sheet for one in ordered for sheet in _sheets(one, tree, problems)]
    problems.stop_if_any()
    rolls_first, rolls = rolls_of(sheets, ordered[0][1].round)
    tree = UnitTree(
        replace(unit, registered=rolls_first.get(unit.id)) if tree.is_leaf(unit.id) else unit
        for unit in tree.values()
    )
    first = ordered[0][1]
    contests = _contests(ordered, tree, groups, problems)
    problems.stop_if_any()
    rounds = tuple(_round(one, contests) for _, one in ordered)
    levels = tuple(dict.fromkeys([*first.levels, *(unit.level for unit in tree.values())]))
    ballot = Ballot(first.title, first.organisation, levels, contests, rounds, first.language, first.timezone)
    return BallotFolder(ballot, tree, tuple(sheets), rolls=rolls, groups=groups)


def _stop_if_mixed(ordered: Sequence[Named], problems: Problems) -> None:
    seen: dict[int, str] = {}
    for file, one in ordered:
        if one.round in seen:
            problems.add("report_round_twice", file, round=one.round, first=seen[one.round])
        seen.setdefault(one.round, file)
        if not one.units:
            problems.add("report_no_units", file)
        if not any(vote.options for vote in one.votes):
            problems.add("report_no_votes", file)
    problems.stop_if_any()


def _units(ordered: Sequence[Named], problems: Problems) -> tuple[list[Unit], tuple[Group, ...]]:
    """The units of all rounds, parents first as the files have them; the first round that names one wins."""
    units: dict[str, Unit] = {}
    groups: dict[str, Group] = {}
    for file, one in ordered:
        for unit in one.units:
            kind, _, own = unit.id.rpartition(":") if unit.members is not None else ("", "", unit.id)
            code = wrong_id(own) or ("empty_cell" if not own else "")
            if code:
                problems.add(code, file, None, "unit", found=unit.id)
            elif unit.members is None:
                parent = None if unit.parent is None else UnitId(unit.parent)
                units.setdefault(own, Unit(UnitId(own), parent, unit.level, unit.name))
            else:
                members = tuple(map(UnitId, unit.members))
                groups.setdefault(unit.id, Group(kind, own, unit.name, members))
    problems.stop_if_any()
    return list(units.values()), tuple(groups.values())


def _sheets(named: Named, tree: UnitTree, problems: Problems) -> Iterable[TallySheet]:
    """A sheet for each section that something is known of; what stands above sections is added up anew."""
    file, one = named
    taken: set[tuple[str, str]] = set()
    row = 0
    for vote in one.votes:
        for count in vote.counts:
            row += 1
            unit = UnitId(count.unit)
            if unit not in tree or not tree.is_leaf(unit) or not (count.figures or count.votes):
                continue
            if (vote.contest, count.unit) in taken:
                problems.add("report_unit_twice", file, None, "unit", found=count.unit)
                continue
            taken.add((vote.contest, count.unit))
            figures = {name: count.figures.get(name) for name in FIGURES}
            yield TallySheet(
                unit,
                ContestId(vote.contest),
                one.round,
                **figures,
                votes=dict(count.votes),
                source=Source(file, row),
            )


def _contests(
    ordered: Sequence[Named], tree: UnitTree, groups: Sequence[Group], problems: Problems
) -> tuple[Contest, ...]:
    known = {group.address: group for group in groups}
    votes: dict[str, list[tuple[str, VoteReported]]] = {}
    for file, one in ordered:
        for vote in one.votes:
            votes.setdefault(vote.contest, []).append((file, vote))
            if wrong_id(vote.contest) or not vote.contest:
                problems.add(
                    wrong_id(vote.contest) or "empty_cell", file, None, "contest", found=vote.contest
                )
            for option in vote.options:
                if wrong_id(option.id) or not option.id:
                    problems.add(wrong_id(option.id) or "empty_cell", file, None, "option", found=option.id)
            if vote.place not in tree and vote.place not in known:
                problems.add("report_place", file, found=vote.place)
    problems.stop_if_any()
    return tuple(_contest(contest, held, tree, known) for contest, held in votes.items())


def _contest(
    contest: str, held: Sequence[tuple[str, VoteReported]], tree: UnitTree, groups: dict[str, Group]
) -> Contest:
    places = list(dict.fromkeys(vote.place for _, vote in held))
    options: dict[OptionId, Option] = {}
    offered: dict[OptionId, set[str]] = {}
    for _, vote in held:
        for option in vote.options:
            options.setdefault(option.id, option)
            offered.setdefault(option.id, set()).add(vote.place)
    if len(places) > 1:
        options = {
            one.id: one
            if len(offered[one.id]) == len(places)
            else replace(one, units=_leaves(offered[one.id], places, tree, groups))
            for one in options.values()
        }
    first = held[0][1]
    rule = Rule(first.rule) if first.rule in (Rule.PLURALITY, Rule.YES_NO) else Rule.PLURALITY
    return Contest(
        ContestId(contest),
        first.name,
        _scope(places, tree, groups),
        tuple(options.values()),
        Rulebook(rule=rule),
    )


def _leaves(
    within: set[str], places: Sequence[str], tree: UnitTree, groups: dict[str, Group]
) -> tuple[UnitId, ...]:
    chosen = (place for place in places if place in within)
    return tuple(
        leaf
        for place in chosen
        for leaf in (groups[place].units if place in groups else tree.leaves_under(UnitId(place)))
    )


def _scope(places: Sequence[str], tree: UnitTree, groups: dict[str, Group]) -> Scope:
    """Where the contest is decided: one place, or each of a kind or level."""
    first = places[0]
    if len(places) > 1:
        kind = groups[first].kind if first in groups else tree[UnitId(first)].level
        return Scope(each=True, kind=kind, id=None)
    if first in groups:
        return Scope(each=False, kind=groups[first].kind, id=groups[first].id)
    return Scope(each=False, kind=None, id=first)


def _round(one: RoundReport, contests: Sequence[Contest]) -> Round:
    here: dict[ContestId, list[OptionId]] = {}
    for vote in one.votes:
        stands = here.setdefault(ContestId(vote.contest), [])
        stands += [option.id for option in vote.options if option.id not in stands]
    options: dict[ContestId, tuple[OptionId, ...]] = {}
    for contest in contests:
        stands = here.get(contest.id, [])
        if stands and len(stands) < len(contest.options):
            options[contest.id] = tuple(option.id for option in contest.options if option.id in stands)
    held = None if len(here) == len(contests) else tuple(here)
    return Round(one.round, one.date, held, options)
