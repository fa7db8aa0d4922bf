"""``recolement check``: the findings of a ballot folder, by loudness and code, and what to do about each."""

from __future__ import annotations

from typing import Any

import typer

from recolement.canvass import Canvass
from recolement.cli.door import AsJson, Folder, Lang, language_for, print_json, read_canvass
from recolement.cli.language import either
from recolement.cli.ledger_options import Database
from recolement.model.findings import Severity
from recolement.publication.findings import said_findings
from recolement.publication.tally import finding_json
from recolement.words.naming import Names

FORMAT = "recolement-check/1"

app = typer.Typer(add_completion=False)

HELP = either(
    "Ce qui ne tombe pas juste dans un dossier de vote, et que faire. Code 0 sans erreur, 1 s'il y en a, "
    "2 si les fichiers sont inutilisables. « recolement explain CODE » en dit plus.",
    "What does not add up in a ballot folder, and what to do. Exit code 0 without errors, 1 with some, 2 "
    "where the files cannot be used. “recolement explain CODE” says more.",
)


@app.command(help=HELP)
def check(folder: Folder, as_json: AsJson = False, db: Database = None, lang: Lang = None) -> None:
    """The findings of a ballot folder; exits with 1 if one of them is an error that stands."""
    language_for(lang)
    night = read_canvass(folder, db, quiet=as_json)
    if as_json:
        print_json(check_json(night))
    else:
        from recolement.cli.page import print_findings

        language = language_for(lang, night.folder.ballot.language)
        print_findings(
            night.folder.ballot.title, said_findings(night, Names(night.folder, language)), language
        )
    if any(one.severity is Severity.ERROR and one.acknowledged is None for one in night.findings):
        raise typer.Exit(1)


def check_json(night: Canvass) -> dict[str, Any]:
    """``recolement-check/1``: the findings as they stand in the tally's JSON."""
    return {
        "format": FORMAT,
        "title": night.folder.ballot.title,
        "findings": [finding_json(finding) for finding in night.findings],
    }
