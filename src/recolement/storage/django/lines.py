"""The storage over the table of lines.

SQLite: an append is one immediate transaction, so that writers queue for it. PostgreSQL: one call of the
function that the migration made, in a transaction of its own. Either way the size and the key are looked at
while nobody else can write, and the commit is durable (``synchronous=FULL``, ``synchronous_commit``) before
the append is acknowledged.

Whether the table is there is not asked beforehand: the lines are asked for, and only the database's own
answer that it has no such table means that no ledger was begun. Any other failure is a failure, never an
empty ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from recolement.ledger.broken import LedgerBroken
from recolement.ledger.storage import Appended, NotAppended, SizeDiffers, check_append
from recolement.storage.django.triggers import APPEND, TABLE

AT_ONCE = 5_000
"""Lines fetched at once while reading."""

_INSERT = f"INSERT INTO {TABLE} (ledger, number, line, append_key, append_end) VALUES (%s, %s, %s, %s, %s)"
_CALL = f"SELECT outcome, first, past FROM {APPEND}(%s, %s, %s, %s::bytea[])"
_SIZE = (  # in the order of the index: PostgreSQL would take another one for MAX
    f"SELECT number + 1 FROM {TABLE} WHERE ledger = %s ORDER BY ledger DESC, number DESC LIMIT 1"
)
_EARLIER = f"SELECT number, append_end FROM {TABLE} WHERE ledger = %s AND append_key = %s"
_READ = f"SELECT number, line FROM {TABLE} WHERE ledger = %s AND number >= %s AND number < %s ORDER BY number"


class DatabaseStorage:
    """The lines of one ledger in a database known to Django by ``alias``.

    ``make_table`` is called by the first append where the table is not there yet.
    """

    def __init__(
        self, ledger: str, alias: str = "default", make_table: Callable[[], None] | None = None
    ) -> None:
        self.ledger = ledger
        self.alias = alias
        self._make_table = make_table
        self._table_is_there = make_table is None

    def size(self) -> int:
        """How many lines there are."""
        with refusals(self.alias):
            return self._size_seen() or 0

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The lines from ``start`` to ``end`` − 1."""
        size = self.size()
        stop = size if end is None else min(end, size)
        for first in range(start, stop, AT_ONCE):
            last = min(first + AT_ONCE, stop)
            with refusals(self.alias), self._connection.cursor() as cursor:
                cursor.execute(_READ, (self.ledger, first, last))
                rows = cursor.fetchall()
            for wanted, (number, line) in enumerate(rows, start=first):
                if number != wanted:
                    raise LedgerBroken("lines_missing", file=TABLE, line=wanted, size=size)
                yield bytes(line)
            if len(rows) < last - first:
                raise LedgerBroken("lines_missing", file=TABLE, line=first + len(rows), size=size)

    def append(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        """Append all the lines or none, durably."""
        check_append(lines, expected, key)
        with refusals(self.alias):
            if self._make_table is not None and not self._table_is_there and self._size_seen() is None:
                self._make_table()
                self._table_is_there = True
            if self._connection.vendor == "postgresql":
                return self._call(lines, expected, key)
            return self._insert(lines, expected, key)

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    def _call(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        if self._connection.in_atomic_block:
            raise RuntimeError("an append commits by itself: it cannot be part of a transaction")
        with self._connection.cursor() as cursor:
            cursor.execute(_CALL, (self.ledger, expected, key, list(lines)))
            outcome, first, past = cursor.fetchone()
        if outcome == "size_differs":
            raise SizeDiffers(expected, int(first))
        return Appended(int(first), int(past), replayed=outcome == "replayed")

    def _insert(self, lines: Sequence[bytes], expected: int, key: str) -> Appended:
        past = expected + len(lines)
        with transaction.atomic(using=self.alias, durable=True), self._connection.cursor() as cursor:
            earlier = self._earlier(key)
            if earlier is not None:
                return earlier
            size = self._size()
            if size != expected:
                raise SizeDiffers(expected, size)
            rest: list[tuple[Any, ...]] = [
                (self.ledger, number, line, None, None)
                for number, line in enumerate(lines[1:], start=expected + 1)
            ]
            cursor.executemany(_INSERT, [(self.ledger, expected, lines[0], key, past), *rest])
        return Appended(expected, past)

    def _size(self) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(_SIZE, (self.ledger,))
            row = cursor.fetchone()
        return 0 if row is None else int(row[0])

    def _earlier(self, key: str) -> Appended | None:
        with self._connection.cursor() as cursor:
            cursor.execute(_EARLIER, (self.ledger, key))
            row = cursor.fetchone()
        return None if row is None else Appended(int(row[0]), int(row[1]), replayed=True)

    def _size_seen(self) -> int | None:
        """The size; ``None`` where there is no table yet. A table seen once is never taken for absent.

        Looking makes neither the table nor, for SQLite, the file.
        """
        if not self._table_is_there and self._connection.vendor == "sqlite" and self._no_file():
            return None
        try:
            size = self._size()
        except DatabaseError as error:
            if self._table_is_there or not says_no_table(error):
                raise
            return None
        self._table_is_there = True
        return size

    def _no_file(self) -> bool:
        place = Path(str(self._connection.settings_dict["NAME"]))
        try:
            place.stat()
        except FileNotFoundError:
            return True
        except OSError as error:  # it cannot be looked at: that is not to say that it is not there
            reason = error.strerror or str(error)
            raise NotAppended("storage_unavailable", place=said_place(self.alias), reason=reason) from error
        return False


def said_place(alias: str) -> str:
    """The database as a message may name it: its address without a password, which may stand anywhere in it.

    >>> said_place("ledger:postgresql://clerk:s3cret@db.example/votes?password=s3cret")
    'postgresql://db.example/votes'
    >>> said_place("ledger:sqlite:////srv/votes.db")
    'sqlite:////srv/votes.db'
    """
    address = alias.removeprefix("ledger:")
    if address.startswith("sqlite:"):
        return address
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}" if rest else address


def says_no_table(error: DatabaseError) -> bool:
    """Whether the database says that it has no table of lines: PostgreSQL's 42P01, SQLite's sentence."""
    return getattr(error.__cause__, "sqlstate", None) == "42P01" or str(error) == f"no such table: {TABLE}"


@contextmanager
def refusals(alias: str) -> Iterator[None]:
    """What the database refuses becomes :class:`NotAppended`: full, read-only, or otherwise unavailable."""
    try:
        yield
    except DatabaseError as error:
        place = said_place(alias)
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        state = getattr(error.__cause__, "sqlstate", None) or ""
        if "disk is full" in said or state.startswith("53"):
            raise NotAppended("storage_full", place=place) from error
        if "readonly" in said or "read-only" in said or state == "25006":
            raise NotAppended("storage_read_only", place=place) from error
        raise NotAppended("storage_unavailable", place=place, reason=said) from error
