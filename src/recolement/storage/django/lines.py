"""The storage over the table of lines.

An append is one transaction: a guarded insertion of its first line (only if the size is the expected one and
the key is new), then of the others. Two writers at once meet at the uniqueness of the first line's number:
one commits, the other waits for it and is told the size there is now. A commit is durable (SQLite
``synchronous=FULL``, PostgreSQL ``synchronous_commit``) before the append is acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from recolement.ledger.broken import LedgerBroken
from recolement.ledger.storage import Appended, NotAppended, SizeDiffers, check_append

TABLE = "recolement_ledger_line"
AT_ONCE = 5_000
"""Lines fetched at once while reading."""

_GUARDED = (
    f"INSERT INTO {TABLE} (ledger, number, line, append_key, append_end) "
    "SELECT %s, %s, %s, %s, %s "
    f"WHERE COALESCE((SELECT MAX(number) + 1 FROM {TABLE} WHERE ledger = %s), 0) = %s "
    f"AND NOT EXISTS (SELECT 1 FROM {TABLE} WHERE ledger = %s AND append_key = %s)"
)
_GUARDED_POSTGRESQL = _GUARDED.replace(
    "SELECT %s, %s, %s, %s, %s ", "SELECT %s::text, %s::bigint, %s::bytea, %s::text, %s::bigint "
)
_PLAIN = f"INSERT INTO {TABLE} (ledger, number, line) VALUES (%s, %s, %s)"
_SIZE = f"SELECT COALESCE(MAX(number) + 1, 0) FROM {TABLE} WHERE ledger = %s"
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
        if not self._has_table():
            return 0
        with refusals(self.alias):
            return self._size()

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
            if not self._has_table() and self._make_table is not None:
                self._make_table()
                self._table_is_there = True
            try:
                with transaction.atomic(using=self.alias, durable=True):
                    if self._insert(lines, expected, key):
                        return Appended(expected, expected + len(lines))
            except IntegrityError:
                pass  # somebody else committed in between: look at what is there now
            earlier = self._earlier(key)
            if earlier is not None:
                return earlier
            raise SizeDiffers(expected, self._size())

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    def _insert(self, lines: Sequence[bytes], expected: int, key: str) -> bool:
        guarded = _GUARDED_POSTGRESQL if self._connection.vendor == "postgresql" else _GUARDED
        first: tuple[Any, ...] = (self.ledger, expected, lines[0], key, expected + len(lines))
        with self._connection.cursor() as cursor:
            cursor.execute(guarded, (*first, self.ledger, expected, self.ledger, key))
            if cursor.rowcount != 1:
                return False
            if len(lines) > 1:
                rest = enumerate(lines[1:], start=expected + 1)
                cursor.executemany(_PLAIN, [(self.ledger, number, line) for number, line in rest])
        return True

    def _size(self) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(_SIZE, (self.ledger,))
            return int(cursor.fetchone()[0])

    def _earlier(self, key: str) -> Appended | None:
        with self._connection.cursor() as cursor:
            cursor.execute(_EARLIER, (self.ledger, key))
            row = cursor.fetchone()
        return None if row is None else Appended(int(row[0]), int(row[1]), replayed=True)

    def _has_table(self) -> bool:
        """Whether the table is there; looking makes neither the table nor, for SQLite, the file."""
        if self._table_is_there:
            return True
        described = self._connection.settings_dict
        if self._connection.vendor == "sqlite" and not Path(str(described["NAME"])).exists():
            return False
        with refusals(self.alias):
            self._table_is_there = TABLE in self._connection.introspection.table_names()
        return self._table_is_there


@contextmanager
def refusals(alias: str) -> Iterator[None]:
    """What the database refuses becomes :class:`NotAppended`: full, read-only, or otherwise unavailable."""
    try:
        yield
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        state = getattr(error.__cause__, "sqlstate", None) or ""
        if "disk is full" in said or state.startswith("53"):
            raise NotAppended("storage_full", place=alias) from error
        if "readonly" in said or "read-only" in said or state == "25006":
            raise NotAppended("storage_read_only", place=alias) from error
        raise NotAppended("storage_unavailable", place=alias, reason=said) from error
