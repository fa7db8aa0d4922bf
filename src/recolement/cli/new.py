"""``recolement new``: a ballot folder to fill in, which explains itself, in French or in English."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.model.problems import Problem, Unusable
from recolement.storage.writing import write_whole
from recolement.words.help import PAGE

app = typer.Typer(add_completion=False)

HELP = either(
    "Préparer un dossier de vote : quatre fichiers commentés, à remplir. N'écrit jamais sur ce qui existe.",
    "Start a ballot folder: four files with comments, to be filled in. Never writes over what exists.",
)
FORMAT = "recolement-new/1"
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Begins the tables, so that a spreadsheet reads their accents."""


@app.command(help=HELP)
def new(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=either("DOSSIER", "FOLDER"), help=either("Le dossier à créer.", "The folder to make.")
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the skeleton of a ballot folder."""
    language = language_for(lang)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Unusable([Problem("folder_not_empty", str(folder))])
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unusable([Problem("file_unwritable", str(folder), facts={"reason": reason})]) from None
    skeleton = files("recolement.cli") / "skeletons" / language
    made = sorted(skeleton.iterdir(), key=lambda one: one.name)
    for file in made:
        text = file.read_text(encoding="utf-8")
        mark = MARK if file.name.endswith(".csv") else ""
        write_whole(folder / file.name, [(mark + text).encode()])
    if as_json:
        print_json({"format": FORMAT, "folder": str(folder), "files": [file.name for file in made]})
    else:
        print(PAGE[language].made.format(folder=folder))
