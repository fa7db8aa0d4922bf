"""The arguments that the commands of the ledger share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.language import either

Ledger = Annotated[
    Path, typer.Argument(metavar="LEDGER", help=either("Le dossier du registre.", "The ledger's folder."))
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        help=either(
            "Où sont les écritures, si ce n'est dans le dossier : sqlite:///… ou postgresql://…",
            "Where the lines are, if not in the folder: sqlite:///… or postgresql://…",
        ),
    ),
]
Expected = Annotated[
    int,
    typer.Option(
        help=either(
            "Combien d'écritures a le registre, à votre connaissance.",
            "How many lines the ledger has, as far as you know.",
        )
    ),
]
Key = Annotated[
    str,
    typer.Option(
        help=either(
            "Une clé à vous : la même encore donne la même réponse.",
            "A key of your own: the same again gives the same answer.",
        )
    ),
]
