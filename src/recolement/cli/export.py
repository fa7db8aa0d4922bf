"""``recolement export``: the result as open data, in the layouts that people and programs read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import Lang, language_for, read_canvass
from recolement.cli.language import either, of_door
from recolement.cli.ledger_options import Database
from recolement.model.problems import Problem, Unusable
from recolement.publication.open.layouts import LAYOUTS, Asked
from recolement.publication.open.losses import losses
from recolement.storage.writing import write_whole
from recolement.words.bundles import size_said
from recolement.words.open_data import losses_said
from recolement.words.plain import shown

app = typer.Typer(add_completion=False)

HELP = either(
    "Le résultat en données ouvertes, dans un dossier nouveau. Un nombre inconnu n'y est jamais 0 ; ce que "
    "chaque format sait dire : docs/reference/open-data.md.",
    "The result as open data, in a new folder. An unknown figure is never 0 there; what each layout can "
    "carry: docs/reference/open-data.md.",
)


@app.command(help=HELP)
def export(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER|FOLDER",
            help=either("Un registre, ou un dossier de vote.", "A ledger, or a ballot folder."),
        ),
    ],
    layout: Annotated[
        str, typer.Option("--as", metavar="|".join(LAYOUTS), help=either("Le format.", "The layout."))
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar=either("DOSSIER", "FOLDER"),
            help=either("Le dossier, absent ou vide.", "The folder: not there yet, or empty."),
        ),
    ],
    db: Database = None,
    lang: Lang = None,
) -> None:
    """Write the result as open data."""
    language_for(lang)
    if layout not in LAYOUTS:
        raise typer.BadParameter(" | ".join(LAYOUTS), param_hint="--as")
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Unusable([Problem("folder_filled", str(out))])
    night = read_canvass(source, db)
    language = language_for(lang, night.folder.ballot.language, of_file=True)
    asked = Asked(night, datetime.now(UTC).replace(microsecond=0), language)
    made = list(LAYOUTS[layout](asked))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = {"detail": error.strerror or type(error).__name__}
        raise Unusable([Problem("folder_unwritable", str(out), facts=facts)]) from None
    for name, data in made:
        write_whole(out / name, [data])
        print(f"{shown(str(out / name))}  {size_said(len(data), of_door())}")
    lost = losses_said(losses(night, layout), of_door())
    if lost:
        print(lost)
