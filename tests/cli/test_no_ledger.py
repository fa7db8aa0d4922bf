"""No ledger where one is looked for, or one where none is expected: each is said, with what to do.

Commands on a database run in a process of their own: the tests in a browser leave a loop running in this one,
beside which Django opens no database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.terminal import BALLOTS, Done, process, recolement
from recolement.storage.django.triggers import TABLE

REIMS = BALLOTS / "reims-2008"


def begun(place: Path, *options: str) -> Done:
    """A ledger begun with the worked ballot of Reims."""
    return process(
        "ledger", "init", place, "--from", REIMS, "--origin", "t.example/reims", *options, LC_ALL="en"
    )


def files(place: Path) -> dict[Path, bytes]:
    """Every file under a folder."""
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_second_beginning_says_that_there_is_a_ledger(tmp_path: Path) -> None:
    """``init`` twice: the second says that a ledger is there and what to do, and changes no file."""
    assert begun(tmp_path / "ledger").code == 0
    before = files(tmp_path)
    again = begun(tmp_path / "ledger")
    assert again.code == 1
    assert "is already begun here; nothing was changed" in again.err
    assert files(tmp_path) == before


@pytest.mark.parametrize("command", ["log", "rebuild"])
def test_a_database_where_nothing_was_begun(tmp_path: Path, command: str) -> None:
    """A folder with nothing and a database that is not there: how to begin one; no database is made."""
    (tmp_path / "ledger").mkdir()
    done = process(
        "ledger", command, tmp_path / "ledger", "--db", f"sqlite:///{tmp_path}/no.sqlite3", LC_ALL="en"
    )
    assert (done.code, done.out) == (2, "")
    assert "No ledger was begun here" in done.err
    assert "recolement ledger init" in done.err
    assert not (tmp_path / "no.sqlite3").exists()


@pytest.mark.parametrize("command", [("ledger", "log"), ("ledger", "rebuild"), ("tally",)])
@pytest.mark.parametrize("how", ["other database", "table dropped"])
def test_signed_lines_that_are_not_there_are_no_empty_ledger(
    tmp_path: Path, command: tuple[str, ...], how: str
) -> None:
    """The checkpoint signs lines and the database named has none: said, with --db as a possible reason."""
    database = tmp_path / "night.sqlite3"
    assert begun(tmp_path / "ledger", "--db", f"sqlite:///{database}").code == 0
    if how == "other database":
        database = tmp_path / "other.sqlite3"
    else:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute(f"DROP TABLE {TABLE}")
    done = process(*command, tmp_path / "ledger", "--db", f"sqlite:///{database}", LC_ALL="en")
    assert (done.code, done.out) == (2, "")
    assert "lines were signed and there is not one here" in done.err
    assert "--db" in done.err


@pytest.mark.parametrize(("lang", "said"), [("fr", "un dossier de vote"), ("en", "a ballot folder")])
def test_verify_says_that_a_ballot_folder_is_no_ledger(lang: str, said: str) -> None:
    """A ballot folder: what it is and how to begin a ledger with it; nobody is told to remove its files."""
    done = recolement("verify", REIMS, "--lang", lang)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "recolement ledger init" in done.err


def test_verify_of_any_other_folder_asks_to_remove_nothing(tmp_path: Path) -> None:
    """A folder with one note in it: no ledger is here, and the note is not said to be out of place."""
    (tmp_path / "note.txt").write_text("x")
    done = recolement("verify", tmp_path, "--lang", "en")
    assert done.code == 1
    assert "Neither a ledger" in done.out
    assert "note.txt" not in done.out


def test_verify_and_log_speak_the_language_asked_for(tmp_path: Path) -> None:
    """On an English machine ``--lang fr`` gives French: the report, and what is wrong; ``de`` is refused."""
    assert begun(tmp_path / "ledger").code == 0
    assert recolement("verify", tmp_path / "ledger", "--lang", "fr", LC_ALL="en").out.endswith(
        "Tout concorde.\n"
    )
    assert recolement("verify", tmp_path / "ledger", LC_ALL="en").out.endswith("Everything holds.\n")
    assert "Ni registre" in recolement("ledger", "log", tmp_path, "--lang", "fr", LC_ALL="en").err
    assert recolement("ledger", "log", tmp_path / "ledger", "--lang", "fr").code == 0
    for command in (("verify",), ("ledger", "log")):
        assert recolement(*command, tmp_path / "ledger", "--lang", "de").code == 2
