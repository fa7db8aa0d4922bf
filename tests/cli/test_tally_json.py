"""``tally --json`` against a checker written by hand from FORMAT."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.format_checker import check_tally
from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement


def tally(folder: Path, *arguments: str) -> dict[str, Any]:
    """The document, already checked against FORMAT."""
    done = recolement("tally", folder, "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    document: dict[str, Any] = json.loads(done.out)
    check_tally(document)
    return document


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir() if path.is_dir()))
def test_every_worked_ballot_gives_what_format_says(name: str) -> None:
    """All keys, of the right kinds, null where FORMAT says null; one entry per contest, round and scope."""
    document = tally(BALLOTS / name)
    addresses = [(entry["contest"], entry["round"], entry["unit"]) for entry in document["contests"]]
    assert len(set(addresses)) == len(addresses)


def test_reims_reads_as_in_format() -> None:
    """The example of FORMAT: 67,413 and 67,371 of 134,784, slack 42, margin 21, not settled."""
    entry = tally(BALLOTS / "reims-2008", "--round", "2")["contests"]
    assert len(entry) == 1
    assert entry[0]["votes"] == {"aubry": 67413, "royal": 67371}
    assertion = entry[0]["branches"][0]["assertions"][0]
    assert assertion == {"claim": "Martine Aubry has more votes than Ségolène Royal", "slack": 42}
    assert (entry[0]["margin"], entry[0]["settled"]) == (21, False)


def test_levels_and_units_add_entries_that_decide_nothing() -> None:
    """--level adds each unit of the level, --unit one more, each once; outcome to decisive are null there."""
    document = tally(
        BALLOTS / "reims-2008", "--round", "2", "--level", "federation", "--unit", "59-lille-fives"
    )
    units = [entry["unit"] for entry in document["contests"]]
    assert units[0] == "FR"
    assert units[-1] == "59-lille-fives"
    assert len(set(units)) == len(units) > 3
    assert all(entry["open"] is None for entry in document["contests"][1:])
    assert all(entry["outcome"] is not None for entry in document["contests"][:1])
    twice = tally(BALLOTS / "reims-2008", "--round", "2", "--level", "nation", "--unit", "FR")
    assert [entry["unit"] for entry in twice["contests"]] == ["FR"]


def test_contest_restricts() -> None:
    """--contest leaves the entries of that contest only."""
    document = tally(BALLOTS / "ump-2012", "--contest", "president")
    assert {entry["contest"] for entry in document["contests"]} == {"president"}


@pytest.mark.parametrize(
    "arguments",
    [("--contest", "secretari"), ("--round", "3"), ("--level", "departement"), ("--unit", "59-lille-five")],
)
def test_unknown_names_are_unusable(arguments: tuple[str, str]) -> None:
    """A contest, round, level or unit that is not there: exit code 2, nothing printed, the option named."""
    done = recolement("tally", BALLOTS / "reims-2008", "--json", *arguments, RECOLEMENT_LANG="en")
    assert (done.code, done.out) == (2, "")
    assert arguments[0] in done.err


def test_claims_are_english_unless_a_language_is_asked() -> None:
    """The machine's language does not change the JSON; --lang fr changes the claims only."""
    french_machine = recolement("tally", BALLOTS / "reims-2008", "--json", LANG="fr_FR.UTF-8").out
    english_machine = recolement("tally", BALLOTS / "reims-2008", "--json", LANG="en_GB.UTF-8").out
    assert french_machine == english_machine
    asked = tally(BALLOTS / "reims-2008", "--round", "2", "--lang", "fr")
    claim = asked["contests"][0]["branches"][0]["assertions"][0]["claim"]
    assert claim == "Martine Aubry a plus de voix que Ségolène Royal"


def test_hostile_names_are_data(tmp_path: Path) -> None:
    """Scripts, formulas, escapes and ten thousand letters come through as JSON strings."""
    document = tally(hostile_folder(tmp_path))
    assert document["title"].startswith("<script>")
    assert document["contests"][0]["votes"] == {f"o{place}": 10 + place for place in range(7)}
