"""What is surprising and not wrong: a canvass made without those checks gives the same results."""

from __future__ import annotations

from pathlib import Path

import pytest

from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.publication.tally import tally_json
from recolement.storage.folder import read_ballot

BALLOTS = Path(__file__).parents[2] / "ballots"
ALL_FOR_ONE = """
sheet Lyon-3 registered=100 in_box=100 signatures=100 blank=0 null=0 valid=100 A=100 B=0
sheet Lyon-4 registered=900 in_box=500 signatures=500 blank=0 null=0 valid=499 A=240 B=260
"""
"""Everybody came to Lyon-3 and voted alike (surprising); Lyon-4 does not add up by one (wrong)."""


def the_same(folder: BallotFolder) -> list[str]:
    """Holds both canvasses of a folder together; gives the codes found."""
    whole, plain = canvass(folder), canvass(folder, surprises=False)
    assert tally_json(plain)["contests"] == tally_json(whole)["contests"]
    assert list(plain.findings) == [one for one in whole.findings if not one.code.startswith("W")]
    return [one.code for one in whole.findings]


def test_no_result_rests_on_what_is_surprising() -> None:
    """Results, verdicts and open matters are the same; the findings are those of the other families."""
    codes = the_same(read_shorthand(ALL_FOR_ONE))
    assert "A1" in codes
    assert any(code.startswith("W") for code in codes)


@pytest.mark.parametrize("name", ["reims-2008", "ump-2012"])
def test_nor_does_it_in_the_worked_ballots(name: str) -> None:
    """The same of ballots with disputes, corrections and missing sections."""
    the_same(read_ballot(BALLOTS / name))
