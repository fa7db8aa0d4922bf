"""``recolement import``: other people's files into a ballot folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import TaskID
from typer.core import TyperGroup

from recolement.formats.mapping import EXAMPLE, TableSource, import_table
from recolement.formats.ministry import ELECTIONS, StationSource, import_ministry
from recolement.formats.tables import Progress
from recolement.formats.writing import write_folder
from recolement.model.imports import Imported
from recolement.model.problems import Problem, Unusable
from recolement.words.imports import note_sentence, readme
from recolement.words.numbers import Language
from recolement.words.problems import problem_sentence

UNUSABLE = 2


class _Page(TyperGroup):
    """The help of ``recolement import``, followed by an example of a mapping as it is written."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, formatter)
        formatter.write(
            f"A mapping for “import table”, the stations of Brest in one long table:\n\n{EXAMPLE}"
        )


app = typer.Typer(help="Make a ballot folder from other people's files.", no_args_is_help=True, cls=_Page)

_TAIL = re.compile(r"(?:round=(?P<round>[0-9]{1,3}))?,?(?:date=(?P<date>[0-9-]{10}))?")

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="CSV, text, XLSX, Parquet; FILE#round=2,date=2017-05-07 says more"),
]
Into = Annotated[
    Path, typer.Option("--into", metavar="FOLDER", help="The new folder; it must not exist, or be empty")
]
Title = Annotated[str, typer.Option("--title", help="The title of the ballot")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was understood as JSON")]


@app.command()
def datagouv(
    files: Files,
    into: Into,
    election: Annotated[
        str,
        typer.Option("--election", help="presidential or legislative, where the files' names do not say it"),
    ] = "",
    title: Title = "",
    annulled: Annotated[
        Path | None,
        typer.Option("--annulled", metavar="CSV", help="Annulled stations: unit,round,at,grounds"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The ministry of the Interior's results by polling station (data.gouv.fr): a file or more per round."""
    if election and election not in ELECTIONS:
        raise typer.BadParameter(" | ".join(ELECTIONS), param_hint="--election")
    with _told():
        _refuse_filled(into)
        sources = [_source(file) for file in files]
        rulings = None if annulled is None else _source(str(annulled))
        with _progress() as progress:
            made = import_ministry(sources, election, title, rulings, progress)
        everything = sources if rulings is None else [*sources, rulings]
        _write(made, everything, into, "recolement import datagouv")
    _say(made, into, as_json)


@app.command()
def table(
    files: Files,
    mapping: Annotated[
        Path,
        typer.Option("--mapping", metavar="TOML", help="Which column is what (see import --help)"),
    ],
    into: Into,
    title: Title = "",
    as_json: AsJson = False,
) -> None:
    """A table with any column names, by a small mapping that says which column is what."""
    with _told():
        _refuse_filled(into)
        sources = [_source(file) for file in files]
        said = _source(str(mapping))
        tables = [TableSource(one.file, one.content, one.round, one.date) for one in sources]
        with _progress() as progress:
            made = import_table(tables, said.content, said.file, title, progress)
        _write(made, [*sources, said], into, "recolement import table")
    _say(made, into, as_json)


def language() -> Language:
    """The language of messages: that of the environment if it is French, otherwise English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "fr" if os.environ[name].casefold().startswith("fr") else "en"
    return "en"


def _source(argument: str) -> StationSource:
    """The file an argument names, with the round and the date it may say after ``#``."""
    name, mark, tail = argument.rpartition("#")
    said = _TAIL.fullmatch(tail) if mark and tail and not Path(argument).exists() else None
    path = Path(name if said else argument)
    number = int(said["round"]) if said and said["round"] else None
    try:
        day = date.fromisoformat(said["date"]) if said and said["date"] else None
    except ValueError:
        raise Unusable(
            [Problem("bad_date", path.name, facts={"found": said["date"] if said else ""})]
        ) from None
    try:
        return StationSource(path.name, path.read_bytes(), number, day)
    except (OSError, ValueError):
        raise Unusable([Problem("file_missing", str(path))]) from None


def _refuse_filled(into: Path) -> None:
    """Nothing is written over: the folder is new, or empty."""
    if into.exists() and not (into.is_dir() and not any(into.iterdir())):
        raise Unusable([Problem("folder_filled", str(into))])


def _write(made: Imported, sources: Sequence[StationSource], into: Path, command: str) -> None:
    """The folder, whole or not at all: it is written beside its place, then takes its name."""
    digests = [
        (source.file, hashlib.sha256(source.content).hexdigest())
        for source in sources
        if isinstance(source.content, bytes)
    ]
    ballot = made.folder.ballot
    said: Language = "fr" if ballot.language == "fr" else "en"
    files = write_folder(made.folder)
    files["README.md"] = readme(ballot.title, digests, made.notes, command, said).encode()
    beside = into.absolute().parent / f".{into.name}-{os.getpid()}.part"
    try:
        beside.mkdir(parents=True)
        try:
            for name, content in files.items():
                (beside / name).write_bytes(content)
            if into.exists():
                into.rmdir()
            beside.rename(into)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        facts = {"detail": error.strerror or type(error).__name__}
        raise Unusable([Problem("folder_unwritable", str(into), facts=facts)]) from None


def _say(made: Imported, into: Path, as_json: bool) -> None:
    """What was understood: sentences, or one JSON document."""
    folder = made.folder
    if as_json:
        told = {
            "format": "recolement-import/1",
            "folder": str(into),
            "title": folder.ballot.title,
            "rounds": [one.number for one in folder.ballot.rounds],
            "sections": len(folder.tree.leaves),
            "sheets": len(folder.sheets),
            "notes": [
                {"code": note.code, "file": note.file or None, "facts": dict(note.facts)}
                for note in made.notes
            ],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for note in made.notes:
        print(note_sentence(note, language()))
    count, sheets = len(folder.tree.leaves), len(folder.sheets)
    if language() == "fr":
        print(f"{into} : {count} sections, {sheets} procès-verbaux. Ensuite : recolement check {into}")
    else:
        print(f"{into}: {count} sections, {sheets} sheets. Next: recolement check {into}")


@contextmanager
def _told() -> Iterator[None]:
    """Problems are said on standard error, every one, and the command ends with 2."""
    try:
        yield
    except Unusable as unusable:
        for problem in sorted(unusable.problems, key=lambda one: (one.file, one.row or 0)):
            print(problem_sentence(problem, language()), file=sys.stderr)
        raise typer.Exit(UNUSABLE) from None


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar per file on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Bar(console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(file: str, done: int, rows: int) -> None:
            if file not in tasks:
                tasks[file] = bar.add_task(file, total=rows)
            bar.update(tasks[file], completed=done)

        yield progress
