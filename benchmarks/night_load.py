"""A national evening under load: sections send their sheets with photos while screens watch; nothing is lost.

Run: ``python benchmarks/night_load.py`` (1,000 sections within 10 minutes, 200 screens, two processes over
PostgreSQL; then the highest rate, on SQLite and on PostgreSQL with 1, 2 and 4 processes; then the screens of
a nation of 69,242 units). ``--sections 50 --minutes 1 --only night`` tries it. Everything is on this machine:
the server, the database and the people share its cores, and so does whatever else runs there: the load of the
machine stands beside the figures.

Each section goes the whole way of a telephone: its access sheet, the form, what is typed kept as it is typed,
the photo, the review, signing, the receipt. Each answer is timed, from the first byte sent to the last one
received. At the end the ledger is read from the database, held against its signed checkpoint, and each
receipt is looked for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from night_house import CODE, SLUG, House, figures_of, unit_of
from night_nation import nation
from night_people import PATIENCE, Screen, Section, Timed, at, delays
from night_rate import rates

GOAL_ANSWER, GOAL_SHOWN = 0.300, 2.0


@contextmanager
def databases(wanted: str) -> Iterator[str]:
    """The address of a new database; empty for SQLite, which is a file of the house."""
    if wanted == "sqlite":
        yield ""
        return
    from contracts.postgres import running_server

    with running_server() as server, server.database() as address:
        yield address


def row(name: str, *cells: str) -> None:
    """A row of a table."""
    print(f"{name:<42}" + "".join(f"{cell:>12}" for cell in cells), flush=True)


def milliseconds(seconds: float) -> str:
    """Seconds as people read them here."""
    return f"{1000 * seconds:,.0f} ms"


async def evening(
    house: House,
    sections: list[Section],
    screens: list[Screen],
    minutes: float,
    timed: Timed,
    *,
    tries: int = 1,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Everybody at once: each section begins at a moment of its own, the screens watch from the start."""
    chance = random.Random(2017)
    watching = [asyncio.create_task(screen.watch()) for screen in screens]
    while not all(screen.connected for screen in screens):
        await asyncio.sleep(0.1)
    length = 60 * minutes

    async def one(section: Section, when: float) -> None:
        await asyncio.sleep(when)
        await section.send(house.port, SLUG, timed, pause=min(3.0, length / 40), tries=tries)

    starts = [chance.uniform(0, max(1.0, length - 15)) for _ in sections]
    also = [meanwhile()] if meanwhile is not None else []
    await asyncio.gather(*map(one, sections, starts), *also)
    last, end = max((one.line or 0 for one in sections), default=0), time.monotonic() + PATIENCE
    while time.monotonic() < end and any(not one.came or one.came[-1][0] <= last for one in screens):
        await asyncio.sleep(0.1)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)


def prepared(house: House, how_many: int) -> list[Section]:
    """The ballot hosted, and each section with its access sheet, its paper and its photo."""
    house.folder.mkdir(parents=True, exist_ok=True)
    photos = house.folder / "papers"
    photos.mkdir()
    links = house.run("made", str(how_many))["links"]
    house.run("photographed", str(photos), str(how_many))
    return [
        Section(
            unit_of(number),
            links[unit_of(number)],
            CODE,
            {
                name
                if name in ("registered", "signatures", "in_box", "blank", "null", "valid")
                else f"vote:{name}": str(value)
                for name, value in figures_of(number).items()
            },
            (photos / f"{number}.jpg").read_bytes(),
        )
        for number in range(how_many)
    ]


def verdict(house: House, sections: list[Section]) -> dict[str, Any]:
    """What the ledger says of the receipts."""
    told = house.folder / "told.json"
    told.write_text(json.dumps({one.unit: one.line for one in sections if one.line is not None}))
    found: dict[str, Any] = house.run("verified", str(told))
    return found


def night(asked: argparse.Namespace) -> bool:
    """The evening itself; gives whether every figure asked for was met."""
    with tempfile.TemporaryDirectory() as place, databases(asked.database) as address:
        house = House(Path(place), address, workers=asked.workers)
        sections = prepared(house, asked.sections)
        house.start()
        try:
            screens = [Screen(house.port, SLUG, 0) for _ in range(asked.screens)]
            timed, load = Timed(), [os.getloadavg()[0]]
            start = time.monotonic()
            asyncio.run(evening(house, sections, screens, asked.minutes, timed))
            seconds, busy = time.monotonic() - start, house.seconds_of_the_processor()
            load.append(os.getloadavg()[0])
        finally:
            house.stop()
        found = verdict(house, sections)
        failures = house.log.read_text(encoding="utf-8", errors="replace")
    size = sum(len(one.photo) for one in sections) / max(1, len(sections)) / 1000
    print(f"\n{asked.sections:,} sections with a photo of {size:,.0f} kB within {asked.minutes:g} minutes, "
          f"{asked.screens} screens, {asked.workers} processes, {asked.database}; "
          f"load of the machine {load[0]:.1f} before, {load[1]:.1f} after\n")  # fmt: skip
    row("", "answers", "median", "99 %", "worst")
    for name, times in timed.took.items():
        row(name, f"{len(times):,}", *(milliseconds(at(times, share)) for share in (0.5, 0.99, 1)))
    every = timed.every
    row("every answer", f"{len(every):,}", *(milliseconds(at(every, share)) for share in (0.5, 0.99, 1)))
    shown = delays(screens, sections)
    row(
        "from the receipt to each screen",
        f"{len(shown):,}",
        *(f"{at(shown, share):.2f} s" for share in (0.5, 0.99, 1)),
    )
    row("processor of the server", f"{busy:,.0f} s", f"of {seconds:,.0f} s")
    acknowledged = sum(one.line is not None for one in sections)
    row("receipts given", f"{acknowledged:,}")
    row("sheets in the ledger", f"{found['sheets']:,}")
    row("receipts without their sheet", f"{len(found['lost'])}")
    row("errors", f"{len(timed.errors)}")
    for error in timed.errors[:5]:
        print(f"  {error}")
    if "Traceback" in failures:
        print(failures[-3000:])
    met = (
        not timed.errors and not found["lost"] and not found["twice"] and acknowledged == asked.sections
        and at(every, 0.99) < GOAL_ANSWER and at(shown, 1) < GOAL_SHOWN
    )  # fmt: skip
    print(f"\nasked for: no error, nothing lost, 99 % under {milliseconds(GOAL_ANSWER)}, shown within "
          f"{GOAL_SHOWN:g} s: {'met' if met else 'NOT met'}")  # fmt: skip
    return met


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="A national evening under load.")
    parser.add_argument("--sections", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--screens", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--seconds", type=float, default=20, help="of each measure of the highest rate")
    parser.add_argument("--units", type=int, default=69_242, help="of the nation")
    parser.add_argument("--only", choices=("night", "rate", "nation"), nargs="*")
    asked = parser.parse_args()
    parts = asked.only or ("night", "rate", "nation")
    if "night" in parts:
        night(asked)
    if "rate" in parts:
        rates(asked.seconds, databases, row)
    if "nation" in parts:
        nation(asked.units, databases, row)


if __name__ == "__main__":
    main()
