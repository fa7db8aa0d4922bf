"""A storage that lasts as long as its process: for tests, and for trying an act before it is written.

>>> storage = MemoryStorage()
>>> storage.append([b"{}"], expected=0, key="k").end
1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from threading import Lock

from recolement.ledger.storage import Appended, SizeDiffers, check_append


class MemoryStorage:
    """Lines in a list."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._keys: dict[str, Appended] = {}
        self._lock = Lock()

    def size(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The lines from ``start`` to ``end`` − 1."""
        with self._lock:
            size = len(self._lines)
        return islice(self._lines, start, size if end is None else min(end, size))

    def append(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        """Append all the lines or none."""
        check_append(lines, expected, key)
        with self._lock:
            earlier = self._keys.get(key)
            if earlier is not None:
                return Appended(earlier.start, earlier.end, replayed=True)
            size = len(self._lines)
            if expected != size:
                raise SizeDiffers(expected, size)
            self._lines.extend(lines)
            self._keys[key] = Appended(size, size + len(lines))
            return self._keys[key]
