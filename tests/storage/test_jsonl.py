"""The folder of files keeps the contract, recovers from an interruption, and refuses what it cannot keep."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from contracts.storage_contract import Opener, SharedContract, StorageContract, line
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.storage import Appended
from recolement.storage.jsonl import JsonlStorage


class TestJsonl(StorageContract, SharedContract):
    """One folder, opened as often as needed."""

    @pytest.fixture
    def address(self, tmp_path: Path) -> str:
        """The folder."""
        return str(tmp_path / "ledger")

    @pytest.fixture
    def opener(self, address: str) -> Opener:
        """A storage over the folder."""
        return lambda: JsonlStorage(Path(address))

    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Callable[[], Opener]:
        """A new empty folder at each call."""
        numbers = count()

        def new() -> Opener:
            folder = tmp_path / f"place-{next(numbers)}"
            return lambda: JsonlStorage(folder)

        return new


def written(folder: Path, appends: int) -> JsonlStorage:
    """A folder with so many appends of two lines."""
    storage = JsonlStorage(folder)
    for number in range(appends):
        storage.append([line(2 * number), line(2 * number + 1)], 2 * number, f"k{number}")
    return storage


def test_every_cut_of_the_last_append_is_recovered(tmp_path: Path) -> None:
    """Cut anywhere between the end of one append and that of the next: the first one stands, whole, and the
    next append continues."""
    done = tmp_path / "done"
    written(done, 2)
    lines, records = (done / "ledger.jsonl").read_bytes(), (done / "appends.jsonl").read_bytes()
    first = len(lines) // 2
    states = [(lines[:cut], records[: records.index(b"\n") + 1]) for cut in range(first, len(lines) + 1)]
    states += [(lines, records[:cut]) for cut in range(records.index(b"\n") + 1, len(records))]
    for number, (left, noted) in enumerate(states):
        folder = tmp_path / f"cut-{number}"
        folder.mkdir()
        (folder / "ledger.jsonl").write_bytes(left)
        (folder / "appends.jsonl").write_bytes(noted)
        storage = JsonlStorage(folder)
        assert list(storage.read()) == [line(0), line(1)]
        assert storage.append([line(7)], 2, "k1") == Appended(2, 3)
        assert (folder / "ledger.jsonl").read_bytes() == lines[:first] + line(7) + b"\n"
        assert list(JsonlStorage(folder).read()) == [line(0), line(1), line(7)]


def test_lines_copied_without_their_records_are_left_alone(tmp_path: Path) -> None:
    """``ledger.jsonl`` copied alone: the first append there is refused, and the copy is as it was."""
    written(tmp_path / "whole", 2)
    copy = tmp_path / "copy"
    copy.mkdir()
    lines = (tmp_path / "whole" / "ledger.jsonl").read_bytes()
    (copy / "ledger.jsonl").write_bytes(lines)
    with pytest.raises(LedgerBroken) as broken:
        JsonlStorage(copy).append([line(0)], 0, "first")
    assert broken.value.code == "records_missing"
    assert (copy / "ledger.jsonl").read_bytes() == lines


@pytest.mark.parametrize("name", ["ledger.jsonl", "appends.jsonl"])
def test_a_file_that_lost_completed_lines_is_broken_and_left_alone(tmp_path: Path, name: str) -> None:
    """Lines that were acknowledged are gone: the open storage writes nothing more."""
    storage = written(tmp_path, 3)
    file = tmp_path / name
    file.write_bytes(file.read_bytes()[:-20])
    left = file.read_bytes()
    with pytest.raises(LedgerBroken) as broken:
        storage.append([line(9)], 6, "k9")
    assert (broken.value.code, broken.value.facts["file"]) == ("file_too_short", name)
    assert file.read_bytes() == left


def test_reading_says_where_lines_are_missing(tmp_path: Path) -> None:
    """Half of the file is gone: the lines that are there come out, then the first missing one is named."""
    written(tmp_path, 3)
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))
    lines = JsonlStorage(tmp_path).read()
    assert [next(lines), next(lines), next(lines)] == [line(0), line(1), line(2)]
    with pytest.raises(LedgerBroken) as broken:
        next(lines)
    assert broken.value.facts["line"] == 3


@pytest.mark.parametrize(
    "record", [b'{"bytes":16,"key":"k0","size":2}', b"[]", b'{"bytes":1,"key":"z","size":9}']
)
def test_records_that_contradict_each_other_are_broken(tmp_path: Path, record: bytes) -> None:
    """A record doubled, unreadable, or that goes backwards is named by its row."""
    written(tmp_path, 1)
    with (tmp_path / "appends.jsonl").open("ab") as stream:
        stream.write(record + b"\n")
    with pytest.raises(LedgerBroken) as broken:
        JsonlStorage(tmp_path).size()
    assert broken.value.facts == {"file": "appends.jsonl", "row": 2}


SMALL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))
from pathlib import Path
from recolement.ledger.storage import NotAppended
from recolement.storage.jsonl import JsonlStorage
storage = JsonlStorage(Path(sys.argv[1]))
storage.append([b"a" * 100], 0, "fits")
for attempt in range(2):
    try:
        storage.append([b"b" * 150], 1, "does not fit")
    except NotAppended as refused:
        print(refused.code)
storage.append([b"c" * 50], 1, "fits again")
print(storage.size())
"""


@pytest.mark.skipif(os.name == "nt", reason="needs the file size limits of POSIX")
def test_a_full_disk_is_a_clear_refusal(tmp_path: Path) -> None:
    """Files may not pass 200 bytes: the append that does not fit leaves nothing, a smaller one still fits."""
    said = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["storage_full", "storage_full", "2"]
    assert list(JsonlStorage(tmp_path).read()) == [b"a" * 100, b"c" * 50]


READ_ONLY = """
import os, sys
from pathlib import Path
from recolement.ledger.storage import NotAppended
from recolement.storage.jsonl import JsonlStorage
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
storage = JsonlStorage(Path(sys.argv[1]))
try:
    storage.append([b"b"], storage.size(), "k")
except NotAppended as refused:
    print(refused.code, storage.size())
"""


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_a_read_only_folder_is_a_clear_refusal() -> None:
    """Somebody who may only read the folder reads it, and is told that nothing can be written."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        written(folder, 1)
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        said = subprocess.run(
            [sys.executable, "-c", READ_ONLY, place], capture_output=True, text=True, check=True
        )
        assert said.stdout.split() == ["storage_read_only", "2"]
        assert list(JsonlStorage(folder).read()) == [line(0), line(1)]
        folder.chmod(0o755)
