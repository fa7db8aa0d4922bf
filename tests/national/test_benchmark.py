"""The benchmark of a national night runs, on a small one; its times are nobody's business here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "national_night.py"


def test_the_benchmark_prints_its_tables() -> None:
    """On 300 made-up stations: every promised row with its goal and its peer, and a line for each size."""
    environment = {name: value for name, value in os.environ.items() if name != "RECOLEMENT_SHARED"}
    command = [sys.executable, str(SCRIPT), "--units", "300", "--runs", "1"]
    done = subprocess.run(
        command, env=environment | {"PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    head, growth, found = re.split(r"\n\n(?= +units)|\n\n(?=findings)", done.stdout)
    assert "made-up night" in head
    assert re.search(r"ours +goal +Polars sum +ratio", head)
    for name in ("round 1", "round 2", "both rounds"):
        assert re.search(rf"{name}: together +[\d.]+ s .* [\d.]+ s +\d+$", head, re.MULTILINE)
        for part in ("read", "check and tally", "verdict", "together, by the clock", "and its tally as JSON"):
            assert re.search(rf"^{name}: {part} +[\d.]+ s", head, re.MULTILINE)
        assert re.search(rf"^{name}: peak memory +[\d.]+ GB", head, re.MULTILINE)
    for which in ("median", "99 of 100", r"worst of \d+"):
        assert re.search(rf"^one more sheet, half missing: {which} +[\d.]+ ms", head, re.MULTILINE)
    assert "6 s" in head
    assert "1 GB" in head
    assert "5 ms" in head
    columns, *sizes = growth.strip().splitlines()
    assert columns.split() == ["units", "read", "canvass", "verdict", "µs/unit", "Polars", "ratio"]
    assert [line.split()[0] for line in sizes] == ["300"]
    assert found.startswith("findings, both rounds: ")
