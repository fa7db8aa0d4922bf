"""Every broken folder gives the sentences a person must read, in both languages, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken import (
    acts_cases,
    ballot_cases,
    figures_cases,
    files_cases,
    hostile_cases,
    numbers_cases,
    places_cases,
    tables_cases,
    workbook_cases,
)
from broken.broken import SOUND, Broken
from recolement.canvass import canvass
from recolement.cli import app
from recolement.cli.top import run
from recolement.formats.folder import read_folder
from recolement.model.problems import Unusable
from recolement.words.problems import problem_sentence


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line speaks English, whatever the machine says."""
    monkeypatch.setenv("RECOLEMENT_LANG", "en")


FAMILIES = (
    files_cases,
    tables_cases,
    numbers_cases,
    places_cases,
    ballot_cases,
    figures_cases,
    acts_cases,
    hostile_cases,
    workbook_cases,
)
CASES: list[Broken] = [one for family in FAMILIES for one in family.CASES]
NAMES = [one.name for one in CASES]


def test_the_corpus_is_large_and_its_names_differ() -> None:
    """At least sixty broken folders, each under a name of its own."""
    assert len(CASES) >= 60
    assert len(set(NAMES)) == len(NAMES)


def test_the_folder_they_all_start_from_is_sound() -> None:
    """The sound folder is read, and no check finds anything wrong with it."""
    folder = read_folder({name: text.encode() for name, text in SOUND.items()})
    assert [dict(sheet.votes) for sheet in folder.sheets] == [{"ann": 40, "bob": 37}, {"ann": 50, "bob": 40}]
    assert [found.code for found in canvass(folder).findings if found.severity.value == "error"] == []


@pytest.mark.parametrize("broken", CASES, ids=NAMES)
def test_it_says_what_is_wrong_in_french_and_in_english(broken: Broken) -> None:
    """All the problems of the folder, and no other, are told in the sentences written by hand."""
    with pytest.raises(Unusable) as unusable:
        read_folder(broken.contents())
    problems = unusable.value.problems
    assert [problem_sentence(problem, "fr") for problem in problems] == list(broken.fr)
    assert [problem_sentence(problem, "en") for problem in problems] == list(broken.en)


@pytest.mark.parametrize("command", ["tally", "check"])
@pytest.mark.parametrize("broken", CASES, ids=NAMES)
def test_the_command_line_ends_with_2_and_prints_no_result(
    broken: Broken, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``tally`` and ``check`` end with 2, say every sentence on the error output and print nothing else."""
    for name, content in broken.contents().items():
        assert isinstance(content, bytes)
        (tmp_path / name).write_bytes(content)
    code = run(app, [command, str(tmp_path)])
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.splitlines() == list(broken.en)
