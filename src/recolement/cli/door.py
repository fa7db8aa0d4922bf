"""What every command does at the door: read a ballot, choose a language, print, show progress.

:func:`read_canvass` is the one place where a path becomes a :class:`Canvass`.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec
import typer

from recolement.cli.language import either, of_door, of_machine, parse
from recolement.words.help import PAGE
from recolement.words.numbers import Language

if TYPE_CHECKING:
    from recolement.canvass import Canvass

Folder: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar=either("DOSSIER", "FOLDER"),
        help=either("Le dossier du vote, avec ballot.toml.", "The ballot folder, with ballot.toml."),
    ),
]
UNUSABLE = 2
"""The exit code where what was given cannot be used: the command line's own meaning of 2."""

AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", help=either("Du JSON, pour un programme.", "JSON, for a program."))
]
Lang: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="fr|en", help=either("La langue de ce qui est lu.", "The language to speak.")
    ),
]

Told = Callable[[str, int, int], None]
"""Told what is under way, how much is done, of how much."""
WORTH_A_BAR = 5000
"""Rows or units from which a bar is shown: fewer are done before it is read."""


def language_for(lang: str | None, ballot: str = "fr", *, of_file: bool = False) -> Language:
    """The language asked for, else the machine's, else the ballot's.

    Files are for others than who makes them: they take the ballot's language before the machine's.
    """
    if lang is not None:
        chosen = parse(lang)
        if chosen is None:
            raise typer.BadParameter(PAGE[of_door()].bad_language.format(found=lang), param_hint="--lang")
        return chosen
    own: Language = "en" if ballot == "en" else "fr"
    return own if of_file else of_machine() or own


def read_canvass(path: Path, database: str | None = None, *, quiet: bool = False) -> Canvass:
    """The canvassed ballot of a folder, or of a ledger (its lines in a database where one is named).

    Raises ``Unusable`` with every problem found.
    """
    # Imported here: some commands pass this door without a ballot.
    from recolement.canvass import canvass
    from recolement.cli.ledger_door import said
    from recolement.cli.reaching import ballot_of, is_ledger
    from recolement.formats.collector import collector_at_rest
    from recolement.storage.folder import read_ballot

    if path.name == "ballot.toml" and path.is_file():
        path = path.parent
    if database is not None or is_ledger(path):
        with said():
            return canvass(ballot_of(path, database), today=date.today())
    with progress(quiet=quiet) as told, collector_at_rest():
        night = canvass(read_ballot(path, told), today=date.today(), progress=told)
    gc.freeze()  # what was read stays until the command ends: the collector need not look through it
    return night


def print_json(document: Any) -> None:
    """A document on standard output; on a console that is not UTF-8, in plain ASCII."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    if utf8:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=1).decode())
    else:
        json.dump(document, sys.stdout, indent=1)
    sys.stdout.write("\n")


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Told | None]:
    """A bar on standard error while something long goes on; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    # Imported here: a short work shows no bar.
    from rich.console import Console
    from rich.progress import Progress, TaskID

    bar = Progress(console=Console(stderr=True), transient=True)
    tasks: dict[str, TaskID] = {}

    def told(what: str, done: int, total: int) -> None:
        if total < WORTH_A_BAR:
            return
        if what not in tasks:
            bar.start()
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done, total=total)

    try:
        yield told
    finally:
        bar.stop()
