"""The pages of docs/reference are those that the code makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cli.terminal import PLAIN
from recolement.cli.reference_files import ballot_keys
from recolement.formats.acts import COMMON, OWN
from recolement.formats.folder import TABLES
from recolement.words.files import ACT_KEYS, BALLOT, COLUMNS, FILES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_the_reference_is_up_to_date(tmp_path: Path) -> None:
    """Made again, checks.md, commands.md, files.md and rulebook.md are the same; otherwise: make docs."""
    subprocess.run(
        [sys.executable, "-m", "recolement.cli.reference", str(tmp_path)],
        check=True,
        capture_output=True,
        env={**PLAIN, "RECOLEMENT_LANG": "en"},
    )
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {name: (REFERENCE / name).read_text(encoding="utf-8") for name in made}
    assert kept == made, "run: make docs"
    assert set(made) == {"checks.md", "commands.md", "files.md", "rulebook.md"}


def test_every_column_and_key_is_described_once() -> None:
    """Columns, keys of ballot.toml and of acts: the words are those of the reader, neither more nor fewer."""
    assert set(COLUMNS) == {column for columns in TABLES.values() for column in columns}
    assert set(BALLOT) == set(ballot_keys())
    assert set(ACT_KEYS) == {*COMMON, *(key for keys in OWN.values() for key in keys)}
    assert set(FILES) == {"ballot.toml", "acts.toml", *TABLES}
