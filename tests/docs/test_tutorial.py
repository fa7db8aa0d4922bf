"""The tutorial is run: its files are written, its commands give what it shows, in its order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)(?: ([^\n+]+?)( \+)?)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """Every file block is written (or added to), every command is run; what is shown appears, in order."""
    commands = 0
    for kind, name, added, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if name:
            file = tmp_path / name
            before = file.read_text(encoding="utf-8") if added else ""
            file.write_text(before + "\n" + body if added else body, encoding="utf-8")
        elif kind == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, *shown = part.splitlines()
                _run(command, shown, tmp_path)
                commands += 1
    assert commands == 8
    assert (tmp_path / "result.html").is_file()
    assert (tmp_path / "result.xlsx").is_file()


def _run(command: str, shown: list[str], folder: Path) -> None:
    words = shlex.split(command)
    assert words[0] == "recolement"
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    code = next((int(line.removeprefix("! exit ")) for line in shown if line.startswith("! exit")), 0)
    assert done.returncode == code, (command, done.stdout, done.stderr)
    place = 0
    for line in shown:
        if not line.startswith("! "):
            found = done.stdout.find(line, place)
            assert found >= 0, (command, line, done.stdout)
            place = found
