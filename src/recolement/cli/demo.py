"""``recolement demo``: real ballots, told: what happened, the result, the findings, the verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from recolement.cli.door import Lang, language_for, read_canvass
from recolement.cli.language import either
from recolement.cli.page import console_on, print_report
from recolement.publication.reporting import report
from recolement.words.demo import ENDING, INTRODUCTIONS

app = typer.Typer(add_completion=False)

HELP = either(
    "De vrais scrutins, d'après leurs documents : ce qui s'est passé, le résultat, les constats, le verdict.",
    "Real ballots, from their documents: what happened, the result, the findings, the verdict.",
)


@app.command(help=HELP)
def demo(
    name: Annotated[
        str | None,
        typer.Argument(metavar=either("SCRUTIN", "BALLOT"), help=either("Un seul d'entre eux.", "Only one.")),
    ] = None,
    lang: Lang = None,
) -> None:
    """Walk through the worked ballots, or one of them."""
    language = language_for(lang)
    if name is not None and name not in INTRODUCTIONS:
        known = ", ".join(INTRODUCTIONS)
        raise typer.BadParameter(
            either(f"« {name} » ; scrutins : {known}", f"“{name}”; ballots: {known}"),
            param_hint=either("SCRUTIN", "BALLOT"),
        )
    for ballot in INTRODUCTIONS if name is None else (name,):
        with console_on() as console:
            console.print()
            console.rule(style="bold", characters="━" if console.encoding.lower().startswith("utf") else "=")
            intro = INTRODUCTIONS[ballot][language == "en"]
            console.print(Padding(Text(intro, style="italic"), (0, 2), expand=False))
        night = read_canvass(worked_ballots() / ballot)
        print_report(report(night, language, most_findings=3), language)
    with console_on() as console:
        console.rule(style="dim")
        console.print(Text(ENDING[language == "en"].format(ballots=worked_ballots()), style="bold"))


def worked_ballots() -> Path:
    """The folder of the worked ballots: inside an installed package, or beside the source."""
    inside = Path(__file__).parents[1] / "ballots"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "ballots"
