"""The open tables: the figures by hand, the unknown as nothing, hostile names as they are."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from cli.hostile import FORMULA, LONG, OPTIONS, SCRIPT, hostile_folder
from cli.terminal import BALLOTS
from recolement.canvass import Canvass, canvass
from recolement.model.folder import BallotFolder
from recolement.publication.open.tables import open_tables, results_at
from recolement.publication.open.writing import (
    csv_files,
    json_file,
    package_file,
    parquet_files,
    workbook_file,
)
from recolement.storage.folder import read_ballot

PROFILE = Path(__file__).parents[1] / "vectors" / "datapackage" / "datapackage.json"


def read(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def tables(night: Canvass) -> dict[str, list[dict[str, str]]]:
    """Every table of CSV by name."""
    return {name.removesuffix(".csv"): read(data) for name, data in csv_files(open_tables(night))}


def test_the_figures_are_those_of_the_sheets_and_their_sums(ballot: BallotFolder) -> None:
    """Lyon 60 and 40, Brest 45 and an empty box: the whole has 105 for A, 40 for B, and Brest's B is empty.

    sheet Lyon registered=120 in_box=103 blank=1 null=2 A=60 B=40
    sheet Brest registered=80 in_box=45 null=0 A=45
    """
    found = tables(canvass(ballot))
    votes = {(row["unit"], row["option"]): row["votes"] for row in found["votes"]}
    assert votes == {
        ("all", "A"): "105", ("all", "B"): "40",
        ("Lyon", "A"): "60", ("Lyon", "B"): "40",
        ("Brest", "A"): "45", ("Brest", "B"): "",
    }  # fmt: skip
    results = {row["unit"]: row for row in found["results"]}
    assert results["all"]["registered"] == "200"  # 120 + 80
    assert results["Brest"]["null"] == "0"
    assert results["Brest"]["blank"] == ""
    assert results["all"]["blank"] == "1"
    assert (results["all"]["expected"], results["all"]["received"]) == ("2", "2")


def test_a_group_is_a_place_too(ballot: BallotFolder) -> None:
    """The north holds Lille and Calais: 3 + 4 votes for A.

    group area:north Lille Calais
    sheet Lille A=3 B=1
    sheet Calais A=4 B=1
    sheet Nice A=9 B=1
    """
    found = tables(canvass(ballot))
    (north,) = [row["votes"] for row in found["votes"] if (row["unit"], row["option"]) == ("area:north", "A")]
    assert north == "7"
    assert [row["unit"] for row in found["groups"]] == ["Lille", "Calais"]


def test_every_layout_holds_the_same_figures(ballot: BallotFolder) -> None:
    """CSV, JSON and Parquet hold the same rows, an unknown figure being nothing in each of them.

    sheet Lyon registered=120 in_box=103 blank=1 null=2 A=60 B=40
    sheet Brest A=45
    missing Metz registered=30
    """
    night = canvass(ballot)
    found = open_tables(night)
    document: dict[str, Any] = json.loads(json_file(night, found)[1])
    parquet = {name.removesuffix(".parquet"): data for name, data in parquet_files(found)}
    for table, rows in tables(night).items():
        of_json = document["tables"][table]
        frame = pl.read_parquet(io.BytesIO(parquet[table]), use_pyarrow=False)
        assert frame.columns == of_json["columns"]
        assert [list(row) for row in frame.iter_rows()] == of_json["rows"]
        said = [["" if cell is None else _word(cell) for cell in row] for row in of_json["rows"]]
        assert [list(row.values()) for row in rows] == said


def _word(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir()))
def test_the_data_package_is_valid_and_its_keys_hold(name: str) -> None:
    """Each worked ballot: valid by the published profile, keys tell rows apart and lead somewhere."""
    night = canvass(read_ballot(BALLOTS / name))
    found = open_tables(night)
    files = dict(csv_files(found))
    entries = {name: (len(data), sha256(data).hexdigest()) for name, data in files.items()}
    package = json.loads(package_file(night, found, entries, "fr")[1])
    jsonschema.validate(package, json.loads(PROFILE.read_text("utf-8")))
    rows = {one["name"]: read(files[one["path"]]) for one in package["resources"]}
    for one in package["resources"]:
        schema = one["schema"]
        header = next(csv.reader(io.StringIO(files[one["path"]].decode())))
        assert [field["name"] for field in schema["fields"]] == header
        keys = [tuple(row[field] for field in schema["primaryKey"]) for row in rows[one["name"]]]
        assert len(set(keys)) == len(keys)
        for foreign in schema.get("foreignKeys", []):
            to = foreign["reference"]
            there = {tuple(row[f] for f in to["fields"]) for row in rows[to.get("resource", one["name"])]}
            here = {tuple(row[f] for f in foreign["fields"]) for row in rows[one["name"]]}
            assert here - {("",)} <= there


def test_hostile_names_are_no_formula_in_csv_and_themselves_in_json(tmp_path: Path) -> None:
    """A name that begins as a formula gets an apostrophe in CSV; JSON and Parquet have each name as it is."""
    night = canvass(read_ballot(hostile_folder(tmp_path)))
    found = open_tables(night)
    rows = tables(night)
    assert rows["options"][1]["name"] == f"'{FORMULA}"
    for table in rows.values():
        for row in table:
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    names = [row[3] for row in json.loads(json_file(night, found)[1])["tables"]["options"]["rows"]]
    assert names == list(OPTIONS)
    units = pl.read_parquet(io.BytesIO(dict(parquet_files(found))["units.parquet"]), use_pyarrow=False)
    assert units["name"].to_list() == [SCRIPT, FORMULA, LONG]


def test_the_workbook_has_a_column_per_option_and_numbers_as_numbers(ballot: BallotFolder) -> None:
    """The contest's sheet: the whole, then both sections, 105 votes for A at the top.

    sheet Lyon A=60 B=40
    sheet Brest A=45 B=7
    """
    night = canvass(ballot)
    name, data = workbook_file(night, list(results_at(night)), "en")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    column = sheet[0].index("A")
    assert name == "results.xlsx"
    assert [row[column] for row in sheet[1:]] == [105, 60, 45]
