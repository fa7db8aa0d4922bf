"""The lines in a folder: ``ledger.jsonl`` holds them, ``appends.jsonl`` says which appends were completed.

An append writes its lines, waits until the disk has them, then writes one record
``{"bytes":…,"key":…,"size":…}`` (the length of ``ledger.jsonl``, the idempotency key, the number of lines,
all after the append) and waits again. Only then is it acknowledged. Lines beyond the last complete record
are the trace of an append that was interrupted: nobody sees them, and whoever next asks to append, be it
for a replay or at a wrong size, takes them away. So a batch is there whole or not at all, whatever the moment
the process or the machine stopped. ``appends.jsonl`` is made, empty, before the first line is written: lines
without that file are not an interrupted append but a copy that lacks it, and nothing of them is taken away.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     storage = JsonlStorage(Path(folder))
...     _ = storage.append([b'{"a":1}'], expected=0, key="k")
...     (Path(folder) / "ledger.jsonl").read_bytes(), (Path(folder) / "appends.jsonl").read_bytes()
(b'{"a":1}\\n', b'{"bytes":8,"key":"k","size":1}\\n')
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import RLock

import msgspec

from recolement.ledger.broken import LedgerBroken
from recolement.ledger.layout import APPENDS, LINES, LOCK
from recolement.ledger.storage import Appended, SizeDiffers, check_append
from recolement.storage.files import refusals, settle_folder, write_all
from recolement.storage.lock import one_writer


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One completed append: the length, key and number of lines after it."""

    bytes: int
    key: str
    size: int


_DECODE = msgspec.json.Decoder(Record).decode


class JsonlStorage:
    """The lines of a ledger's folder. The folder may be empty; it is made by the first append."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = folder / LINES
        self._appends = folder / APPENDS
        self._thread = RLock()
        self._records_read = 0
        self._sizes: list[int] = [0]
        self._ends: list[int] = [0]
        self._keys: dict[str, Appended] = {}

    def size(self) -> int:
        """How many lines there are."""
        with self._thread:
            self._catch_up()
            return self._sizes[-1]

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The lines from ``start`` to ``end`` − 1."""
        with self._thread:
            self._catch_up()
            size = self._sizes[-1]
            stop = size if end is None else min(end, size)
            append = bisect_right(self._sizes, start) - 1
            line, place, last = self._sizes[append], self._ends[append], self._ends[-1]
        if start >= stop:
            return
        with self._lines.open("rb") as stream:
            stream.seek(place)
            while line < stop:
                read = stream.readline()
                place += len(read)
                if not read.endswith(b"\n") or place > last:
                    raise LedgerBroken("lines_missing", file=LINES, line=line, size=size)
                if line >= start:
                    yield read[:-1]
                line += 1

    def append(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        """Append all the lines or none, durably."""
        check_append(lines, expected, key)
        with self._thread, refusals(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with one_writer(self._folder / LOCK):
                self._catch_up()
                self._mend()
                earlier = self._keys.get(key)
                if earlier is not None:
                    return Appended(earlier.start, earlier.end, replayed=True)
                if expected != self._sizes[-1]:
                    raise SizeDiffers(expected, self._sizes[-1])
                if expected == 0:
                    self._appends.touch()
                    settle_folder(self._folder)
                written = b"".join(line + b"\n" for line in lines)
                record = Record(self._ends[-1] + len(written), key, expected + len(lines))
                self._write(self._lines, written, self._ends[-1])
                try:
                    self._write(self._appends, msgspec.json.encode(record) + b"\n", self._records_read)
                except OSError:
                    _cut(self._lines, self._ends[-1])
                    raise
                if expected == 0:
                    settle_folder(self._folder)
                self._catch_up()
                return self._keys[key]

    def _write(self, file: Path, data: bytes, after: int) -> None:
        """Write after the completed part of a file, and wait until the disk has it."""
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            os.lseek(descriptor, after, os.SEEK_SET)
            try:
                write_all(descriptor, data)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, after)
                raise
        finally:
            os.close(descriptor)

    def _mend(self) -> None:
        """Take away what an interrupted append left after the completed part of the files."""
        if not self._appends.exists() and self._lines.exists() and self._lines.stat().st_size:
            raise LedgerBroken("records_missing", file=APPENDS, lines=LINES)
        for file, completed in ((self._lines, self._ends[-1]), (self._appends, self._records_read)):
            length = file.stat().st_size if file.exists() else 0
            if length < completed:
                raise LedgerBroken("file_too_short", file=file.name, expected=completed, found=length)
            if length > completed:
                _cut(file, completed)

    def _catch_up(self) -> None:
        """Read the records of the appends that other processes completed since we last looked."""
        try:
            with self._appends.open("rb") as stream:
                stream.seek(0, os.SEEK_END)
                length = stream.tell()
                if length < self._records_read:
                    raise LedgerBroken(
                        "file_too_short", file=APPENDS, expected=self._records_read, found=length
                    )
                stream.seek(self._records_read)
                fresh = stream.read()
        except FileNotFoundError:
            if self._records_read:
                raise LedgerBroken(
                    "file_too_short", file=APPENDS, expected=self._records_read, found=0
                ) from None
            return
        complete = fresh.rfind(b"\n") + 1
        for read in fresh[:complete].splitlines():
            self._take_note(read)
        self._records_read += complete

    def _take_note(self, read: bytes) -> None:
        number = len(self._sizes)
        try:
            record = _DECODE(read)
        except msgspec.DecodeError:
            raise LedgerBroken("record_unreadable", file=APPENDS, row=number) from None
        if record.size <= self._sizes[-1] or record.bytes <= self._ends[-1] or record.key in self._keys:
            raise LedgerBroken("record_out_of_order", file=APPENDS, row=number)
        self._keys[record.key] = Appended(self._sizes[-1], record.size)
        self._sizes.append(record.size)
        self._ends.append(record.bytes)


def _cut(file: Path, length: int) -> None:
    """Take back what was written after ``length``."""
    os.truncate(file, length)
