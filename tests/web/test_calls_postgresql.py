"""Call lists on PostgreSQL: sealed there too, and a purge leaves nothing in its files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.postgres import Server

HERE = Path(__file__).parent


@pytest.mark.skipif("CALLS_DATABASE_URL" in os.environ, reason="this run is on a database of its own already")
def test_the_same_on_postgresql(postgres: Server, tmp_path: Path) -> None:
    """The tests of the data, run again by another process on a real server, whose files they search."""
    with postgres.database() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", HERE / "test_calls_data.py",
             HERE / "test_calls_at_once.py"],
            env=os.environ
            | {"CALLS_DATABASE_URL": address, "RECOLEMENT_DATA": str(tmp_path)}, cwd=HERE.parents[1],
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
