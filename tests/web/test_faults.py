"""Faults in the middle of an evening: a process killed, the database away, the disk full, half a request.

Sections go on trying, as the page's script does. Nobody mends anything by hand; at the end every section has
its receipt, every receipt its sheet, once, and the screens show the whole evening.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import IO

import pytest
from night_house import SLUG, House
from night_load import evening, prepared, verdict
from night_people import Browser, Screen, Timed

from contracts.postgres import Server

pytestmark = pytest.mark.long

SECTIONS, SCREENS, MINUTES, TRIES = 24, 6, 0.5, 60


def play(house: House, meanwhile: Callable[[], Awaitable[None]]) -> Timed:
    """An evening during which something happens; nothing of it is lost. Gives what people were told."""
    sections = prepared(house, SECTIONS)
    house.start()
    try:
        screens = [Screen(house.port, SLUG, 0) for _ in range(SCREENS)]
        timed = Timed()
        asyncio.run(evening(house, sections, screens, MINUTES, timed, tries=TRIES, meanwhile=meanwhile))
        last = max(one.line or 0 for one in sections)
        late = [screen for screen in screens if not screen.came or screen.came[-1][0] <= last]
    finally:
        house.stop()
    assert timed.errors == []
    assert all(one.line is not None for one in sections)
    found = verdict(house, sections)
    assert (found["sheets"], found["lost"], found["twice"]) == (SECTIONS, [], [])
    assert late == []
    return timed


def test_a_worker_killed(tmp_path: Path, postgres: Server) -> None:
    """One of two processes is killed outright while sheets come in: another takes its place."""

    async def kill() -> None:
        await asyncio.sleep(10)
        victims.extend(house.processes)
        os.kill(victims[0], signal.SIGKILL)
        await asyncio.sleep(10)
        there.extend(house.processes)

    victims: list[int] = []
    there: list[int] = []
    with postgres.database() as address:
        house = House(tmp_path, address)
        play(house, kill)
    assert len(victims) == len(there) == 2
    assert victims[0] not in there


def test_postgresql_restarted(tmp_path: Path, postgres: Server) -> None:
    """The database is away for three seconds, as after a power cut: the pages say so, and then go on."""

    async def restart() -> None:
        await asyncio.sleep(10)
        away = asyncio.create_task(asyncio.to_thread(postgres.restart, 3.0))
        await asyncio.sleep(2)
        page = await Browser(house.port, Timed()).ask("ballot", "GET", f"/b/{SLUG}/")
        assert page.status == 503
        assert page.headers["retry-after"]
        assert "ne joint pas sa base de données" in page.body.decode()
        await away

    with postgres.database() as address:
        house = House(tmp_path, address)
        timed = play(house, restart)
    assert set(timed.told) <= {0, 503}


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of 48 MB in memory; skips where nobody may mount one."""
    mounted = place / "disk"
    mounted.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(mounted)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here (run as root): {done.stderr.strip()}")
    try:
        yield mounted
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)


def _until_full(file: IO[bytes]) -> None:
    with pytest.raises(OSError, match="No space"):
        file.writelines(repeat(b"\0" * 4096))


def test_the_disk_full_for_ten_seconds(tmp_path: Path) -> None:
    """Database, texts, checkpoint and photos on a disk that fills: said as such, and it goes on by itself."""

    async def fill() -> None:
        await asyncio.sleep(8)
        filler = house.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            _until_full(file)
        await asyncio.sleep(10)
        filler.unlink()

    with small_disk(tmp_path) as disk:
        house = House(disk)
        timed = play(house, fill)
    assert set(timed.told) <= {0, 503}
    assert "plus de place" in timed.told[503].decode()


def test_half_a_request(tmp_path: Path, postgres: Server) -> None:
    """Forty clients send half of a request and stay, or hang up: nothing is recorded of it, nobody waits."""

    async def half() -> None:
        held = []
        for number in range(40):
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            head = (
                f"POST /b/{SLUG}/sheet/c/1/s00001/send/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
            )
            writer.write(head.encode()[: 20 if number % 4 == 0 else None] + b"name=Ann&" * (number % 3))
            await writer.drain()
            held.append((reader, writer))
            if number % 2:
                writer.close()
        start = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(b"GET /offline.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert re.match(rb"HTTP/1.1 200", await reader.readline())
        took.append(time.monotonic() - start)
        await asyncio.sleep(20)
        for _, one in held:
            one.close()

    took: list[float] = []
    with postgres.database() as address:
        house = House(tmp_path, address)
        timed = play(house, half)
    assert timed.told == {}
    assert took[0] < 2
