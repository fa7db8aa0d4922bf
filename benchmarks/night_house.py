"""The app served for a night under load, over PostgreSQL or SQLite; what the sections and their papers are.

Everything of it lives in one folder, on this machine, and is gone afterwards.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import URLError

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

SLUG = "night"
CODE = "12345678"


class House:
    """A folder with its data, its database, and the server over both."""

    def __init__(self, folder: Path, database: str = "", *, workers: int = 2) -> None:
        self.folder = folder
        self.workers = workers
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "recolement.web.settings",
            "RECOLEMENT_TRIAL": "1",
            "RECOLEMENT_DATA": str(folder),
            "RECOLEMENT_SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": database or f"sqlite:///{folder / 'night.sqlite3'}",
            "PYTHONUNBUFFERED": "1",
        }
        self.environment.pop("RECOLEMENT_HOSTS", None)
        self._server: subprocess.Popen[bytes] | None = None
        self.log = folder / "server.log"

    def run(self, what: str, *arguments: str) -> Any:
        """Something of ``night_made`` done in a process that has Django set up; gives what it printed."""
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("night_made.py")), what, *arguments],
            env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{what}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return json.loads(done.stdout)

    def start(self) -> None:
        """Serve, as ``recolement serve`` does, and wait until there is an answer."""
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1",
                 "--port", str(self.port), "--workers", str(self.workers), "--respawn-failed-workers",
                 "--workers-kill-timeout", "5", "--log-level", "warning", "recolement.web.asgi:application"],
                env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/offline.js", timeout=5).close()
                return
            except (URLError, ConnectionError, TimeoutError):
                if self._server.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace")[-4000:])

    @property
    def processes(self) -> list[int]:
        """The server's workers."""
        assert self._server is not None
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children")
        return [
            int(child)
            for child in children.read_text().split()
            if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
        ]

    def seconds_of_the_processor(self) -> float:
        """User and system, of all workers so far."""
        found = 0
        for worker in self.processes:
            fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
            found += int(fields[11]) + int(fields[12])
        return found / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Stop, as an operator would."""
        if self._server is None:
            return
        self._server.send_signal(signal.SIGTERM)
        try:
            self._server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None


def options() -> tuple[str, ...]:
    """Who stands."""
    return ("o1", "o2", "o3", "o4")


def figures_of(number: int) -> dict[str, int]:
    """What the paper of a section says: it adds up, and no two neighbours are alike."""
    votes = {option: 40 + (number * (7 + place)) % 60 for place, option in enumerate(options())}
    blank, null = number % 5, number % 3
    valid = sum(votes.values())
    papers = valid + blank + null
    return {"registered": 600, "signatures": papers, "in_box": papers, "blank": blank, "null": null,
            "valid": valid, **votes}  # fmt: skip


def unit_of(number: int) -> str:
    """The id of a section."""
    return f"s{number:05d}"
