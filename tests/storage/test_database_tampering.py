"""An insider who owns the database drops the triggers and changes the table: ``verify`` says what and where.

Rolling the table back is seen by the checkpoint kept in the ledger's folder; rolling both back, or rewriting
everything with the stolen key, is seen by whoever kept a receipt or a cosigned checkpoint, as for files
(``tests/verify``): the lines of a database are verified as the same bytes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the web extra is not installed: pip install recolement[web]")

from django.db import connections

from contracts.postgres import Server
from ledger_making import SMALL, Ticking, recorded, salts, sheet
from recolement.cli.reaching import files_at
from recolement.desk import Desk
from recolement.formats.shorthand import read_shorthand
from recolement.storage import open_storage
from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.django.triggers import TABLE
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Report, verify

Execute = Callable[..., Any]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/{secrets.token_hex(4)}.sqlite3"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


@pytest.fixture
def place(address: str, tmp_path: Path) -> Path:
    """A ledger whose lines are in the database: a ballot, two sheets, a dispute."""
    folder = tmp_path / "ledger"
    storage, beside = open_storage(address), LedgerFolder(folder)
    desk = Desk.create(storage, beside, Ticking(), salts(), "db.example/vote", read_shorthand(SMALL))
    recorded(desk, sheet("Lyon-3", 60, 40))
    recorded(desk, sheet("Brest", 45, 54))
    return folder


@pytest.fixture
def execute(address: str) -> Execute:
    """Runs a statement as the owner of the database, the triggers dropped."""
    storage = open_storage(address)
    assert isinstance(storage, DatabaseStorage)
    connection = connections[storage.alias]
    drops = (
        [f"DROP TRIGGER {TABLE}_no_UPDATE", f"DROP TRIGGER {TABLE}_no_DELETE"]
        if connection.vendor == "sqlite"
        else [f"DROP TRIGGER {TABLE}_append_only ON {TABLE}"]
    )

    def run(statement: str, *values: object) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            while drops:
                cursor.execute(drops.pop())
            cursor.execute(statement, values)
            return list(cursor.fetchall()) if cursor.description else []

    return run


def report(place: Path, address: str) -> Report:
    """What ``recolement verify LEDGER --db ADDRESS`` finds."""
    return verify(files_at(str(place), address))


def line(execute: Execute, number: int) -> bytes:
    """One line of the table."""
    ((found,),) = execute(f"SELECT line FROM {TABLE} WHERE number = %s", number)
    return bytes(found)


def lines_named(found: Report) -> set[int | None]:
    """The lines that the report says are wrong."""
    return {wrong.line for wrong in found.wrongs}


def test_an_untouched_database_holds(place: Path, address: str) -> None:
    """Everything holds, and the totals are those of the two sheets: A 105, B 94."""
    found = report(place, address)
    assert found.holds, found.wrongs


def test_a_flipped_bit(place: Path, address: str, execute: Execute) -> None:
    """One figure of the last sheet changed by one bit: the report names its line."""
    last = execute(f"SELECT MAX(number) FROM {TABLE}")[0][0]
    changed = line(execute, last).replace(b'"A":45', b'"A":44')
    assert changed != line(execute, last)
    execute(f"UPDATE {TABLE} SET line = %s WHERE number = %s", changed, last)
    found = report(place, address)
    assert not found.holds
    assert last in lines_named(found)


def test_a_deleted_row(place: Path, address: str, execute: Execute) -> None:
    """A row deleted in the middle: reading stops there, and the line is named."""
    execute(f"DELETE FROM {TABLE} WHERE number = 3")
    with pytest.raises(Exception, match="lines_missing") as missing:
        report(place, address)
    assert missing.value.facts["line"] == 3  # type: ignore[attr-defined] # LedgerBroken


def test_a_deleted_row_and_the_numbers_closed_up(place: Path, address: str, execute: Execute) -> None:
    """The gap closed by renumbering: from there on every line has the wrong number."""
    execute(f"DELETE FROM {TABLE} WHERE number = 3")
    execute(f"UPDATE {TABLE} SET number = -number WHERE number > 3")
    execute(f"UPDATE {TABLE} SET number = -number - 1 WHERE number < 0")
    found = report(place, address)
    assert not found.holds
    assert 3 in lines_named(found)


def test_two_rows_swapped(place: Path, address: str, execute: Execute) -> None:
    """The two sheets in each other's place: both lines are named."""
    last = execute(f"SELECT MAX(number) FROM {TABLE}")[0][0]
    one, other = line(execute, last - 1), line(execute, last)
    execute(f"UPDATE {TABLE} SET line = %s WHERE number = %s", other, last - 1)
    execute(f"UPDATE {TABLE} SET line = %s WHERE number = %s", one, last)
    found = report(place, address)
    assert not found.holds
    assert {last - 1, last} <= lines_named(found)


def test_an_inserted_row(place: Path, address: str, execute: Execute) -> None:
    """A sheet put in without the desk: it is under no checkpoint, and the report names it."""
    last = execute(f"SELECT MAX(number) FROM {TABLE}")[0][0]
    forged = line(execute, last).replace(f'"seq":{last}'.encode(), f'"seq":{last + 1}'.encode())
    execute(
        f"INSERT INTO {TABLE} (ledger, number, line) SELECT ledger, %s, %s FROM {TABLE} WHERE number = 0",
        last + 1, forged,
    )  # fmt: skip
    found = report(place, address)
    assert not found.holds
    assert last + 1 in lines_named(found)


def test_the_table_truncated(place: Path, address: str, execute: Execute) -> None:
    """The last sheet taken away: the checkpoint in the folder signs one line more than there are."""
    last = execute(f"SELECT MAX(number) FROM {TABLE}")[0][0]
    execute(f"DELETE FROM {TABLE} WHERE number = %s", last)
    found = report(place, address)
    assert not found.holds
