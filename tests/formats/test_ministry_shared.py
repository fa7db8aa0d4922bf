"""The ministry's real files: totals equal to the proclaimed ones, and to a plain sum of the file.

They are not in the repository: set RECOLEMENT_SHARED to the folder that holds ``data/france``.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from recolement.canvass import canvass
from recolement.formats.folder import read_folder
from recolement.formats.mapping import EXAMPLE, TableSource, import_table
from recolement.formats.ministry import StationSource, import_ministry
from recolement.formats.writing import csv_bytes, write_folder
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId
from recolement.model.imports import Imported

SHARED = os.environ.get("RECOLEMENT_SHARED", "")
FRANCE = Path(SHARED) / "data" / "france"

pytestmark = pytest.mark.skipif(
    not FRANCE.is_dir(), reason="real files: set RECOLEMENT_SHARED to the folder that holds data/france"
)

# Proclaimed by the Conseil constitutionnel, 26 April and 10 May 2017, without the annulled stations' votes.
PROCLAIMED = {
    1: {
        "registered": 47_582_183, "voters": 37_003_728, "blank": 659_997, "null": 289_337,
        "valid": 36_054_394,
        "macron": 8_656_346, "le-pen": 7_678_491, "fillon": 7_212_995, "melenchon": 7_059_951,
        "hamon": 2_291_288, "dupont-aignan": 1_695_000, "lassalle": 435_301, "poutou": 394_505,
        "asselineau": 332_547, "arthaud": 232_384, "cheminade": 65_586,
    },
    2: {
        "registered": 47_568_693, "voters": 35_467_327, "blank": 3_021_499, "null": 1_064_225,
        "valid": 31_381_603, "macron": 20_743_128, "le-pen": 10_638_475,
    },
}  # fmt: skip


def sources(kind: str, days: tuple[date, date]) -> list[StationSource]:
    """Both rounds of an election of 2017."""
    names = [f"fr2017_{kind}_t{number}_bureaux.parquet" for number in (1, 2)]
    return [
        StationSource(name, (FRANCE / name).read_bytes(), date=day)
        for name, day in zip(names, days, strict=True)
    ]


def annulments() -> StationSource:
    """The annulled stations, as the table that an import takes."""
    with (FRANCE / "anomalies_2017_bureaux.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["type"] == "bureau_annule"]
    overseas = {"ZA": "971", "ZB": "972", "ZC": "973", "ZD": "974", "ZM": "976", "ZN": "988", "ZP": "987"}
    days = {"1": "2017-04-26", "2": "2017-05-10"}
    table = []
    for row in rows:
        there = overseas.get(row["departement"])
        commune = there + row["commune"][1:] if there else row["departement"] + row["commune"]
        table.append(
            (f"{commune}-{row['bureau']}", row["tour"], days[row["tour"]], "Conseil constitutionnel")
        )
    return StationSource("annulled.csv", csv_bytes(("unit", "round", "at", "grounds"), table))


@cache
def presidential() -> Imported:
    """The presidential election of 2017, with its annulments."""
    days = (date(2017, 4, 23), date(2017, 5, 7))
    return import_ministry(sources("presidentielle", days), annulled=annulments())


def totals(folder: BallotFolder, number: int) -> dict[str, int]:
    """The sums of a round's figures and votes."""
    added: Counter[str] = Counter()
    for sheet in folder.sheets:
        if sheet.round == number:
            for name in ("registered", "voters", "blank", "null", "valid"):
                added[name] += sheet.figure(name) or 0
            added.update(sheet.votes)
    return dict(added)


@pytest.mark.parametrize("number", [1, 2])
def test_totals_are_the_proclaimed_ones(number: int) -> None:
    """Both rounds, 69,242 stations, read back from the folder as it is written."""
    folder = read_folder(write_folder(presidential().folder))
    assert totals(folder, number) == PROCLAIMED[number]
    assert len(folder.tree.leaves) == 69_242


def test_rolls_constituencies_and_annulments_are_those_documented() -> None:
    """8,780 rolls differ between the rounds, 118 communes lie in several of 577 constituencies, 12 and 38
    stations were annulled; the two rounds name the same stations."""
    folder = presidential().folder
    assert len(folder.rolls) == 8_780
    assert len(folder.groups) == 577
    groups_of: dict[str, set[str]] = {}
    for group in folder.groups:
        for unit in group.units:
            groups_of.setdefault(folder.tree[unit].parent or "", set()).add(group.id)
    assert sum(len(groups) > 1 for groups in groups_of.values()) == 118
    assert Counter(act.target.round for act in folder.acts) == {1: 12, 2: 38}
    assert len(folder.sheets) == 2 * 69_242


