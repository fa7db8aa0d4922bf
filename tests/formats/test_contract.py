"""Sentences of the ballot folder's contract that the reader once did not keep."""

from __future__ import annotations

import pytest

from broken.broken import BALLOT, SOUND
from recolement.canvass import Canvass, canvass
from recolement.formats.folder import read_folder
from recolement.formats.writing import write_folder
from recolement.model.problems import Unusable

GROUPS = "unit,kind,group\nLyon-1,canton,nord\nLyon-2,canton,sud\n"


def read(**files: str) -> Canvass:
    """The canvass of the sound folder with some files (dots of their names written ``__``) replaced."""
    named = {name.replace("__", "."): text for name, text in files.items()}
    return canvass(read_folder({name: text.encode() for name, text in {**SOUND, **named}.items()}))


def test_an_act_may_touch_a_group() -> None:
    """A contest decided in groups is proclaimed and frozen there, by the group's ``kind:id``."""
    night = read(
        ballot__toml=BALLOT.replace('id = "bureau"', 'id = "bureau"\nscope = "each:canton"'),
        groups__csv=GROUPS,
        acts__toml='[[act]]\nkind = "proclamation"\nat = 2017-01-29\nunit = "canton:nord"\n'
        '[[act]]\nkind = "freeze"\nid = "g1"\nat = 2017-01-29\nunit = "canton:sud"\n',
    )
    assert [(result.unit, result.status.value) for result in night.results] == [
        ("canton:nord", "proclaimed"),
        ("canton:sud", "frozen"),
    ]


def test_a_draw_may_be_made_in_a_group() -> None:
    """A tie in one group is broken by the draw recorded for it, and not in the other."""
    night = read(
        ballot__toml=BALLOT.replace('id = "bureau"', 'id = "bureau"\nscope = "each:canton"'),
        groups__csv=GROUPS,
        sheets__csv="unit,ann,bob\nLyon-1,40,40\nLyon-2,40,40\n",
        acts__toml='[[act]]\nkind = "draw"\nat = 2017-01-29\nunit = "canton:sud"\n'
        'options = ["ann", "bob"]\norder = ["bob", "ann"]\n',
    )
    nord, sud = (result.outcome for result in night.results)
    assert nord is not None
    assert sud is not None
    assert (nord.kind.value, sud.kind.value, sud.options) == ("lots_needed", "elected", ("bob",))


def test_the_last_round_is_that_of_the_highest_number() -> None:
    """Rounds listed out of order: round 1 needs a majority (40 of 100 is none), round 2 does not."""
    rounds = "[[round]]\nnumber = 2\n[[round]]\nnumber = 1\n"
    ballot = BALLOT.replace('"plurality"', '"majority_two_round"') + rounds
    ballot = ballot.replace("[[round]]", '[[contest.option]]\nid = "zoe"\n[[round]]', 1)
    night = read(
        ballot__toml=ballot, sheets__csv="unit,round,ann,bob,zoe\nLyon-1,1,40,30,30\nLyon-1,2,40,30,30\n"
    )
    first, second = night.results
    assert (first.round, second.round) == (1, 2)
    assert first.outcome is not None
    assert first.outcome.kind.value != "elected"
    assert second.outcome is not None
    assert (second.outcome.kind.value, second.outcome.options) == ("elected", ("ann",))


def test_votes_for_an_option_that_is_not_on_offer_stand_where_they_were_written() -> None:
    """The town's total counts them, so the section shows them too; a check (A9) tells the mistake."""
    night = read(ballot__toml=BALLOT.replace('name = "Bob"', 'name = "Bob"\nunits = ["Lyon-1"]'))
    below = [night.result("bureau", 1, unit).figures.votes["bob"] for unit in ("Lyon-1", "Lyon-2")]
    # By hand: 37 at Lyon-1 and 40 at Lyon-2.
    assert below == [37, 40]
    assert night.result("bureau", 1, "Lyon").figures.votes["bob"] == 77
    assert "A9" in {finding.code for finding in night.findings}


def test_entries_need_neither_who_nor_when() -> None:
    """``by`` and ``at`` may be left out of ``entries.csv`` like any other column."""
    night = read(entries__csv="unit,entry,ann,bob\nLyon-1,second,40,38\n")
    (entry,) = night.folder.entries
    assert (entry.entry, entry.by, entry.at) == ("second", None, None)
    assert entry.sheet.votes == {"ann": 40, "bob": 38}


def test_the_seats_of_every_place_are_needed() -> None:
    """A table of seats that leaves out a place where the contest is decided is told, and never a crash."""
    ballot = BALLOT.replace('rule = "plurality"', 'rule = "plurality"\nseats = {Lyon-1 = 2}')
    with pytest.raises(Unusable) as unusable:
        read(ballot__toml=ballot)
    (problem,) = unusable.value.problems
    assert (problem.code, problem.facts["found"]) == ("seats_of_place", "Lyon")


def test_a_section_listed_for_one_contest_is_looked_for_in_the_other() -> None:
    """A row without figures says that the unit takes part: check C6 tells where it is then absent."""
    night = read(
        ballot__toml=BALLOT + '[[contest]]\nid = "motion"\noption = [{id = "yes"}, {id = "no"}]\n',
        sheets__csv="unit,contest,ann,bob,yes,no\nLyon-1,bureau,40,37,,\nLyon-1,motion,,,50,27\n"
        "Lyon-2,motion,,,,\n",
    )
    absent = [finding for finding in night.findings if finding.code == "C6"]
    assert [(finding.unit, finding.contest) for finding in absent] == [("Lyon-2", "bureau")]
    assert night.result("motion", 1, "Lyon").coverage.missing == ("Lyon-2",)


def test_one_seat_is_written_where_seats_are_shared_out() -> None:
    """A written folder says how many seats there are, even a single one, or it could not be read again."""
    ballot = BALLOT.replace('"plurality"', '"highest_averages"\nseats = 1')
    folder = read(ballot__toml=ballot).folder
    assert read_folder(write_folder(folder)).ballot == folder.ballot
