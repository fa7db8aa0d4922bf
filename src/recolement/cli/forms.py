"""``recolement forms``: the printed forms of a vote, all sections in one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import WORTH_A_BAR, Folder, Lang, language_for, progress, read_canvass
from recolement.cli.language import either
from recolement.cli.ledger_options import Database
from recolement.publication.forms import FormKind, forms_of
from recolement.publication.selection import Selection
from recolement.storage.writing import write_whole

app = typer.Typer(add_completion=False)

HELP = either(
    "Les formulaires à imprimer (A4, noir et blanc), toutes les sections en un PDF : procès-verbaux à "
    "remplir (sheet), feuilles de pointage (count), affiches du résultat de chaque section (poster).",
    "The forms to print (A4, black and white), all sections in one PDF: tally sheets to fill in (sheet), "
    "count sheets (count), posters of each section's result (poster).",
)


@app.command(help=HELP)
def forms(
    folder: Folder,
    kind: Annotated[
        FormKind,
        typer.Option("--kind", metavar="sheet|count|poster", help=either("Quel formulaire.", "Which form.")),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="PDF", help=either("Le fichier à écrire.", "The file to write."))
    ],
    unit: Annotated[
        str | None,
        typer.Option("--unit", help=either("Les sections de cette unité.", "The sections of this unit.")),
    ] = None,
    contest: Annotated[
        str | None, typer.Option("--contest", help=either("Ce scrutin seulement.", "This contest only."))
    ] = None,
    number: Annotated[
        int | None, typer.Option("--round", help=either("Ce tour seulement.", "This round only."))
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="URL",
            help=either(
                "L'adresse du vote dans l'application, pour les codes QR.",
                "The vote's address in the web app, for the QR codes.",
            ),
        ),
    ] = None,
    db: Database = None,
    lang: Lang = None,
) -> None:
    """Write the forms of a ballot folder or ledger to a PDF."""
    language_for(lang)
    night = read_canvass(folder, db)
    language = language_for(lang, night.folder.ballot.language, of_file=True)
    asked = Selection(contest, number, None, unit)
    made = forms_of(night, kind, language, asked, address)
    with progress() as bar:
        told = (
            None
            if bar is None
            else lambda done, total: bar("pages", WORTH_A_BAR * done // total, WORTH_A_BAR)
        )
        write_whole(out, [made.pdf(told)])
