"""The command `recolement initiative`: plan, draw, decide."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from cli.terminal import recolement
from recolement.initiatives.chances import repeats_at_most, void_at_most

SIZE = ("--signatures", "20000", "--needed", "15000")


def test_a_plan_can_be_counted_again() -> None:
    """What the JSON says is within the risk by the exact chances: nobody needs our search to check a plan."""
    done = recolement("initiative", "plan", *SIZE, "--json")
    plan = json.loads(done.out)
    assert (done.code, plan["signatures"], plan["needed"], plan["risk"]) == (0, 20_000, 15_000, "1/20")
    risk, hidden = Fraction(plan["risk"]), 20_000 - 15_000 + 1 - plan["bar"] + 1
    assert void_at_most(plan["void_allowed"], 20_000, plan["bar"], plan["sample"]) <= risk
    assert repeats_at_most(plan["repeats_allowed"], 20_000, hidden, plan["sample"]) <= risk
    assert void_at_most(plan["void_allowed"] + 1, 20_000, plan["bar"], plan["sample"]) > risk


def test_the_draw_is_the_same_for_all(tmp_path: Path) -> None:
    """The list in the file is that of the JSON: as many different numbers as planned, all in the petition."""
    out = tmp_path / "lines.csv"
    drawn = recolement("initiative", "draw", *SIZE, "--seed", "<script> 🎲", "--out", out, "--json")
    found = json.loads(drawn.out)
    numbers = [int(row["signature"]) for row in csv.DictReader(out.read_text("utf-8").splitlines())]
    assert numbers == found["numbers"] == sorted(set(numbers))
    assert len(numbers) == found["sample"]
    assert 1 <= numbers[0] <= numbers[-1] <= 20_000
    again = recolement("initiative", "draw", *SIZE, "--seed", "<script> 🎲", "--json")
    assert json.loads(again.out) == found


@pytest.mark.parametrize(
    ("void", "repeats", "code", "said"),
    [(94, 1, 0, "Sufficient"), (94, 2, 1, "check every signature"), (400, 0, 1, "check every signature")],
)
def test_the_decision_and_its_exit_code(void: int, repeats: int, code: int, said: str) -> None:
    """Within the plan: 0; otherwise 1 and a full check, never "failed", which a sample cannot show."""
    found = ("--found-void", str(void), "--found-repeats", str(repeats))
    done = recolement("initiative", "decide", *SIZE, *found, "--lang", "en")
    assert done.code == code
    assert said in done.out


def test_what_was_checked_whole_is_counted() -> None:
    """90 needed of 100, a tenth expected void: all are checked; 90 good ones suffice, 89 do not."""
    whole = ("--signatures", "100", "--needed", "90", "--found-repeats", "0", "--lang", "en")
    assert recolement("initiative", "decide", *whole, "--found-void", "10").code == 0
    less = recolement("initiative", "decide", *whole, "--found-void", "11")
    assert less.code == 1
    assert "89 are left of 90" in less.out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--signatures", "10", "--needed", "12"), "au moins une signature nécessaire"),
        ((*SIZE, "--risk", "5"), "« 5 » n'est pas une part"),
        ((*SIZE, "--risk", "100 %"), "entre 0 et 1"),
        ((*SIZE, "--void", "3/2"), "de 0 à 1"),
    ],
)
def test_what_cannot_be_is_said(given: tuple[str, ...], said: str) -> None:
    """A wrong figure is told in French, with what to write; nothing on standard output."""
    done = recolement("initiative", "plan", *given, RECOLEMENT_LANG="fr")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Invalid value" not in done.err


def test_a_sample_cannot_show_more_than_it_has() -> None:
    """More pairs than the good signatures can make are refused, as are bytes that are no text."""
    most = comb(914, 2)
    done = recolement("initiative", "decide", *SIZE, "--found-void", "0", "--found-repeats", str(most + 1))
    assert done.code == 2
    assert recolement("initiative", "draw", *SIZE, "--seed", "\udcff").code == 2
