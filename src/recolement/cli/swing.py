"""``recolement swing``: how each option's share changed between two votes of the same units."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import UNUSABLE, AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.cli.transfer_sources import Contest, SecondVote, read_bytes, read_sources
from recolement.model.problems import Problem, Unusable
from recolement.publication.round_votes import VotesRow
from recolement.publication.swing import Change, Swing, swing, swing_table
from recolement.publication.swing_page import arithmetic, largest_first, swing_page, swing_picture
from recolement.publication.table import csv_bytes
from recolement.publication.transferred import Source
from recolement.storage.writing import write_whole
from recolement.words.numbers import Language, count
from recolement.words.plain import shown
from recolement.words.swing import SWING_WORDS, say_points, say_unmatched
from recolement.words.transfers import say_transfer_problem

HELP = either(
    "L'évolution de la part de chaque choix entre deux votes des mêmes unités (tableaux, ou "
    "DOSSIER#round=1), avec le calcul : par unité, par zone et pour l'ensemble.",
    "How each option's share changed between two votes of the same units (tables, or FOLDER#round=1), with "
    "its arithmetic: by unit, by area and for the whole.",
)

app = typer.Typer(add_completion=False)


@app.command(name="swing", help=HELP)
def swing_command(
    first: Annotated[
        str, typer.Option("--from", metavar="A", help=either("Le premier vote.", "The first vote."))
    ],
    second: SecondVote,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=either("Écrire tout (.csv, .html ou .svg).", "Write it all (.csv, .html or .svg)."),
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="COL",
            help=either("La colonne ou l'échelon des zones.", "The areas' column or level."),
        ),
    ] = None,
    families: Annotated[
        Path | None,
        typer.Option(
            "--families",
            metavar="MAP",
            help=either(
                "CSV option,family : ce qui se compare sous un seul nom.",
                "CSV option,family: compared as one.",
            ),
        ),
    ] = None,
    areas: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="GEOJSON",
            help=either(
                "Des aires aux codes des unités ou des zones : une carte par choix dans la page (.html).",
                "Areas with the codes of units or areas: a map per option in the page (.html).",
            ),
        ),
    ] = None,
    contest: Contest = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compare two votes, unit by unit."""
    language = language_for(lang)
    try:
        if out is not None and out.suffix.lower() not in (".csv", ".html", ".htm", ".svg"):
            raise Unusable([Problem("swing_ending", str(out))])
        sources = read_sources((first, second), area, contest)
        found = _compare(sources, families)
        if out is not None:
            _write(found, (sources[0].label, sources[1].label), out, language, areas)
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(say_transfer_problem(problem, language), err=True)
        raise typer.Exit(UNUSABLE) from unusable
    if as_json:
        print_json({
            "format": "recolement-swing/1",
            "units": found.units,
            "unmatched": list(found.unmatched),
            "changes": [_json(change) for change in found.changes],
        })  # fmt: skip
    else:
        _tell(found, language)


def _compare(sources: tuple[Source, Source], families: Path | None) -> Swing:
    known: dict[str, str] = {}
    if families is not None:
        from recolement.formats.transfer_tables import read_families

        known = read_families(read_bytes(str(families)), str(families))
    before, after = sources
    found = swing(_rows(before), _rows(after), known)
    if not found.units:
        facts = {
            "first": str(before.votes["unit"][0])[:60],
            "second": str(after.votes["unit"][0])[:60],
            "other": after.name,
        }
        raise Unusable([Problem("no_unit_matches", before.name, None, "unit", facts)])
    return found


def _rows(source: Source) -> Iterator[VotesRow]:
    frame = source.votes
    areas = frame["area"].to_list() if "area" in frame.columns else [""] * frame.height
    columns = (frame[name].to_list() for name in ("unit", "option", "votes"))
    return (VotesRow(*row) for row in zip(areas, *columns, strict=True))


def _write(found: Swing, names: tuple[str, str], path: Path, language: Language, areas: str | None) -> None:
    ending = path.suffix.lower()
    if ending == ".csv":
        write_whole(path, csv_bytes(swing_table(found), language))
    elif ending == ".svg":
        write_whole(path, [swing_picture(found, names, language).encode()])
    else:
        maps = () if areas is None else _maps(found, areas, language)
        write_whole(path, (part.encode() for part in swing_page(found, names, language, maps)))


def _maps(found: Swing, argument: str, language: Language) -> Iterator[str]:
    from recolement.cli.map_sources import map_source
    from recolement.formats.gathering import Problems
    from recolement.publication.swing_map import swing_areas, swing_maps

    source, problems = map_source(argument), Problems()
    areas = swing_areas(found, source.raw, source.file, problems, source.code)
    problems.stop_if_any()
    assert areas is not None
    if areas.unmatched:
        print(
            SWING_WORDS[language].map_unmatched.format(codes=", ".join(areas.unmatched[:20])), file=sys.stderr
        )
    return swing_maps(found, areas, language)


def _json(change: Change) -> dict[str, object]:
    points = change.points
    return {
        "level": change.level.value,
        "place": change.place,
        "option": change.option,
        "votes_from": change.first.votes,
        "valid_from": change.first.valid,
        "votes_to": change.second.votes,
        "valid_to": change.second.valid,
        "points": None if points is None else float(points),
    }


def _tell(found: Swing, language: Language) -> None:
    for change in largest_first(found):
        points = say_points(change.points, language)
        typer.echo(f"{shown(change.option, 30):<30} {points:>8}   {arithmetic(change, language)}")
    print(SWING_WORDS[language].compared.format(units=count(found.units, language)), file=sys.stderr)
    if found.unmatched:
        print(say_unmatched(found.unmatched, language), file=sys.stderr)