def test_communes_have_the_codes_of_insee() -> None:
    """The 112 communes of four overseas departments have the codes another file of the ministry gives."""
    file = FRANCE / "fr2017_presidentielle_t1t2_communes_site_ministere.parquet"
    known = set(pl.read_parquet(file)["CommuneCodeINSEE"].to_list())
    tree = presidential().folder.tree
    departments = ("ZA", "ZB", "ZC", "ZD")
    ours = {one.id for one in tree.values() if one.level == "commune" and one.parent in departments}
    assert len(ours) == 112
    assert ours <= known


def test_legislative_elections_are_decided_in_577_constituencies() -> None:
    """Four elect in the first round: 475 stations hold no second. Votes by label are those of a plain sum."""
    made = import_ministry(sources("legislatives", (date(2017, 6, 11), date(2017, 6, 18))))
    folder = read_folder(write_folder(made.folder))
    assert len(folder.groups) == 577
    assert folder.ballot.contests[0].scope.kind == "constituency"
    assert sum(len(act.target.units or ()) for act in folder.acts) == 69_242 - 68_767
    assert [note.facts["constituency"] for note in made.notes if note.code == "elected"] == [
        "56-04", "75-01", "80-05", "ZW-01",
    ]  # fmt: skip
    for number in (1, 2):
        plain = pl.read_parquet(FRANCE / f"fr2017_legislatives_t{number}_bureaux.parquet").sum()
        added = totals(folder, number)
        for column in plain.columns[10:]:
            assert added[column.lower()] == plain[column].item(), column
        assert added["registered"] == plain["inscrits"].item()


def finistere() -> tuple[BallotFolder, pl.DataFrame]:
    """The 201 stations in the current layout: imported, and as Polars reads them."""
    name = "fr2024_legislatives_t2_finistere_ministry_format.csv"
    content = (FRANCE / name).read_bytes()
    frame = pl.read_csv(io.BytesIO(content), separator=";", infer_schema=False)
    return import_ministry([StationSource(name, content)]).folder, frame


def test_the_current_layout_of_finistere() -> None:
    """201 stations; figures and votes of each candidate are those of a plain sum of the columns."""
    folder, frame = finistere()
    assert len(folder.tree.leaves) == len(folder.sheets) == 201
    added = totals(folder, 2)
    for name, column in (
        ("registered", "Inscrits"),
        ("voters", "Votants"),
        ("blank", "Blancs"),
        ("null", "Nuls"),
    ):
        assert added[name] == frame[column].cast(pl.Int64).sum()
    parts = [
        frame.select(
            pl.col(f"Nom candidat {n}").alias("name"), pl.col(f"Voix {n}").cast(pl.Int64).alias("votes")
        )
        for n in range(1, 5)
    ]
    plain = pl.concat(parts).drop_nulls().group_by("name").sum()
    ours = {option.name.split(" ", 1)[1]: added[option.id] for option in folder.ballot.contests[0].options}
    assert ours == dict(plain.iter_rows())


def test_the_deputies_of_finistere() -> None:
    """Cadalen and Le Gac are those the file itself marks as elected."""
    folder, frame = finistere()
    marked = {
        frame.filter(pl.col(f"Elu {n}") == "élu")[f"Nom candidat {n}"].unique().item()
        for n in range(1, 5)
        if (frame[f"Elu {n}"] == "élu").any()
    }
    elected = {
        folder.ballot.contests[0].option(OptionId(option)).name.split(" ", 1)[1]
        for result in canvass(folder).results
        for option in (result.outcome.options if result.outcome else ())
    }
    assert elected == marked == {"CADALEN", "LE GAC"}


def test_brest_by_its_mapping() -> None:
    """104 stations in two rounds; each candidate's votes are those of a plain sum of the rows."""
    name = "fr2022_legislatives_t1t2_brest_bureaux_candidats.csv"
    content = (FRANCE / name).read_bytes()
    folder = import_table([TableSource(name, content)], EXAMPLE.encode(), "m.toml").folder
    assert len(folder.tree.leaves) == 104
    assert len(folder.sheets) == 208
    frame = pl.read_csv(io.BytesIO(content))
    names = {option.id: option.name for option in folder.ballot.contests[0].options}
    for number in (1, 2):
        here = frame.filter(pl.col("tour") == number)
        added = totals(folder, number)
        plain = dict(here.group_by("candidat").agg(pl.col("voix").sum()).iter_rows())
        assert {names[OptionId(key)]: value for key, value in added.items() if key in names} == plain
        stations = here.unique("bureau")
        assert added["registered"] == stations["inscrits"].sum()
        assert added["valid"] == sum(plain.values()) == stations["exprimes"].sum()
