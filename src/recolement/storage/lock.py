"""One writer at a time in a folder, by the operating system: a writer that is killed leaves nothing locked.

>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder, one_writer(pathlib.Path(folder) / "lock"):
...     pass  # nobody else writes here
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
            except OSError:  # the system gives up after ten seconds; a writer may take longer
                time.sleep(0.05)

    def _take_at_once(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _take_at_once(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def one_writer(file: Path) -> Iterator[None]:
    """Hold the lock that this (empty) file stands for; waits while another process or thread has it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor)
        try:
            yield
        finally:
            _give_back(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def one_writer_at_once(file: Path) -> Iterator[bool]:
    """Hold the lock if it is free (true), without waiting; nothing is held where somebody has it (false)."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        taken = _take_at_once(descriptor)
        try:
            yield taken
        finally:
            if taken:
                _give_back(descriptor)
    finally:
        os.close(descriptor)
