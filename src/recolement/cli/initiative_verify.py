"""``recolement initiative verify``: is what an initiative published as its signed ledger has it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.model.problems import Problem, Unusable
from recolement.publication.initiative_verify import initiative_doubts
from recolement.publication.panel_ledger import LEDGER
from recolement.words.initiative_doubts import doubt_of_initiative

HELP = either(
    "Vérifier le dossier publié d'une initiative : registre, engagement, comptes, plan et tirage.",
    "Verify an initiative's published folder: ledger, commitment, counts, plan and draw.",
)


def verify_command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=either("DOSSIER", "FOLDER"),
            help=either("Les fichiers publiés, décompressés.", "The published files, unpacked."),
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print each doubt; the exit code is 0 where there is none, 1 otherwise."""
    language = language_for(lang)
    if not folder.is_dir():
        raise Unusable([Problem("folder_missing", str(folder))])
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    doubts = list(initiative_doubts(files))
    said = [doubt_of_initiative(one.code, one.facts, language) for one in doubts]
    if as_json:
        found = [
            {"code": one.code, "facts": dict(one.facts), "sentence": sentence}
            for one, sentence in zip(doubts, said, strict=True)
        ]
        print_json({"format": "recolement-initiative-verify/1", "sound": not doubts, "doubts": found})
    elif doubts:
        print("\n".join(said))
    else:
        steps = files[LEDGER].count(b"\n")
        print(doubt_of_initiative("as_recorded", {"lines": steps}, language))
    raise typer.Exit(1 if doubts else 0)
