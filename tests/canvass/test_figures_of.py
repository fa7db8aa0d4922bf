"""The figures of one section, asked for alone, are those of its whole result."""

from __future__ import annotations

import pytest

from cli.terminal import BALLOTS
from recolement.canvass import canvass
from recolement.storage.folder import read_ballot


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir()))
def test_figures_of_a_section_are_those_of_its_result(name: str) -> None:
    """In every section, contest and round of a worked ballot, both ways of asking say the same."""
    night = canvass(read_ballot(BALLOTS / name))
    asked = {(question.contest.id, question.round.number) for question in night.questions}
    for section in night.folder.tree.leaves:
        for contest, number in asked:
            alone = night.figures_of(section, contest, number)
            assert alone == night.result(contest, number, section).figures


def test_an_option_on_offer_elsewhere_has_no_figure() -> None:
    """Where options differ by section, the figures are those of the options on offer there."""
    night = canvass(read_ballot("option A\noption B units=Brest\nsheet Lyon-3 A=60\nsheet Brest A=45 B=45"))
    (question,) = night.questions
    lyon, brest = night.folder.tree.leaves
    assert dict(night.figures_of(lyon, question.contest.id, 1).votes) == {"A": 60}
    assert dict(night.figures_of(brest, question.contest.id, 1).votes) == {"A": 45, "B": 45}
