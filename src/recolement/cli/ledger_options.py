"""The arguments that the commands of the ledger share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Ledger = Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger's folder.")]
Database = Annotated[
    str | None,
    typer.Option("--db", help="Where the lines are, if not in the folder: sqlite:///… or postgresql://…"),
]
Expected = Annotated[int, typer.Option(help="How many lines the ledger has, as far as you know.")]
Key = Annotated[str, typer.Option(help="A key of your own: the same again gives the same answer.")]
