"""``recolement transfers``: where the votes went between two votes of the same units."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recolement.cli.door import UNUSABLE, AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.cli.transfer_sources import Contest, SecondVote, read_bytes, read_sources
from recolement.model.problems import Problem, Unusable
from recolement.publication.transfer_page import picture, transfer_page
from recolement.publication.transferred import (
    Source,
    estimate_transfers,
    rallies_of,
    said_of,
    shown_transfers,
    whole_of,
)
from recolement.storage.writing import write_whole
from recolement.words.numbers import Language, count
from recolement.words.plain import shown
from recolement.words.transfer_pictures import option_name
from recolement.words.transfers import ASSUMPTIONS, say_transfer_problem, transfer_notes

if TYPE_CHECKING:
    from recolement.analysis.transfers import TransferResults

SHOWN = 40
"""Cells shown on a terminal; the file has them all."""
HELP = either(
    "Estime où sont allées les voix entre deux votes des mêmes unités : deux tableaux (CSV, Parquet) ou deux "
    "tours d'un dossier de vote (DOSSIER#round=1). Tirée de totaux, l'estimation ne dit rien d'une personne.",
    "Estimates where the votes went between two votes of the same units: two tables (CSV, Parquet) or two "
    "rounds of a ballot folder (FOLDER#round=1). Made from totals, it says nothing about a person.",
)

app = typer.Typer(add_completion=False)


@app.command(help=HELP)
def transfers(
    origins: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="A",
            help=either(
                "Le premier vote : area,unit et une colonne par choix (ou option,votes), ou DOSSIER#round=1.",
                "The first vote: area,unit and a column per option (or option,votes), or FOLDER#round=1.",
            ),
        ),
    ],
    destinations: SecondVote,
    estimates: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="EST",
            help=either("Écrire l'estimation (.csv ou .parquet).", "Write the estimate (.csv or .parquet)."),
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="COL",
            help=either(
                "La colonne des zones (area), ou l'échelon d'un dossier (celui sous la racine).",
                "The column of areas (area), or the level of a folder (the one below the root).",
            ),
        ),
    ] = None,
    families: Annotated[
        Path | None,
        typer.Option(
            "--families",
            metavar="MAP",
            help=either("CSV option,family : le parti ou le camp.", "CSV option,family: the party or camp."),
        ),
    ] = None,
    contest: Contest = None,
    level: Annotated[
        float, typer.Option("--level", help=either("Le niveau des intervalles.", "The intervals' level."))
    ] = 0.9,
    drawing: Annotated[
        Path | None,
        typer.Option(
            "--picture",
            metavar="FILE",
            help=either("Dessiner l'ensemble (.svg ou .html).", "Draw the whole (.svg or .html)."),
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Estimate the transfers of votes from A to B; write them, and print what must be known with them."""
    language = language_for(lang)
    if not 0 < level < 1:
        raise typer.BadParameter("0 < level < 1", param_hint="--level")
    try:
        if drawing is not None and drawing.suffix.lower() not in (".svg", ".html", ".htm"):
            raise Unusable([Problem("picture_ending", str(drawing))])
        sources = read_sources((origins, destinations), area, contest)
        result = _estimate(sources, families, level)
        if estimates is not None:
            _write(result, estimates)
        if drawing is not None:
            _draw(result, sources, drawing, language)
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(say_transfer_problem(problem, language), err=True)
        raise typer.Exit(UNUSABLE) from unusable
    if as_json:
        print_json(_summary(result, sources, language))
    else:
        _tell(result, sources, language)


def _estimate(sources: tuple[Source, Source], families: Path | None, level: float) -> TransferResults:
    first, second = sources
    known: Mapping[str, str] = {**first.families, **second.families}
    if families is not None:
        from recolement.formats.transfer_tables import read_families

        known = read_families(read_bytes(str(families)), str(families))
    return estimate_transfers(sources, known, level)


def _write(result: TransferResults, path: Path) -> None:
    from recolement.formats.transfer_tables import estimate_bytes

    frame = result.estimates.select("area", "origin", "destination", "votes", "low", "high")
    write_whole(path, [estimate_bytes(frame, parquet=path.suffix.lower() == ".parquet")])


def _draw(result: TransferResults, sources: tuple[Source, Source], path: Path, language: Language) -> None:
    estimate = shown_transfers(result, sources, language)
    parts: Iterable[str]
    if path.suffix.lower() == ".svg":
        parts = [picture(estimate, language)]
    else:
        from recolement.analysis.transfers.interactive import interactive

        parts = transfer_page(estimate, language, interactive(result, language))
    write_whole(path, (part.encode() for part in parts))


def _summary(
    result: TransferResults, sources: tuple[Source, Source], language: Language
) -> dict[str, object]:
    fit = result.fit
    said = said_of(result, sources)
    return {
        "format": "recolement-transfers/1",
        "level": result.level,
        "areas": fit.areas,
        "units": fit.units,
        "unmatched": [
            {"area": gone.area, "unit": gone.unit, "side": gone.side, "votes": gone.votes}
            for gone in result.unmatched
        ],
        "unknown": list(said.unknown),
        "units_with_other_totals": result.units_with_other_totals,
        "more_in_destinations": result.more_in_destinations,
        "more_in_origins": result.more_in_origins,
        "last_step": fit.last_step,
        "tilt": fit.tilt,
        "tilt_shown": {"estimate": fit.showed, "error": fit.error if fit.error < float("inf") else None},
        "clumping": fit.clumping,
        "dispersion": fit.dispersion,
        "moved": dict(fit.moved),
        "families": {area: dict(named) for area, named in result.families.items()},
        "whole": whole_of(result).drop("area").to_dicts(),
        "rallies": [{"option": option, "to": to} for option, to in sources[0].rallies],
        "notes": [*transfer_notes(said, language), *rallies_of(result, sources, language)],
        "assumptions": ASSUMPTIONS[language == "en"],
    }


def _tell(result: TransferResults, sources: tuple[Source, Source], language: Language) -> None:
    whole = whole_of(result).sort("votes", descending=True).head(SHOWN)
    for cell in whole.iter_rows(named=True):
        origin, destination = (
            shown(option_name(cell[side], language), 28) for side in ("origin", "destination")
        )
        name = f"{origin} → {destination}"
        votes, low, high = (count(round(cell[key]), language) for key in ("votes", "low", "high"))
        share = "" if cell["share"] is None else f"{cell['share'] * 100:.1f}"
        point = share.replace(".", ",") if language == "fr" else share
        typer.echo(f"{name:<60} {votes:>12}  [{low}, {high}] {point:>6} %")
    notes = transfer_notes(said_of(result, sources), language)
    for note in (*notes, *rallies_of(result, sources, language), ASSUMPTIONS[language == "en"]):
        print(note, file=sys.stderr)
