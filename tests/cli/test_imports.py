"""The command ``recolement import``: files in, a folder out, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from formats.ministry_files import NORTH, grouped, wide
from formats.test_mapping import TABLE, WIDE
from recolement.cli import app
from recolement.cli.top import run as run_commands
from recolement.formats.folder import read_folder
from recolement.model.folder import BallotFolder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """``recolement import …`` in English: exit code, standard output, standard error."""
    monkeypatch.setenv("RECOLEMENT_LANG", "en")

    def running(*arguments: str | Path) -> tuple[int, str, str]:
        code = run_commands(app, ["import", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def folder(path: Path) -> BallotFolder:
    """The ballot that was written."""
    return read_folder({one.name: one.read_bytes() for one in path.iterdir()})


def test_ministry_files_become_a_folder(run: Run, tmp_path: Path) -> None:
    """Two files, two rounds, each with its date; the folder reads back, and its README names the sources."""
    for number in (1, 2):
        (tmp_path / f"legislatives_t{number}.csv").write_bytes(grouped(*NORTH))
    code, out, _ = run(
        "datagouv", f"{tmp_path}/legislatives_t1.csv#date=2024-06-30", f"{tmp_path}/legislatives_t2.csv",
        "--into", tmp_path / "new",
    )  # fmt: skip
    assert code == 0
    assert "round 1, as its name says" in out
    written = folder(tmp_path / "new")
    assert [(one.number, str(one.date)) for one in written.ballot.rounds] == [(1, "2024-06-30"), (2, "None")]
    assert len(written.sheets) == 4
    readme = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    assert "legislatives_t2.csv" in readme
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "legislatives_t1.csv",
        "legislatives_t2.csv",
        "new",
    ]


def test_the_round_of_a_file_is_said_after_its_name(run: Run, tmp_path: Path) -> None:
    """FILE#round=2 says it; a file whose own name ends so is that file."""
    (tmp_path / "export.csv").write_bytes(grouped(*NORTH))
    (tmp_path / "votes#round=2").write_bytes(grouped(*NORTH))
    said = ("--election", "legislative", "--into")
    assert run("datagouv", f"{tmp_path}/export.csv#round=2", *said, tmp_path / "a")[0] == 0
    assert [one.number for one in folder(tmp_path / "a").ballot.rounds] == [2]
    assert run("datagouv", f"{tmp_path}/votes#round=2", *said, tmp_path / "b")[0] == 2
    assert run("datagouv", f"{tmp_path}/export.csv#date=2024-13-01", *said, tmp_path / "c")[0] == 2


def test_what_was_understood_as_json(run: Run, tmp_path: Path) -> None:
    """One document on standard output, nothing else."""
    (tmp_path / "presidentielle_t1.parquet").write_bytes(wide())
    _, out, _ = run("datagouv", tmp_path / "presidentielle_t1.parquet", "--into", tmp_path / "new", "--json")
    told = json.loads(out)
    assert (told["format"], told["sections"], told["sheets"]) == ("recolement-import/1", 2, 2)
    assert "round_named" in {note["code"] for note in told["notes"]}


def test_a_table_becomes_a_folder(run: Run, tmp_path: Path) -> None:
    """With its mapping."""
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "m.toml").write_text(WIDE, encoding="utf-8")
    arguments = ("table", tmp_path / "t.csv", "--mapping", tmp_path / "m.toml", "--into", tmp_path / "new")
    code, out, _ = run(*arguments)
    assert code == 0
    assert "Remarque" in out
    again = folder(tmp_path / "new")
    assert len(again.sheets) == 2
    assert again.listed == {("Creuse-1", "contest", 1)}  # its row holds no figure but its roll


def test_the_help_shows_a_mapping_as_it_is_written(run: Run) -> None:
    """Brackets and line ends intact: it can be copied."""
    out = run("--help")[1]
    assert "[[level]]" in out
    assert 'unit = ["code_commune", "bureau"]' in out


@pytest.mark.parametrize("name", ["full", "file"])
def test_nothing_is_written_over(run: Run, tmp_path: Path, name: str) -> None:
    """A folder with a file in it, or a file, stays as it is; exit code 2."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "legislatives_t1.csv").write_bytes(grouped(*NORTH))
    code, out, err = run("datagouv", tmp_path / "legislatives_t1.csv", "--into", tmp_path / name)
    assert (code, out) == (2, "")
    assert "not empty" in err
    assert (tmp_path / "full" / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(run: Run, tmp_path: Path) -> None:
    """As if it were not there."""
    (tmp_path / "new").mkdir()
    (tmp_path / "legislatives_t1.csv").write_bytes(grouped(*NORTH))
    assert run("datagouv", tmp_path / "legislatives_t1.csv", "--into", tmp_path / "new")[0] == 0
    assert len(folder(tmp_path / "new").sheets) == 2


def test_a_bad_file_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    """Every bad cell on standard error, with its row and column, and no folder."""
    (tmp_path / "legislatives_t1.csv").write_bytes(grouped(*(row.replace(";100;", ";x;") for row in NORTH)))
    code, out, err = run("datagouv", tmp_path / "legislatives_t1.csv", "--into", tmp_path / "new")
    assert (code, out) == (2, "")
    assert "row 2, column “Inscrits”" in err
    assert [path.name for path in tmp_path.iterdir()] == ["legislatives_t1.csv"]


def test_a_write_that_fails_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at the second file: neither the folder nor its beginning stays."""
    (tmp_path / "legislatives_t1.csv").write_bytes(grouped(*NORTH))
    written: list[str] = []
    really = Path.write_bytes

    def failing(path: Path, content: bytes) -> int:
        written.append(path.name)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return really(path, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    code, _, err = run("datagouv", tmp_path / "legislatives_t1.csv", "--into", tmp_path / "new")
    assert code == 2
    assert "No space left" in err
    assert [path.name for path in tmp_path.iterdir()] == ["legislatives_t1.csv"]


def test_a_missing_file_and_an_unknown_election(run: Run, tmp_path: Path) -> None:
    """Said in a sentence, exit code 2."""
    code, _, err = run("datagouv", tmp_path / "nowhere_t1.csv", "--into", tmp_path / "new")
    assert code == 2
    assert "no such file" in err
    assert run("datagouv", tmp_path / "x", "--election", "municipal", "--into", tmp_path / "new")[0] == 2
