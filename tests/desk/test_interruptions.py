"""Desks killed at any moment, and several at once: every answer given holds, and the ledger goes on."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.storage_contract import complete_lines, killed
from ledger_making import begun, opened, recorded, sheet, verified
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.codec import decode
from recolement.ledger.storage import NotAppended, NotBegun
from recolement.storage.jsonl import JsonlStorage

WRITER = Path(__file__).parents[1] / "contracts" / "desk_writer.py"

INTERRUPTED = {"append_interrupted", "lines_unsigned", "text_uncited", "leaf_differs", "line_cut_short",
               "unknown_file", "text_unreadable"}  # fmt: skip
"""What ``verify`` may say between the interruption and the next opening."""


def start(place: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A desk in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(place), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def answers(writer: subprocess.Popen[str]) -> dict[str, int]:
    """The answers it gave, by key."""
    return by_key(complete_lines(writer.communicate(timeout=240)[0]))


def by_key(lines: list[str]) -> dict[str, int]:
    """The line's number of each key, as a desk prints them."""
    return {key: int(seq) for key, seq in map(str.split, lines)}


def all_there(place: Path, given: dict[str, int]) -> None:
    """Every answer is the number of the line that bears its key."""
    lines = list(JsonlStorage(place).read())
    for key, seq in given.items():
        assert decode(lines[seq]).key == key


def kill(place: Path, runs: int) -> None:
    """Kill a desk at a random moment, look, go on; so many times."""
    begun(place)
    chance, given = random.Random(20121118), dict[str, int]()
    for run in range(runs):
        writer = start(place, f"r{run}", 10_000)
        given |= by_key(killed(writer, chance.uniform(0, 0.08)))
        assert {wrong.code for wrong in verified(place).wrongs} <= INTERRUPTED
        desk = opened(place)
        assert verified(place).wrongs == []
        all_there(place, given)
    recorded(desk, sheet("Metz", 1, 2))
    assert verified(place).holds


def test_a_desk_killed_at_any_moment(tmp_path: Path) -> None:
    """Six times: what was answered is there, and the next opening mends the rest."""
    kill(tmp_path, 6)


@pytest.mark.long
def test_a_desk_killed_two_hundred_times(tmp_path: Path) -> None:
    """The same, 200 times over one ledger."""
    kill(tmp_path, 200)


def test_several_desks_at_once(tmp_path: Path) -> None:
    """Four processes record ten sheets each, two of them the same ten: thirty lines, all answers right."""
    before = begun(tmp_path).size
    writers = [start(tmp_path, name, 10) for name in ("a", "b", "same", "same")]
    given = [answers(writer) for writer in writers]
    assert given[2] == given[3]
    for one in given:
        assert len(one) == 10
        all_there(tmp_path, one)
    assert opened(tmp_path).size == before + 30
    assert verified(tmp_path).wrongs == []


@pytest.mark.parametrize("rows", [0, 1])
def test_records_that_are_gone_take_no_line_with_them(tmp_path: Path, rows: int) -> None:
    """``appends.jsonl`` is deleted, or loses its last record: opening and beginning stop at the checkpoint,
    and the signed lines are still in their file, byte for byte."""
    recorded(begun(tmp_path), sheet("Metz", 1, 2))
    lines, records = tmp_path / "ledger.jsonl", tmp_path / "appends.jsonl"
    left, noted = lines.read_bytes(), records.read_bytes().splitlines(keepends=True)
    assert len(noted) == 2
    records.write_bytes(noted[0]) if rows else records.unlink()
    with pytest.raises(LedgerBroken) as broken:
        opened(tmp_path)
    assert broken.value.code == ("rolled_back" if rows else "no_line_left")
    with pytest.raises(NotAppended if rows else LedgerBroken):
        begun(tmp_path)
    assert lines.read_bytes() == left


def test_lines_without_record_or_checkpoint_are_left_alone(tmp_path: Path) -> None:
    """``ledger.jsonl`` alone, as a careless copy leaves it: nothing was begun here, and nothing is cut."""
    begun(tmp_path / "whole")
    lines = (tmp_path / "whole" / "ledger.jsonl").read_bytes()
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "ledger.jsonl").write_bytes(lines)
    with pytest.raises(NotBegun):
        opened(tmp_path / "copy")
    assert (tmp_path / "copy" / "ledger.jsonl").read_bytes() == lines
