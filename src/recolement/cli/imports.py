"""``recolement import``: other people's files into a ballot folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from recolement.cli.door import AsJson, Lang, language_for, print_json, progress
from recolement.cli.language import either
from recolement.formats.mapping import EXAMPLE, TableSource, import_table
from recolement.formats.ministry import ELECTIONS, StationSource, import_ministry
from recolement.formats.reports.eml_reading import read_eml
from recolement.formats.reports.importing import Reader, import_reports
from recolement.formats.reports.nist_reading import read_nist
from recolement.formats.writing import write_folder
from recolement.model.imports import Imported
from recolement.model.problems import Problem, Unusable
from recolement.words.imports import note_sentence, readme
from recolement.words.numbers import Language

EXAMPLE_SAID = either(
    "Une correspondance pour « import table » : les bureaux de Brest, dans un seul tableau long.",
    "A mapping for “import table”: the stations of Brest, in one long table.",
)


class _Page(TyperGroup):
    """The help of ``recolement import``, followed by an example of a mapping as it is written."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, formatter)
        formatter.write(f"{EXAMPLE_SAID}\n\n{EXAMPLE}")


app = typer.Typer(
    help=either(
        "Faire un dossier de vote avec les fichiers d'autres personnes.",
        "Make a ballot folder from other people's files.",
    ),
    no_args_is_help=True,
    add_completion=False,
    cls=_Page,
)

_TAIL = re.compile(r"(?:round=(?P<round>[0-9]{1,3}))?,?(?:date=(?P<date>[0-9-]{10}))?")

Files = Annotated[
    list[str],
    typer.Argument(
        metavar=either("FICHIER…", "FILE…"),
        help=either(
            "CSV, texte, XLSX, Parquet ; FICHIER#round=2,date=2017-05-07 en dit plus.",
            "CSV, text, XLSX, Parquet; FILE#round=2,date=2017-05-07 says more.",
        ),
    ),
]
Reports = Annotated[
    list[str],
    typer.Argument(
        metavar=either("FICHIER…", "FILE…"),
        help=either("Les fichiers ; FICHIER#round=2 dit le tour.", "The files; FILE#round=2 says the round."),
    ),
]
Into = Annotated[
    Path,
    typer.Option(
        "--into",
        metavar=either("DOSSIER", "FOLDER"),
        help=either("Le nouveau dossier, absent ou vide.", "The new folder: not there yet, or empty."),
    ),
]
Title = Annotated[
    str, typer.Option("--title", help=either("Le titre du scrutin.", "The title of the ballot."))
]


@app.command(
    help=either(
        "Les résultats par bureau de vote du ministère de l'Intérieur (data.gouv.fr), un fichier ou plus par "
        "tour.",
        "The ministry of the Interior's results by polling station (data.gouv.fr), a file or more per round.",
    )
)
def datagouv(
    files: Files,
    into: Into,
    election: Annotated[
        str,
        typer.Option(
            "--election",
            metavar="presidential|legislative",
            help=either(
                "L'élection, si les noms des fichiers ne la disent pas.",
                "The election, where the files' names do not say it.",
            ),
        ),
    ] = "",
    title: Title = "",
    annulled: Annotated[
        Path | None,
        typer.Option(
            "--annulled",
            metavar="CSV",
            help=either("Annulés : unit,round,at,grounds.", "Annulled: unit,round,at,grounds."),
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A ballot folder from the ministry's files."""
    language = language_for(lang)
    if election and election not in ELECTIONS:
        raise typer.BadParameter(" | ".join(ELECTIONS), param_hint="--election")
    with _in_order():
        _refuse_filled(into)
        sources = [_source(file) for file in files]
        rulings = None if annulled is None else _source(str(annulled))
        with progress(quiet=as_json) as told:
            made = import_ministry(sources, election, title, rulings, told)
        everything = sources if rulings is None else [*sources, rulings]
        _write(made, everything, into, "recolement import datagouv")
    _say(made, into, as_json, language)


@app.command(
    help=either(
        "Un tableau aux colonnes quelconques, par une correspondance qui dit laquelle est quoi "
        "(voir « recolement import --help »).",
        "A table with any column names, by a mapping that says which one is what "
        "(see “recolement import --help”).",
    )
)
def table(
    files: Files,
    mapping: Annotated[
        Path,
        typer.Option(
            "--mapping",
            metavar="TOML",
            help=either("Quelle colonne est quoi.", "Which column is what."),
        ),
    ],
    into: Into,
    title: Title = "",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A ballot folder from tables and their mapping."""
    language = language_for(lang)
    with _in_order():
        _refuse_filled(into)
        sources = [_source(file) for file in files]
        said = _source(str(mapping))
        tables = [TableSource(one.file, one.content, one.round, one.date) for one in sources]
        with progress(quiet=as_json) as told:
            made = import_table(tables, said.content, said.file, title, told)
        _write(made, [*sources, said], into, "recolement import table")
    _say(made, into, as_json, language)


@app.command(
    help=either(
        "Des résultats au format NIST SP 1500-100 v2 (JSON ou XML), un fichier par tour.",
        "Results in the format of NIST SP 1500-100 v2 (JSON or XML), a file per round.",
    )
)
def nist(files: Reports, into: Into, title: Title = "", as_json: AsJson = False, lang: Lang = None) -> None:
    """A ballot folder from reports of NIST SP 1500-100."""
    _reports(files, read_nist, "recolement import nist", into, title, as_json, language_for(lang))


@app.command(
    help=either(
        "Des résultats au format EML 510 (OASIS, et EML_NL), un fichier par tour.",
        "Results in the format of EML 510 (OASIS, and EML_NL), a file per round.",
    )
)
def eml(files: Reports, into: Into, title: Title = "", as_json: AsJson = False, lang: Lang = None) -> None:
    """A ballot folder from messages of EML 510."""
    _reports(files, read_eml, "recolement import eml", into, title, as_json, language_for(lang))


def _reports(
    files: Sequence[str],
    read: Reader,
    command: str,
    into: Path,
    title: str,
    as_json: bool,
    language: Language,
) -> None:
    with _in_order():
        _refuse_filled(into)
        sources = [_source(file) for file in files]
        made = import_reports(sources, read, title)
        _write(made, sources, into, command)
    _say(made, into, as_json, language)


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


def _say(made: Imported, into: Path, as_json: bool, language: Language) -> None:
    """What was understood: sentences, or one JSON document."""
    folder = made.folder
    count, sheets = len(folder.tree.leaves), len(folder.sheets)
    if as_json:
        print_json(
            {
                "format": "recolement-import/1",
                "folder": str(into),
                "title": folder.ballot.title,
                "rounds": [one.number for one in folder.ballot.rounds],
                "sections": count,
                "sheets": sheets,
                "notes": [
                    {"code": note.code, "file": note.file or None, "facts": dict(note.facts)}
                    for note in made.notes
                ],
            }
        )
        return
    for note in made.notes:
        print(note_sentence(note, language))
    if language == "fr":
        print(f"{into} : {count} sections, {sheets} procès-verbaux. Ensuite : recolement check {into}")
    else:
        print(f"{into}: {count} sections, {sheets} sheets. Next: recolement check {into}")


@contextmanager
def _in_order() -> Iterator[None]:
    """Problems in the order of the rows, as a person goes through a file."""
    try:
        yield
    except Unusable as unusable:
        raise Unusable(sorted(unusable.problems, key=lambda one: (one.file, one.row or 0))) from None
