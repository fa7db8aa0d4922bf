"""The runoff prepared from the first round's outcome: who stands, and when it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_making import begun, opened, recorded, refusal, verified
from recolement.canvass import canvass
from recolement.desk import Desk

BALLOT = """
ballot title="Présidence" levels=nation,section root=FR
{rule}
option A
option B
option C
option D
unit Lyon-3 in=FR registered=1000
unit Brest in=FR registered=80
round 1
round 2
"""
TOP_TWO = "rule majority_two_round"
THRESHOLD = "rule majority_two_round runoff.kind=threshold runoff.share=12.5%"
LISTS = "rule municipal_list seats=9"
PREPARED: dict[str, Any] = {"event": "runoff-prepared/1", "contest": "contest", "round": 2}


def first_round(place: Path, rule: str = TOP_TWO, votes: tuple[int, ...] = (400, 300, 200, 60)) -> Desk:
    """A first round of 960 valid votes in one section of 1000, nobody voting in the other: not proclaimed."""
    desk = begun(place, BALLOT.format(rule=rule))
    given = dict(zip("ABCD", votes, strict=True))
    for unit, votes_there in (("Lyon-3", given), ("Brest", dict.fromkeys("ABCD", 0))):
        recorded(desk, {
            "event": "sheet-recorded/1", "unit": unit, "contest": "contest", "round": 1,
            "in_box": sum(votes_there.values()), "blank": 0, "null": 0, "votes": votes_there,
        })  # fmt: skip
    return desk


def proclaimed(place: Path, rule: str = TOP_TWO, votes: tuple[int, ...] = (400, 300, 200, 60)) -> Desk:
    """The same, proclaimed."""
    desk = first_round(place, rule, votes)
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1})
    return desk


def standing(desk: Desk) -> list[str]:
    """Who stands in the second round."""
    (contest,) = desk.moment.state.folder().ballot.contests
    return [option.id for option in desk.moment.state.folder().ballot.standing(contest.id, 2)]


def test_the_top_two_stand(tmp_path: Path) -> None:
    """A 400, B 300, C 200, D 60 of 960: nobody has 481, A and B stand; another reader finds the same."""
    desk = proclaimed(tmp_path)
    recorded(desk, {**PREPARED, "options": ["A", "B"]})
    assert standing(desk) == ["A", "B"]
    assert standing(opened(tmp_path)) == ["A", "B"]
    report = verified(tmp_path, desk.moment.state.key)
    assert report.wrongs == []
    assert report.trusted
    night = canvass(desk.moment.state.folder())
    assert list(night.result("contest", 2, "FR").figures.votes) == ["A", "B"]
    assert list(night.result("contest", 1, "FR").figures.votes) == ["A", "B", "C", "D"]


def test_who_withdraws_is_replaced_among_the_top_two(tmp_path: Path) -> None:
    """Constitution, art. 7: B withdraws, the next one, C, stands; B and C gone, D does."""
    desk = proclaimed(tmp_path)
    assert refusal(desk, {**PREPARED, "options": ["A"], "withdrawn": ["B"]}).facts["expected"] == "A, C"
    recorded(desk, {**PREPARED, "options": ["A", "C"], "withdrawn": ["B"]})
    recorded(desk, {**PREPARED, "options": ["A", "D"], "withdrawn": ["B", "C"]})  # prepared anew
    assert standing(desk) == ["A", "D"]


def test_by_a_threshold_nobody_is_promoted(tmp_path: Path) -> None:
    """L. 162: an eighth of 1080 registered is 135: A, B and C may stand; C withdraws: A and B."""
    desk = proclaimed(tmp_path, THRESHOLD)
    assert refusal(desk, {**PREPARED, "options": ["A", "B"]}).facts["expected"] == "A, B, C"
    recorded(desk, {**PREPARED, "options": ["A", "B"], "withdrawn": ["C"]})
    assert standing(desk) == ["A", "B"]


def test_a_withdrawal_recorded_before_counts(tmp_path: Path) -> None:
    """The withdrawal recorded as an act before the proclamation needs not be said again."""
    desk = first_round(tmp_path)
    recorded(desk, {"event": "dispute-withdrawn/1", "of": "B", "contest": "contest", "round": 1})
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1})
    assert refusal(desk, {**PREPARED, "options": ["A", "B"]}).facts["expected"] == "A, C"
    recorded(desk, {**PREPARED, "options": ["A", "C"]})


def test_lists_join_as_the_law_allows(tmp_path: Path) -> None:
    """L. 264, of 960 valid: 96 to stand (A, B, C), 48 to join (D, 60). D joins A; C joins B and withdraws.

    D cannot join C, who is gone, nor C join while it stands.
    """
    desk = proclaimed(tmp_path, LISTS)

    def joined(*pairs: tuple[str, str]) -> list[dict[str, str]]:
        return [{"option": one, "to": to} for one, to in pairs]

    gone = {**PREPARED, "options": ["A", "B"], "withdrawn": ["C"]}
    all_stand = {**PREPARED, "options": ["A", "B", "C"]}
    assert refusal(desk, {**gone, "joined": joined(("D", "C"))}).code == "may_not_join"
    assert refusal(desk, {**all_stand, "joined": joined(("C", "B"))}).code == "may_not_join"
    assert refusal(desk, {**gone, "joined": joined(("D", "A"), ("D", "B"))}).code == "joins_twice"
    recorded(desk, {**gone, "joined": joined(("C", "B"), ("D", "A"))})
    assert standing(desk) == ["A", "B"]


def test_a_list_too_small_joins_nobody(tmp_path: Path) -> None:
    """Of 960 valid votes 48 are needed to join: D with 47 may not; nobody may where the rule is silent."""
    desk = proclaimed(tmp_path / "lists", LISTS, (413, 300, 200, 47))
    three = {**PREPARED, "options": ["A", "B", "C"], "joined": [{"option": "D", "to": "A"}]}
    assert refusal(desk, three).code == "may_not_join"
    desk = proclaimed(tmp_path / "top")
    two = {**PREPARED, "options": ["A", "B"], "joined": [{"option": "D", "to": "A"}]}
    assert refusal(desk, two).code == "may_not_join"


@pytest.mark.parametrize(
    ("rule", "votes", "code"),
    [
        (TOP_TWO, (600, 300, 50, 10), "no_runoff"),  # 600 of 960: A is elected
        ("rule plurality", (400, 300, 200, 60), "no_runoff_in_rule"),
    ],
)
def test_no_second_round_to_prepare(tmp_path: Path, rule: str, votes: tuple[int, ...], code: str) -> None:
    """Where the first round elected somebody, or the rule has one round, nothing is prepared."""
    desk = proclaimed(tmp_path, rule, votes)
    assert refusal(desk, {**PREPARED, "options": ["A", "B"]}).code == code


def test_only_after_the_proclamation(tmp_path: Path) -> None:
    """Not before it, not under a freeze, not once a figure has changed, until it is proclaimed again."""
    desk = first_round(tmp_path)
    two = {**PREPARED, "options": ["A", "B"]}
    assert refusal(desk, two).code == "round_not_proclaimed"
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1})
    recorded(desk, {"event": "result-frozen/1", "id": "g1", "contest": "contest", "round": 1})
    assert refusal(desk, two).code == "frozen"
    recorded(desk, {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 3, "against": 0})
    corrected = {"event": "figure-corrected/1", "units": ["Lyon-3"], "contest": "contest", "round": 1}
    recorded(desk, {**corrected, "field": "C", "value": 350, "reason": "relu"})
    assert refusal(desk, two).code == "round_changed_since"
    recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1, "version": 2})
    assert refusal(desk, two).code == "not_who_may_stand"  # A 400, C 350, B 300
    recorded(desk, {**PREPARED, "options": ["A", "C"]})


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"options": ["A", "Z"]}, "unknown_option"),
        ({"options": ["A", "B"], "contest": "other"}, "unknown_question"),
        ({"options": ["A", "B"], "round": 3}, "unknown_question"),
        ({"options": ["A", "B"], "round": 1}, "not_held"),  # no round before it
        ({"options": ["B", "A"]}, "not_who_may_stand"),  # the official order is the contest's
        ({"options": [], "withdrawn": ["A", "B", "C", "D"]}, "nobody_stands"),
        ({"options": ["A", "B"], "joined": [{"option": "Z", "to": "A"}]}, "unknown_option"),
    ],
)
def test_names_that_nobody_bears(tmp_path: Path, wrong: dict[str, Any], code: str) -> None:
    """An option, contest or round that is not there, or an empty runoff: refused, and said."""
    assert refusal(proclaimed(tmp_path), {**PREPARED, **wrong}).code == code


@pytest.mark.parametrize(
    "under_way",
    [
        {"event": "round-opened/1", "round": 2},
        {"event": "round-opened/1"},
        {"event": "sheet-recorded/1", "unit": "Brest", "contest": "contest", "round": 2, "votes": {"A": 1}},
    ],
)
def test_nothing_changes_once_the_round_is_under_way(tmp_path: Path, under_way: dict[str, Any]) -> None:
    """Opened, or with a sheet there: neither who stands nor the rolls change any more."""
    desk = proclaimed(tmp_path)
    recorded(desk, {**PREPARED, "options": ["A", "B"]})
    recorded(desk, {"event": "rolls-revised/1", "round": 2, "rolls": {"Brest": 85}})
    recorded(desk, under_way)
    assert refusal(desk, {**PREPARED, "options": ["A", "C"], "withdrawn": ["B"]}).code == "round_under_way"
    rolls = {"event": "rolls-revised/1", "round": 2, "rolls": {"Brest": 90}}
    assert refusal(desk, rolls).code == "round_under_way"


def test_the_rolls_of_the_second_round_are_its_own(tmp_path: Path) -> None:
    """Brest has 80 registered in the first round and 85 in the second; Lyon-3 keeps its thousand."""
    desk = proclaimed(tmp_path)
    recorded(desk, {"event": "rolls-revised/1", "round": 2, "rolls": {"Brest": 85}})
    night = canvass(opened(tmp_path).moment.state.folder())
    assert night.result("contest", 1, "FR").coverage.registered_expected == 1080
    assert night.result("contest", 2, "FR").coverage.registered_expected == 1085
    for rolls, code in (
        ({"FR": 1}, "not_a_section"),
        ({"Metz": 1}, "unknown_unit"),
        ({"Brest": -1}, "negative_roll"),
    ):
        assert refusal(desk, {"event": "rolls-revised/1", "round": 2, "rolls": rolls}, code).code == code
