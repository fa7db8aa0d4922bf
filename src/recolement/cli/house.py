"""``recolement house``: what keeps an installation of the web app, from the terminal of its server.

It reads the same configuration as ``recolement serve``, from the environment.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from recolement.cli.door import UNUSABLE, Lang, language_for
from recolement.cli.language import either
from recolement.cli.serve import set_up

app = typer.Typer(
    help=either(
        "Sauvegarder, rétablir, rouvrir une porte : l'installation de l'application web, depuis son serveur.",
        "Back up, restore, open a door again: the installation of the web app, from its server.",
    ),
    no_args_is_help=True,
    add_completion=False,
)


def _ask(command: str, *arguments: str, **options: Any) -> None:
    set_up()
    from django.core.management import CommandError, call_command

    try:
        call_command(command, *arguments, **options)
    except CommandError as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(UNUSABLE) from None


@app.command(
    help=either(
        "Une sauvegarde de tout, à un même instant, sans interrompre le service. Elle contient des clés.",
        "A backup of everything, of one moment, without stopping the service. It holds keys.",
    )
)
def backup(
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar=either("DOSSIER", "FOLDER"),
            help=either("Où en mettre aussi une copie.", "Where a copy goes too."),
        ),
    ] = None,
    keep: Annotated[
        int,
        typer.Option(
            "--keep",
            min=0,
            help=either(
                "Combien de sauvegardes garder ici (0 : toutes).", "How many backups stay here (0: all)."
            ),
        ),
    ] = 0,
) -> None:
    """Prints the digest and the file."""
    _ask("backup", into="" if into is None else str(into), keep=keep)


@app.command(
    help=either(
        "Examiner une sauvegarde ; avec --word, la rétablir. Aucune écriture d'un registre n'est enlevée.",
        "Look at a backup; with --word, restore it. No line of a record is taken away.",
    )
)
def restore(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help=either("La sauvegarde.", "The backup."))],
    word: Annotated[
        str, typer.Option("--word", help=either("Le mot qui confirme : rétablir.", "The word: restore."))
    ] = "",
    lang: Lang = None,
) -> None:
    """What would become of things; then it does."""
    _ask("restorebackup", str(archive), word=word, language=language_for(lang))


@app.command(
    name="reset-factor",
    help=either(
        "Enlever le second facteur d'un compte, quand plus personne ne peut le faire depuis la page.",
        "Take an account's second factor off, when nobody can do it from the page any more.",
    ),
)
def reset_factor(
    username: Annotated[str, typer.Argument(help=either("L'identifiant.", "The user name."))],
    reason: Annotated[str, typer.Option("--reason", help=either("Pourquoi (journal).", "Why (journal)."))],
) -> None:
    """The next sign-in sets up another; the journal says it was done at the terminal."""
    _ask("resetfactor", username, reason=reason)
