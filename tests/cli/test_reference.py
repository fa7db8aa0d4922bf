"""The pages of docs/reference are those that the code makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cli.terminal import PLAIN

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_the_reference_is_up_to_date(tmp_path: Path) -> None:
    """Made again, checks.md, commands.md and rulebook.md are the same; otherwise: make docs."""
    subprocess.run(
        [sys.executable, "-m", "recolement.cli.reference", str(tmp_path)],
        check=True,
        capture_output=True,
        env={**PLAIN, "RECOLEMENT_LANG": "en"},
    )
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {name: (REFERENCE / name).read_text(encoding="utf-8") for name in made}
    assert kept == made, "run: make docs"
    assert set(made) == {"checks.md", "commands.md", "rulebook.md"}
