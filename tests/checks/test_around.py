"""What the neighbours have together, and the checks that set a sheet beside them."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.canvass import canvass
from recolement.checks.around import Leads
from recolement.formats.shorthand import read_shorthand
from recolement.model.findings import Finding
from recolement.model.folder import BallotFolder


def found(ballot: BallotFolder, code: str) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in canvass(ballot).findings if finding.code == code]


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(50, 90)), min_size=2, max_size=12))
def test_leads_keep_the_extremes_of_exact_fractions(leads: list[tuple[int, int]]) -> None:
    """The lowest, the highest and the second of some shares are those of the sorted fractions."""
    kept = Leads()
    for lead in leads:
        kept.take(lead)
    order = sorted(Fraction(*lead) for lead in leads)
    assert kept.sheets == len(leads)
    assert [Fraction(*one) for one in (kept.lowest, kept.second, kept.highest)] == [order[0], *order[-2:]]


def test_many_blank_papers_are_not_surprising_where_everybody_has_them(ballot: BallotFolder) -> None:
    """W1: among neighbours with 8 % blank papers, 9 of 85 is as usual and 30 of 85 is not.

    sheet s1 in_box=250 blank=20 null=0 A=130 B=100
    sheet s2 in_box=250 blank=20 null=0 A=130 B=100
    sheet s3 in_box=250 blank=20 null=0 A=120 B=110
    sheet s4 in_box=250 blank=20 null=0 A=120 B=110
    sheet usual in_box=85 blank=9 null=0 A=46 B=30
    sheet many  in_box=85 blank=30 null=0 A=30 B=25
    """
    # Around "many": 89 blank of 1,085 papers, 8.2 %: 85 papers would have 7.0, standard error 2.5; 30 is
    # more than 9 standard errors above. Around "usual", 110 of 1,085: 10.1 %, and 9 of 85 is 10.6 %.
    (only,) = found(ballot, "W1")
    assert (only.unit, only.found, only.facts["papers"]) == ("many", 30, 85)
    facts = only.facts
    assert (facts["neighbours"], facts["neighbours_found"], facts["neighbours_papers"]) == (5, 89, 1085)


def test_three_percent_is_the_limit_where_there_are_no_neighbours(ballot: BallotFolder) -> None:
    """W1 and W2 without enough neighbours: 3 of 85 papers is 3.5 %, 2 of 85 is 2.4 %.

    sheet one in_box=85 blank=3 null=2 A=45 B=35
    sheet two in_box=85 blank=2 null=3 A=45 B=35
    """
    assert [(finding.unit, finding.found) for finding in found(ballot, "W1")] == [("one", 3)]
    assert [(finding.unit, finding.found) for finding in found(ballot, "W2")] == [("two", 3)]


TWO_ROUNDS = """
ballot levels=nation,section root=FR
contest c scope=FR
round 1
round 2
sheet s1 round=1 in_box=200 M=110 P=90
sheet s1 round=2 in_box=200 M=140 P=60
sheet s2 round=1 in_box=200 M=120 P=80
sheet s2 round=2 in_box=200 M=146 P=54
sheet s3 round=1 in_box=200 M=114 P=86
sheet s3 round=2 in_box=200 M=142 P=58
sheet s4 round=1 in_box=200 M=120 P=80
sheet s4 round=2 in_box=200 M=140 P=60
sheet here round=1 in_box=23 M=16 P=7
sheet here round=2 in_box=46 M={0} P={1}
"""


@pytest.mark.parametrize(("votes", "said"), [((14, 32), True), ((32, 14), False)])
def test_two_options_look_swapped_beside_the_round_before(votes: tuple[int, int], said: bool) -> None:
    """W7 for Châtenay-en-France 2017: 16 against 7, then 14 against 32; as corrected, 32 against 14."""
    # Around: 464 of 800 (58 %), then 568 of 800 (71 %). Expected 16/23 + 13 % = 82.6 %, standard error
    # √(0.826 · 0.174 · (1/46 + 1/23)) = 9.7 %; 14 of 46 is 30.4 %: 5.4 away; exchanged 69.6 %: 1.3.
    swapped = found(read_shorthand(TWO_ROUNDS.format(*votes)), "W7")
    assert bool(swapped) is said
    if said:
        (only,) = swapped
        assert (only.unit, only.fields, only.found, only.expected) == ("here", ("P", "M"), 32, 14)
        assert (only.facts["before_option"], only.facts["before_other"]) == (7, 16)


def test_two_options_look_swapped_beside_the_neighbours(ballot: BallotFolder) -> None:
    """W7 without a round before: leads of 10 to 24 points around, −20 here: 30 > 14, and +20 is among them.

    sheet s1 in_box=100 A=55 B=45
    sheet s2 in_box=100 A=58 B=42
    sheet s3 in_box=100 A=60 B=40
    sheet s4 in_box=100 A=62 B=38
    sheet here in_box=100 A=40 B=60
    """
    # 60 of 100 where 41.25 are expected: 18.75 over a standard error of 4.92 is 3.8: not beyond chance.
    assert found(ballot, "W7") == []
    larger = [
        (sheet.unit, {option: 4 * votes for option, votes in sheet.votes.items()}) for sheet in ballot.sheets
    ]
    lines = [f"sheet {unit} in_box=400 A={votes['A']} B={votes['B']}" for unit, votes in larger]
    (only,) = found(read_shorthand("\n".join(lines)), "W7")
    assert (only.unit, only.fields, only.found, only.expected) == ("here", ("B", "A"), 240, 160)


def test_the_first_twin_is_the_first_of_the_tree(ballot: BallotFolder) -> None:
    """W9 names the same other sheet whatever the order in which the two came in.

    sheet s1 in_box=84 A=39 B=45
    sheet s2 in_box=84 A=39 B=45
    sheet s3 in_box=84 A=39 B=45
    """
    assert [finding.facts["other"] for finding in found(ballot, "W9")] == ["s2", "s1", "s1"]
    shuffled = list(ballot.sheets)
    Random(2).shuffle(shuffled)
    night = canvass(ballot)
    late = canvass(BallotFolder(ballot.ballot, ballot.tree, ()))
    for sheet in shuffled:
        late.receive(sheet)
    assert late.findings == night.findings


def test_a_swap_between_two_publications(ballot: BallotFolder) -> None:
    """P1 finds the three communes whose two candidates changed places between 9 and 10 May 2017.

    ballot levels=nation,commune root=FR
    contest c scope=FR
    option M
    option P
    unit Chapelle in=FR level=commune
    unit Menil in=FR level=commune
    unit Chatenay in=FR level=commune
    published 2017-05-09 Chapelle M 110
    published 2017-05-09 Chapelle P 86
    published 2017-05-09 Menil M 9
    published 2017-05-09 Menil P 13
    published 2017-05-09 Chatenay M 14
    published 2017-05-09 Chatenay P 32
    published 2017-05-10 Chapelle M 86
    published 2017-05-10 Chapelle P 110
    published 2017-05-10 Menil M 13
    published 2017-05-10 Menil P 9
    published 2017-05-10 Chatenay M 32
    published 2017-05-10 Chatenay P 14
    """
    fewer = {finding.unit: (finding.fields[0], finding.difference) for finding in found(ballot, "P1")}
    assert fewer == {"Chapelle": ("M", -24), "Menil": ("P", -4), "Chatenay": ("P", -18)}
