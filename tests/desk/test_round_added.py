"""A second round added to a ballot that declared only the first: when it may be, and what it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.test_runoff import PREPARED, TOP_TWO, standing
from ledger_making import begun, opened, recorded, refusal, verified
from recolement.canvass import canvass
from recolement.canvass.results import ContestResult, Status
from recolement.desk import Desk
from recolement.formats.folder import read_folder
from recolement.formats.shorthand import read_shorthand
from recolement.formats.writing import write_folder
from recolement.model.ballots import Round

BALLOT = """
ballot title="Présidence" levels=nation,section root=FR
{rule}
option A
option B
option C
option D
unit Lyon-3 in=FR registered=1200
unit Brest in=FR registered=80
"""
ADDED: dict[str, Any] = {"event": "round-added/1", "number": 2, "contests": ["contest"]}
TWO = {**PREPARED, "options": ["A", "B"]}


def counted(place: Path, rounds: str = "", rule: str = TOP_TWO, a: int = 400) -> Desk:
    """A first round of A (400), B 300, C 200, D 60 in one section; the other one has no sheet."""
    desk = begun(place, BALLOT.format(rule=rule) + rounds)
    votes = {"A": a, "B": 300, "C": 200, "D": 60}
    recorded(desk, {
        "event": "sheet-recorded/1", "unit": "Lyon-3", "contest": "contest", "round": 1,
        "in_box": sum(votes.values()), "blank": 0, "null": 0, "votes": votes,
    })  # fmt: skip
    return desk


def proclaimed(place: Path, **given: Any) -> Desk:
    """The same, no vote having been held in the other section, proclaimed: both acts name no round."""
    desk = counted(place, **given)
    recorded(desk, {"event": "no-vote-held/1", "units": ["Brest"], "reason": "inondation"})
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest"})
    return desk


def results(desk: Desk) -> list[ContestResult]:
    """The results of each round now."""
    return list(canvass(desk.moment.state.folder()).results)


def said(result: ContestResult) -> tuple[object, ...]:
    """What a result says, its open matters by name."""
    decisive = result.verdict and (result.verdict.decisive, result.verdict.margin)
    return result.figures, result.coverage, result.status, result.outcome, result.totals, decisive


def test_a_round_is_added_and_prepared(tmp_path: Path) -> None:
    """Of 960 valid votes nobody has 481: the round is added, A and B stand; another reader finds the same."""
    desk = proclaimed(tmp_path)
    assert refusal(desk, TWO).code == "unknown_question"  # there is no round 2 yet
    recorded(desk, {**ADDED, "date": "2026-12-03"})
    assert standing(desk) == ["A", "B", "C", "D"]  # nobody is named yet
    recorded(desk, TWO)
    assert standing(desk) == standing(opened(tmp_path)) == ["A", "B"]
    report = verified(tmp_path, desk.moment.state.key)
    assert report.wrongs == []
    assert report.trusted
    ballot = desk.moment.state.folder().ballot
    assert ballot.round(2).date == date(2026, 12, 3)
    assert [list(result.figures.votes) for result in results(desk)] == [["A", "B", "C", "D"], ["A", "B"]]


def test_what_was_done_before_speaks_of_the_first_round(tmp_path: Path) -> None:
    """No vote held, a withdrawal, a dispute, the proclamation and a freeze, lifted, named no round: all stay
    in the first, as it was. In the second both sections are awaited, and nothing is proclaimed."""
    desk = counted(tmp_path)
    recorded(desk, {"event": "no-vote-held/1", "units": ["Brest"], "reason": "inondation"})
    recorded(desk, {"event": "dispute-withdrawn/1", "of": "B"})
    recorded(desk, {"event": "dispute-filed/1", "id": "d1", "units": ["Lyon-3"], "seeks": "annul"})
    recorded(desk, {"event": "result-proclaimed/1"})
    recorded(desk, {"event": "result-frozen/1", "id": "g1"})
    assert refusal(desk, ADDED).code == "frozen"
    recorded(desk, {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 3, "against": 0})
    (before,) = results(desk)
    recorded(desk, ADDED)
    for reader in (desk, opened(tmp_path)):
        first, second = results(reader)
        assert said(first) == said(before)
        assert first.status is Status.PROCLAIMED
        assert second.status is Status.PARTIAL
        assert second.coverage.missing == ("Lyon-3", "Brest")
    assert refusal(desk, TWO).facts["expected"] == "A, C"  # B's withdrawal stands
    recorded(desk, {**TWO, "options": ["A", "C"]})
    recorded(desk, {"event": "result-frozen/1", "id": "g2"})  # from here on, every round
    assert [result.status for result in results(desk)] == [Status.PROCLAIMED, Status.FROZEN]


def test_a_folder_written_from_it_says_the_same(tmp_path: Path) -> None:
    """The ballot folder made of the ledger, written as files and read again, has the same results."""
    desk = proclaimed(tmp_path)
    recorded(desk, ADDED)
    recorded(desk, TWO)
    folder = desk.moment.state.folder()
    again = canvass(read_folder(write_folder(folder))).results
    assert [said(one) for one in again] == [said(one) for one in results(desk)]


@pytest.mark.parametrize(
    ("given", "more", "code"),
    [
        ({}, {"number": 3}, "no_round_to_add"),
        ({}, {"contests": ["contest", "contest"]}, "no_round_to_add"),
        ({}, {"contests": []}, "no_round_to_add"),
        ({}, {"contests": ["other"]}, "unknown_contest"),
        ({}, {"date": "demain"}, "bad_moment"),
        ({"a": 600}, {}, "no_runoff"),  # 600 of 1160 is more than half: A is elected
        ({"rule": "rule plurality"}, {}, "no_runoff_in_rule"),
        ({"rounds": "round 1\nround 2\n"}, {}, "no_round_to_add"),
    ],
)
def test_only_where_a_runoff_was_proclaimed(
    tmp_path: Path, given: dict[str, Any], more: dict[str, Any], code: str
) -> None:
    """A second round is added once, to a first one, for contests whose proclaimed outcome calls for it."""
    desk = counted(tmp_path, **given)
    assert refusal(desk, {**ADDED, **more}).code != ""  # whatever it is: nothing is proclaimed
    recorded(desk, {"event": "no-vote-held/1", "units": ["Brest"], "round": 1, "reason": "inondation"})
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1})
    assert refusal(desk, {**ADDED, **more}).code == code


def test_not_before_the_proclamation_and_once(tmp_path: Path) -> None:
    """Refused while the first round is not proclaimed; then once."""
    desk = counted(tmp_path)
    assert refusal(desk, ADDED).code == "round_not_proclaimed"
    recorded(desk, {"event": "no-vote-held/1", "units": ["Brest"], "reason": "inondation"})
    recorded(desk, {"event": "result-proclaimed/1"})
    recorded(desk, ADDED)
    assert refusal(desk, ADDED).code == "no_round_to_add"


@pytest.mark.parametrize(
    ("rounds", "may"), [((1,), 2), ((0,), None), ((2,), None), ((1, 2), None), ((1, 3), None)]
)
def test_a_round_of_another_number_stays_alone(rounds: tuple[int, ...], may: int | None) -> None:
    """Only a lone round 1 may be followed: a lone round 2 is decided as a second one already."""
    ballot = read_shorthand(BALLOT.format(rule=TOP_TWO)).ballot
    assert replace(ballot, rounds=tuple(map(Round, rounds))).may_gain == may
