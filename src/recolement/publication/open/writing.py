"""The open tables as files: CSV, JSON, Parquet, a workbook, and the data package that describes the CSV.

CSV is that of RFC 4180, in UTF-8: commas, CR LF. A text that a spreadsheet would take for a formula gets an
apostrophe before it; JSON and Parquet hold every text as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from recolement.canvass import Canvass, ContestResult
from recolement.formats.parquet_writing import by_columns, parquet_bytes
from recolement.model.software import VERSION
from recolement.publication.flat import flat_tables
from recolement.publication.open.tables import Cell, OpenTable
from recolement.publication.table import safe
from recolement.publication.workbook import workbook_bytes
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.open_data import column_said, table_said

File: TypeAlias = tuple[str, bytes]

FORMAT = "recolement-open/1"
PROFILES = "https://datapackage.org/profiles/2.0/{}.json"


def csv_bytes(table: OpenTable) -> bytes:
    """A table as RFC 4180 has it."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return held.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, int) else safe(cell)


def csv_files(tables: Iterable[OpenTable]) -> Iterator[File]:
    """A CSV file a table."""
    for table in tables:
        yield f"{table.name}.csv", csv_bytes(table)


def parquet_files(tables: Iterable[OpenTable]) -> Iterator[File]:
    """A Parquet file a table."""
    for table in tables:
        kinds = [(column.name, column.kind) for column in table.columns]
        yield f"{table.name}.parquet", parquet_bytes(list(by_columns(kinds, table.rows)))


def json_file(night: Canvass, tables: Sequence[OpenTable]) -> File:
    """One JSON document: each table with its columns and its rows."""
    ballot = night.folder.ballot
    head = {
        "format": FORMAT,
        "software": VERSION,
        "title": ballot.title,
        "organisation": ballot.organisation,
        "rounds": [
            {"number": one.number, "date": None if one.date is None else one.date.isoformat()}
            for one in ballot.rounds
        ],
    }
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    before = ', "tables": {'
    for table in tables:
        columns = json.dumps([column.name for column in table.columns])
        parts.append(f'{before}\n"{table.name}": {{"columns": {columns}, "rows": [')
        before = ","
        parts.append(",".join("\n" + json.dumps(row, ensure_ascii=False) for row in table.rows))
        parts.append("]}")
    parts.append("}}\n")
    return "results.json", "".join(parts).encode("utf-8", "replace")


def workbook_file(night: Canvass, results: Sequence[ContestResult], language: Language) -> File:
    """The workbook for people: a sheet a contest, with a column per option; conditions, open matters."""
    tables = flat_tables(night, tuple(results), Names(night.folder, language))
    return "results.xlsx", workbook_bytes(night.folder.ballot.title, tables)


def package_file(
    night: Canvass, tables: Sequence[OpenTable], files: Mapping[str, tuple[int, str]], language: Language
) -> File:
    """The data package: what each CSV file holds, column by column. ``files``: their sizes and digests."""
    ballot = night.folder.ballot
    document: dict[str, Any] = {
        "$schema": PROFILES.format("datapackage"),
        "name": "recolement-results",
        "title": ballot.title,
        "resources": [_resource(table, files[f"{table.name}.csv"], language) for table in tables],
    }
    if ballot.organisation:
        document["sources"] = [{"title": ballot.organisation}]
    return "datapackage.json", json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _resource(table: OpenTable, file: tuple[int, str], language: Language) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": PROFILES.format("tableschema"),
        "fields": [
            {
                "name": column.name,
                "type": column.kind,
                "description": column_said(table.name, column.name, language),
            }
            for column in table.columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.refers:
        schema["foreignKeys"] = [
            {
                "fields": list(fields),
                "reference": {**({} if to == table.name else {"resource": to}), "fields": _named(fields)},
            }
            for fields, to in table.refers
        ]
    return {
        "$schema": PROFILES.format("dataresource"),
        "type": "table",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table_said(table.name, language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file[0],
        "hash": f"sha256:{file[1]}",
        "schema": schema,
    }


def _named(fields: Sequence[str]) -> list[str]:
    """The columns that others refer to: a parent is a unit."""
    return ["unit" if field == "parent" else field for field in fields]
