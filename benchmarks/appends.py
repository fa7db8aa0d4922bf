"""Durable appends a second, on SQLite and PostgreSQL, beside the same writers inserting a plain row.

    python benchmarks/appends.py [--seconds 3] [--writers 1 2 8]

Each writer is a process that appends one line of 400 bytes after another for the given time, reading the
size again when another writer was faster; the plain insert is one autocommitted INSERT of the same bytes in a
table with a primary key. Both wait for the disk. "cost" is plain rate / ours: how many plain inserts one
append costs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from contracts.postgres import running_server

LINE = b'{"body":"' + b"x" * 380 + b'"}'


def append(address: str, name: str, until: float) -> int:
    """Append until the hour; how many were acknowledged."""
    from recolement.ledger.storage import SizeDiffers
    from recolement.storage import open_storage

    storage = open_storage(address)
    done, size = 0, storage.size()
    while time.time() < until:
        try:
            size = storage.append([LINE], size, f"{name}-{done}").end
            done += 1
        except SizeDiffers as differs:
            size = differs.actual
    return done


def insert(address: str, name: str, until: float) -> int:
    """The same bytes as plain rows."""
    from django.db import connections

    from recolement.storage import open_storage
    from recolement.storage.django.lines import DatabaseStorage

    storage = open_storage(address)
    assert isinstance(storage, DatabaseStorage)
    done = 0
    with connections[storage.alias].cursor() as cursor:
        while time.time() < until:
            cursor.execute("INSERT INTO plain (line) VALUES (%s)", (LINE,))
            done += 1
    return done


def prepare(address: str) -> None:
    """The tables of both."""
    from django.db import connections

    from recolement.storage import open_storage
    from recolement.storage.django.lines import DatabaseStorage

    storage = open_storage(address)
    assert isinstance(storage, DatabaseStorage)
    storage.append([LINE], 0, "first")
    serial = "bigserial PRIMARY KEY" if address.startswith("postgresql") else "integer PRIMARY KEY"
    with connections[storage.alias].cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE plain (id {serial}, line {'bytea' if 'serial' in serial else 'blob'} NOT NULL)"
        )


def rate(how: str, address: str, writers: int, seconds: float) -> float:
    """Acknowledged a second by so many processes, which begin together once all are ready."""
    running = [
        subprocess.Popen(
            [sys.executable, __file__, "--as", how, "--address", address, "--name", f"{writers}-{number}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(writers)
    ]  # fmt: skip
    for writer in running:
        assert writer.stdout is not None
        writer.stdout.readline()
    until = time.time() + seconds
    return sum(int(writer.communicate(f"{until}\n")[0]) for writer in running) / seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 2, 8])
    for hidden in ("--as", "--address", "--name"):
        parser.add_argument(hidden, dest=hidden.strip("-").replace("as", "how"), help=argparse.SUPPRESS)
    given = vars(parser.parse_args())
    if given["how"]:
        work = {"append": append, "insert": insert}[given["how"]]
        from recolement.storage import open_storage

        open_storage(given["address"]).size()  # connected
        print("ready", flush=True)
        print(work(given["address"], given["name"], float(sys.stdin.readline())))
        return
    print(f"{'database':<12}{'writers':>8}{'appends/s':>12}{'plain/s':>12}{'cost':>8}")
    with tempfile.TemporaryDirectory() as folder, running_server() as server, server.database() as postgres:
        for kind, address in (("SQLite", f"sqlite:///{folder}/night.sqlite3"), ("PostgreSQL", postgres)):
            prepare(address)
            for writers in given["writers"]:
                ours = rate("append", address, writers, given["seconds"])
                plain = rate("insert", address, writers, given["seconds"])
                print(f"{kind:<12}{writers:>8}{ours:>12,.0f}{plain:>12,.0f}{plain / ours:>8.2f}")


if __name__ == "__main__":
    main()
