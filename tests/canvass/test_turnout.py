"""Turnout during the day: unknown is not zero, the base is said, rounds are compared on the same sections."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.canvass import canvass
from recolement.canvass.turnout import Reports, Voted, last_told, sections_of, turnout, voting_in
from recolement.formats.shorthand import read_shorthand
from recolement.model.ids import UnitId

HOURS = ("10:00", "12:00", "17:00")
TEXT = """
ballot levels=nation,federation,section root=pays turnout_hours=10:00,12:00,17:00
rule majority_two_round
contest c
option A contest=c
option B contest=c
contest local scope=sud
option X contest=local
round 1 contests=c
round 2
unit pays
unit nord in=pays
unit sud in=pays
unit n1 in=nord registered=100
unit n2 in=nord registered=200
unit n3 in=nord
unit s1 in=sud registered=50
roll n1 round=2 registered=110
"""
FOLDER = read_shorthand(TEXT)
N1, N2, N3, S1 = map(UnitId, ("n1", "n2", "n3", "s1"))


def test_a_section_that_has_not_reported_is_not_counted_as_zero() -> None:
    """By hand, at noon: n1 33 of its 110 in round 2; n2 silent; n3 9 of an unknown roll; s1 silent."""
    reports: Reports = {(N1, 2): {"12:00": 33}, (N3, 2): {"12:00": 9}}
    ten, noon, five = turnout(FOLDER, reports, FOLDER.tree.leaves, 2)
    assert noon.reported == Voted(1, 33, 110)
    assert noon.reported.share == Fraction(3, 10)
    assert (noon.expected, noon.told, noon.without_roll, noon.missing) == (4, 2, (N3,), (N2, S1))
    assert ten.reported.share is None
    assert ten.missing == five.missing == FOLDER.tree.leaves
    assert noon.compared is None
    last = last_told((ten, noon, five))
    assert last is not None
    assert last.hour == "12:00"
    assert last_told((ten, five)) is None


def test_two_rounds_are_compared_on_the_sections_that_reported_in_both() -> None:
    """By hand, at noon. Now n1 33 of 110 and n2 100 of 200; before n1 20 of 100 and s1 40 of 50: n1 alone."""
    reports: Reports = {
        (N1, 2): {"12:00": 33}, (N2, 2): {"12:00": 100},
        (N1, 1): {"12:00": 20}, (S1, 1): {"12:00": 40},
    }  # fmt: skip
    _, noon, _ = turnout(FOLDER, reports, FOLDER.tree.leaves, 2)
    assert noon.reported == Voted(2, 133, 310)
    assert noon.compared is not None
    assert (noon.compared.now, noon.compared.earlier) == (Voted(1, 33, 110), Voted(1, 20, 100))
    assert noon.compared.change == Fraction(1, 10)  # 30 % against 20 %
    (_, before, _) = turnout(FOLDER, reports, FOLDER.tree.leaves, 1)
    assert before.compared is None  # nothing came before the first round


def test_only_sections_that_vote_are_expected() -> None:
    """A local contest in the south alone: a round that holds only it expects no section of the north."""
    text = TEXT.replace("round 1 contests=c", "round 1").replace("round 2", "round 2 contests=local")
    night = canvass(read_shorthand(text))
    assert sections_of(night, "pays", voting_in(night, 1)) == (N1, N2, N3, S1)
    assert sections_of(night, "pays", voting_in(night, 2)) == (S1,)
    assert sections_of(night, "nord", voting_in(night, 2)) == ()


reports_of_a_day = st.dictionaries(
    st.tuples(st.sampled_from([N1, N2, N3, S1]), st.sampled_from([1, 2])),
    st.dictionaries(st.sampled_from(HOURS), st.integers(0, 300)),
)


@settings(deadline=None)
@given(reports_of_a_day)
def test_a_place_is_the_sum_of_what_lies_under_it(reports: Reports) -> None:
    """At each hour, every section has reported, with or without a roll, or is missing, once; the nation's
    voters, registered and sections are the sums of those of its federations, compared ones too."""
    whole = turnout(FOLDER, reports, FOLDER.tree.leaves, 2)
    parts = [turnout(FOLDER, reports, FOLDER.tree.leaves_under(UnitId(one)), 2) for one in ("nord", "sud")]
    for hour, north, south in zip(whole, *parts, strict=True):
        based = {unit for unit in (N1, N2, S1) if hour.hour in reports.get((unit, 2), {})}
        assert len(based) == hour.reported.sections
        assert sorted([*based, *hour.without_roll, *hour.missing]) == sorted(FOLDER.tree.leaves)
        for field in ("sections", "voters", "registered"):
            added = getattr(north.reported, field) + getattr(south.reported, field)
            assert getattr(hour.reported, field) == added
        assert (hour.compared is None) == (north.compared is None) == (south.compared is None)
        if hour.compared is not None:
            for side in ("now", "earlier"):
                at = [getattr(one.compared, side) for one in (hour, north, south)]
                assert at[0].voters == at[1].voters + at[2].voters
            assert hour.compared.now.sections == hour.compared.earlier.sections


@settings(deadline=None)
@given(reports_of_a_day, st.sampled_from([N1, N2, N3, S1]), st.sampled_from(HOURS))
def test_silence_and_zero_differ(reports: Reports, unit: UnitId, hour: str) -> None:
    """A section that says 0 adds its roll to the base; silent, it adds nothing and is missing."""
    at = HOURS.index(hour)
    silent = {key: {when: n for when, n in said.items() if (*key, when) != (unit, 2, hour)}
              for key, said in reports.items()}  # fmt: skip
    zero = {**silent, (unit, 2): {**silent.get((unit, 2), {}), hour: 0}}
    without = turnout(FOLDER, silent, FOLDER.tree.leaves, 2)[at]
    with_zero = turnout(FOLDER, zero, FOLDER.tree.leaves, 2)[at]
    assert unit in without.missing
    assert unit not in with_zero.missing
    roll = FOLDER.roll(unit, 2)
    assert with_zero.reported.registered - without.reported.registered == (roll or 0)
    assert with_zero.reported.voters == without.reported.voters
