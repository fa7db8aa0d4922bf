"""SQLite and PostgreSQL keep the contract, and refuse to change or remove what is written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip(
    "django", reason="the web extra is not installed: make setup, or pip install recolement[web]"
)

from django.db import DatabaseError, connections

from contracts.postgres import Server
from contracts.storage_contract import Opener, SharedContract, StorageContract, line
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.storage import Appended, NotAppended
from recolement.storage import open_storage
from recolement.storage.django.lines import TABLE, DatabaseStorage


class DatabaseContract(StorageContract, SharedContract):
    """What both databases do beyond the contract."""

    def written(self, opener: Opener) -> DatabaseStorage:
        """Five lines in three appends."""
        storage = opener()
        assert isinstance(storage, DatabaseStorage)
        storage.append([line(0)], 0, "a")
        storage.append([line(1), line(2), line(3)], 1, "b")
        storage.append([line(4)], 4, "c")
        return storage

    @pytest.mark.parametrize(
        "statement",
        [
            f"UPDATE {TABLE} SET number = number + 100",
            f"UPDATE {TABLE} SET line = line WHERE number = 2",
            f"DELETE FROM {TABLE} WHERE number = 4",
            f"DELETE FROM {TABLE}",
        ],
    )
    def test_the_database_refuses_to_change_a_line(self, opener: Opener, statement: str) -> None:
        """UPDATE and DELETE are refused by triggers, with the reason; the five lines are still there."""
        storage = self.written(opener)
        with pytest.raises(DatabaseError, match="append-only"), connections[storage.alias].cursor() as cursor:
            cursor.execute(statement)
        assert list(storage.read()) == [line(number) for number in range(5)]

    def test_a_line_that_an_insider_removed_is_missed(self, opener: Opener) -> None:
        """Triggers dropped, line 2 deleted: reading stops there and says which line is missing."""
        storage = self.written(opener)
        with connections[storage.alias].cursor() as cursor:
            for statement in self.drop_triggers:
                cursor.execute(statement)
            cursor.execute(f"DELETE FROM {TABLE} WHERE number = 2")
        with pytest.raises(LedgerBroken) as broken:
            list(storage.read())
        assert (broken.value.code, broken.value.facts["line"]) == ("lines_missing", 2)

    drop_triggers: tuple[str, ...]

    def test_a_catalogue_that_shows_no_table_is_not_an_empty_ledger(
        self, opener: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The list of tables comes back empty, wrongly: five lines are still five, and the sixth follows."""
        storage = self.written(opener)
        introspection = type(connections[storage.alias].introspection)
        monkeypatch.setattr(introspection, "table_names", lambda *_, **__: [])
        assert opener().size() == 5
        assert list(opener().read()) == [line(number) for number in range(5)]
        assert opener().append([line(5)], 5, "d") == Appended(5, 6)

    def test_a_table_seen_once_is_never_absent(self, opener: Opener) -> None:
        """An insider drops the table while a holder is open: the holder says so, it does not say 0 lines."""
        storage = self.written(opener)
        with connections[storage.alias].cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")
        for look in (storage.size, lambda: list(storage.read())):
            with pytest.raises(NotAppended) as refused:
                look()
            assert refused.value.code == "storage_unavailable"


