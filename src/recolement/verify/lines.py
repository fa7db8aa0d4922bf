"""The lines of a ledger's folder: ``ledger.jsonl`` cut where ``appends.jsonl`` says, and the leaf hashes."""

from __future__ import annotations

import msgspec

from recolement.ledger.layout import APPENDS, LEAVES, LINES
from recolement.ledger.tree import SIZE_OF_HASH
from recolement.verify.files import Reading


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One completed append: the length of the lines, the idempotency key, the number of lines after it."""

    bytes: int
    key: str
    size: int


class _Keyed(msgspec.Struct, frozen=True):
    key: str | None = None


_RECORD = msgspec.json.Decoder(Record).decode
_KEYED = msgspec.json.Decoder(_Keyed).decode


def read_lines(reading: Reading) -> tuple[list[bytes], list[bytes] | None]:
    """The lines, and the leaf hashes kept beside them if they are."""
    report, files = reading.report, reading.files
    data = reading.read(LINES)
    lines = data.split(b"\n")
    if lines.pop():
        report.wrong("line_cut_short", LINES, len(lines))
    if APPENDS in files:
        _check_appends(reading, data, lines)
    else:
        report.wrong("file_missing", APPENDS)
    leaves = None
    if LEAVES in files:
        kept = reading.read(LEAVES)
        leaves = [kept[place : place + SIZE_OF_HASH] for place in range(0, len(kept), SIZE_OF_HASH)]
    return lines, leaves


def _check_appends(reading: Reading, data: bytes, lines: list[bytes]) -> None:
    """Each record ends where a line ends, has the size it says, and the key of its first line."""
    report = reading.report
    records = reading.read(APPENDS).split(b"\n")
    if records.pop():
        report.wrong("line_cut_short", APPENDS, len(records))
    size = end = 0
    for row, written in enumerate(records, start=1):
        try:
            record = _RECORD(written)
        except (msgspec.DecodeError, UnicodeDecodeError):
            report.wrong("record_unreadable", APPENDS, row)
            return
        if msgspec.json.encode(record) != written or record.size <= size:
            report.wrong("record_out_of_order", APPENDS, row)
            return
        length = sum(len(line) + 1 for line in lines[size : record.size])
        if record.size > len(lines) or end + length != record.bytes:
            report.wrong("append_differs", APPENDS, row, expected=record.bytes, found=end + length)
            return
        try:
            key = _KEYED(lines[size]).key
        except (msgspec.DecodeError, UnicodeDecodeError):
            key = record.key  # the line itself is reported as no event
        if key != record.key:
            report.wrong("key_differs", APPENDS, row, number=size)
        size, end = record.size, record.bytes
    if size < len(lines):
        report.wrong("append_interrupted", LINES, size, count=len(lines) - size)
