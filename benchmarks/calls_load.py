"""Callers under load: 500 of them on one campaign of 250,000 members and 4,000 sections, through the server.

Run: ``python benchmarks/calls_load.py`` (SQLite, two processes; ``--database postgresql`` for the other;
``--members 5000 --sections 100 --callers 20 --seconds 15`` tries it). Everything is on this machine: the
server, its databases and the callers share its cores, and so does whatever else runs there: the load of the
machine stands beside the figures.

A caller has a call every ``--pace`` seconds (20: a quarter of what a real conversation takes), each with its
outcome noted, the next person given and their page shown. Half of them call everywhere, a quarter in eight
sections, a quarter in a federation of forty. At the end the database is asked whether anybody was before two.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from calls_made import CAMPAIGN
from night_house import House
from night_load import databases, milliseconds, row
from night_people import Browser, Timed, Unexpected, at, expect

GOAL = 0.300
CALL = f"/calls/{CAMPAIGN}/call/"
OUTCOMES = ("no_answer", "no_answer", "no_answer", "will_vote", "reached", "undecided", "wrong_number")
"""As evenings of calls go: often nobody answers."""


class CallsHouse(House):
    """The app over a campaign."""

    def run(self, what: str, *arguments: str) -> Any:
        """Something of ``calls_made`` done in a process that has Django set up; gives what it printed."""
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("calls_made.py")), what, *arguments],
            env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{what}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return json.loads(done.stdout)


async def caller(
    port: int, session: str, pace: float, end: float, timed: Timed, chance: random.Random
) -> int:
    """One caller's evening; how many calls they noted."""
    browser, calls = Browser(port, timed), 0
    browser.cookies["sessionid"] = session
    await asyncio.sleep(chance.uniform(0, pace))
    try:
        expect(await browser.ask("first page", "GET", CALL), 200)
        expect(await browser.form("take", f"{CALL}next/"), 302)
        while time.monotonic() < end:
            page = expect(await browser.ask("person", "GET", CALL), 200).body.decode()
            found = re.search(r'name="person" value="(\d+)"', page)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * pace)
            if found is None:
                expect(await browser.form("take", f"{CALL}next/"), 302)
                continue
            outcome = chance.choice(OUTCOMES)
            form = await browser.form("outcome", f"{CALL}outcome/", person=found[1], outcome=outcome)
            expect(form, 302)
            calls += 1
    except (TimeoutError, OSError, EOFError, Unexpected) as failure:
        timed.errors.append(f"{type(failure).__name__} {failure}")
    finally:
        browser.close()
    return calls


async def evening(port: int, sessions: list[str], pace: float, seconds: float, timed: Timed) -> int:
    """Everybody at once; how many calls were noted."""
    chance, end = random.Random(49), time.monotonic() + seconds
    people = [caller(port, one, pace, end, timed, random.Random(chance.random())) for one in sessions]
    return sum(await asyncio.gather(*people))


def main() -> None:
    """Print the table; whether what was asked for is met."""
    parser = argparse.ArgumentParser(description="Callers under load.")
    parser.add_argument("--members", type=int, default=250_000)
    parser.add_argument("--sections", type=int, default=4_000)
    parser.add_argument("--callers", type=int, default=500)
    parser.add_argument("--pace", type=float, default=20.0, help="seconds of a call")
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, databases(asked.database) as address:
        folder = Path(place) / "house"
        folder.mkdir()
        house = CallsHouse(folder, workers=asked.workers)
        if address:
            house.environment["CALLS_DATABASE_URL"] = address
        given = house.run("made", *map(str, (asked.sections, asked.members, asked.callers)))
        house.start()
        try:
            timed, load = Timed(), os.getloadavg()[0]
            begin, before = time.monotonic(), house.seconds_of_the_processor()
            noted = asyncio.run(evening(house.port, given["sessions"], asked.pace, asked.seconds, timed))
            took, busy = time.monotonic() - begin, house.seconds_of_the_processor() - before
        finally:
            house.stop()
        found = house.run("found")
        log = house.log.read_text(encoding="utf-8", errors="replace")
    print(f"\n{asked.members:,} members, {asked.sections:,} sections, {asked.callers} callers, a call every "
          f"{asked.pace:g} s, {asked.workers} processes, {asked.database}; load of the machine {load:.1f} "
          f"before, {os.getloadavg()[0]:.1f} after; {os.cpu_count()} cores\n")  # fmt: skip
    row("", "answers", "median", "99 %", "worst")
    for name, times in [*timed.took.items(), ("every answer", timed.every)]:
        row(name, f"{len(times):,}", *(milliseconds(at(times, share)) for share in (0.5, 0.99, 1)))
    row("answers a second", f"{len(timed.every) / took:.1f}")
    row("processor of the server", f"{busy:.0f} s", f"of {took:.0f} s")
    row("calls noted, and in the database", f"{noted:,}", f"{found['calls']:,}")
    row("looks written down", f"{found['looks']:,}")
    row("callers with two people", f"{found['holding_two']}")
    row("people whose call was settled twice", f"{found['settled_twice']}")
    row("sealing and keeping the roll", f"{given['seconds_of_the_roll']} s")
    row("errors", f"{len(timed.errors)}")
    for error in timed.errors[:5]:
        print(f"  {error}")
    if "Traceback" in log:
        print(log[-3000:])
    met = (
        not timed.errors and noted == found["calls"] and not found["holding_two"]
        and not found["settled_twice"] and at(timed.every, 0.99) < GOAL
    )  # fmt: skip
    print(f"\nasked for: no error, nobody before two callers, 99 % under {milliseconds(GOAL)}: "
          f"{'met' if met else 'NOT met'}")  # fmt: skip


if __name__ == "__main__":
    main()
