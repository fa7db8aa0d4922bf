"""Reports that others wrote in NIST SP 1500-100 v2, read from a folder that somebody names.

One such report, of the 23 counties of Wyoming (3 November 2020), is nist_v2_wy20g.xml among the tests of
ElectionDataAnalysis/electiondata; it is under the GPL, so it is not in this repository.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formats.reports.making import as_folder, back
from recolement.canvass import canvass
from recolement.formats.reports.nist_reading import read_nist

FOLDER = os.environ.get("RECOLEMENT_NIST_FILES")
WYOMING = "nist_v2_wy20g.xml"

pytestmark = pytest.mark.skipif(
    FOLDER is None,
    reason="set RECOLEMENT_NIST_FILES to a folder of NIST SP 1500-100 v2 reports (XML or JSON)",
)


def reports() -> list[Path]:
    """The files of the folder."""
    return sorted(file for file in Path(FOLDER or "").rglob("*") if file.suffix in (".xml", ".json"))


def test_any_folder_of_reports_is_read_and_adds_up() -> None:
    """Each report has votes; the sections of a contest add up to its total wherever the report gives one."""
    assert reports()
    for file in reports():
        report = back(read_nist, file.read_bytes())
        night = canvass(as_folder(read_nist, [file.read_bytes()]))
        assert any(votes for one in night.results for votes in one.figures.votes.values()), file
        for vote in report.votes:
            given = next((one for one in vote.counts if one.unit == vote.place), None)
            if given is None or len(vote.counts) == 1:
                continue
            found = night.result(vote.contest, report.round, vote.place).figures.votes
            assert {option: found[option] for option in given.votes} == dict(given.votes), (
                file,
                vote.contest,
            )


def test_the_counties_of_wyoming_add_up_to_what_the_state_proclaimed() -> None:
    """President, senator and representative, as in the official statewide summary of 11 November 2020."""
    file = next((one for one in reports() if one.name == WYOMING), None)
    if file is None:
        pytest.skip(f"{WYOMING} is not in RECOLEMENT_NIST_FILES")
    folder = as_folder(read_nist, [file.read_bytes()])
    night = canvass(folder)
    votes = {
        one.contest: {str(option): number for option, number in one.figures.votes.items()}
        for one in night.results
        if one.contest in ("us-president-wy", "us-senate-wy", "us-house-wy-district-1")
    }
    president = votes["us-president-wy"]
    assert (president["donald-j-trump"], president["joseph-r-biden"]) == (193_559, 73_491)
    assert (president["jo-jorgensen"], president["brock-pierce"]) == (5_768, 2_208)
    assert votes["us-senate-wy"]["cynthia-m-lummis"] == 198_100
    assert votes["us-house-wy-district-1"]["liz-cheney"] == 185_732
    assert len(list(folder.tree.leaves)) == 23
