"""Each worked ballot gives the figures its documents give (``expected.toml``, with their sources)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from recolement.canvass import Canvass, canvass
from recolement.formats.folder import read_folder
from recolement.model.findings import Finding
from recolement.publication import tally_json

BALLOTS = Path(__file__).parents[2] / "ballots"
FOLDERS = sorted(path.parent for path in BALLOTS.glob("*/expected.toml"))


def read(folder: Path) -> Canvass:
    """The canvassed ballot of a folder on disk."""
    return canvass(read_folder({path.name: path.read_bytes() for path in folder.iterdir()}))


def expected(folder: Path, kind: str) -> list[dict[str, Any]]:
    """The documented figures of a folder."""
    return list(tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8")).get(kind, []))


def test_every_worked_ballot_has_expected_figures_and_sources() -> None:
    """No ballot without expected figures, each with its source, and a README."""
    assert {path.name for path in FOLDERS} == {path.name for path in BALLOTS.iterdir() if path.is_dir()}
    for folder in FOLDERS:
        assert (folder / "README.md").is_file()
        for documented in (*expected(folder, "result"), *expected(folder, "finding")):
            assert documented["source"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_documented_results(folder: Path) -> None:
    """Figures, status, outcome, slack, margin and verdict are those of the documents."""
    told = tally_json(read(folder))["contests"]
    for documented in expected(folder, "result"):
        key = (documented["contest"], documented["round"], documented["unit"])
        (result,) = (one for one in told if (one["contest"], one["round"], one["unit"]) == key)
        for field in ("registered", "voters", "valid", "blank_null", "status", "margin"):
            if field in documented:
                assert documented[field] == result[field], field
        if "votes" in documented:
            assert documented["votes"] == {
                option: votes for option, votes in result["votes"].items() if votes is not None
            }
        if "missing" in documented:
            assert documented["missing"] == result["coverage"]["missing"]
        if documented.get("outcome") == "none":
            assert result["outcome"] is None
            assert result["settled"] is None
            assert result["branches"] == []
        for kind in ("elected", "runoff"):
            if kind in documented:
                assert result["outcome"]["kind"] == kind
                assert sorted(documented[kind]) == sorted(result["outcome"]["options"])
        if "slack" in documented:
            (branch,) = (branch for branch in result["branches"] if branch["holds"])
            assert documented["slack"] == min(one["slack"] for one in branch["assertions"])
        if "settled" in documented:
            assert result["settled"] is (
                None if documented["settled"] == "unknown" else documented["settled"]
            )
        if "break_even" in documented:
            assert {one["break_even_roll"] for one in result["open"]} == {documented["break_even"]}
        if "decisive" in documented:
            assert documented["decisive"] == result["decisive"]
        for matter, loss in documented.get("worst_cases", {}).items():
            (one,) = (one for one in result["open"] if one["matter"] == matter)
            assert loss == one["worst_case"], matter


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_documented_findings(folder: Path) -> None:
    """What the documents show to be inconsistent is found, with the same figures."""
    found = read(folder).findings
    for documented in expected(folder, "finding"):
        assert [finding for finding in found if _is(finding, documented)], documented


def _is(finding: Finding, documented: dict[str, Any]) -> bool:
    if finding.code[0] != documented["family"] or documented.get("unit") not in (None, finding.unit):
        return False
    figures = {finding.expected, finding.found, finding.difference, *finding.facts.values()}
    return set(documented["figures"]) <= figures
