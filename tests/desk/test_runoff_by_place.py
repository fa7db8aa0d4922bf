"""The runoff of a contest decided in several places: who stands at each, and which vote no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_making import begun, opened, recorded, refusal, verified
from recolement.canvass import Canvass, canvass
from recolement.canvass.results import Status
from recolement.desk import Desk
from recolement.formats.folder import read_folder
from recolement.formats.writing import write_folder
from recolement.model.ids import UnitId

BALLOT = """
ballot title="Délégués" levels=nation,seat,section root=FR
rule majority_two_round
contest seat scope=each:seat
unit N in=FR level=seat
unit S in=FR level=seat
unit W in=FR level=seat
unit n1 in=N registered=300
unit n2 in=N registered=300
unit s1 in=S registered=300
unit w1 in=W registered=300
option A contest=seat
option B contest=seat
option C contest=seat units=N,W
option D contest=seat units=s1
round 1
round 2
"""
FIRST = {
    "n1": {"A": 90, "B": 60, "C": 50},
    "n2": {"A": 60, "B": 80, "C": 70},
    "s1": {"A": 150, "B": 30, "D": 20},
    "w1": {"A": 70, "B": 80, "C": 75},
}
"""N: A 150, B 140, C 120 of 410, nobody has half; S: A 150 of 200, elected; W: B 80, C 75, A 70 of 225."""


def sheet(unit: str, votes: dict[str, int], number: int = 1) -> dict[str, Any]:
    """A sheet of that section."""
    return {
        "event": "sheet-recorded/1", "unit": unit, "contest": "seat", "round": number,
        "in_box": sum(votes.values()), "blank": 0, "null": 0, "votes": votes,
    }  # fmt: skip


def proclaimed(place: Path, *places: str, ballot: str = BALLOT) -> Desk:
    """The first round, counted everywhere, proclaimed at these places."""
    desk = begun(place, ballot)
    for unit, votes in FIRST.items():
        recorded(desk, sheet(unit, votes))
    for at in places:
        recorded(desk, {"event": "result-proclaimed/1", "units": [at], "contest": "seat", "round": 1})
    return desk


def prepared(*places: dict[str, Any]) -> dict[str, Any]:
    """The runoff of these places."""
    return {"event": "runoff-prepared/2", "contest": "seat", "round": 2, "places": list(places)}


NORTH = {"place": "N", "options": ["A", "B"]}
SOUTH = {"place": "S"}
WEST = {"place": "W", "options": ["B", "C"]}


def questions(night: Canvass) -> dict[str, list[str]]:
    """Who stands at each place in the second round."""
    return {one.place.id: list(one.cells.options) for one in night.questions if one.round.number == 2}


def now(desk: Desk) -> Canvass:
    """The canvass of everything recorded."""
    return canvass(desk.moment.state.folder())


def test_each_place_has_its_own_runoff_or_none(tmp_path: Path) -> None:
    """N sends A and B to the second round, W B and C; S elected A: its section is no longer expected."""
    desk = proclaimed(tmp_path, "N", "S", "W")
    recorded(desk, prepared(NORTH, SOUTH, WEST))
    for reader in (desk, opened(tmp_path)):
        night = now(reader)
        assert questions(night) == {"N": ["A", "B"], "W": ["B", "C"]}
        second = night.result("seat", 2, "FR")
        assert (second.coverage.expected, second.coverage.missing) == (3, ("n1", "n2", "w1"))
        assert second.coverage.registered_expected == 900
        assert not {one.unit for one in night.findings if one.round == 2} & {"S", "s1"}
    report = verified(tmp_path, desk.moment.state.key)
    assert report.wrongs == []
    assert report.trusted


def test_the_second_round_is_counted_where_it_is_held(tmp_path: Path) -> None:
    """N: A 200, B 190; W: B 90, C 110: A and C elected, all that was expected is in, proclaimed place by
    place."""
    desk = proclaimed(tmp_path, "N", "S", "W")
    recorded(desk, prepared(NORTH, SOUTH, WEST))
    recorded(desk, {"event": "round-opened/1", "round": 2})
    for unit, votes in {
        "n1": {"A": 110, "B": 90},
        "n2": {"A": 90, "B": 100},
        "w1": {"B": 90, "C": 110},
    }.items():
        recorded(desk, sheet(unit, votes, 2))
    for at in ("N", "W"):
        recorded(desk, {"event": "result-proclaimed/1", "units": [at], "contest": "seat", "round": 2})
    night = now(desk)
    elected = {
        (one.unit, one.round): one.outcome.options
        for one in night.results
        if one.outcome is not None and one.outcome.kind == "elected"
    }
    assert elected == {("S", 1): ("A",), ("N", 2): ("A",), ("W", 2): ("C",)}
    assert night.result("seat", 2, "FR").coverage.missing == ()
    assert {one.status for one in night.results} == {Status.PROCLAIMED}
    assert [one.code for one in night.findings if one.round == 2] == []


def test_place_by_place_as_they_are_proclaimed(tmp_path: Path) -> None:
    """W is prepared first, then the others; what was said of W stays."""
    desk = proclaimed(tmp_path, "W")
    assert refusal(desk, prepared(WEST, NORTH)).code == "round_not_proclaimed"
    assert refusal(desk, prepared(WEST, NORTH)).facts["place"] == "N"
    recorded(desk, prepared(WEST))
    assert questions(now(desk)) == {"N": ["A", "B", "C"], "S": ["A", "B", "D"], "W": ["B", "C"]}
    for at in ("N", "S"):
        recorded(desk, {"event": "result-proclaimed/1", "units": [at], "contest": "seat", "round": 1})
    recorded(desk, prepared(SOUTH, NORTH))
    assert questions(now(desk)) == {"N": ["A", "B"], "W": ["B", "C"]}
    assert verified(tmp_path).wrongs == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"place": "N", "options": ["A", "C"]}, "not_who_may_stand"),
        ({"place": "N", "options": ["B", "A"]}, "not_who_may_stand"),
        ({"place": "N", "options": ["A", "B", "C"]}, "not_who_may_stand"),
        ({"place": "N"}, "not_who_may_stand"),  # it is not decided: it votes again
        ({"place": "S", "options": ["A", "B"]}, "no_runoff"),  # it is decided
        ({"place": "S", "withdrawn": ["A"]}, "no_runoff"),
        ({"place": "W", "options": ["B", "C"], "withdrawn": ["A"]}, "round_not_proclaimed"),
        ({"place": "FR", "options": ["A", "B"]}, "not_decided_there"),
        ({"place": "n1", "options": ["A", "B"]}, "not_decided_there"),
        ({"place": "nowhere", "options": ["A", "B"]}, "not_decided_there"),
        ({"place": "N", "options": ["A", "Z"]}, "unknown_option"),
        ({"place": "N", "options": ["A"], "withdrawn": ["B"]}, "not_who_may_stand"),
        ({"place": "N", "options": ["A", "B"], "joined": [{"option": "C", "to": "A"}]}, "may_not_join"),
    ],
)
def test_nobody_else_and_nobody_less(tmp_path: Path, wrong: dict[str, Any], code: str) -> None:
    """At each place exactly those whom its own first round sends there; nobody where it decided."""
    assert refusal(proclaimed(tmp_path, "N", "S"), prepared(wrong)).code == code


def test_each_place_once_and_one_at_least(tmp_path: Path) -> None:
    """A place named twice, or none, says nothing."""
    desk = proclaimed(tmp_path, "N", "S", "W")
    assert refusal(desk, prepared()).code == "places_not_once"
    assert refusal(desk, prepared(NORTH, NORTH)).code == "places_not_once"
    assert refusal(desk, {**prepared(NORTH), "round": 3}).code == "unknown_question"
    assert refusal(desk, {**prepared(NORTH), "round": 1}).code == "not_held"


def test_who_withdraws_at_a_place_is_replaced_there_alone(tmp_path: Path) -> None:
    """B withdraws at N: C stands there with A; at W B still stands."""
    desk = proclaimed(tmp_path, "N", "S", "W")
    gone = {"place": "N", "options": ["A", "C"], "withdrawn": ["B"]}
    recorded(desk, prepared(gone, WEST))
    assert questions(now(desk))["N"] == ["A", "C"]
    assert questions(now(desk))["W"] == ["B", "C"]
    recorded(desk, prepared(NORTH))  # prepared anew
    assert questions(now(desk))["N"] == ["A", "B"]


def test_an_opened_round_still_takes_a_place_that_was_not_ready(tmp_path: Path) -> None:
    """W is disputed while N votes again: it is prepared later, once. N is not prepared anew."""
    desk = proclaimed(tmp_path, "N")
    recorded(desk, prepared(NORTH))
    recorded(desk, {"event": "round-opened/1", "round": 2})
    assert (
        refusal(desk, prepared({**NORTH, "options": ["A", "C"], "withdrawn": ["B"]})).code
        == "round_under_way"
    )
    recorded(desk, {"event": "result-proclaimed/1", "units": ["W"], "contest": "seat", "round": 1})
    recorded(desk, prepared(WEST))
    assert refusal(desk, prepared(WEST)).code == "round_under_way"
    assert verified(tmp_path).wrongs == []


def test_a_sheet_that_is_there_holds_who_stands(tmp_path: Path) -> None:
    """A section of N has typed its second round: N is not prepared any more, W is."""
    desk = proclaimed(tmp_path, "N", "W")
    recorded(desk, sheet("n1", {"A": 1, "B": 2}, 2))
    assert refusal(desk, prepared(NORTH)).code == "round_under_way"
    assert refusal(desk, prepared(NORTH)).facts["place"] == "N"
    recorded(desk, prepared(WEST))


def test_all_was_decided_in_the_first_round(tmp_path: Path) -> None:
    """Every place says that it votes no more: nothing is expected, and nothing is missing."""
    desk = begun(tmp_path, BALLOT)
    for unit, votes in FIRST.items():
        recorded(desk, sheet(unit, {**dict.fromkeys(votes, 0), "A": 100, "B": 10}))
    recorded(desk, {"event": "result-proclaimed/1", "contest": "seat", "round": 1})
    recorded(desk, prepared({"place": "N"}, {"place": "S"}, {"place": "W"}))
    night = now(desk)
    assert questions(night) == {}
    assert [one.round for one in night.results] == [1, 1, 1]
    assert night.result("seat", 2, "FR").coverage.expected == 0
    assert night.retained("n1", "seat", 2).missing  # type: ignore[arg-type]
    assert [one for one in night.findings if one.round == 2] == []


def test_a_sheet_from_where_nothing_is_voted_on_is_found(tmp_path: Path) -> None:
    """S votes no more, and n1 has votes for C, who stands at W alone: both are found, neither is hidden."""
    desk = proclaimed(tmp_path, "N", "S", "W")
    recorded(desk, prepared(NORTH, SOUTH, WEST))
    recorded(desk, sheet("s1", {"A": 5, "B": 5}, 2))
    recorded(desk, sheet("n1", {"A": 5, "B": 4, "C": 3}, 2))
    found = {(one.code, one.unit) for one in now(desk).findings if one.round == 2}
    assert {("V3", "s1"), ("A9", "n1")} <= found


def test_a_folder_written_from_it_says_the_same(tmp_path: Path) -> None:
    """As files, read again, and brought into another ledger: the same who stand, the same places."""
    desk = proclaimed(tmp_path / "one", "N", "S", "W")
    recorded(desk, prepared(NORTH, SOUTH, WEST))
    folder = desk.moment.state.folder()
    files = write_folder(folder)
    assert b"[round.places.seat]" in files["ballot.toml"]
    again = read_folder(files)
    assert again.ballot == folder.ballot
    assert questions(canvass(again)) == {"N": ["A", "B"], "W": ["B", "C"]}
    assert begun(tmp_path / "two", again).moment.state.folder().ballot == folder.ballot


def test_a_round_added_for_them(tmp_path: Path) -> None:
    """One round was declared: the second is added once one place is proclaimed and calls for it."""
    desk = proclaimed(tmp_path, "S", ballot=BALLOT.replace("round 1\nround 2\n", ""))
    added = {"event": "round-added/1", "number": 2, "contests": ["seat"]}
    assert refusal(desk, added).code == "round_not_proclaimed"
    recorded(desk, {"event": "result-proclaimed/1", "units": ["N"], "contest": "seat", "round": 1})
    recorded(desk, added)
    recorded(desk, prepared(SOUTH, NORTH))
    assert questions(now(desk)) == {"N": ["A", "B"], "W": ["A", "B", "C"]}
    assert verified(tmp_path).wrongs == []


def test_where_all_is_decided_in_one_place(tmp_path: Path) -> None:
    """One place is a place too; `runoff-prepared/1`, which names none, is refused where there are several."""
    desk = proclaimed(tmp_path / "several", "N", "S", "W")
    of_all = {"event": "runoff-prepared/1", "contest": "seat", "round": 2, "options": ["A", "B"]}
    assert refusal(desk, of_all).code == "runoff_by_place"
    alone = BALLOT.replace("scope=each:seat", "scope=FR")
    desk = begun(tmp_path / "one", alone)
    for unit, votes in FIRST.items():
        recorded(desk, sheet(unit, votes))
    recorded(desk, {"event": "result-proclaimed/1", "contest": "seat", "round": 1})
    assert refusal(desk, prepared({"place": "N", "options": ["A", "B"]})).code == "not_decided_there"
    votes = now(desk).result("seat", 1, "FR").figures.votes  # A 370, B 250, C 195, D 20 of 835
    assert votes["A"] == 370
    recorded(desk, prepared({"place": "FR", "options": ["A", "B"]}))
    assert questions(now(desk)) == {"FR": ["A", "B"]}
    recorded(desk, {**of_all, "options": ["A", "C"], "withdrawn": ["B"]})
    assert questions(now(desk)) == {"FR": ["A", "C"]}


def test_an_option_keeps_to_its_own_sections(tmp_path: Path) -> None:
    """C is on offer in n1 alone; N: A 150, C 145, B 140. It stands at N, in n1 alone."""
    desk = begun(tmp_path, BALLOT.replace("units=N,W", "units=n1,W"))
    for unit, votes in {**FIRST, "n1": {"A": 90, "B": 60, "C": 145}, "n2": {"A": 60, "B": 80}}.items():
        recorded(desk, sheet(unit, votes))
    recorded(desk, {"event": "result-proclaimed/1", "contest": "seat", "round": 1})
    recorded(desk, prepared({"place": "N", "options": ["A", "C"]}))
    (north,) = (one for one in now(desk).questions if one.key == ("seat", 2, "N"))
    assert (north.offered(UnitId("n1")), north.offered(UnitId("n2"))) == ({"A", "C"}, {"A"})
