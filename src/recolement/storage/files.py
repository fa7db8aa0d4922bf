"""Writing files so that a power cut leaves the old one or the new one, and never half of it.

>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     file = pathlib.Path(folder) / "checkpoint"
...     replace_file(file, b"one"); replace_file(file, b"two")
...     file.read_bytes(), [path.name for path in pathlib.Path(folder).iterdir()]
(b'two', ['checkpoint'])
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recolement.ledger.storage import NotAppended

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def refusals(place: Path) -> Iterator[None]:
    """What the system refuses becomes :class:`NotAppended`: full, read-only, or otherwise unavailable."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NotAppended("storage_full", place=str(place)) from error
        if error.errno in _READ_ONLY:
            raise NotAppended("storage_read_only", place=str(place)) from error
        reason = error.strerror or type(error).__name__
        raise NotAppended("storage_unavailable", place=str(place), reason=reason) from error


def settle_folder(folder: Path) -> None:
    """Make the names in a folder durable (where the system can: not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: the system may take fewer than it is given."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def replace_file(file: Path, data: bytes, mode: int = 0o644, *, settled: bool = True) -> None:
    """Put a whole file in place of the old one, durably; nothing is left behind if it cannot be done.

    Not ``settled``: after a power cut the old file may stand there again, whole. One writer at a time: a
    process killed halfway leaves ``.<name>.new``, which the next one writes over.
    """
    fresh = file.with_name(f".{file.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        fresh.replace(file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if settled:
        settle_folder(file.parent)
