"""The same meetings at one sheet, and the same rehearsals, over PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.postgres import Server

HERE = Path(__file__).parent


@pytest.mark.long
@pytest.mark.parametrize("tests", ["test_at_once.py", "test_rehearsal.py"])
def test_over_postgresql(postgres: Server, tests: str) -> None:
    """Every test of the file passes with the ledger, drafts, sessions and rehearsals in PostgreSQL."""
    with postgres.database() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / tests)],
            env=os.environ | {"DATABASE_URL": address}, cwd=HERE.parents[1],
            capture_output=True, text=True, timeout=900,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:]
