"""``recolement tally``: the result of a ballot folder, what it rests on, and what could still change it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import AsJson, Folder, Lang, language_for, print_json, read_canvass
from recolement.cli.language import either
from recolement.cli.ledger_options import Database
from recolement.publication.selection import Selection
from recolement.publication.tally import tally_json

app = typer.Typer(add_completion=False)

HELP = either(
    "Le résultat d'un dossier de vote : totaux, issue et ses raisons, verdict, constats. Code 0 dès qu'un "
    "résultat est affiché, 2 si les fichiers sont inutilisables (rien n'est alors affiché).",
    "The result of a ballot folder: totals, outcome and its reasons, verdict, findings. Exit code 0 once a "
    "result is printed, 2 where the files cannot be used (nothing is printed then).",
)


@app.command(help=HELP)
def tally(
    folder: Folder,
    as_json: AsJson = False,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", help=either("Aussi chaque unité de cet échelon.", "Each unit of this level too.")
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help=either("Aussi cette unité.", "This unit too."))
    ] = None,
    contest: Annotated[
        str | None, typer.Option("--contest", help=either("Ce scrutin seulement.", "This contest only."))
    ] = None,
    number: Annotated[
        int | None, typer.Option("--round", help=either("Ce tour seulement.", "This round only."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=either(
                "Écrire le résultat dans un fichier .xlsx, .html ou .csv.",
                "Write the result to a file: .xlsx, .html or .csv.",
            ),
        ),
    ] = None,
    db: Database = None,
    lang: Lang = None,
) -> None:
    """The result of a ballot folder, on the terminal, as JSON or in a file."""
    language_for(lang)
    writer = None
    if out is not None:
        from recolement.cli.outputs import writer_of

        writer = writer_of(out)
    night = read_canvass(folder, db, quiet=as_json)
    asked = Selection(contest, number, level, unit)
    ballot = night.folder.ballot
    if as_json:
        claims = "en" if lang is None else language_for(lang)
        print_json(tally_json(night, asked.of(night), language=claims))
    if writer is not None and out is not None:
        writer(night, asked, language_for(lang, ballot.language, of_file=True), out)
    if not as_json and out is None:
        from recolement.cli.page import print_report
        from recolement.publication.reporting import report

        language = language_for(lang, ballot.language)
        shown = Selection(contest, number, None, unit).of(night)
        asked.stop_if_unknown(night)
        print_report(report(night, language, shown, level=level), language)
