"""The door: languages, exit codes, sentences instead of tracebacks, streams of any encoding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.terminal import BALLOTS, PLAIN, process, recolement
from recolement import __version__
from recolement.cli import app
from recolement.cli.door import progress
from recolement.cli.language import asked, spoken
from recolement.cli.top import run


def test_version_is_one_line() -> None:
    """--version prints the name and the version, and ends with 0."""
    done = process("--version")
    assert (done.code, done.out, done.err) == (0, f"recolement {__version__}\n", "")


@pytest.mark.parametrize(("language", "word"), [("fr", "Codes de sortie"), ("en", "Exit codes")])
def test_help_is_a_page_in_the_reader_s_language(language: str, word: str) -> None:
    """--help names every command, gives examples and exit codes, in 80 columns."""
    done = process("--help", RECOLEMENT_LANG=language)
    assert done.code == 0
    assert word in done.out
    assert all(name in done.out for name in ("new", "check", "tally", "explain", "demo"))
    assert max(map(len, done.out.splitlines())) <= 80
    assert process(RECOLEMENT_LANG=language).out == done.out


@pytest.mark.parametrize("command", ["new", "check", "tally", "explain", "demo", "transfers"])
def test_every_command_has_help(command: str) -> None:
    """Each command says what it does and lists its options."""
    done = process(command, "--help", RECOLEMENT_LANG="en")
    assert done.code == 0
    assert done.out.startswith(f"recolement {command}")
    assert "--help" in done.out


def test_language_is_asked_then_the_machine_s() -> None:
    """--lang wins over RECOLEMENT_LANG, which wins over LC_ALL and LANG; C and other languages "
    "say nothing."""
    assert asked(["tally", "x", "--lang", "en"]) == "en"
    assert asked(["tally", "x", "--lang=fr"]) == "fr"
    assert spoken({"RECOLEMENT_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}) == "en"
    assert spoken({"LC_ALL": "C", "LANG": "fr_FR"}) == "fr"
    assert spoken({"LANG": "de_DE.UTF-8"}) is None


def test_a_ballot_speaks_its_own_language_where_the_machine_says_nothing() -> None:
    """Reims is a French ballot: without a locale, tally speaks French; with an English one, English."""
    assert "Pas encore acquis" in recolement("tally", BALLOTS / "reims-2008", LANG="C").out
    assert "Not yet settled" in recolement("tally", BALLOTS / "reims-2008", LANG="en_GB.UTF-8").out


def test_an_unknown_language_is_refused() -> None:
    """--lang de: exit code 2, one sentence, nothing on standard output."""
    done = recolement("tally", BALLOTS / "reims-2008", "--lang", "de")
    assert (done.code, done.out) == (2, "")
    assert "fr" in done.err


@pytest.mark.parametrize("command", ["tally", "check"])
@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_unusable_input_is_told_and_nothing_is_printed(
    tmp_path: Path, command: str, extra: list[str]
) -> None:
    """A missing folder, a file, an empty folder: exit code 2, a sentence on standard error, an "
    "empty output."""
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    for path in (tmp_path / "nowhere", tmp_path / "notes.txt", tmp_path):
        done = recolement(command, path, *extra, RECOLEMENT_LANG="en")
        assert (done.code, done.out) == (2, "")
        assert "ballot.toml" in done.err
        assert "Traceback" not in done.err


def test_every_problem_is_told_in_both_languages(tmp_path: Path) -> None:
    """Two mistakes in one folder give two lines, each with its file."""
    (tmp_path / "ballot.toml").write_text('title = "x"\ntresh = 1\n', encoding="utf-8")
    french = recolement("check", tmp_path, RECOLEMENT_LANG="fr").err
    english = recolement("check", tmp_path, RECOLEMENT_LANG="en").err
    assert "units.csv" in french
    assert "manque" in french
    assert "is missing" in english


def test_ballot_toml_stands_for_its_folder() -> None:
    """Whoever gives the file ballot.toml means the folder around it."""
    given = recolement("check", BALLOTS / "reims-2008" / "ballot.toml", "--json")
    assert given.out == recolement("check", BALLOTS / "reims-2008", "--json").out


def test_wrong_options_are_told_in_a_sentence() -> None:
    """An unknown option, a missing argument, an unknown command: exit code 2 and French words."""
    for arguments, word in (
        (["tally", "x", "--jsn"], "--jsn"),
        (["tally"], "il manque"),
        (["taly"], "taly"),
        (["tally", "x", "--round", "two"], "--round"),
    ):
        done = recolement(*arguments, RECOLEMENT_LANG="fr")
        assert (done.code, done.out) == (2, ""), arguments
        assert word in done.err
        assert "--help" in done.err


def test_a_bug_is_said_calmly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An error nobody foresaw: exit code 70, no traceback, and how to see one; with --debug, the "
    "traceback."""

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("recolement.cli.demo.read_canvass", fails)
    assert run(app, ["demo", "reims-2008"]) == 70
    err = capsys.readouterr().err
    assert "--debug" in err
    assert "Traceback" not in err
    assert run(app, ["--debug", "demo", "reims-2008"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_clean(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends with 130, as any program, and without a traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recolement.cli.demo.read_canvass", interrupted)
    assert run(app, ["demo", "reims-2008"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of a POSIX shell")
def test_a_reader_that_goes_away_is_no_error() -> None:
    """The output's reader closes at once: no traceback, and the exit code of a broken pipe."""
    started = subprocess.Popen(
        [sys.executable, "-m", "recolement", "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=PLAIN,
    )
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    err = started.stderr.read()
    started.stderr.close()
    assert (started.wait(60), err) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full, a disk always full")
def test_a_full_disk_is_told() -> None:
    """Where the output cannot be written: exit code 2 and a sentence, no traceback while Python ends."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "recolement", "tally", str(BALLOTS / "reims-2008"), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**PLAIN, "RECOLEMENT_LANG": "en"},
            check=False,
        )
    assert done.returncode == 2
    assert b"the system refused" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_bar_is_for_people_who_wait(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No bar without a terminal; on one, from 5,000 rows on, on standard error and never on output."""
    with progress() as told:
        assert told is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as told:
        assert told is not None
        told("sheets.csv", 100, 400)
        assert capsys.readouterr().err == ""
        told("sheets.csv", 5000, 60000)
    assert capsys.readouterr().out == ""


def test_a_windows_1252_console_gets_replacements_not_a_traceback() -> None:
    """With PYTHONIOENCODING=cp1252 bars are plain signs, accents are kept, JSON is ASCII and whole."""
    reims = BALLOTS / "reims-2008"
    done = process("tally", reims, "--lang", "fr", encoding="cp1252", PYTHONIOENCODING="cp1252")
    assert (done.code, done.err) == (0, "")
    assert "Ségolène Royal" in done.out
    assert "####" in done.out
    assert process("tally", reims, "--json", PYTHONIOENCODING="cp1252").out.isascii()


def test_no_escape_codes_outside_a_terminal() -> None:
    """A pipe gets no colours, whatever NO_COLOR says; and no line ends with spaces."""
    for environment in ({}, {"NO_COLOR": "1"}):
        done = recolement("tally", BALLOTS / "reims-2008", **environment)
        assert "\x1b" not in done.out
        assert not [line for line in done.out.splitlines() if line != line.rstrip()]


def test_no_color_is_obeyed_on_a_terminal() -> None:
    """On a terminal (forced here) there are colours codes without NO_COLOR; with it, only weight."""
    coloured = recolement("check", BALLOTS / "reims-2008", FORCE_COLOR="1", TERM="xterm-256color")
    plain = recolement("check", BALLOTS / "reims-2008", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    colours = [f"\x1b[3{digit}m" for digit in range(8)]
    assert "\x1b[" in coloured.out
    assert not any(colour in plain.out for colour in colours)


def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its extra, a command says what to install, from an index or in the repository, where the
    Makefile has that very target; exit code 2."""
    monkeypatch.setattr("recolement.cli.commands.find_spec", lambda _: None)
    targets = {
        line.split(":")[0]
        for line in Path(__file__).parents[2].joinpath("Makefile").read_text().splitlines()
        if ":" in line
    }
    for command, extra in (
        ("transfers", "analysis"),
        ("project", "analysis"),
        ("panel", "analysis"),
        ("serve", "web"),
    ):
        assert run(app, [command, "anything"]) == 2
        said = capsys.readouterr().err
        assert f'pip install "recolement[{extra}]"' in said
        assert f"make {extra}" in said
        assert extra in targets


def test_a_group_alone_shows_its_page() -> None:
    """``recolement ledger`` is no mistake to be scolded for: its page, once, and exit code 2 for scripts."""
    alone = recolement("ledger")
    assert alone.code == 2
    assert alone.out.count("append") == 1
    assert alone.err == ""
