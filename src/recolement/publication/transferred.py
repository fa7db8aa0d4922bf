"""From two rounds of a canvassed ballot, or two tables, to the estimate of where the votes went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recolement.canvass import Canvass
from recolement.publication.round_votes import round_votes
from recolement.publication.transfer_flows import Flow
from recolement.publication.transfer_page import Estimate
from recolement.words.numbers import Language
from recolement.words.transfers import Said, rally_note, transfer_notes

if TYPE_CHECKING:
    import polars as pl

    from recolement.analysis.transfers import TransferResults


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
        notes=notes_of(result, sources, language),
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


def notes_of(result: TransferResults, sources: tuple[Source, Source], language: Language) -> tuple[str, ...]:
    """What must be known with the estimate; declared rallies beside what it says of them."""
    cells = {(cell["origin"], cell["destination"]): cell for cell in whole_of(result).iter_rows(named=True)}
    rallies = []
    for origin, destination in sources[0].rallies:
        cell = cells.get((origin, destination))
        if cell is not None and cell["share"]:
            total = cell["votes"] / cell["share"]
            shares = (cell["share"], cell["low"] / total, cell["high"] / total)
            rallies.append(rally_note(origin, destination, shares, result.level, language))
    return (*transfer_notes(said_of(result, sources), language), *rallies)
