"""The app served for real: granian, several workers, a free port of this machine, the tests' database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from web.ports import free_port


@contextmanager
def database_in_a_file(blocker: Any) -> Iterator[None]:
    """A new test database in the tests' folder, and the site's files gathered as an installation has them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    for alias, name in (("default", "tests"), ("calls", "calls-tests")):
        if connections[alias].vendor == "sqlite":
            connections[alias].settings_dict["TEST"]["NAME"] = str(
                Path(str(settings.DATA)) / f"{name}.sqlite3"
            )
    call_command("collectstatic", verbosity=0, interactive=False)
    with blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default", "calls"])
    yield
    with blocker.unblock():
        teardown_databases(made, verbosity=0)


def address_of(database: dict[str, Any]) -> str:
    """The ``DATABASE_URL`` of the test database."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    return f"postgresql://{database['USER']}@/{database['NAME']}?host={quote(database['HOST'], safe='')}"


class ServerOfTheApp:
    """A server that can be stopped and started again on the same port."""

    def __init__(self, workers: int = 2, environment: dict[str, str] | None = None) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.workers = workers
        self.environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        from django.conf import settings
        from django.db import connections

        environment = (
            os.environ
            | {
                "DATABASE_URL": address_of(connections["default"].settings_dict),
                "CALLS_DATABASE_URL": address_of(connections["calls"].settings_dict),
                "RECOLEMENT_DATA": str(settings.DATA),
                "PYTHONUNBUFFERED": "1",
                "RECOLEMENT_THREADS": "8",
            }
            | self.environment
        )
        self.log = Path(str(settings.DATA)) / f"server-{self.port}.log"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1",
                 "--port", str(self.port), "--workers", str(self.workers),
                 "--workers-kill-timeout", "3", "--log-level", "warning", "recolement.web.asgi:application"],
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.address + "/offline.js", timeout=5):
                    return
            except HTTPError:
                return
            except (URLError, ConnectionError, TimeoutError):
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace"))

    def stop(self) -> None:
        """Stop, as an operator would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
