"""``recolement ledger``: its commands, those that write and those that read."""

from __future__ import annotations

import typer

from recolement.cli.ledger_reading import checkpoint, export, log, prove, receipt, witness
from recolement.cli.ledger_writing import append, backup, init, new_key, rebuild, restore

app = typer.Typer(
    add_completion=False, help="Keep, read, prove, witness and back up a ledger.", no_args_is_help=True
)

for command in (
    init, append, log, checkpoint, receipt, prove, witness, new_key, rebuild, export, backup, restore,
):  # fmt: skip
    app.command()(command)