class TestSqlite(DatabaseContract):
    """A file of its own for each test."""

    drop_triggers = (f"DROP TRIGGER {TABLE}_no_UPDATE", f"DROP TRIGGER {TABLE}_no_DELETE")

    @pytest.fixture
    def address(self, tmp_path: Path) -> str:
        """The file, in a folder with a space."""
        folder = tmp_path / "a folder"
        folder.mkdir()
        return f"sqlite:///{str(folder / 'night.sqlite3').replace(' ', '%20')}"

    @pytest.fixture
    def opener(self, address: str) -> Opener:
        """A storage over the file."""
        return lambda: open_storage(address)

    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Callable[[], Opener]:
        """A new file at each call."""

        def new() -> Opener:
            address = f"sqlite:///{tmp_path}/{secrets.token_hex(6)}.sqlite3"
            return lambda: open_storage(address)

        return new

    def test_looking_makes_no_file(self, address: str, tmp_path: Path) -> None:
        """The size of a ledger that was never written is 0, and asking leaves nothing on the disk."""
        assert open_storage(address).size() == 0
        assert list(open_storage(address).read()) == []
        assert list((tmp_path / "a folder").iterdir()) == []

    def test_a_place_that_cannot_be_written_is_refused(self, tmp_path: Path) -> None:
        """A file where the folder should be: a clear refusal, nothing made."""
        (tmp_path / "taken").write_bytes(b"")
        with pytest.raises(NotAppended) as refused:
            open_storage(f"sqlite:///{tmp_path}/taken/night.sqlite3").append([line(0)], 0, "a")
        assert refused.value.code == "storage_unavailable"

    def test_a_place_that_cannot_be_looked_at_is_not_empty(self, tmp_path: Path) -> None:
        """A file where the folder should be, another format where the database should be: no size at all."""
        (tmp_path / "taken").write_bytes(b"no database" * 100)
        for place in ("taken/night.sqlite3", "taken"):
            with pytest.raises(NotAppended) as refused:
                open_storage(f"sqlite:///{tmp_path}/{place}").size()
            assert refused.value.code == "storage_unavailable"

    def test_a_full_disk_is_refused_and_leaves_nothing(self, opener: Opener) -> None:
        """A database that may not grow: ``storage_full``, no line of the append is kept, later ones work."""
        storage = self.written(opener)
        with connections[storage.alias].cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(NotAppended) as refused:
                storage.append([b"x" * 60_000, b"y" * 60_000], 5, "too much")
            assert refused.value.code == "storage_full"
            assert storage.size() == 5
            cursor.execute("PRAGMA max_page_count = 1000000")
        assert storage.append([line(5)], 5, "d").end == 6

    def test_a_read_only_file_is_refused(self, opener: Opener) -> None:
        """A connection that may only read: ``storage_read_only``, nothing is written."""
        storage = self.written(opener)
        with connections[storage.alias].cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            with pytest.raises(NotAppended) as refused:
                storage.append([line(5)], 5, "d")
            assert refused.value.code == "storage_read_only"
            cursor.execute("PRAGMA query_only = OFF")
        assert storage.size() == 5

    def test_two_ledgers_share_a_database(self, address: str) -> None:
        """Ledgers of two names in one file: each has its own numbers and keys."""
        one, other = open_storage(f"{address}?ledger=primary"), open_storage(f"{address}?ledger=motions")
        one.append([line(0), line(1)], 0, "a")
        other.append([line(9)], 0, "a")
        assert (list(one.read()), list(other.read())) == ([line(0), line(1)], [line(9)])


class TestPostgresql(DatabaseContract):
    """A real server; a database of its own for each test."""

    drop_triggers = (f"DROP TRIGGER {TABLE}_append_only ON {TABLE}",)

    @pytest.fixture
    def address(self, postgres: Server) -> Iterator[str]:
        """A new database."""
        with postgres.database() as address:
            yield address

    @pytest.fixture
    def opener(self, address: str) -> Opener:
        """A storage over the database."""
        return lambda: open_storage(address)

    @pytest.fixture
    def fresh(self, address: str) -> Callable[[], Opener]:
        """A ledger of another name at each call."""

        def new() -> Opener:
            named = f"{address}&ledger={secrets.token_hex(6)}"
            return lambda: open_storage(named)

        return new

    def test_the_table_cannot_be_emptied(self, opener: Opener) -> None:
        """TRUNCATE is refused by a trigger."""
        storage = self.written(opener)
        with pytest.raises(DatabaseError, match="append-only"), connections[storage.alias].cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")
        assert storage.size() == 5

    def test_a_read_only_session_is_refused(self, address: str) -> None:
        """A session that may only read: ``storage_read_only``."""
        self.written(lambda: open_storage(address))
        reader = open_storage(f"{address}&options=-c%20default_transaction_read_only%3Don")
        with pytest.raises(NotAppended) as refused:
            reader.append([line(5)], 5, "d")
        assert refused.value.code == "storage_read_only"

    def test_a_table_that_another_is_making_is_not_there_yet(self, address: str) -> None:
        """Made in a transaction under way: no line and nobody waits; rolled back, begun by somebody else, the
        same holder sees the new line."""
        import psycopg

        holder = open_storage(address)
        with psycopg.connect(address, options="-c lock_timeout=5000") as making:
            making.execute(f"CREATE TABLE {TABLE} (ledger text, number bigint)")
            assert holder.size() == 0
            making.rollback()
        self.written(lambda: open_storage(address))
        assert holder.size() == 5

    def test_a_server_that_is_not_there_is_said(self) -> None:
        """No server at the address: ``storage_unavailable`` with what the system said."""
        with pytest.raises(NotAppended) as refused:
            open_storage("postgresql://nobody@127.0.0.1:1/night").append([line(0)], 0, "a")
        assert refused.value.code == "storage_unavailable"
