"""The highest rate of sheets accepted into the ledger, through the API, by so many processes and programs."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from night_house import SLUG, House, figures_of, options, unit_of
from night_people import Browser, Timed, at

AT_ONCE = 16
"""Programs that send, each its next sheet as soon as the last was acknowledged."""
MOST = 8_000
"""Sheets of one measure at most."""
CASES = (("sqlite", 1), ("sqlite", 2), ("postgresql", 1), ("postgresql", 2), ("postgresql", 4))


async def _send(
    house: House, token: str, numbers: list[int], until: float, timed: Timed, told: dict[str, int]
) -> None:
    browser = Browser(house.port, timed)
    while numbers and time.monotonic() < until:
        number = numbers.pop()
        figures = figures_of(number)
        votes = {option: figures.pop(option) for option in options()}
        body = json.dumps({**figures, "votes": votes, "signed_by": "Ann Day"}).encode()
        address = f"/api/1/ballots/{SLUG}/units/{unit_of(number)}/sheets/c/1"
        answer = await browser.ask(
            "sent", "POST", address, body, "application/json",
            Authorization=f"Bearer {token}", Idempotency_Key=secrets.token_hex(8),
        )  # fmt: skip
        if answer.status == 201:
            told[unit_of(number)] = json.loads(answer.body)["line"]
        else:
            timed.errors.append(f"{answer.status} {answer.body[:200]!r}")
    browser.close()


async def _all(
    house: House, token: str, numbers: list[int], seconds: float, timed: Timed, told: dict[str, int]
) -> float:
    start = time.monotonic()
    senders = (_send(house, token, numbers, start + seconds, timed, told) for _ in range(AT_ONCE))
    await asyncio.gather(*senders)
    return time.monotonic() - start


def rates(
    seconds: float,
    databases: Callable[[str], AbstractContextManager[str]],
    row: Callable[..., None],
    cases: tuple[tuple[str, int], ...] = CASES,
) -> None:
    """A row for each database and number of processes."""
    print(f"\nThe highest rate: {AT_ONCE} programs, one sheet after another each, {seconds:g} s\n")
    row("", "sheets/s", "median", "99 %", "lost", "errors", "load")
    for kind, workers in cases:
        with tempfile.TemporaryDirectory() as place, databases(kind) as address:
            house = House(Path(place), address, workers=workers)
            token = house.run("made", str(MOST))["token"]
            house.start()
            try:
                warm, told = Timed(), dict[str, int]()
                numbers = list(range(MOST))
                asyncio.run(_all(house, token, numbers, 2.0, warm, told))
                timed, before = Timed(), len(told)
                took = asyncio.run(_all(house, token, numbers, seconds, timed, told))
                rate = (len(told) - before) / took
            finally:
                house.stop()
            file = house.folder / "told.json"
            file.write_text(json.dumps(told))
            found = house.run("verified", str(file))
        times, lost = timed.every, len(found["lost"]) + len(found["twice"])
        row(
            f"{kind}, {workers} process{'es' if workers > 1 else ''}", f"{rate:,.0f}",
            f"{1000 * at(times, 0.5):,.0f} ms", f"{1000 * at(times, 0.99):,.0f} ms", str(lost),
            str(len(timed.errors)), f"{os.getloadavg()[0]:.1f}",
        )  # fmt: skip
        for error in timed.errors[:3]:
            print(f"  {error}")
