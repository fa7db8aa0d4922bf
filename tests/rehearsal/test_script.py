"""The made-up night: its figures, its order, its faults."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId, UnitId
from recolement.model.sheets import TallySheet
from recolement.rehearsal.arrivals import arrival
from recolement.rehearsal.copying import copy_of, next_round
from recolement.rehearsal.invented import invented
from recolement.rehearsal.outcome import with_lead
from recolement.rehearsal.script import Fault, FaultKind, NotRehearsed, Script, Wanted
from recolement.rehearsal.writing import write_script

BALLOT = invented(600, "Congrès")


def _sent(script: Script, unit: str) -> list[TallySheet]:
    return [one.sheet for one in script.arrivals if one.sheet.unit == unit]


def _true(script: Script, unit: str) -> TallySheet:
    (sheet,) = (sheet for sheet in script.truth if sheet.unit == unit)
    return sheet


@given(
    seed=st.text(max_size=40).filter(lambda text: text.isprintable()),
    margin=st.integers(0, 60),
    sections=st.integers(6, 40),
    leader=st.sampled_from(["martin", "petit", "nguyen", "diop"]),
)
@settings(max_examples=15, deadline=None)
def test_the_lead_is_exactly_what_was_asked_and_every_true_sheet_adds_up(
    seed: str, margin: int, sections: int, leader: str
) -> None:
    """Whatever the seed, the chosen option leads all others, the second by just so many votes."""
    ballot = invented(sections, "Essai")
    script = write_script(ballot, Wanted(seed, 0, leader=leader, margin=margin))
    totals = {option.id: 0 for option in ballot.ballot.contests[0].options}
    for sheet in script.truth:
        assert sheet.valid == sum(sheet.votes.values())
        assert sheet.in_box == sheet.signatures == sheet.valid + (sheet.blank or 0) + (sheet.null or 0)
        assert sheet.registered == ballot.roll(sheet.unit, 1)
        assert sheet.in_box <= (sheet.registered or 0)
        assert min(sheet.votes.values()) >= 0
        for option, votes in sheet.votes.items():
            totals[option] += votes
    best, second = sorted(totals.values(), reverse=True)[:2]
    assert (totals[OptionId(leader)], best - second) == (best, margin)


def test_the_lead_by_hand() -> None:
    """100 against 99, a lead of 4: one paper moves (101 to 98, three), one of the second turns blank."""
    sheet = TallySheet(
        UnitId("u"), BALLOT.ballot.contests[0].id, 1, in_box=199, blank=0, null=0, valid=199,
        votes={OptionId("a"): 100, OptionId("b"): 99},
    )  # fmt: skip
    made = with_lead({sheet.unit: sheet}, OptionId("a"), OptionId("b"), 4, "S")[sheet.unit]
    assert (made.votes, made.valid, made.blank, made.in_box) == ({"a": 101, "b": 97}, 198, 1, 199)


def test_the_same_seed_gives_the_same_night_in_another_process() -> None:
    """Another process, with another order of hashing, makes the same script; another seed another one."""
    code = (
        "from hashlib import sha256; import msgspec\n"
        "from recolement.rehearsal.invented import invented\n"
        "from recolement.rehearsal.script import Wanted\n"
        "from recolement.rehearsal.writing import write_script\n"
        "for seed in ('\U0001f5f3 élan', 'b'):\n"
        "    script = write_script(invented(120, 'Essai'), Wanted(seed))\n"
        "    print(sha256(msgspec.json.encode(script)).hexdigest())"
    )

    def made(hashing: str) -> list[str]:
        environment = os.environ | {"PYTHONHASHSEED": hashing, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    one, other = made("1"), made("2")
    assert one == other
    assert one[0] != one[1]


def test_small_sections_come_first_and_large_ones_late() -> None:
    """The smallest quarter comes before the largest in the mean; a village of 80 papers within an hour."""
    script = write_script(BALLOT, Wanted("S", 0))
    by_size = sorted(script.arrivals, key=lambda one: one.sheet.in_box or 0)
    quarter = len(by_size) // 4
    small, large = by_size[:quarter], by_size[-quarter:]
    assert sum(one.at for one in small) / quarter < 0.7 * sum(one.at for one in large) / quarter
    # 15 minutes, then 80 × 6 s at 70 to 150 % of pace (336 to 720 s), then a call of up to 15 minutes (one in
    # twenty waits up to an hour more): between 1,236 and 900 + 720 + 900 + 3,600 seconds.
    times = [arrival(UnitId(f"v{number}"), 80, "S") for number in range(200)]
    assert min(times) >= 1236
    assert max(times) < 6120
    assert sorted(times)[len(times) // 2] < 2520


def test_an_honest_night_raises_hardly_a_finding() -> None:
    """Without faults no check of arithmetic, roll or coverage speaks, and those of surprise hardly ever."""
    script = write_script(BALLOT, Wanted("S", 0))
    found = canvass(replace(BALLOT, sheets=tuple(one.sheet for one in script.arrivals))).findings
    assert [one.code for one in found if one.code[0] in "ARCV"] == []
    assert len(found) <= len(script.truth) // 100


@pytest.mark.parametrize("seed", ["S", "T", "\U0001f5f3"])
def test_every_fault_is_what_its_name_says(seed: str) -> None:
    """Twelve faults of twelve kinds, on different sections; what is sent differs from the truth there."""
    script = write_script(BALLOT, Wanted(seed))
    assert [fault.kind for fault in script.faults] == list(FaultKind)
    assert [fault.number for fault in script.faults] == list(range(1, 13))
    touched = [unit for fault in script.faults for unit in fault.units]
    assert len(touched) == len(set(touched))
    of: dict[FaultKind, Fault] = {fault.kind: fault for fault in script.faults}
    # Votes exchanged: the sums still agree.
    swapped = of[FaultKind.SWAPPED]
    (sent,), true = _sent(script, swapped.units[0]), _true(script, swapped.units[0])
    one, other = swapped.options
    assert (sent.votes[one], sent.votes[other]) == (true.votes[other], true.votes[one])
    assert sent.valid == true.valid == sum(sent.votes.values())
    # Nothing of the federation comes; its sections are all those under it.
    forgotten = of[FaultKind.FORGOTTEN]
    assert forgotten.place is not None
    assert set(forgotten.units) == set(BALLOT.tree.leaves_under(forgotten.place))
    assert all(not _sent(script, unit) for unit in forgotten.units)
    # Two sheets, the second with other figures.
    first, second = _sent(script, of[FaultKind.DOUBLED].units[0])
    assert first == _true(script, first.unit) != second
    # The same digits in another order.
    typo = of[FaultKind.TYPO]
    assert typo.written != typo.right
    assert sorted(str(typo.written)) == sorted(str(typo.right))
    (sent,) = _sent(script, typo.units[0])
    assert (sent.valid, sum(sent.votes.values())) == (typo.written, typo.right)
    # Another section's figures.
    copied = of[FaultKind.COPIED]
    (copy,), (source,) = (_sent(script, unit) for unit in copied.units)
    assert (copy.votes, copy.in_box) == (source.votes, source.in_box)
    # They come when everybody else has come.
    for kind in (FaultKind.NETWORK, FaultKind.LATE):
        late = set(of[kind].units)
        others = [
            one.at
            for one in script.arrivals
            if one.sheet.unit not in {*of[FaultKind.NETWORK].units, *of[FaultKind.LATE].units}
        ]
        assert all(one.at > max(others) for one in script.arrivals if one.sheet.unit in late)
    # What is sent is right: the line is altered later.
    (sent,) = _sent(script, of[FaultKind.ALTERED].units[0])
    assert sent == _true(script, sent.unit)
    (sent,) = _sent(script, of[FaultKind.GAP].units[0])
    assert 3 <= (sent.signatures or 0) - (sent.in_box or 0) <= 8
    (sent,) = _sent(script, of[FaultKind.ROLL].units[0])
    assert sent.registered != BALLOT.roll(sent.unit, 1)
    (sent,) = _sent(script, of[FaultKind.EMPTY].units[0])
    assert set(_true(script, sent.unit).votes) - set(sent.votes) == {of[FaultKind.EMPTY].field}
    one_unit, other_unit = of[FaultKind.EXCHANGED].units
    (sent,) = _sent(script, one_unit)
    assert replace(sent, unit=other_unit) == _true(script, other_unit)


@pytest.mark.parametrize("seed", ["S", "T", "U", "\U0001f5f3"])
def test_every_fault_of_figures_is_seen_by_a_check(seed: str) -> None:
    """The check named beside each kind speaks of its section once all sheets are in."""
    sees = {
        FaultKind.SWAPPED: "W7", FaultKind.FORGOTTEN: "V1", FaultKind.DOUBLED: "V2", FaultKind.TYPO: "A1",
        FaultKind.COPIED: "W9", FaultKind.GAP: "A3", FaultKind.ROLL: "R3", FaultKind.EMPTY: "A4",
        FaultKind.EXCHANGED: "R3",
    }  # fmt: skip
    ballot = invented(2000, "Congrès")
    script = write_script(ballot, Wanted(seed))
    night = canvass(replace(ballot, sheets=tuple(one.sheet for one in script.arrivals)))
    found = {(one.code, one.unit) for one in night.findings}
    for fault in script.faults:
        if fault.kind in sees:
            assert {(sees[fault.kind], unit) for unit in fault.units} <= found, fault


ROUNDS = """
ballot title="Deux tours" levels=nation,section root=FR
rule majority_two_round
option a
option b
option c
round 1
round 2 options=a,b
unit FR name="France"
unit u1 in=FR registered=900
unit u2 in=FR registered=1000
unit u3 in=FR registered=1100
unit u4 in=FR registered=1200
sheet u1 round=1 registered=900 signatures=510 in_box=510 blank=6 null=4 valid=500 a=350 b=100 c=50
sheet u2 round=1 registered=1000 signatures=410 in_box=410 blank=6 null=4 valid=400 a=80 b=300 c=20
sheet u3 round=1 registered=1100 signatures=610 in_box=610 blank=6 null=4 valid=600 a=420 b=120 c=60
sheet u4 round=1 registered=1200 signatures=710 in_box=710 blank=6 null=4 valid=700 a=150 b=500 c=50
"""


def test_a_later_round_is_drawn_from_the_first() -> None:
    """Each section votes nearly as it did: its own leader leads again, its turnout moves by a few points."""
    folder = read_shorthand(ROUNDS)
    assert next_round(folder) == 2
    script = write_script(folder, Wanted("S", 0, round=2))
    assert {sheet.round for sheet in script.truth} == {2}
    for sheet in script.truth:
        (before,) = (one for one in folder.sheets if one.unit == sheet.unit)
        assert set(sheet.votes) == {"a", "b"}
        assert max(sheet.votes, key=sheet.votes.__getitem__) == max(
            before.votes, key=before.votes.__getitem__
        )
        turnout, then = (Fraction(one.in_box or 0, one.registered or 1) for one in (sheet, before))
        assert abs(turnout - then) < Fraction(12, 100)


def test_the_copy_bears_its_mark_and_nothing_of_the_evening() -> None:
    """The title says what it is; sheets of the round rehearsed, acts and publications stay behind."""
    folder = read_shorthand(ROUNDS)
    assert copy_of(folder, 1).ballot.title == "RÉPÉTITION — Deux tours"
    assert copy_of(folder, 1).sheets == ()
    assert {sheet.round for sheet in copy_of(folder, 2).sheets} == {1}
    assert copy_of(folder, 1).tree is folder.tree


def test_sheets_typed_twice_come_as_two_entries() -> None:
    """Where the rulebook has two entries, each sheet is typed by two people, two minutes apart."""
    ballot = read_shorthand(
        "ballot title=T levels=nation,section root=FR\nrule plurality entry=double\noption a\noption b\n"
        "unit u1 in=FR registered=300\nunit u2 in=FR registered=200"
    )
    script = write_script(ballot, Wanted("S", 0))
    assert sorted((one.sheet.unit, one.entry) for one in script.arrivals) == [
        ("u1", "first"), ("u1", "second"), ("u2", "first"), ("u2", "second"),
    ]  # fmt: skip


def test_a_small_ballot_says_for_which_faults_it_has_no_room() -> None:
    """Three sections hold a few faults; the other kinds are named, and none is put on a section twice."""
    ballot = invented(3, "Petit")
    script = write_script(ballot, Wanted("S"))
    touched = [unit for fault in script.faults for unit in fault.units]
    assert len(touched) == len(set(touched)) <= 3
    assert {fault.kind for fault in script.faults}.isdisjoint(script.impossible)
    assert {fault.kind for fault in script.faults} | set(script.impossible) == set(FaultKind)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("x" * 10_000), "seed_too_long"),
        (Wanted("\ud800"), "seed_not_text"),
        (Wanted("S", -1), "faults_out_of_range"),
        (Wanted("S", 10**6), "faults_out_of_range"),
        (Wanted("S", leader="<script>"), "unknown_option"),
        (Wanted("S", round=7), "unknown_round"),
        (Wanted("S", margin=-4), "margin_out_of_reach"),
        (Wanted("S", margin=10**9), "margin_out_of_reach"),
    ],
)
def test_what_cannot_be_rehearsed_is_said(wanted: Wanted, code: str) -> None:
    """Hostile or impossible wishes have a code of their own, and no script."""
    with pytest.raises(NotRehearsed) as refused:
        write_script(BALLOT, wanted)
    assert refused.value.code == code


def test_any_text_is_a_seed() -> None:
    """Signs of other scripts, directions, quotes and nothing at all are seeds like others."""
    small: BallotFolder = invented(30, "Essai")
    for seed in (
        "",
        "\U0001f469\u200d\U0001f680",
        "=cmd|' /C calc'!A0",
        "\u202egnul",
        "<script>alert(1)</script>",
    ):
        assert len(write_script(small, Wanted(seed, 3)).truth) == 30
