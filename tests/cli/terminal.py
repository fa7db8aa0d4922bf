"""A terminal for tests: the commands run as a person runs them, with what they print and their exit code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from recolement.cli import app
from recolement.cli.top import run

BALLOTS = Path(__file__).parents[2] / "ballots"

SPOKEN = ("LANG", "LC_ALL", "LC_MESSAGES", "RECOLEMENT_LANG", "COLUMNS", "PYTHONIOENCODING", "NO_COLOR")
PLAIN = {name: value for name, value in os.environ.items() if name not in SPOKEN}
"""The environment without what would change the language or the layout."""


@dataclass(frozen=True)
class Done:
    """What one command did."""

    code: int
    out: str
    err: str


def recolement(*arguments: str | Path, **environment: str) -> Done:
    """Run ``recolement`` here, on streams of its own and in an environment of its own."""
    given = [str(argument) for argument in arguments]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        mock.patch.dict(os.environ, {**PLAIN, "COLUMNS": "80", **environment}, clear=True),
        mock.patch.object(sys, "argv", ["recolement", *given]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run(app, given)
    return Done(code, _read(out), _read(err))


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def process(*arguments: str | Path, encoding: str = "utf-8", **environment: str) -> Done:
    """Run ``recolement`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "recolement", *map(str, arguments)],
        capture_output=True,
        env={**PLAIN, "COLUMNS": "80", **environment},
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
