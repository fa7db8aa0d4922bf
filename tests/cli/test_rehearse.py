"""``recolement rehearse``: the night at the terminal, what is named in it, the debriefing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.terminal import BALLOTS, PLAIN, recolement

SMALL = ("rehearse", "--sections", "300", "--seed", "S")


def _json(*more: str) -> dict[str, Any]:
    done = recolement(*SMALL, "--json", *more, LANG="en_GB.UTF-8")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The night of the seed S, with nothing looked at."""
    return _json()


def _ids(told: dict[str, Any]) -> list[str]:
    """One thing to look at for each fault: the federation or the section; the record for the altered line."""
    return [
        "record" if one["kind"] == "altered_row" else one["place"] or one["units"][0]
        for one in told["debriefing"]
    ]


def test_nothing_looked_at_nothing_found(told: dict[str, Any]) -> None:
    """The JSON has the whole script: 300 sections, twelve faults of twelve kinds, none of them found."""
    assert told["format"] == "recolement-rehearsal/1"
    assert {one["end"] for one in told["debriefing"]} == {"not_found"}
    assert len({one["kind"] for one in told["debriefing"]}) == 12
    (forgotten,) = (one for one in told["debriefing"] if one["kind"] == "forgotten_federation")
    came = {one["unit"] for one in told["arrivals"]}
    assert len(came) == 300 - len(forgotten["units"])
    assert not came & set(forgotten["units"])


def test_what_is_looked_at_is_found(told: dict[str, Any]) -> None:
    """Each fault's place named: twelve of twelve; all but one named: that one is missed."""
    ids = _ids(told)
    named = [argument for one in ids for argument in ("--look", one)]
    assert {one["end"] for one in _json(*named)["debriefing"]} == {"found"}
    missed = [one["number"] for one in _json(*named[2:])["debriefing"] if one["end"] != "found"]
    assert missed == [1]


def test_the_screen_says_the_queue_and_then_the_faults(told: dict[str, Any]) -> None:
    """Arrivals, verdict, missing places, the debriefing, in both languages; the same seed, the same night."""
    ids = _ids(told)
    english = recolement(*SMALL, "--lang", "en", "--look", ids[1], "--look", "record", "--look", "nowhere")
    french = recolement(*SMALL, "--lang", "fr", "--look", ids[1])
    assert (english.code, french.code) == (0, 0)
    for text in (
        "hidden faults", "+0:30", "REHEARSAL — Congress (fictional)", "Not yet settled", "What is missing",
        "called:", "does not hold: line", "“nowhere”: no section", "2 found, 0 let pass, 10 missed, of 12.",
        "--seed S",
    ):  # fmt: skip
        assert text in english.out, text
    for text in ("RÉPÉTITION — Congrès (fictif)", "Ce qui manque", "appelée :", "Retour d'expérience",
                 "1 trouvées, 0 laissées passer, 11 manquées, sur 12."):  # fmt: skip
        assert text in french.out, text
    again = recolement(*SMALL, "--lang", "fr", "--look", ids[1])
    assert again.out == french.out


def test_a_real_ballot_is_rehearsed_with_its_own_rules(tmp_path: Path) -> None:
    """Reims has nine units and two candidates in its second round: as many faults as there is room for."""
    done = recolement("rehearse", BALLOTS / "reims-2008", "--seed", "S", "--outcome", "royal:42", "--json")
    told = json.loads(done.out)
    assert (told["leader"], told["margin"], told["title"][:10]) == ("royal", 42, "RÉPÉTITION")
    assert {one["kind"] for one in told["debriefing"]} | set(told["impossible"]) >= {
        "swapped",
        "late_section",
    }


def test_the_record_is_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    """A ledger folder like any other, in which ``verify`` finds the altered line; nothing is written over."""
    place = tmp_path / "night"
    done = recolement(*SMALL, "--ledger", place, "--lang", "en")
    assert done.code == 0
    assert str(place) in done.out
    checked = recolement("verify", place, "--lang", "en")
    assert checked.code == 1
    assert "was changed" in checked.out + checked.err
    again = recolement(*SMALL, "--ledger", place, "--lang", "en")
    assert again.code == 2
    assert "Traceback" not in again.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--faults", "-3"), "Faults: from 0 to 100; −3 was asked for."),
        (("--faults", "3000000"), "Faults: from 0 to 100; 3,000,000 was asked for."),
        (("--seed", "x" * 10_000), "A seed has 200 characters at most; this one has 10,000."),
        (("--outcome", "<script>"), "“<script>” is no option of this round"),
        (("--outcome", "martin:-4"), "The lead is a whole number of votes; “-4” is none."),
        (("--outcome", "martin:99999999"), "A lead of 99,999,999 votes cannot be reached in this ballot"),
        (("--round", "9"), "This ballot has no round 9."),
    ],
)
def test_wishes_that_cannot_be_met_are_said(arguments: tuple[str, ...], said: str) -> None:
    """One sentence on standard error, exit code 2, and nothing played."""
    done = recolement("rehearse", "--sections", "30", "--lang", "en", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_seed_of_other_signs(tmp_path: Path) -> None:
    """An emoji and a direction mark are a seed; on the screen they turn nothing round."""
    done = recolement(
        "rehearse", "--sections", "30", "--faults", "2", "--seed", "\U0001f5f3\u202eabc", "--lang", "en"
    )
    assert done.code == 0
    assert "\U0001f5f3�abc" in done.out
    assert "\u202e" not in done.out


def _at_a_terminal(command: list[str], asked: str, typed: bytes) -> str:
    """What a command prints on a terminal on which something is typed once it asks."""
    leader, follower = os.openpty()
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=PLAIN) as running:
        os.close(follower)
        said, sent = b"", False
        while True:
            try:
                piece = os.read(leader, 65_536)
            except OSError:  # the command has ended
                break
            if not piece:
                break
            said += piece
            if not sent and asked.encode() in said:
                os.write(leader, typed)
                sent = True
        os.close(leader)
        assert running.wait(60) == 0, said.decode()
    return said.decode()


def test_what_is_typed_after_the_night() -> None:
    """At a terminal each line is looked at when it is entered; the end of the input ends the questions."""
    command = [
        sys.executable,
        "-m",
        "recolement",
        "rehearse",
        "--sections",
        "30",
        "--seed",
        "S",
        "--lang",
        "en",
    ]
    done = _at_a_terminal(command, "What would you look at?", b"record\n\x04")
    assert "What would you look at?" in done
    assert re.search(r"The record (does not hold: line \d+ was changed|holds)", done)
    assert "Debriefing" in done
    assert "Traceback" not in done
