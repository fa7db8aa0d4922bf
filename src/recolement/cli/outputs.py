"""``recolement tally --out``: the result in a file, whole or not at all; its ending says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import typer

from recolement.canvass import Canvass, ContestResult
from recolement.cli.language import either
from recolement.publication.flat import figures_table, flat_tables
from recolement.publication.places import results_below
from recolement.publication.selection import Selection
from recolement.storage.writing import write_whole
from recolement.words.naming import Names
from recolement.words.numbers import Language

Writer: TypeAlias = Callable[[Canvass, Selection, Language, Path], None]

MOST_OPEN = 200
MOST_FINDINGS = 200
"""Open matters of a result, and findings of a code, that the page shows; the workbook has them all."""


def writer_of(path: Path) -> Writer:
    """The writer of a file's ending; a usage error for an ending that is none of ours."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        said = either("le fichier finit par .xlsx, .html ou .csv", "the file ends in .xlsx, .html or .csv")
        raise typer.BadParameter(said, param_hint="--out")
    return writer


def _results(night: Canvass, asked: Selection) -> tuple[ContestResult, ...]:
    """Where something is decided, then the units asked for, or the few just below."""
    chosen = asked.of(night)
    if asked.level is not None or asked.unit is not None:
        return chosen
    return tuple(one for result in chosen for one in (result, *results_below(night, result, None)))


def _workbook(night: Canvass, asked: Selection, language: Language, path: Path) -> None:
    from recolement.publication.workbook import workbook_bytes

    tables = flat_tables(night, _results(night, asked), Names(night.folder, language))
    write_whole(path, [workbook_bytes(night.folder.ballot.title, tables)])


def _table(night: Canvass, asked: Selection, language: Language, path: Path) -> None:
    from recolement.publication.table import csv_bytes

    write_whole(
        path, csv_bytes(figures_table(_results(night, asked), Names(night.folder, language)), language)
    )


def _page(night: Canvass, asked: Selection, language: Language, path: Path) -> None:
    from recolement.publication.page import page
    from recolement.publication.reporting import report

    chosen = Selection(asked.contest, asked.round, None, asked.unit).of(night)
    asked.stop_if_unknown(night)
    said = report(
        night, language, chosen, level=asked.level, most_open=MOST_OPEN, most_findings=MOST_FINDINGS
    )
    write_whole(path, _encoded(page(said, language)))


def _encoded(parts: Iterable[str]) -> Iterable[bytes]:
    return (part.encode() for part in parts)


WRITERS: Mapping[str, Writer] = {".xlsx": _workbook, ".html": _page, ".htm": _page, ".csv": _table}
