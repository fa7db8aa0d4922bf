"""The same meetings at one sheet, over PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.postgres import Server

HERE = Path(__file__).parent


@pytest.mark.long
def test_two_at_once_over_postgresql(postgres: Server) -> None:
    """Every test of test_at_once.py passes with the ledger, drafts and sessions in PostgreSQL."""
    with postgres.database() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "test_at_once.py")],
            env=os.environ | {"DATABASE_URL": address}, cwd=HERE.parents[1],
            capture_output=True, text=True, timeout=900,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:]
