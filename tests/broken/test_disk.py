"""What stands in the folder is no file that can be read: a folder, a pipe, a shortcut to nothing…"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from broken.broken import SOUND
from recolement.cli import app
from recolement.cli.top import run
from recolement.formats.folder import read_folder
from recolement.model.problems import Unusable
from recolement.words.problems import problem_sentence


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line speaks English, whatever the machine says."""
    monkeypatch.setenv("RECOLEMENT_LANG", "en")


def folder(path: Path) -> None:
    """A folder in its place."""
    path.mkdir()


def pipe(path: Path) -> None:
    """A pipe into which nobody writes: reading it would wait for ever."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """A shortcut to a device without end."""
    path.symlink_to("/dev/zero")


def nowhere(path: Path) -> None:
    """A shortcut to a file that is not there."""
    path.symlink_to(path.parent / "gone")


def itself(path: Path) -> None:
    """A shortcut to itself."""
    path.symlink_to(path)


PLACED = [
    (folder, "a folder bears this name, not a file. Rename it, and put the file in its place."),
    (pipe, "this is no ordinary file (a pipe or a device): it was not read. Put a file in its place."),
    (device, "this is no ordinary file (a pipe or a device): it was not read. Put a file in its place."),
    (
        nowhere,
        "this file has gone, or it is a shortcut to a file that no longer exists. Put it back.",
    ),
    (itself, "the system refuses to open it ("),
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders: run on Unix")
@pytest.mark.parametrize("name", ["ballot.toml", "units.csv", "sheets.csv"])
@pytest.mark.parametrize(("placed", "said"), PLACED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_no_file_is_told_and_never_waited_for(
    placed: Callable[[Path], None],
    said: str,
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command ends with 2, prints no result, and says of that name what stands there."""
    for other, text in SOUND.items():
        if other != name:
            (tmp_path / other).write_text(text, encoding="utf-8")
    placed(tmp_path / name)
    code = run(app, ["tally", str(tmp_path)])
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert f"{name}: {said}" in err


@pytest.mark.parametrize("command", ["tally", "check"])
def test_a_folder_that_is_none(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that does not exist, and a file in the place of the folder, end with 2 and no result."""
    (tmp_path / "pv.csv").write_text(SOUND["sheets.csv"], encoding="utf-8")
    for path in (tmp_path / "gone", tmp_path / "pv.csv"):
        assert run(app, [command, str(path)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("error", "fr", "en"),
    [
        (
            FileNotFoundError(2, "No such file"),
            "ce fichier a disparu, ou c'est un raccourci vers un fichier qui n'existe plus. Remettez-le.",
            "this file has gone, or it is a shortcut to a file that no longer exists. Put it back.",
        ),
        (
            PermissionError(13, "Permission denied"),
            "vous n'avez pas le droit de lire ce fichier. Changez ses permissions, ou demandez à qui l'a posé.",
            "you are not allowed to read this file. Change its permissions, or ask whoever put it there.",
        ),
        (
            OSError(5, "Input/output error"),
            "le système refuse de l'ouvrir (Input/output error). Vérifiez vos droits, et qu'aucun programme ne "
            "le tient.",
            "the system refuses to open it (Input/output error). Check who may read it, and that no program "
            "holds it.",
        ),
    ],
    ids=["vanished", "forbidden", "failing disk"],
)
@pytest.mark.parametrize("name", ["ballot.toml", "units.csv", "sheets.csv"])
def test_a_file_that_cannot_be_opened_when_its_turn_comes(
    error: OSError, fr: str, en: str, name: str
) -> None:
    """A file listed and then vanished, forbidden or unreadable is a problem like another."""

    def opened() -> BinaryIO:
        raise error

    with pytest.raises(Unusable) as unusable:
        read_folder({**{other: text.encode() for other, text in SOUND.items()}, name: opened})
    (problem,) = unusable.value.problems
    assert problem_sentence(problem, "fr") == f"{name} : {fr}"
    assert problem_sentence(problem, "en") == f"{name}: {en}"


def test_a_disk_that_fails_in_the_middle_of_a_file() -> None:
    """An error while reading, after the file was opened, is told like one at opening."""

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(Unusable) as unusable:
        read_folder({**{name: text.encode() for name, text in SOUND.items()}, "sheets.csv": Failing})
    (problem,) = unusable.value.problems
    assert problem.code == "file_unreadable"
