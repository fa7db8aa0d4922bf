"""``recolement transfers``: where the votes went between two votes of the same units."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recolement.model.problems import Problem, Unusable
from recolement.words.transfers import ASSUMPTIONS, say_transfer_problem

if TYPE_CHECKING:
    import polars as pl

    from recolement.analysis.transfers import TransferResults

UNUSABLE = 2
SHOWN = 40
"""Cells shown on a terminal; the file has them all."""


def transfers(
    origins: Annotated[
        str, typer.Option("--from", metavar="A", help="The first table (CSV, Parquet): area,unit,options")
    ],
    destinations: Annotated[str, typer.Option("--to", metavar="B", help="The second table, same units")],
    estimates: Annotated[
        Path | None, typer.Option("--out", metavar="EST", help="Where to write the estimate (CSV or Parquet)")
    ] = None,
    area: Annotated[str, typer.Option("--area", metavar="COL", help="The column of areas")] = "area",
    families: Annotated[
        Path | None, typer.Option("--families", metavar="MAP", help="CSV option,family")
    ] = None,
    level: Annotated[float, typer.Option("--level", help="The level of the intervals")] = 0.9,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Estimate the transfers of votes from A to B; write them, and print what must be known with them."""
    if not 0 < level < 1:
        raise typer.BadParameter("0 < level < 1", param_hint="--level")
    try:
        result = _estimate(origins, destinations, area, families, level)
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(say_transfer_problem(problem, "en"), err=True)
        raise typer.Exit(UNUSABLE) from unusable
    if estimates is not None:
        _write(result, estimates)
    if as_json:
        json.dump(_summary(result), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        _tell(result)


def _estimate(
    origins: str, destinations: str, area: str, families: Path | None, level: float
) -> TransferResults:
    # Imported here: NumPy and Polars take longer to load than most commands take to run.
    from recolement.analysis.transfers import TransferModel
    from recolement.formats.transfer_tables import read_families, read_votes

    first = read_votes(_bytes(origins), origins, area=area)
    second = read_votes(_bytes(destinations), destinations, area=area)
    known = read_families(_bytes(str(families)), str(families)) if families else None
    return TransferModel(level=level).fit(first, second, families=known, names=(origins, destinations))


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise Unusable([Problem("file_missing", name)]) from error


def _write(result: TransferResults, path: Path) -> None:
    from recolement.formats.transfer_tables import estimate_bytes

    frame = result.estimates.select("area", "origin", "destination", "votes", "low", "high")
    try:
        path.write_bytes(estimate_bytes(frame, parquet=path.suffix.lower() == ".parquet"))
    except OSError as error:
        typer.echo(f"{path}: {error.strerror}", err=True)
        raise typer.Exit(UNUSABLE) from error


def _whole(result: TransferResults) -> pl.DataFrame:
    from recolement.analysis.transfers.margins import WHOLE

    return result.estimates.filter(result.estimates["area"] == WHOLE)


def _summary(result: TransferResults) -> dict[str, object]:
    fit = result.fit
    return {
        "format": "recolement-transfers/1",
        "level": result.level,
        "areas": fit.areas,
        "units": fit.units,
        "unmatched": [
            {"area": gone.area, "unit": gone.unit, "side": gone.side, "votes": gone.votes}
            for gone in result.unmatched
        ],
        "units_with_other_totals": result.units_with_other_totals,
        "more_in_destinations": result.more_in_destinations,
        "more_in_origins": result.more_in_origins,
        "last_step": fit.last_step,
        "dispersion": fit.dispersion,
        "families": {area: dict(named) for area, named in result.families.items()},
        "whole": _whole(result).drop("area").to_dicts(),
        "assumptions": ASSUMPTIONS[1],
    }


def _tell(result: TransferResults) -> None:
    whole = _whole(result).sort("votes", descending=True).head(SHOWN)
    for cell in whole.iter_rows(named=True):
        name = f"{_plain(cell['origin'])} → {_plain(cell['destination'])}"
        share = "" if cell["share"] is None else f"{cell['share']:7.1%}"
        typer.echo(f"{name:<60} {cell['votes']:>12,.0f}  [{cell['low']:,.0f}, {cell['high']:,.0f}] {share}")
    fit = result.fit
    typer.echo(f"{fit.areas} areas, {fit.units} units; intervals at {result.level:.0%}", err=True)
    if result.unmatched:
        named = ", ".join(f"{gone.area}/{_plain(gone.unit)} ({gone.side})" for gone in result.unmatched[:5])
        typer.echo(f"{len(result.unmatched)} units found on one side only, left out: {named}…", err=True)
    if result.units_with_other_totals:
        typer.echo(
            f"{result.units_with_other_totals} units have other totals: +{result.more_in_destinations} "
            f"and -{result.more_in_origins} people, a row and a column of their own",
            err=True,
        )
    typer.echo(ASSUMPTIONS[1], err=True)


def _plain(text: str) -> str:
    kept = "".join(letter if letter.isprintable() else "·" for letter in text)
    return kept if len(kept) <= 28 else kept[:27] + "…"


app = typer.Typer(add_completion=False)
app.command()(transfers)
