"""``recolement webhooks deliver``: tell the endpoints apart from the pages, by a process of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from recolement.cli.language import either
from recolement.cli.serve import set_up

app = typer.Typer(
    add_completion=False,
    help=either("Les messages aux autres serveurs.", "The messages to other servers."),
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """A group, even with one command."""


@app.command(
    help=either(
        "Envoyer ce qui est dû, jusqu'à interruption. La configuration vient de l'environnement, comme pour "
        "« serve » ; avec RECOLEMENT_DELIVER=0, « serve » ne le fait pas lui-même.",
        "Send what is due, until interrupted. The configuration comes from the environment, as for “serve”; "
        "with RECOLEMENT_DELIVER=0, “serve” does not do it itself.",
    )
)
def deliver(
    once: Annotated[bool, typer.Option("--once", help=either("Une seule passe.", "One pass only."))] = False,
) -> None:
    """Deliver."""
    set_up()
    from django.core.management import call_command

    taken = call_command("webhooks", once=once)
    if once:
        print(either(f"Messages pris : {taken}", f"Messages taken: {taken}"))
