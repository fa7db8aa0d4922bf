"""Counts published by others in EML 510, held against the tables that others made of the same files.

Messages and tables are of the electoral council of the Netherlands (tests/vectors/README.md): its own program
made the tables from the same counts.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from formats.reports.making import as_folder, back
from recolement.canvass import canvass
from recolement.formats.reports.eml_reading import read_eml
from recolement.model.folder import BallotFolder
from recolement.model.problems import Unusable

VECTORS = Path(__file__).parents[2] / "vectors" / "eml"
LOCAL = ("Telling_GR2022_WestMaasenWaal.eml.xml.gz", "osv4-3_telling_gr2022_westmaasenwaal.csv")
NATIONAL = (
    "Telling_TK2025_gemeente_West_Maas_en_Waal.eml.xml.gz",
    "osv4-3_telling_tk2025_gemeente_westmaasenwaal.csv",
)
ROWS = {
    "signatures": "toegelaten kiezers", "valid": "geldige stembiljetten", "blank": "blanco stembiljetten",
    "null": "ongeldige stembiljetten", "in_box": "aangetroffen stembiljetten",
}  # fmt: skip
"""What the tables call our figures."""


def folder_of_message(name: str) -> BallotFolder:
    """A published message as a folder."""
    return as_folder(read_eml, [gzip.decompress((VECTORS / name).read_bytes())])


def table(name: str) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Of a published table: the figures by their Dutch name, the votes by list number; each by station."""
    rows = list(csv.reader(io.StringIO((VECTORS / name).read_text("utf-8-sig")), delimiter=";"))
    stations = next(row[5:] for row in rows if row[:1] == ["Gebiednummer"])
    figures: dict[str, dict[str, int]] = {}
    votes: dict[str, dict[str, int]] = {}
    for row in rows:
        if len(row) <= 5 or row[2]:
            continue
        named = {
            f"0668-SB{station}": int(cell)
            for station, cell in zip(stations, row[5:], strict=True)
            if cell.isdigit()
        }
        if row[0].isdigit():
            votes[row[0]] = named
        elif not row[0]:
            figures.setdefault(row[1], named)
    return figures, votes


@pytest.mark.parametrize(("message", "published"), [LOCAL, NATIONAL], ids=["local", "national"])
def test_every_figure_of_a_published_count_is_that_of_the_published_table(
    message: str, published: str
) -> None:
    """Signatures, papers, valid, blank, null and the votes of every list, at every station."""
    folder = folder_of_message(message)
    figures, votes = table(published)
    assert len(folder.sheets) == len(figures["toegelaten kiezers"])
    for sheet in folder.sheets:
        for ours, theirs in ROWS.items():
            assert getattr(sheet, ours) == figures[theirs][sheet.unit], (sheet.unit, ours)
        assert dict(sheet.votes) == {number: row[sheet.unit] for number, row in votes.items()}


def test_a_station_to_which_nobody_is_tied_has_no_roll() -> None:
    """1,415 were called to station 1, and 0 to station 112, where 491 voted: that roll is unknown."""
    folder = folder_of_message(LOCAL[0])
    called = table(LOCAL[1])[0]["opgeroepenen"]
    rolls = {str(sheet.unit): sheet.registered for sheet in folder.sheets}
    assert (rolls["0668-SB1"], called["0668-SB1"]) == (1415, 1415)
    assert (rolls["0668-SB112"], called["0668-SB112"]) == (None, 0)
    assert {one.code for one in canvass(folder).findings if one.code.startswith("R2")} == set()


def test_the_gaps_that_the_council_published_are_those_that_are_found() -> None:
    """A3 says of two stations what the table's rows "more" and "fewer papers than voters" say: by one."""
    figures, _ = table(LOCAL[1])
    gaps = {unit: more for unit, more in figures["meer stembiljetten dan toegelaten kiezers"].items() if more}
    fewer = figures["minder stembiljetten dan toegelaten kiezers"]
    gaps |= {unit: -less for unit, less in fewer.items() if less}
    found = {
        one.unit: one.difference for one in canvass(folder_of_message(LOCAL[0])).findings if one.code == "A3"
    }
    assert found == gaps == {"0668-SB1": -1, "0668-SB7": 1}


def test_the_day_and_the_place_of_a_published_count_are_kept() -> None:
    """The municipality voted for its council on 16 March 2022."""
    folder = folder_of_message(LOCAL[0])
    assert folder.ballot.title == "Gemeenteraad West Maas en Waal 2022"
    assert folder.ballot.rounds[0].date == date(2022, 3, 16)
    assert folder.tree[folder.tree.root].name == "West Maas en Waal"


@pytest.mark.parametrize("name", ["deserialize_eml510d_test.eml.xml", "eml510b_with_investigations.eml.xml"])
def test_the_samples_of_another_reader_are_read(name: str) -> None:
    """A total of totals (510d), a count with inquiries: one list with 100 votes of 100, as they say."""
    (sheet,) = as_folder(read_eml, [(VECTORS / name).read_bytes()]).sheets
    assert (dict(sheet.votes), sheet.valid, sheet.in_box) == ({"1": 100}, 100, 100)


def messages() -> Iterator[Path]:
    """The messages of a folder that somebody names."""
    yield from sorted(Path(os.environ["RECOLEMENT_EML_FILES"]).glob("**/*.xml"))


@pytest.mark.skipif(
    "RECOLEMENT_EML_FILES" not in os.environ,
    reason="set RECOLEMENT_EML_FILES to a folder of EML 510 counts, such as data.overheid.nl publishes",
)
def test_any_folder_of_counts_is_read_and_adds_up() -> None:
    """Each count makes a folder whose stations add up to the total that the message itself gives."""
    for file in messages():
        report = back(read_eml, file.read_bytes())
        try:
            folder = as_folder(read_eml, [file.read_bytes()])
        except Unusable as unusable:
            raise AssertionError(f"{file}: {unusable.problems}") from None
        for vote in report.votes:
            whole = next(one for one in vote.counts if one.unit == vote.place)
            for option, votes in whole.votes.items():
                below = [sheet.votes.get(option) for sheet in folder.sheets if sheet.contest == vote.contest]
                assert votes == sum(one for one in below if one is not None), (file, option)
