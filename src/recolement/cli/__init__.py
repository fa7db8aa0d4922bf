"""The command line: people at a terminal come in here.

Every command is a module with an ``app``; it is loaded when it is asked for, so that the door opens at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recolement.cli.commands import Command, Commands
from recolement.cli.language import either
from recolement.model.software import VERSION

COMMANDS = (
    Command("new", "recolement.cli.new", "start", ("Préparer un dossier de vote", "Start a ballot folder")),
    Command("import", "recolement.cli.imports", "start", ("Reprendre des fichiers", "Bring in other files")),
    Command("demo", "recolement.cli.demo", "start", ("Lire de vrais scrutins", "Walk through real ballots")),
    Command("check", "recolement.cli.check", "night", ("Ce qui ne tombe pas juste", "What does not add up")),
    Command("tally", "recolement.cli.tally", "night", ("Résultat et verdict", "The result and the verdict")),
    Command("explain", "recolement.cli.explain", "night", ("Un contrôle, pas à pas", "One check, by hand")),
    Command(
        "rehearse", "recolement.cli.rehearse", "night",
        ("Répéter la soirée, avec des fautes", "Rehearse it, faults and all"),
    ),
    Command(
        "ledger", "recolement.cli.ledger", "ledger", ("Le registre signé", "The signed record")
    ),
    Command(
        "publish", "recolement.cli.publish", "ledger",
        ("Publier un site et sa preuve", "Publish a site and its proof"),
    ),
    Command(
        "verify", "recolement.cli.verify", "ledger",
        ("Vérifier un registre, une publication", "Verify a record or a publication"),
    ),
    Command(
        "diff", "recolement.cli.diff", "ledger",
        ("Ce qui change entre deux publications", "What changed between two publications"),
    ),
    Command(
        "export", "recolement.cli.export", "ledger",
        ("Données ouvertes", "Open data"),
    ),
    Command(
        "forms", "recolement.cli.forms", "night",
        ("Les formulaires à imprimer", "The forms to print"),
        needs=("pypdf", "web"),
    ),
    Command(
        "serve", "recolement.cli.serve", "night",
        ("L'application web", "The web app"),
        needs=("granian", "web"),
    ),
    Command(
        "house", "recolement.cli.house", "night",
        ("Sauvegarder l'application web", "Back the web app up"),
        needs=("granian", "web"),
    ),
    Command(
        "webhooks", "recolement.cli.webhooks", "night",
        ("Prévenir d'autres serveurs", "Tell other servers"),
        needs=("granian", "web"),
    ),
    Command(
        "walk", "recolement.cli.walk", "night",
        ("Une soirée jouée par un programme", "An evening walked by a program"),
        needs=("granian", "web"),
    ),
    Command(
        "transfers", "recolement.cli.transfers", "study",
        ("Les reports de voix entre deux votes", "Where the votes went between two votes"),
        needs=("polars", "analysis"),
    ),
    Command(
        "swing", "recolement.cli.swing", "study",
        ("L'évolution des parts entre deux votes", "How shares changed between two votes"),
        needs=("polars", "analysis"),
    ),
    Command(
        "project", "recolement.cli.project", "study",
        ("Projeter la fin de la soirée", "Project the end of the night"),
        needs=("polars", "analysis"),
    ),
    Command(
        "panel", "recolement.cli.panel", "study", ("Un panel tiré au sort", "A panel drawn by lot"),
        needs=("highspy", "analysis"),
    ),
    Command(
        "initiative", "recolement.cli.initiative", "study",
        ("Les signatures d'une initiative", "The signatures of an initiative"),
    ),
    Command(
        "calls", "recolement.cli.calls", "study",
        ("Les listes d'appel entre deux tours", "Call lists between two rounds"),
    ),
)  # fmt: skip
"""Every command in the order of the help page. ``needs``: a module, and the extra that brings it."""


class Recolement(Commands):
    """The commands of ``recolement``."""

    commands_known = COMMANDS


app = typer.Typer(cls=Recolement, add_completion=False, invoke_without_command=True, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=either("Afficher la version.", "Print the version."))
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug", help=either("Montrer le détail d'une panne.", "Show the details of a failure.")
        ),
    ] = False,
) -> None:
    if version:
        print(f"recolement {VERSION}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


def main() -> None:
    """Run the command line, and end with its exit code."""
    from recolement.cli.top import run

    sys.exit(run(app, sys.argv[1:]))
