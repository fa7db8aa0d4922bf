"""Who stands in a round place by place, from ``[round.places.CONTEST]`` of ``ballot.toml``.

A place is one where the contest is decided, a unit or ``kind:id``; an empty list says that it was decided in
an earlier round, and votes no more. Places left out are as the round says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recolement.formats.toml import Keys
from recolement.model.ballots import Ballot, ByPlace, Round
from recolement.model.ids import ContestId, UnitId
from recolement.model.places import sections_by_place, with_places
from recolement.model.units import Group, UnitTree


def by_place(keys: Keys, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]) -> Ballot:
    """The ballot with who stands at each place; what names no contest, place or option is noted."""
    written: dict[int, Keys] = {}
    rounds_written = keys.table.get("round")
    for number, table in enumerate(rounds_written if isinstance(rounds_written, list) else (), start=1):
        if isinstance(table, Mapping) and "places" in table and isinstance(table.get("number"), int):
            path = f"round[{number}].places"
            places = Keys(keys.document, table["places"], path, keys.problems)
            written.setdefault(table["number"], places)
    rounds = tuple(
        replace(one, places=_places(written[one.number], one, ballot, tree, groups))
        if one.number in written
        else one
        for one in ballot.rounds
    )
    return replace(ballot, rounds=rounds)


def _places(
    keys: Keys, round_: Round, ballot: Ballot, tree: UnitTree, groups: tuple[Group, ...]
) -> dict[ContestId, ByPlace]:
    found: dict[ContestId, ByPlace] = {}
    contests = {contest.id: contest for contest in ballot.contests}
    for name in keys.table:
        inner, contest = keys.inner(name), contests.get(ContestId(name))
        if contest is None or inner is None:
            keys.unknown("unknown_contest", name, name, contests)
            continue
        if not round_.holds(contest.id):
            keys.wrong("contest_not_held", name, found=name, round=round_.number)
        sections = sections_by_place(contest.scope, tree, groups)
        ids = [option.id for option in contest.options]
        at: dict[str, tuple[str, ...]] = {}
        for place in inner.table:
            options = inner.texts(place)
            if place not in sections:
                inner.unknown("not_decided_there", place, place, _few(sections), contest=name)
            elif len(set(options)) < len(options):
                inner.wrong("doubled_standing", place, found=name)
            else:
                at[place] = options
            for option in options:
                if option not in ids:
                    inner.unknown("unknown_option", place, option, ids)
        found[contest.id] = with_places(contest, round_, at, sections, tree)
    return found


def _few(sections: Mapping[str, tuple[UnitId, ...]]) -> tuple[str, ...]:
    """The places to look for the nearest name among: in thousands it is not looked for."""
    return tuple(sections) if len(sections) < 2000 else ()
