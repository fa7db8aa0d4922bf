"""The files of a ledger whose lines are in a database, as a folder of files would hold them.

>>> lines = [b'{"key":"a","seq":0}', b'{"seq":1}', b'{"key":"b","seq":2}']
>>> [(key, len(batch)) for key, batch in appends_of(lines)]
[('a', 2), ('b', 1)]
>>> appends_file(lines).splitlines()[-1]
b'{"bytes":50,"key":"b","size":3}'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from recolement.ledger.layout import APPENDS, LINES
from recolement.verify import Files


class _Keyed(msgspec.Struct, frozen=True):
    key: str | None = None


def appends_of(lines: Iterable[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """The appends that wrote some lines: each begins at a line that bears its key."""
    key, batch = "", list[bytes]()
    for line in lines:
        try:
            found = msgspec.json.decode(line, type=_Keyed).key
        except msgspec.DecodeError:
            found = None
        if found is not None and batch:
            yield key, batch
            batch = []
        key = found or key
        batch.append(line)
    if batch:
        yield key, batch


def appends_file(lines: Iterable[bytes]) -> bytes:
    """The records that a folder of files would have for these lines."""
    records, size, length = [], 0, 0
    for key, batch in appends_of(lines):
        size, length = size + len(batch), length + sum(len(line) + 1 for line in batch)
        records.append(msgspec.json.encode({"bytes": length, "key": key, "size": size}) + b"\n")
    return b"".join(records)


def files_of(folder: Path, lines: Sequence[bytes] | None = None) -> Files:
    """The files of a ledger's folder, each with a function that reads it; with the lines, if given."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }
    if lines is None:
        return files
    return {
        **files,
        LINES: lambda: b"".join(line + b"\n" for line in lines),
        APPENDS: lambda: appends_file(lines),
    }
