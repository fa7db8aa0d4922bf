"""The ministry's layout: what is written reads back as it was, small files and the real ones."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cli.terminal import BALLOTS, recolement
from formats.ministry_files import NORTH, SOUTH, grouped
from recolement.canvass import canvass
from recolement.formats.ministry import StationSource, import_ministry
from recolement.model.folder import BallotFolder
from recolement.model.problems import Unusable
from recolement.publication.open.ministry import ministry_files, percentage
from recolement.storage.folder import read_ballot

SHARED = os.environ.get("RECOLEMENT_SHARED", "")
FRANCE = Path(SHARED) / "data" / "france"
REAL = pytest.mark.skipif(
    not FRANCE.is_dir(), reason="real files: set RECOLEMENT_SHARED to the folder that holds data/france"
)
FINISTERE = "fr2024_legislatives_t2_finistere_ministry_format.csv"


def bare(folder: BallotFolder) -> BallotFolder:
    """The folder, forgetting in which file and row each line stood."""
    return replace(folder, sheets=tuple(replace(sheet, source=None) for sheet in folder.sheets))


def there_and_back(folder: BallotFolder, *dates: date) -> BallotFolder:
    """The folder exported, then imported again."""
    files = list(ministry_files(canvass(folder)))
    days = dates or (None,) * len(files)
    sources = [StationSource(name, data, date=day) for (name, data), day in zip(files, days, strict=True)]
    return import_ministry(sources).folder


def test_two_constituencies_come_back_as_they_were() -> None:
    """Two constituencies, one of them with fewer candidates: the same folder after export and import."""
    first = import_ministry([StationSource("legislatives_t1.csv", grouped(*NORTH, *SOUTH))]).folder
    assert bare(there_and_back(first)) == bare(first)


def test_an_unknown_figure_is_an_empty_cell_and_so_are_its_shares() -> None:
    """Ars 0002 without its blanks: the cell and its two shares are empty, the null ones are not."""
    row = NORTH[1].replace(";85;3;2;", ";85;;2;")
    first = import_ministry([StationSource("legislatives_t1.csv", grouped(NORTH[0], row))]).folder
    ((_, data),) = ministry_files(canvass(first))
    _, second = csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=";")
    assert (second["Blancs"], second["% Blancs/inscrits"], second["% Blancs/votants"]) == ("", "", "")
    assert (second["Nuls"], second["% Nuls/inscrits"]) == ("2", "1,00%")
    assert bare(there_and_back(first)) == bare(first)


def test_shares_are_rounded_half_up() -> None:
    """581 of 800 is 72.625 %, which the ministry's file of 2024 has as 72,63 (Brest 0050)."""
    assert percentage(581, 800) == "72,63%"


def test_units_that_are_not_the_ministrys_are_refused() -> None:
    """A party's sections have no department, commune and station: a sentence says so, in both languages."""
    with pytest.raises(Unusable):
        list(ministry_files(canvass(read_ballot(BALLOTS / "reims-2008"))))


def test_the_refusal_at_the_door_writes_nothing(tmp_path: Path) -> None:
    """The command says what to take instead, and makes no folder."""
    done = recolement(
        "export", BALLOTS / "reims-2008", "--as", "ministry", "--out", tmp_path / "o", RECOLEMENT_LANG="en"
    )
    assert done.code == 2
    assert "frictionless" in done.err
    assert not (tmp_path / "o").exists()


@REAL
def test_the_ministrys_own_file_comes_back_identical() -> None:
    """Finistère 2024: the same folder after export and import; the same file but for the candidates' sex.

    The only other cells that differ, in 201 rows, are shares that fall on a half. (The file was cut from the
    national one, and keeps a fourth group of columns that is empty everywhere: ours has three.)
    """
    raw = (FRANCE / FINISTERE).read_bytes()
    first = import_ministry([StationSource(FINISTERE, raw)]).folder
    ((_, data),) = ministry_files(canvass(first))
    again = import_ministry([StationSource(FINISTERE, data)]).folder
    assert bare(again) == bare(first)
    theirs, ours = (
        list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
        for text in (raw, data)
    )
    assert len(theirs) == len(ours) == 201
    differ = [
        (name, here.get(name, ""), there[name])
        for here, there in zip(ours, theirs, strict=True)
        for name in there
        if here.get(name, "") != there[name] and not name.startswith("Sexe candidat")
    ]
    assert all(name.startswith("%") for name, _, _ in differ)
    assert len(differ) <= 2


@REAL
@pytest.mark.long
def test_both_rounds_of_2017_come_back_identical() -> None:
    """69,242 stations, two rounds of the presidential election: the same folder after export and import."""
    days = (date(2017, 4, 23), date(2017, 5, 7))
    names = [f"fr2017_presidentielle_t{number}_bureaux.parquet" for number in (1, 2)]
    sources = [
        StationSource(name, (FRANCE / name).read_bytes(), date=day)
        for name, day in zip(names, days, strict=True)
    ]
    first = import_ministry(sources).folder
    assert bare(there_and_back(first, *days)) == bare(first)
