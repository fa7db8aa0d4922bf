"""Whatever happens to a folder, reading it gives a ballot or says why not, and every ballot is canvassed.

Folders are the worked ballots and small ones with everything in them, changed at random from a seed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broken.broken import SOUND
from broken.mutations import mutate, vary
from broken.rich_folders import RICH
from broken.workbooks import ROWS, workbook
from recolement.canvass import Canvass, canvass
from recolement.canvass.tabulate import Figures
from recolement.formats.folder import NAMES, read_folder
from recolement.model.ids import UnitId
from recolement.model.problems import Problem, Unusable
from recolement.publication import tally_json
from recolement.words import Language
from recolement.words.problems import problem_sentence

LANGUAGES: tuple[Language, ...] = ("fr", "en")
BALLOTS = Path(__file__).parents[2] / "ballots"

FOLDERS: dict[str, dict[str, bytes]] = {
    **{
        folder.name: {path.name: path.read_bytes() for path in folder.iterdir() if path.name in NAMES}
        for folder in sorted(BALLOTS.iterdir())
        if folder.is_dir()
    },
    **{name: {file: text.encode() for file, text in files.items()} for name, files in RICH.items()},
    "workbook": {
        **{file: text.encode() for file, text in SOUND.items() if file != "sheets.csv"},
        "sheets.xlsx": workbook({"sheets": ROWS}),
    },
}


def read_and_canvass(files: dict[str, bytes]) -> Canvass | None:
    """The canvass of the folder, or ``None`` where it is unusable, with a sentence for every problem."""
    problems: tuple[Problem, ...] = ()
    try:
        return canvass(read_folder(dict(files)))
    except Unusable as unusable:
        problems = unusable.problems
    assert problems
    for problem in problems:
        for language in LANGUAGES:
            said = problem_sentence(problem, language)
            assert said.isprintable()
            assert said.startswith(problem.file.partition("#")[0])
    return None


def obeys_the_laws(night: Canvass) -> None:
    """Totals are sums of the children's; coverage adds up; the whole is JSON; nothing is negative."""
    told = json.loads(json.dumps(tally_json(night), allow_nan=False))
    ruled = any(type(act).__name__ == "Ruled" for act in night.folder.acts)
    for entry in told["contests"]:
        coverage = entry["coverage"]
        leaves = night.places.get(entry["unit"]).leaves
        stand = [night.retained(leaf, entry["contest"], entry["round"]) for leaf in leaves]
        aside = sum(one.sheet is not None and one.set_aside is not None for one in stand)
        accounted = coverage["received"] + len(coverage["missing"]) + len(coverage["no_vote"]) + aside
        assert accounted <= coverage["expected"] if ruled else accounted == coverage["expected"]
        assert entry["settled"] in (True, False, None)
        assert entry["margin"] is None or entry["margin"] >= 0
        assert set(entry["decisive_units"]) <= {unit for matter in entry["open"] for unit in matter["units"]}
        outcome = entry["outcome"]
        if outcome is None or outcome["kind"] == "lots_needed":
            assert not any(branch["holds"] for branch in entry["branches"])
        else:
            assert any(branch["holds"] for branch in entry["branches"])
    for contest in night.folder.ballot.contests:
        for round_ in night.folder.ballot.rounds:
            if (
                round_.holds(contest.id)
                and not contest.scope.each
                and contest.scope.id == night.folder.tree.root
            ):
                for unit in night.folder.tree.walk():
                    _adds_up(night, contest.id, round_.number, unit)


def _adds_up(night: Canvass, contest: str, number: int, unit: UnitId) -> None:
    children = night.folder.tree.children(unit)
    if not children:
        return
    here = night.result(contest, number, unit).figures
    below = [night.result(contest, number, child).figures for child in children]
    for one in fields(Figures):
        if one.name == "votes":
            for option, votes in here.votes.items():
                assert votes == _sum(figures.votes.get(option) for figures in below)
        else:
            assert getattr(here, one.name) == _sum(getattr(figures, one.name) for figures in below)


def _sum(parts: Iterable[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def changed(name: str, seed: int, times: int) -> dict[str, bytes]:
    """A folder after so many changes."""
    chance = random.Random(f"{name} {seed} {times}")
    files = dict(FOLDERS[name])
    change = mutate if seed % 4 == 0 else vary
    for _ in range(times):
        file = chance.choice(sorted(files))
        files[file] = change(files[file], chance)
        if chance.random() < 0.02:
            del files[file]
            if not files:
                break
    return files


@pytest.mark.parametrize("name", FOLDERS)
def test_every_folder_is_read_before_it_is_changed(name: str) -> None:
    """The folders themselves are sound, and obey the laws."""
    night = read_and_canvass(FOLDERS[name])
    assert night is not None
    obeys_the_laws(night)


@given(name=st.sampled_from(sorted(FOLDERS)), seed=st.integers(0, 2**32), times=st.integers(1, 4))
@settings(max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_changed_folder_is_a_ballot_or_is_unusable(name: str, seed: int, times: int) -> None:
    """Reading a changed folder raises nothing but Unusable, and what is accepted obeys the laws."""
    night = read_and_canvass(changed(name, seed, times))
    if night is not None:
        obeys_the_laws(night)


@pytest.mark.long
@pytest.mark.parametrize("name", FOLDERS)
def test_thousands_of_changed_folders(name: str) -> None:
    """The same for two thousand changes of each folder, always the same ones."""
    for seed in range(2_000):
        night = read_and_canvass(changed(name, seed, 1 + seed % 4))
        if night is not None:
            obeys_the_laws(night)
