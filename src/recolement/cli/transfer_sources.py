"""What ``--from`` and ``--to`` name: a table of votes, or a round of a ballot (``FOLDER#round=1``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias
from urllib.parse import parse_qsl

import typer

from recolement.cli.language import either
from recolement.model.problems import Problem, Unusable
from recolement.publication.transferred import Source, round_source

if TYPE_CHECKING:
    from recolement.canvass import Canvass

SecondVote: TypeAlias = Annotated[
    str, typer.Option("--to", metavar="B", help=either("Le second, mêmes unités.", "The second, same units."))
]
Contest: TypeAlias = Annotated[
    str | None, typer.Option("--contest", help=either("Ce scrutin du dossier.", "This contest."))
]
AREA = "area"
"""The column of areas, unless another is asked for."""


def read_sources(names: tuple[str, str], area: str | None, contest: str | None) -> tuple[Source, Source]:
    """Both sides; a folder that both name is read once."""
    ballots: dict[str, Canvass] = {}
    first, second = (_read(name, area, contest, ballots) for name in names)
    return first, second


def read_bytes(name: str) -> bytes:
    """The bytes of a file that somebody names."""
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise Unusable([Problem("file_missing", name)]) from error


def _read(name: str, area: str | None, contest: str | None, ballots: dict[str, Canvass]) -> Source:
    place, _, asked = name.partition("#")
    if not asked and not Path(name).is_dir():
        # Imported here: Polars takes longer to load than most commands take to run.
        from recolement.formats.transfer_tables import read_votes

        return Source(name, Path(name).stem, read_votes(read_bytes(name), name, area=area or AREA), {})
    if place not in ballots:
        from recolement.cli.door import read_canvass

        ballots[place] = read_canvass(Path(place))
    return _of_ballot(name, ballots[place], dict(parse_qsl(asked)), area, contest)


def _of_ballot(
    name: str, night: Canvass, asked: Mapping[str, str], area: str | None, contest: str | None
) -> Source:
    from recolement.publication.selection import Selection

    ballot = night.folder.ballot
    stray = set(asked) - {"round", "contest"}
    if stray:
        raise Unusable([Problem("fragment_unknown", name, facts={"found": min(stray)})])
    chosen = asked.get("contest", contest)
    if chosen is None:
        if len(ballot.contests) > 1:
            known = ", ".join(one.id for one in ballot.contests)
            raise Unusable([Problem("contest_needed", name, facts={"known": known})])
        chosen = ballot.contests[0].id
    held = {sheet.round for sheet in night.folder.sheets}
    rounds = [one.number for one in ballot.rounds if one.number in held]
    number = asked.get("round", str(rounds[0]) if len(rounds) == 1 else "")
    known = ", ".join(map(str, rounds))
    if number not in map(str, rounds):
        raise Unusable([Problem("round_unknown", name, facts={"round": number or "?", "known": known})])
    level = area if area is not None else (ballot.levels[1] if len(ballot.levels) > 2 else None)
    try:
        Selection(contest=chosen, level=level).stop_if_unknown(night)
    except Unusable as unusable:  # a level is asked for with --area here
        named = [
            replace(one, file="--area") if one.code == "unknown_level" else one for one in unusable.problems
        ]
        raise Unusable(named) from None
    source = round_source(night, chosen, int(number), level, name)
    if source is None:
        raise Unusable([Problem("round_unknown", name, facts={"round": number, "known": known})])
    return source
