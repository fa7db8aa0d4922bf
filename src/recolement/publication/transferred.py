"""From two rounds of a canvassed ballot, or two tables, to the estimate of where the votes went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

from recolement.canvass import Canvass
from recolement.model.problems import Problem, Unusable
from recolement.publication.round_votes import round_votes
from recolement.publication.transfer_flows import Flow
from recolement.publication.transfer_page import Estimate
from recolement.words.numbers import Language
from recolement.words.transfers import Said, rally_note, transfer_notes

MOST_UNITS = 5000
"""Units of which the app and the published pages estimate transfers; the command line does those of larger
ballots."""

if TYPE_CHECKING:
    import polars as pl

    from recolement.analysis.transfers import TransferResults


def can_estimate() -> bool:
    """Whether what estimates and projections need is installed."""
    return all(find_spec(name) is not None for name in ("numpy", "polars", "scipy"))


@dataclass(frozen=True, eq=False)
class Source:
    """Votes by unit as a long table; of a ballot also its families, and what was left out."""

    name: str
    label: str
    """What a picture calls it: no path of a machine."""
    votes: pl.DataFrame
    families: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    abstention: bool = True
    rallies: tuple[tuple[str, str], ...] = ()


def round_source(night: Canvass, contest: str, number: int, level: str | None, name: str) -> Source | None:
    """A round of a ballot, its places at ``level`` as areas; ``None`` where no unit's votes are all known."""
    import polars as pl

    votes = round_votes(night, contest, number, level)
    if not votes.rows:
        return None
    columns = {
        "unit": [row.unit for row in votes.rows],
        "option": [row.option for row in votes.rows],
        "votes": [row.votes for row in votes.rows],
    }
    areas = {} if level is None else {"area": [row.area for row in votes.rows]}
    frame = pl.DataFrame({**areas, **columns}, schema_overrides={"votes": pl.Int64})
    ballot = night.folder.ballot
    label = f"{ballot.title}, {number}" if len(ballot.rounds) > 1 else f"{ballot.title}, {contest}"
    return Source(name, label, frame, votes.families, votes.unknown, votes.abstention, votes.rallies)


def pairs(night: Canvass) -> list[tuple[str, int]]:
    """Each contest and round with one before it.

    >>> from recolement.canvass import canvass
    >>> from recolement.formats.shorthand import read_shorthand
    >>> pairs(canvass(read_shorthand("round 1\\nround 2\\nsheet Lyon-3 round=1 A=60 B=40")))
    [('contest', 2)]
    """
    numbers = [one.number for one in night.folder.ballot.rounds]
    held = {question.key[:2] for question in night.questions}
    return [
        (contest.id, number)
        for contest in night.folder.ballot.contests
        for before, number in pairwise(numbers)
        if {(contest.id, before), (contest.id, number)} <= held
    ]


def pair_of(night: Canvass, contest: str, number: int) -> tuple[Source, Source]:
    """A round and the one before it, the places below the root as areas. Raises :class:`Unusable` where there
    are too many units, or none with known votes."""
    if len(night.folder.tree.leaves) > MOST_UNITS:
        raise Unusable([Problem("too_large_for_the_app", "", facts={"most": MOST_UNITS})])
    numbers = [one.number for one in night.folder.ballot.rounds]
    before = numbers[numbers.index(number) - 1]
    levels = night.folder.ballot.levels
    level = levels[1] if len(levels) > 2 else None
    first, second = (
        round_source(night, contest, one, level, f"{contest}, {one}") for one in (before, number)
    )
    if first is None or second is None:
        raise Unusable([Problem("nothing_to_compare", "")])
    return first, second


def estimate_transfers(
    sources: tuple[Source, Source], families: Mapping[str, str], level: float
) -> TransferResults:
    """Fit the model. Raises :class:`~recolement.model.problems.Unusable` where the two cannot be compared."""
    # Imported here: NumPy and Polars take longer to load than most commands take to run.
    from recolement.analysis.transfers import TransferModel

    first, second = sources
    return TransferModel(level=level).fit(
        first.votes, second.votes, families=families or None, names=(first.name, second.name)
    )


def shown_transfers(result: TransferResults, sources: tuple[Source, Source], language: Language) -> Estimate:
    """The whole's cells with what must be known of them, ready to be drawn."""
    whole = whole_of(result)
    return Estimate(
        first=sources[0].label,
        second=sources[1].label,
        cells=tuple(
            Flow(*cell) for cell in whole.select("origin", "destination", "votes", "low", "high").iter_rows()
        ),
        bounds=tuple(whole.select("least", "most").iter_rows()),
        sensitivity=tuple(whole["sensitivity"]),
        level=result.level,
        notes=transfer_notes(said_of(result, sources), language),
        rallies=rallies_of(result, sources, language),
    )


def whole_of(result: TransferResults) -> pl.DataFrame:
    """The cells of all areas together."""
    from recolement.analysis.transfers.margins import WHOLE

    return result.estimates.filter(result.estimates["area"] == WHOLE)


def said_of(result: TransferResults, sources: tuple[Source, Source]) -> Said:
    """The facts that must be read with an estimate."""
    fit = result.fit
    return Said(
        areas=fit.areas,
        units=fit.units,
        level=result.level,
        tilt=fit.tilt,
        tilt_moves=fit.moved["tilt"],
        clumping_moves=fit.moved["clumping"],
        unmatched=[(gone.area, gone.unit, gone.side) for gone in result.unmatched],
        unknown=tuple(dict.fromkeys(unit for source in sources for unit in source.unknown)),
        other_totals=result.units_with_other_totals,
        came=result.more_in_destinations,
        left=result.more_in_origins,
        abstention=all(source.abstention for source in sources),
    )


def rallies_of(
    result: TransferResults, sources: tuple[Source, Source], language: Language
) -> tuple[str, ...]:
    """Declared rallies beside what the estimate says of them."""
    cells = {(cell["origin"], cell["destination"]): cell for cell in whole_of(result).iter_rows(named=True)}
    rallies = []
    for origin, destination in sources[0].rallies:
        cell = cells.get((origin, destination))
        if cell is not None and cell["share"]:
            total = cell["votes"] / cell["share"]
            shares = (cell["share"], cell["low"] / total, cell["high"] / total)
            rallies.append(rally_note(origin, destination, shares, result.level, language))
    return tuple(rallies)
