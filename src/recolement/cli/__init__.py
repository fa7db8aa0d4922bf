"""The command line: people at a terminal come in here."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from recolement import __version__
from recolement.canvass import Canvass, canvass
from recolement.cli.folders import contents
from recolement.formats.folder import read_folder
from recolement.model.findings import Severity
from recolement.model.problems import Unusable
from recolement.publication.tally import finding_json, tally_json
from recolement.words.problems import problem_sentence

app = typer.Typer(
    help="From signed tally sheets to a verdict that anyone can check.",
    no_args_is_help=True,
    add_completion=False,
)


if find_spec("polars") is not None:  # the analysis extra
    from recolement.cli.transfers import transfers

    app.command()(transfers)


def main() -> None:
    """Run the command line."""
    app()


@app.callback(invoke_without_command=True)
def _start(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(f"recolement {__version__}")
        raise typer.Exit


def _read(folder: Path) -> Canvass:
    """The canvassed ballot of a folder; unusable input ends the command with 2 and its problems."""
    try:
        files = contents(folder)
    except OSError:
        print(f"{folder}: no such folder. Give the folder that holds ballot.toml.", file=sys.stderr)
        raise typer.Exit(2) from None
    try:
        return canvass(read_folder(files))
    except Unusable as unusable:
        for problem in unusable.problems:
            print(problem_sentence(problem, "en"), file=sys.stderr)
        raise typer.Exit(2) from None


@app.command()
def tally(folder: Path) -> None:
    """The result of a ballot folder as JSON (recolement-tally/1)."""
    print(json.dumps(tally_json(_read(folder)), ensure_ascii=False, indent=1))


@app.command()
def check(folder: Path) -> None:
    """The findings of a ballot folder as JSON; exits with 1 if one of them is an error."""
    findings = _read(folder).findings
    print(json.dumps([finding_json(finding) for finding in findings], ensure_ascii=False, indent=1))
    if any(one.severity is Severity.ERROR and one.acknowledged is None for one in findings):
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """The worked ballots: outcome, slack, margin and verdict of each contest and round."""
    inside = Path(__file__).parents[1] / "ballots"
    ballots = inside if inside.is_dir() else Path(__file__).parents[3] / "ballots"
    for folder in sorted(path for path in ballots.iterdir() if path.is_dir()):
        night = _read(folder)
        print(f"\n{night.folder.ballot.title}")
        for entry in tally_json(night)["contests"]:
            outcome = entry["outcome"] or {"kind": "no outcome", "options": []}
            print(f"  {entry['contest']}, round {entry['round']}: {entry['votes']}")
            print(
                f"    {outcome['kind']} {', '.join(outcome['options'])}; status {entry['status']}", end="; "
            )
            print(f"margin {entry['margin']}; settled {entry['settled']}; decisive {entry['decisive']}")
            for branch in entry["branches"]:
                for one in branch["assertions"]:
                    print(f"    {one['claim']} (slack {one['slack']})")
        print(f"  findings: {', '.join(sorted({finding.code for finding in night.findings}))}")
