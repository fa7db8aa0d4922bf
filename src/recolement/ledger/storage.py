"""What keeps the lines: three methods, the same over memory, a folder of files or a database.

A storage holds opaque lines in order. It never changes or removes one, and knows nothing of hashes,
signatures or ballots. Worked example, with the storage in memory:

>>> from recolement.storage.memory import MemoryStorage
>>> storage = MemoryStorage()
>>> storage.append([b'{"a":1}', b'{"a":2}'], expected=0, key="first")
Appended(start=0, end=2, replayed=False)
>>> storage.append([b'{"a":1}', b'{"a":2}'], expected=0, key="first")  # the same once more: harmless
Appended(start=0, end=2, replayed=True)
>>> storage.append([b'{"a":3}'], expected=1, key="second")
Traceback (most recent call last):
recolement.ledger.storage.SizeDiffers: size_differs: {'expected': 1, 'actual': 2}
>>> list(storage.read(1)), storage.size()
([b'{"a":2}'], 2)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LONGEST_LINE = 65_535
"""Bytes in one line at most: the entry bundles of tlog-tiles give the length of an entry in two bytes."""

LONGEST_KEY = 200
"""Characters in an idempotency key at most."""


@dataclass(frozen=True, slots=True)
class Appended:
    """The lines are durable: they have the numbers ``start`` to ``end`` − 1, 0 being the first line.

    ``replayed``: they were appended by an earlier call with the same key, and this one changed nothing.
    """

    start: int
    end: int
    replayed: bool = False


class NotAppended(Exception):
    """The lines were not appended, and nothing of them is kept. Codes:

    ``size_differs`` (see :class:`SizeDiffers`) · ``begun_before`` (``size``) · ``storage_full`` ·
    ``storage_read_only`` · ``storage_unavailable`` (``reason``: what the system said).
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts: Mapping[str, str | int] = facts


class SizeDiffers(NotAppended):
    """Somebody else wrote in between: the ledger has ``actual`` lines and not the ``expected`` number.

    Read what is new, decide again, and append with the size that is there.
    """

    def __init__(self, expected: int, actual: int) -> None:
        super().__init__("size_differs", expected=expected, actual=actual)
        self.expected = expected
        self.actual = actual


class NotBegun(Exception):
    """No ledger was begun here: there is no line, and no checkpoint that says there were some.

    A ledger is never empty: its first line is written as it is begun.
    """


class LedgerStorage(Protocol):
    """An append-only sequence of lines. Several processes may hold one each over the same place.

    Every implementation passes ``tests/contracts/storage_contract.py``.
    """

    def size(self) -> int:
        """How many lines there are: those of every acknowledged append, and nothing half-written.

        0 only where nothing was ever appended; what cannot be looked at raises :class:`NotAppended`.
        """
        ...

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The lines numbered ``start`` to ``end`` − 1, without their newline; to the last one if no end.

        Lines beyond the last one are not there: fewer come out. Raises ``LedgerBroken`` where the storage
        itself finds that lines are missing.
        """
        ...

    def append(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        """Append all the lines or none, durably, if the size is ``expected``.

        A ``key`` already used gives the answer it had then and appends nothing, whatever the lines and the
        expected size now (a retry bears another time and other salts: whether it *means* the same is looked
        at by the desk). What an interrupted append left is taken away first, whatever the answer. Otherwise
        raises :class:`SizeDiffers` or :class:`NotAppended`.
        """
        ...


def earlier_answer(storage: LedgerStorage, key: str) -> Appended | None:
    """What a key was answered, or ``None`` if it was never used; appends nothing.

    It asks for an append at a size that no ledger has: only a replay is answered.
    """
    try:
        return storage.append([b"{}"], expected=_NO_SIZE, key=key)
    except SizeDiffers:
        return None


_NO_SIZE = 2**53


def check_append(lines: Sequence[bytes], expected: int, key: str) -> None:
    """What every storage asks of its caller before it looks at anything; ``ValueError`` otherwise.

    At least one line; a line is UTF-8, neither empty nor longer than :data:`LONGEST_LINE`, without
    newline; the key is 1 to :data:`LONGEST_KEY` printable characters.
    """
    if not lines:
        raise ValueError("an append has at least one line")
    for line in lines:
        if not line or len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line:
            raise ValueError("a line has 1 to 65,535 bytes and no newline")
        line.decode("utf-8")
    if expected < 0:
        raise ValueError("a size is not negative")
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise ValueError(f"a key has 1 to {LONGEST_KEY} printable characters")
