"""The web demonstration at the terminal: its first screen, its port, its end; an evening that is walked."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.terminal import PLAIN, process
from recolement.cli.demonstration import Made, prepare, welcome
from recolement.cli.serve import open_port
from recolement.words.numbers import Language

FIGURES = ("61", "60", "90", "87", "250", "484", "228", "177", "79")
"""Martin 52 + 20 + 81 + 47 + 50 = 250 of 98 + 84 + 155 + 60 + 87 = 484 valid; with nord-1 exchanged 250 − 52
+ 30 = 228, Petit 30 + 45 + 50 + 8 + 22 = 155 − 30 + 52 = 177, Nguyen 16 + 19 + 24 + 5 + 15 = 79."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_evening_is_walked(language: str, tmp_path: Path) -> None:
    """From the sheet to the minutes, in a path with a space: ten steps, their figures, exit code 0."""
    place = tmp_path / "une soirée"
    place.mkdir()
    done = process("walk", "--lang", language, TMPDIR=str(place))
    assert (done.code, done.err) == (0, "")
    assert done.out.count("✓") == 10
    for figure in FIGURES:
        assert re.search(rf"\b{figure}\b", done.out), figure
    assert list(place.iterdir()) == []


def test_an_evening_that_cannot_begin_ends_with_1() -> None:
    """Where the app refuses to start, its own sentence is shown, and the exit code is 1."""
    done = process("walk", "--lang", "en", RECOLEMENT_HOSTS="results.example.org")
    assert done.code == 1
    assert "RECOLEMENT_TRIAL=1 is the demonstration" in done.err
    assert "The evening stopped there." in done.err


def _serve(folder: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """The demonstration, started; what it printed until its last line."""
    serving = subprocess.Popen(
        [sys.executable, "-m", "recolement", "serve", "--trial", "--folder", folder, "--port", str(port),
         "--lang", "en"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=PLAIN | {"COLUMNS": "80"},
    )  # fmt: skip
    assert serving.stdout is not None
    said = ""
    while "Ctrl-C: stop." not in said:
        line = serving.stdout.readline()
        assert line, said
        said += line
    return serving, said


def _stop(serving: subprocess.Popen[str]) -> str:
    time.sleep(1)
    serving.send_signal(signal.SIGINT)
    out, _ = serving.communicate(timeout=30)
    assert serving.returncode == 0
    return out


def test_it_stops_goes_on_and_leaves_a_port_that_is_taken(tmp_path: Path) -> None:
    """Ctrl-C ends with 0; the second start has the same accounts, and the next port where one is taken."""
    folder = tmp_path / "dé mo"
    port = open_port("127.0.0.1", 18017, others=True)
    serving, first = _serve(folder, port)
    assert f"http://127.0.0.1:{port}/" in first
    assert "Stopped." in _stop(serving)
    made = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))
    assert stat.S_IMODE((folder / "accounts.json").stat().st_mode) == 0o600
    for one in made:
        assert one.get("password") or one["link"]
        assert one.get("password", one.get("link")) in first
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        serving, second = _serve(folder, port)
        assert f"Port {port} is in use" in second
        assert f"http://127.0.0.1:{port}/" not in second
        _stop(serving)
    assert "goes on where it stopped" in second
    for one in made:
        assert one.get("password", one.get("link")) in second


def test_a_first_start_that_was_interrupted_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database without the accounts' file was left half made: it goes; a whole one stays."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    (tmp_path / "recolement.sqlite3").write_bytes(b"half")
    (tmp_path / "ledgers").mkdir()
    prepare(tmp_path)
    assert not (tmp_path / "recolement.sqlite3").exists()
    assert not (tmp_path / "ledgers").exists()
    (tmp_path / "recolement.sqlite3").write_bytes(b"whole")
    (tmp_path / "accounts.json").write_text("[]")
    prepare(tmp_path)
    assert (tmp_path / "recolement.sqlite3").read_bytes() == b"whole"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_screen_fits(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    """Within 80 columns and 40 lines: the address, each account and how it comes in."""
    made = [
        Made("section-nord-3", "secretary", "Nord 3", link="L" * 24, code="12345678"),
        *(Made(f"commission-{n}", "commissioner", "", "abcd-efgh-jkmn", "A" * 32) for n in range(1, 5)),
        *(
            Made("mandataire-petit", post, "", "abcd-efgh-jkmn")
            for post in ("representative", "organiser", "administrator")
        ),
    ]  # fmt: skip
    welcome("http://127.0.0.1:65535", made, language, again=False)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 40
    shown = "\n".join(lines)
    for text in ("http://127.0.0.1:65535/", "1234 5678", "abcd-efgh-jkmn", "A" * 32, "L" * 24):
        assert text in shown
