"""The votes of one round, unit by unit, in the shape that estimates of transfers and swings read.

Worked example: a section with 126 registered, 85 voters, 1 blank or null, votes 39 and 45 gives four rows,
its whole roll: 39 and 45 for the options, ``blank_null`` 1, ``abstention`` 41.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> votes = round_votes(canvass(read_shorthand(
...     "sheet Lyon-3 registered=126 voters=85 blank_null=1 A=39 B=45")), "contest", 1, None)
>>> [(row.option, row.votes) for row in votes.rows]
[('A', 39), ('B', 45), ('blank_null', 1), ('abstention', 41)]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.canvass import Canvass
from recolement.canvass.tabulate import Figures
from recolement.model.acts import Rallied
from recolement.model.ballots import Option
from recolement.model.ids import ContestId, UnitId

ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True)
class VotesRow:
    """``votes`` of an option in a unit; ``None``: not on offer there."""

    area: str
    unit: str
    option: str
    votes: int | None


@dataclass(frozen=True)
class RoundVotes:
    """The rows of every unit whose votes are all known. ``abstention``: whether every such unit's is."""

    rows: tuple[VotesRow, ...]
    unknown: tuple[str, ...]
    """Units whose sheet stands but leaves a vote empty: not part of the rows."""
    abstention: bool
    families: Mapping[str, str]
    """The party or camp of each option that the ballot gives one."""
    rallies: tuple[tuple[str, str], ...] = ()
    """Declared before the next round: who called to vote for whom."""


def round_votes(night: Canvass, contest: str, number: int, level: str | None) -> RoundVotes:
    """What was counted in each unit. ``level``: a level or kind of groups whose places are the areas."""
    ballot = night.folder.ballot
    options = ballot.standing(ContestId(contest), number)
    names = _names(ballot.contest(ContestId(contest)).options)
    area_of: dict[UnitId, str] = {}
    if level is not None:
        for place in night.places.at_level(level):
            area_of.update(dict.fromkeys(place.leaves, place.id))
    tree = night.folder.tree
    counted: list[tuple[UnitId, Figures]] = []
    unknown: list[str] = []
    for unit in tree.leaves_under(tree.root):
        if not night.retained(unit, ContestId(contest), number).added:
            continue
        figures = night.result(contest, number, unit).figures
        known = all(figures.votes.get(one.id) is not None for one in options if _offered(one, unit))
        if known and (level is None or unit in area_of):
            counted.append((unit, figures))
        else:
            unknown.append(unit)
    parted = all(figures.blank is not None and figures.null is not None for _, figures in counted)
    papers = parted or all(figures.blank_null is not None for _, figures in counted)
    abstention = papers and all(
        figures.registered is not None and figures.voters is not None for _, figures in counted
    )
    rows: list[VotesRow] = []
    for unit, figures in counted:
        area = area_of.get(unit, "")
        own = {names[one.id]: figures.votes.get(one.id) if _offered(one, unit) else None for one in options}
        if parted:
            own |= {"blank": figures.blank, "null": figures.null}
        elif papers:
            own["blank_null"] = figures.blank_null
        if abstention:
            own[ABSTENTION] = max(0, (figures.registered or 0) - (figures.voters or 0))
        rows += [VotesRow(area, unit, option, votes) for option, votes in own.items()]
    families = {names[one.id]: one.family for one in options if one.family}
    rallies = tuple(
        (names[act.option], names[act.to])
        for act in night.folder.acts
        if isinstance(act, Rallied) and act.option in names and act.to in names
    )
    return RoundVotes(tuple(rows), tuple(unknown), abstention, families, rallies)


def _offered(option: Option, unit: UnitId) -> bool:
    return option.units is None or unit in option.units


def _names(options: tuple[Option, ...]) -> dict[str, str]:
    """Options by name; by id where two have one name, or the name of a column of ours."""
    names = [option.name for option in options]
    ours = {ABSTENTION, "blank", "null", "blank_null"}
    return {
        option.id: option.name if names.count(option.name) == 1 and option.name not in ours else option.id
        for option in options
    }
