"""The screens of the web app at the size of a nation: milliseconds for each, for one more sheet or act.

Run: ``python benchmarks/web_screens.py`` (4,000 and 69,242 made-up units; ``--units 300`` for one small
ballot). Half of the sheets are in, each as the first of two entries, so that the clerk's list is as long as
it can be. Each ballot is hosted in a folder of its own and asked through Django's test client: middleware,
guards, database and templates are in the figure; the web server and the network are not. Milliseconds are of
the processor (user and system), warm: the best of three.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from night_made import client_of

SIZES = (4_000, 69_242)
GOAL = 500
ARRIVALS = 20


def setting_up(data: str) -> None:
    """Django with a database and files in a folder."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "recolement.web.settings",
        "RECOLEMENT_TRIAL": "1",
        "RECOLEMENT_DATA": data,
        "RECOLEMENT_SECRET_KEY": secrets.token_urlsafe(50),
    }
    os.environ.pop("RECOLEMENT_HOSTS", None)
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def client(post: str, unit: str) -> Any:
    """A browser, signed in as somebody with a post; with no post, anybody's."""
    from django.test import Client

    if not post:
        return Client(SERVER_NAME="localhost")
    return client_of("nation", post, unit, f"{post}-{unit or 'all'}")


def milliseconds(work: Callable[[], Any], times: int = 3) -> tuple[float, float]:
    """The first time and the best of the following ones."""
    found = []
    for _ in range(times + 1):
        start = time.process_time()
        answer = work()
        found.append(1000 * (time.process_time() - start))
        assert answer.status_code == 200, answer.status_code
    return found[0], min(found[1:])


