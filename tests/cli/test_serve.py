"""``recolement serve`` as it runs in production: a socket, PostgreSQL, several workers, an orderly end."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contracts.postgres import Server

SECRET = "Kq3v-9wZxT7yBn2Lr8Pd5Gs1Hf6Jc4Mm0Aa_QwErTyUiOpLkJh"
PROXY = {"Host": "results.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.77"}


def _environment(place: Path, database: str, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOLEMENT_")}
    (place / "secret").write_text(SECRET)
    return kept | {
        "RECOLEMENT_DATA": str(place / "data"), "RECOLEMENT_SECRET_KEY_FILE": str(place / "secret"),
        "RECOLEMENT_HOSTS": "results.example.org", "RECOLEMENT_BEHIND_PROXY": "1", "DATABASE_URL": database,
        "RECOLEMENT_LANG": "en",
    } | more  # fmt: skip


class OverSocket(http.client.HTTPConnection):
    """A connection as a proxy makes it."""

    def __init__(self, path: Path) -> None:
        super().__init__("results.example.org", timeout=20)
        self._path = path

    def connect(self) -> None:
        """Over the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(20)
        self.sock.connect(str(self._path))


def _get(path: Path, address: str, **headers: str) -> tuple[int, str]:
    connection = OverSocket(path)
    connection.request("GET", address, headers=PROXY | headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


@contextmanager
def _served(place: Path, database: str) -> Iterator[tuple[subprocess.Popen[bytes], Path, Path]]:
    uds, log = place / "http.sock", place / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "recolement", "serve", "--socket", str(uds), "--workers", "2"],
            env=_environment(place, database), stdout=written, stderr=written,
        )  # fmt: skip
    try:
        end = time.monotonic() + 120
        while True:
            try:
                if uds.exists() and _get(uds, "/health.json")[0] == 200:
                    break
            except OSError:
                pass
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        yield process, uds, log
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that answer: neither the hourly purge nor a helper of multiprocessing."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                command = (folder / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == process.pid and b"purgedue" not in command and b"tracker" not in command:
                found.append(int(folder.name))
    return found


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the workers in /proc")
def test_in_production(tmp_path: Path, postgres: Server) -> None:
    """Answers over the socket as behind a proxy; a killed worker is replaced; SIGTERM ends it in order."""
    with postgres.database() as database, _served(tmp_path, database) as (process, uds, log):
        assert (uds.stat().st_mode & 0o777) == 0o660
        assert _get(uds, "/")[0] == 200
        assert _get(uds, "/", **{"X-Forwarded-Proto": "http"})[0] == 301
        assert _get(uds, "/", Host="evil.example")[0] == 400
        assert _get(uds, "/a/a-link-that-is-half-a-secret/nowhere")[0] == 404
        before = set(_workers(process))
        assert len(before) == 2
        os.kill(before.pop(), signal.SIGKILL)
        end = time.monotonic() + 30
        while len(_workers(process)) < 2 or set(_workers(process)) <= before:
            assert time.monotonic() < end, "the worker was not replaced"
            time.sleep(0.2)
        for _ in range(20):
            assert _get(uds, "/health.json")[0] == 200
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=25) == 0
        assert time.monotonic() - began < 20
        written = log.read_text()
        assert "Traceback" not in written
        for secret in (SECRET, "a-link-that-is-half-a-secret", "password"):
            assert secret not in written
        assert re.search(r"/start/ +\S{20,}", written), "the first run's token is for the terminal"


@pytest.mark.long
def test_what_it_says_when_it_cannot_start(tmp_path: Path) -> None:
    """A socket without a proxy, a folder that is not there: a sentence and 2, before anything listens."""
    database = f"sqlite:///{tmp_path / 'db.sqlite3'}"

    def start(uds: Path, **more: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "recolement", "serve", "--socket", str(uds)],
            env=_environment(tmp_path, database, **more), capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stderr

    code, said = start(tmp_path / "s", RECOLEMENT_BEHIND_PROXY="0")
    assert (code, "RECOLEMENT_BEHIND_PROXY=1" in said) == (2, True)
    code, said = start(tmp_path / "nowhere" / "s")
    assert (code, "no folder" in said) == (2, True)
