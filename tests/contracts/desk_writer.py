"""A desk of the tests, run as a process of its own: ``desk_writer.py FOLDER NAME COUNT``.

Records COUNT sheets with observations, each with its own key; prints ``key seq`` once it is answered.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from recolement.desk import Desk, Recorded
from recolement.ledger.storage import SizeDiffers
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder


def main(place: Path, name: str, count: int) -> None:
    """Record and report."""
    desk = Desk(
        JsonlStorage(place), LedgerFolder(place), lambda: datetime.now(UTC), lambda: os.urandom(32)
    ).read()
    for number in range(count):
        sheet = {
            "event": "sheet-recorded/1", "unit": "Brest", "contest": "contest", "round": 1,
            "votes": {"A": number, "B": 1}, "observations": f"{name} {number}",
        }  # fmt: skip
        key = f"{name}-{number}"
        while True:
            try:
                answer = desk.record(sheet, desk.size, key)
                break
            except SizeDiffers:
                continue
        assert isinstance(answer, Recorded), answer
        print(key, answer.seq, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