def measure(units: int, data: str) -> None:
    """One ballot: host it, ask every screen, then let sheets come in."""
    setting_up(data)
    from national_night import made_up_night

    from recolement.formats.folder import read_folder
    from recolement.model.sheets import FIGURES, Entry
    from recolement.web.evenings import evening, forget, host

    files = made_up_night(units, (1,))
    files["ballot.toml"] = files["ballot.toml"].replace(b"[rulebook]", b'[rulebook]\nentry = "double"', 1)
    folder = read_folder(files)
    sheets = list(folder.sheets)
    Random(2017).shuffle(sheets)
    half = len(sheets) // 2
    there, coming = sheets[:half], sheets[half : half + ARRIVALS]
    entries = tuple(Entry(sheet, "first", f"person-{number % 50}") for number, sheet in enumerate(there))
    host("nation", replace(folder, sheets=(), entries=entries), "benchmark.example/nation", public=True)
    forget()
    start = time.process_time()
    tonight = evening("nation")
    tonight.now()
    print(f"\n{units:,} units, {half:,} first entries: the ledger read and counted in "
          f"{time.process_time() - start:.1f} s\n")  # fmt: skip
    leaf, awaited = there[0].unit, sheets[-1].unit
    anybody, federation, clerk = client("", ""), client("federation", ""), client("clerk", "")
    room = client("commissioner", "")
    screens: tuple[tuple[str, Any, str], ...] = (
        ("ballot page", anybody, "/b/nation/"),
        ("ballot page, searching", anybody, "/b/nation/?q=bureau+39"),
        ("unit page: nation", anybody, "/b/nation/unit/FR/"),
        ("unit page: department", anybody, "/b/nation/unit/d1/"),
        ("unit page: section", anybody, f"/b/nation/unit/{leaf}/"),
        ("federation desk: nation", federation, "/b/nation/desk/FR/"),
        ("federation desk, last page", federation, "/b/nation/desk/FR/?page=99999"),
        ("federation desk, searching", federation, "/b/nation/desk/FR/?q=bureau+39"),
        ("federation desk: department", federation, "/b/nation/desk/d1/"),
        ("one sheet", federation, f"/b/nation/desk/c/1/{leaf}/"),
        ("room queue", room, "/b/nation/room/"),
        ("clerk's list", clerk, "/b/nation/clerk/"),
        ("clerk's blind entry", clerk, f"/b/nation/clerk/c/1/{leaf}/"),
        ("representative's list", client("representative", ""), "/b/nation/watch/FR/"),
        ("section's form", client("secretary", awaited), f"/b/nation/sheet/c/1/{awaited}/"),
    )
    print(f"{'screen':<34}{'first':>10}{'warm':>10}{'goal':>8}")
    for name, who, address in screens:
        first, warm = milliseconds(partial(who.get, address))
        print(f"{name:<34}{first:>7.0f} ms{warm:>7.0f} ms{GOAL:>5} ms")
    writing, showing, listing = [], [], []
    for number, sheet in enumerate(coming):
        figures = {name: value for name in FIGURES if (value := sheet.figure(name)) is not None}
        intention = {
            "event": "entry-recorded/1", "entry": "first", "unit": sheet.unit, "contest": "c", "round": 1,
            "votes": dict(sheet.votes), "actor": "a-1", "role": "secretary", **figures,
        }  # fmt: skip
        marks = [time.process_time()]
        assert hasattr(tonight.record(intention, f"arrival-{number}"), "seq")
        marks.append(time.process_time())
        assert anybody.get("/b/nation/").status_code == 200
        marks.append(time.process_time())
        assert federation.get("/b/nation/desk/FR/").status_code == 200
        marks.append(time.process_time())
        for list_, start, end in zip((writing, showing, listing), marks, marks[1:], strict=False):
            list_.append(1000 * (end - start))
    target = {"units": [leaf], "contest": "c", "round": 1}
    acts: tuple[dict[str, Any], ...] = (
        {"event": "finding-acknowledged/1", **target, "code": "A1", "reason": "seen"},
        {"event": "result-frozen/1", "id": "g1", "reason": "doubt"},
        {"event": "dispute-filed/1", "id": "d1", **target, "seeks": "annul", "grounds": "urn"},
        {"event": "matter-referred/1", "of": "d1", "to": "council"},
        {"event": "ruling-made/1", "of": "d1", "effect": "uphold", "for": 2, "against": 0},
        {"event": "figure-corrected/1", **target, "field": "null", "value": 9, "reason": "photo"},
        {"event": "sheet-set-aside/1", **target, "reason": "sent twice"},
        {"event": "dispute-filed/1", "id": "d2", **target, "seeks": "annul", "grounds": "urn"},
        {"event": "ruling-made/1", "of": "d2", "effect": "annul", "for": 2, "against": 0},
    )
    for number, act in enumerate(acts):
        marks = [time.process_time()]
        assert hasattr(tonight.record({**act, "actor": "a-1"}, f"act-{number}"), "seq")
        for who, address in ((anybody, "/b/nation/"), (federation, "/b/nation/desk/FR/")):
            marks.append(time.process_time())
            assert who.get(address).status_code == 200
        marks.append(time.process_time())
        took = [1000 * (end - start) for start, end in pairwise(marks)]
        print(f"{act['event']:<34}recorded {took[0]:.0f} ms, ballot page {took[1]:.0f}, desk {took[2]:.0f}")
        if act["event"] == "dispute-filed/1":
            address = f"/b/nation/room/matter/{act['id']}/"
            first, warm = milliseconds(partial(room.get, address))
            print(f"{'  its page, rulings tried out':<34}{first:>7.0f} ms{warm:>7.0f} ms{GOAL:>5} ms")
    for name, found in (("one more sheet: recorded", writing), ("one more sheet: ballot page", showing),
                        ("one more sheet: federation desk", listing)):  # fmt: skip
        ordered = sorted(found)
        median, worst = ordered[len(ordered) // 2], ordered[-1]
        print(f"{name:<34}{'':>10}{median:>7.0f} ms{GOAL:>5} ms  (worst {worst:.0f})")


def main() -> None:
    """Print a table for each size, each in a process of its own."""
    parser = argparse.ArgumentParser(description="The screens of the web app, timed.")
    parser.add_argument("--units", type=int, nargs="*", default=list(SIZES), help="units of each ballot")
    parser.add_argument("--in", dest="place", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.place:
        measure(asked.units[0], asked.place)
        return
    for units in asked.units:
        with tempfile.TemporaryDirectory() as place:
            command = [sys.executable, __file__, "--units", str(units), "--in", str(Path(place))]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
