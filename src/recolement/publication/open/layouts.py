"""The layouts of open data by name, each as the files it is made of.

>>> sorted(LAYOUTS)[:3]
['csv', 'eml', 'frictionless']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from recolement.canvass import Canvass
from recolement.formats.reports.eml_writing import carried, eml_510
from recolement.formats.reports.nist_writing import nist_json, nist_xml
from recolement.publication.open.ministry import ministry_files
from recolement.publication.open.reports import reports_of
from recolement.publication.open.tables import OpenTable, open_tables, results_at
from recolement.publication.open.writing import (
    File,
    csv_files,
    json_file,
    package_file,
    parquet_files,
    workbook_file,
)
from recolement.words.numbers import Language


@dataclass(frozen=True)
class Asked:
    """What is exported: a canvass, the moment of the export, the language of what people read."""

    night: Canvass
    at: datetime
    language: Language

    @cached_property
    def tables(self) -> tuple[OpenTable, ...]:
        """The open tables, made once for every layout that holds them."""
        return open_tables(self.night)


Layout: TypeAlias = Callable[[Asked], Iterator[File]]


def _csv(asked: Asked) -> Iterator[File]:
    return csv_files(asked.tables)


def _parquet(asked: Asked) -> Iterator[File]:
    return parquet_files(asked.tables)


def _json(asked: Asked) -> Iterator[File]:
    yield json_file(asked.night, asked.tables)


def _workbook(asked: Asked) -> Iterator[File]:
    yield workbook_file(asked.night, list(results_at(asked.night)), asked.language)


def _package(asked: Asked) -> Iterator[File]:
    files = dict(csv_files(asked.tables))
    yield from files.items()
    entries = {name: (len(data), sha256(data).hexdigest()) for name, data in files.items()}
    yield package_file(asked.night, asked.tables, entries, asked.language)


def _ministry(asked: Asked) -> Iterator[File]:
    return ministry_files(asked.night)


def _nist_json(asked: Asked) -> Iterator[File]:
    for report in reports_of(asked.night, asked.at):
        yield f"nist-round-{report.round}.json", nist_json(report)


def _nist_xml(asked: Asked) -> Iterator[File]:
    for report in reports_of(asked.night, asked.at):
        yield f"nist-round-{report.round}.xml", nist_xml(report)


def _eml(asked: Asked) -> Iterator[File]:
    for report in reports_of(asked.night, asked.at):
        if carried(report).votes:  # EML has no message without a count
            yield f"eml-510-round-{report.round}.xml", eml_510(report)


LAYOUTS: Mapping[str, Layout] = {
    "csv": _csv,
    "xlsx": _workbook,
    "parquet": _parquet,
    "json": _json,
    "frictionless": _package,
    "ministry": _ministry,
    "nist-json": _nist_json,
    "nist-xml": _nist_xml,
    "eml": _eml,
}
