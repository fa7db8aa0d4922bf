"""A nation served: each screen as its reader waits for it, and one more sheet until all show it.

Half of the sheets are in when the server starts. Each process reads the ledger once and makes its canvass at
the first page that asks for it: that first time has a row of its own. Then each screen is asked for several
times, over connections of their own; the middle of the times counts, and the worst is said. One more sheet is
then sent through the API, and each screen is asked for again and again until it shows the sheet.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from night_house import SLUG, House
from night_people import Browser, Screen, Timed, at

GOAL_SCREEN, GOAL_SHOWN = 0.5, 2.0
TIMES = 10
WATCHING = 20


def _screens(found: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Name, who asks, address."""
    leaf, awaited = found["received"], found["awaited"]
    return (
        ("ballot page", "", f"/b/{SLUG}/"),
        ("ballot page, searching", "", f"/b/{SLUG}/?q=bureau+39"),
        ("unit page: nation", "", f"/b/{SLUG}/unit/FR/"),
        ("unit page: department", "", f"/b/{SLUG}/unit/d0/"),
        ("unit page: section", "", f"/b/{SLUG}/unit/{leaf}/"),
        ("the night", "", f"/b/{SLUG}/night/"),
        ("federation desk: nation", "federation", f"/b/{SLUG}/desk/FR/"),
        ("federation desk: department", "federation", f"/b/{SLUG}/desk/d0/"),
        ("one sheet", "federation", f"/b/{SLUG}/desk/c/1/{leaf}/"),
        ("representative's list", "representative", f"/b/{SLUG}/watch/FR/"),
        ("clerk's list", "clerk", f"/b/{SLUG}/clerk/"),
        ("room queue", "commissioner", f"/b/{SLUG}/room/"),
        ("section's form", "secretary", f"/b/{SLUG}/sheet/c/1/{awaited}/"),
    )


async def _ask(house: House, cookie: str, address: str, timed: Timed, name: str) -> bytes:
    """A page over a connection of its own: any process may answer."""
    browser = Browser(house.port, timed)
    if cookie:
        browser.cookies["sessionid"] = cookie
    answer = await browser.ask(name, "GET", address)
    browser.close()
    if answer.status != 200:
        timed.errors.append(f"{name}: {answer.status}")
    return answer.body


async def _until_shown(
    house: House, cookie: str, address: str, before: bytes, start: float, name: str
) -> float:
    """Seconds until a page is no longer what it was, asked for every tenth of a second."""
    while time.monotonic() - start < 60:
        if _figures(await _ask(house, cookie, address, Timed(), name)) != before:
            return time.monotonic() - start
        await asyncio.sleep(0.1)
    return float("inf")


def _figures(page: bytes) -> bytes:
    """A page without what changes at each request: the marks of its forms."""
    return re.sub(rb'name="(csrfmiddlewaretoken|key)" value="[^"]*"', b"", page)


async def _all(house: House, found: dict[str, Any], row: Callable[..., None]) -> None:
    timed, cookies = Timed(), {"": "", **found["cookies"]}
    first = Timed()
    for _ in range(2 * house.workers):
        await _ask(house, "", f"/b/{SLUG}/", first, "first")
    row("first page of a process", f"{1000 * max(first.every):,.0f} ms")
    pages = _screens(found)
    for name, who, address in pages:
        for _ in range(TIMES):
            await _ask(house, cookies[who], address, timed, name)
    for name, times in timed.took.items():
        met = "" if at(times, 0.5) < GOAL_SCREEN else "NOT met"
        row(name, f"{1000 * at(times, 0.5):,.0f} ms", f"{1000 * max(times):,.0f} ms", met)
    screens = [Screen(house.port, SLUG, 0) for _ in range(WATCHING)]
    watching = [asyncio.create_task(screen.watch()) for screen in screens]
    await asyncio.sleep(5)
    shown = [one for one in pages if one[0] in SHOWS]
    before = {
        name: _figures(await _ask(house, cookies[who], address, timed, name)) for name, who, address in shown
    }
    sent = found["sheet"]
    program = Browser(house.port, timed)
    answer = await program.ask(
        "one more sheet", "POST", f"/api/1/ballots/{SLUG}/units/{sent['unit']}/sheets/c/1",
        json.dumps(sent["body"]).encode(), "application/json",
        Authorization=f"Bearer {found['token']}", Idempotency_Key=secrets.token_hex(8),
    )  # fmt: skip
    start = time.monotonic()
    program.close()
    if answer.status != 201:
        timed.errors.append(f"one more sheet: {answer.status} {answer.body[:300]!r}")
        return
    line = json.loads(answer.body)["line"]
    row("one more sheet: recorded", f"{1000 * timed.took['one more sheet'][0]:,.0f} ms")
    waits = await asyncio.gather(
        *(
            _until_shown(house, cookies[who], address, before[name], start, name)
            for name, who, address in shown
        )
    )
    for (name, _, _), seconds in zip(shown, waits, strict=True):
        row(f"one more sheet: {name}", f"{seconds:.2f} s", "", "" if seconds < GOAL_SHOWN else "NOT met")
    await asyncio.sleep(5)
    late = [next((when for size, when in one.came if size > line), float("inf")) - start for one in screens]
    row(
        f"one more sheet: {WATCHING} screens",
        f"{max(late):.2f} s",
        "",
        "" if max(late) < GOAL_SHOWN else "NOT met",
    )
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    for error in timed.errors[:5]:
        print(f"  {error}")


SHOWS = ("ballot page", "unit page: nation", "federation desk: nation", "representative's list")
"""The screens that one more sheet changes, whichever it is."""


def nation(
    units: int, databases: Callable[[str], AbstractContextManager[str]], row: Callable[..., None]
) -> None:
    """The rows of the nation."""
    with tempfile.TemporaryDirectory() as place, databases("postgresql") as address:
        house = House(Path(place), address, workers=2)
        found = house.run("nation", str(units))
        house.start()
        print(f"\n{units:,} units, half of the sheets in; 2 processes, PostgreSQL; load of the machine "
              f"{os.getloadavg()[0]:.1f}\n")  # fmt: skip
        row("", "median", "worst")
        try:
            asyncio.run(_all(house, found, row))
        finally:
            house.stop()
