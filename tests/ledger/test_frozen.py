"""A ledger written by each released version of the format still verifies, and still says the same."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from ledger_making import everything, verified
from recolement.canvass import canvass
from recolement.canvass.results import Status
from recolement.ledger.codec import decode
from recolement.ledger.events import NAMES
from recolement.ledger.note import VerifierKey
from recolement.model.acts import Disputed, Ruled

V1 = Path(__file__).parents[1] / "ledgers" / "v1"
RUNOFF = V1.with_name("v1-runoff")
TURNOUT = V1.with_name("v1-turnout")
FOR_A_RUNOFF = {"runoff-prepared/1", "rolls-revised/1"}
ROUND = V1.with_name("v1-round")
FOR_A_ROUND = {"round-added/1"}
PLACES = V1.with_name("v1-places")
FOR_PLACES = {"standing-declared/2", "runoff-prepared/2"}
FOR_TURNOUT = {"turnout-hours-declared/1", "turnout-reported/1"}
CALLS = V1.with_name("v1-calls")
FOR_CALLS = {"call-lists-purged/1"}
ADDED = FOR_A_RUNOFF | FOR_A_ROUND | FOR_PLACES | FOR_TURNOUT | FOR_CALLS
"""Events that format 1 was given after the first ledger was frozen: a ledger of their own holds them."""


def events_of(place: Path) -> set[str]:
    """The published names of the events of a folder."""
    lines = (place / "ledger.jsonl").read_bytes().splitlines()
    return {str(decode(line).__struct_config__.tag) for line in lines}


def test_the_lines_of_version_1_are_untouched() -> None:
    """The digest of its lines, written here when it was made."""
    assert hashlib.sha256((V1 / "ledger.jsonl").read_bytes()).hexdigest() == (
        "531fbb74f6cf8189f920de9815715cbd2a2827f25b47e162d4e8e0639f89aa2b"
    )


def test_version_1_holds_one_of_every_event() -> None:
    """Every name published in format 1 is in it, or, where it came later, in the ledger made for it."""
    assert events_of(V1) == set(NAMES) - ADDED
    assert events_of(RUNOFF) >= FOR_A_RUNOFF
    assert events_of(ROUND) >= FOR_A_ROUND
    assert events_of(PLACES) >= FOR_PLACES
    assert events_of(TURNOUT) >= FOR_TURNOUT
    assert events_of(CALLS) >= FOR_CALLS


def test_acts_of_today_make_the_same_events(tmp_path: Path) -> None:
    """The same acts written by this version: all of the events, and a ledger that holds."""
    everything(tmp_path)
    assert events_of(tmp_path) == set(NAMES) - ADDED
    assert verified(tmp_path).wrongs == []


def test_version_1_verifies_from_its_first_key() -> None:
    """Signatures, hashes, proofs, texts, the cosignature and the pins hold; the first key handed over."""
    first = VerifierKey.read(decode((V1 / "ledger.jsonl").read_bytes().splitlines()[0]).log_key)  # type: ignore[union-attr]
    report = verified(V1, first)
    assert report.wrongs == []
    assert report.trusted
    assert report.key != first
    assert {notice.code for notice in report.notices} == {"key_handed_over", "cosigned", "texts_erased"}


def test_version_1_folds_to_the_same_results() -> None:
    """By hand. S1: A 45 → 46 by ruling, B 35 → 34 by correction; S2: 30, 20. F1: A 76, B 54, A elected.
    F2: 30, 40, B elected. Lists: X 50 + 20 = 70, Y 25; averages 70, 35, 25: two seats and one."""
    report = verified(V1)
    assert report.moment is not None
    folder = report.moment.state.folder()
    night = canvass(folder)
    found = {
        (result.contest, result.round, result.unit): (dict(result.figures.votes), result.outcome)
        for result in night.results
    }
    votes, outcome = found[("c", 1, "F1")]
    assert votes == {"A": 76, "B": 54}
    assert outcome is not None
    assert outcome.options == ("A",)
    votes, outcome = found[("c", 1, "F2")]
    assert votes == {"A": 30, "B": 40}
    assert outcome is not None
    assert outcome.options == ("B",)
    votes, outcome = found[("d", 1, "zone:z")]
    assert votes == {"X": 70, "Y": 25}
    assert outcome is not None
    assert outcome.seats == {"X": 2, "Y": 1}
    first = next(act for act in folder.acts if isinstance(act, Disputed))
    assert (first.grounds, first.by, first.role) == ("urne ouverte", "jean", "representative")
    assert [act.grounds for act in folder.acts if isinstance(act, Ruled)] == ["", "procès-verbal relu", ""]
    assert folder.ballot.title == "Tout 🗳️ <b>"
    assert folder.entries[1].by == "Paul"


def test_the_ledger_of_a_runoff_says_the_same() -> None:
    """By hand. A 400, B 300, C 200 of 900; B withdraws and calls to vote for C: A and C stand. Brest has 80
    registered, then 85. Second round: A 420, C 500, C elected."""
    assert hashlib.sha256((RUNOFF / "ledger.jsonl").read_bytes()).hexdigest() == (
        "18e006c3ab8f68948d15d15c8a9a7438099bd3706ac5ad40ab8aa2e700610a94"
    )
    report = verified(RUNOFF)
    assert report.wrongs == []
    assert report.moment is not None
    night = canvass(report.moment.state.folder())
    first, second = night.results
    assert first.coverage.registered_expected == 1080
    assert second.coverage.registered_expected == 1085
    assert dict(second.figures.votes) == {"A": 420, "C": 500}
    assert second.outcome is not None
    assert second.outcome.options == ("C",)


def test_the_ledger_of_a_round_added_says_the_same() -> None:
    """By hand. A 380, B 290, C 280 of 950, no vote held at Brest; B withdraws: A and C stand in the round
    added. Brest votes then: A 420, C 500, C elected. The acts that named no round stay in the first one."""
    assert hashlib.sha256((ROUND / "ledger.jsonl").read_bytes()).hexdigest() == (
        "12e4c44f2cdfaabcb0cb20de7f507e87f72af558072efe0ae4161dc76184257e"
    )
    report = verified(ROUND)
    assert report.wrongs == []
    assert report.moment is not None
    folder = report.moment.state.folder()
    assert [act.target.round for act in folder.acts] == [1, 1, 1, 1, 2, 2]
    first, second = canvass(folder).results
    assert first.coverage.no_vote == ("Brest",)
    assert (first.status, second.status) == (Status.PROCLAIMED, Status.PROCLAIMED)
    assert second.coverage.no_vote == ()
    assert dict(second.figures.votes) == {"A": 420, "C": 500}
    assert second.outcome is not None
    assert second.outcome.options == ("C",)


def test_the_ledger_of_runoffs_by_place_says_the_same() -> None:
    """By hand. North: A 150, B 140, C 120, B withdraws; then A 190, C 185. South: A 150 of 200, elected, and
    votes no more. West: A 70, B 80, C 75, prepared once the round was open; then B 100, C 120. Of the mayors
    it was declared: A and C in the north, none in the south, in the west as in the first round."""
    assert hashlib.sha256((PLACES / "ledger.jsonl").read_bytes()).hexdigest() == (
        "23979939a5823e80caa875d02a933e32247fdb470dc68cb5df5d92d24dad321f"
    )
    report = verified(PLACES)
    assert report.wrongs == []
    assert report.moment is not None
    night = canvass(report.moment.state.folder())
    second = [one for one in night.results if one.round == 2]
    assert {(one.contest, one.unit): dict(one.figures.votes) for one in second} == {
        ("seat", "N"): {"A": 190, "C": 185},
        ("seat", "W"): {"B": 100, "C": 120},
        ("mayor", "N"): {"A": 80, "C": 100},
        ("mayor", "W"): {"A": None, "B": None, "C": None},
    }
    assert night.result("seat", 2, "FR").coverage.missing == ()
    assert night.result("mayor", 2, "FR").coverage.missing == ("n2", "w1")


def test_the_ledger_of_a_day_of_turnout_says_the_same() -> None:
    """By hand. Brest by noon 20, mended to 21, by 17:00 48; Lyon-3 by 17:00 500; the sheets say A 40 of 90,
    B 50: turnout has no part in it."""
    assert hashlib.sha256((TURNOUT / "ledger.jsonl").read_bytes()).hexdigest() == (
        "8c62462b6bd4c41a3fee530468881d0af86c5aaa7c7cc3e2d311fb0c6e6a3591"
    )
    report = verified(TURNOUT)
    assert report.wrongs == []
    assert report.moment is not None
    state = report.moment.state
    told = {
        (unit, number, hour): one.voters
        for (unit, number), hours in state.turnout.items()
        for hour, one in hours.items()
    }
    assert told == {("Brest", 1, "12:00"): 21, ("Brest", 1, "17:00"): 48, ("Lyon-3", 1, "17:00"): 500}
    assert state.folder().ballot.turnout_hours == ("12:00", "17:00")
    (result,) = canvass(state.folder()).results
    assert dict(result.figures.votes) == {"A": 40, "B": 50}
    assert result.figures.voters == 90


def test_the_ledger_of_a_purge_says_the_same() -> None:
    """By hand. Sheets: A 30 + 10, B 10 + 40; two campaigns destroyed, of 3 and 250,000 people, have no
    part in it."""
    assert hashlib.sha256((CALLS / "ledger.jsonl").read_bytes()).hexdigest() == (
        "e5e96339400317962e96db09ea9e83339f2979770d55c3a9eed6c4705675a00f"
    )
    report = verified(CALLS)
    assert report.wrongs == []
    assert report.moment is not None
    state = report.moment.state
    assert {name: one.people for name, one in state.purged.items()} == {"rappel": 3, "rappel-2": 250_000}
    (result,) = canvass(state.folder()).results
    assert dict(result.figures.votes) == {"A": 40, "B": 50}


@pytest.mark.parametrize("line", range(0, 60, 7))
def test_version_1_is_really_looked_at(tmp_path: Path, line: int) -> None:
    """A figure of any line changed: it no longer holds."""
    place = Path(shutil.copytree(V1, tmp_path / "v1"))
    lines = (place / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    if line < len(lines):
        lines[line] = lines[line].replace(b'"seq":', b'"seq":1')
        (place / "ledger.jsonl").write_bytes(b"".join(lines))
        assert line in {wrong.line for wrong in verified(place).wrongs}
