"""``recolement export`` at the door: files in a new folder, refusals in a sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cli.terminal import BALLOTS, recolement

REIMS = BALLOTS / "reims-2008"


@pytest.mark.parametrize(
    ("layout", "files"),
    [
        ("csv", {"units.csv", "groups.csv", "options.csv", "results.csv", "votes.csv", "outcomes.csv"}),
        ("xlsx", {"results.xlsx"}),
        ("json", {"results.json"}),
        ("parquet", {f"{t}.parquet" for t in ("units", "groups", "options", "results", "votes", "outcomes")}),
    ],
)
def test_each_layout_is_written_in_a_new_folder(layout: str, files: set[str], tmp_path: Path) -> None:
    """The folder is made, and holds the layout's files and nothing else."""
    assert recolement("export", REIMS, "--as", layout, "--out", tmp_path / "open").code == 0
    assert {file.name for file in (tmp_path / "open").iterdir()} == files


def test_the_worked_ballot_exports_the_figures_of_its_readme(tmp_path: Path) -> None:
    """Reims, second round, after the récolement: Aubry 67,413, Royal 67,371 (README of the ballot)."""
    recolement("export", REIMS, "--as", "csv", "--out", tmp_path / "open")
    with (tmp_path / "open" / "votes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["round"] == "2" and row["unit"] == "FR"]
    assert {row["option"]: row["votes"] for row in rows} == {"aubry": "67413", "royal": "67371"}


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds something is refused in a sentence, and stays as it was."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = recolement("export", REIMS, "--as", "csv", "--out", tmp_path, RECOLEMENT_LANG="en")
    assert done.code == 2
    assert "not empty" in done.err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_layout_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """The refusal names the layouts."""
    done = recolement("export", REIMS, "--as", "pdf", "--out", tmp_path / "open", RECOLEMENT_LANG="en")
    assert done.code == 2
    assert "frictionless" in done.err
