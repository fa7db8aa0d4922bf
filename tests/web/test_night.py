"""The night's screen: what it shows, at every size of the ledger, to whom; and its stream."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.public.models import HostedBallot
from web.serving import ServerOfTheApp
from web.world import BALLOT, SHEET, hosted, new_world

pytestmark = pytest.mark.usefixtures("web")


def send(tonight: Evening, unit: str, martin: int, petit: int) -> int:
    """A section's sheet is recorded; gives its line."""
    papers = martin + petit
    answer = tonight.record(
        {
            "event": "sheet-recorded/1", "actor": "a-1", "role": "secretary", "unit": unit,
            "contest": "presidence", "round": 1, "registered": 100, "signatures": papers, "in_box": papers,
            "blank": 0, "null": 0, "valid": papers, "votes": {"martin": martin, "petit": petit},
        },
        secrets.token_hex(8),
    )  # fmt: skip
    seq = getattr(answer, "seq", None)
    assert isinstance(seq, int), answer
    return seq


def words(html: str) -> str:
    """What is read of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ")


def page(address: str, client: Client | None = None, **query: Any) -> str:
    """What is read at an address."""
    answer = (client or Client()).get(address, query)
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


def test_what_it_says() -> None:
    """One sheet of three, 40 to 20; 200 registered are awaited, and the lead is 20."""
    tonight = hosted(BALLOT + SHEET)
    said = page(reverse("night", args=[tonight.slug]), lang="en")
    assert "1 of 3" in said
    assert "Not yet settled: 2 units, 200 registered open; lead 20 votes." in said
    assert "Alice Martin 66.7% 40" not in said  # 60 papers carry no decimal
    assert "Alice Martin 67% 40" in said
    assert "Nord 1 100 registered" in said
    assert "Sud 1 100 registered" in said
    assert "Nord 1/2" in said


def test_turnout_stands_there_until_the_first_sheet() -> None:
    """By hand: 30 and 20 of 200 by 10:00 in two of three sections: 25 %. With a sheet it makes way."""
    tonight = hosted(BALLOT.replace("root=pays", "root=pays turnout_hours=10:00,12:00"))
    address = reverse("night", args=[tonight.slug])
    assert "Turnout" not in page(address, lang="en")
    for unit, voters in (("nord-1", 30), ("sud-1", 20)):
        report = {"event": "turnout-reported/1", "unit": unit, "round": 1, "hour": "10:00", "voters": voters}
        tonight.record(report | {"actor": "a-1", "role": "secretary"}, unit)
    said = page(address, lang="en")
    assert "Turnout · At 10:00" in said
    assert "25.0% 50 voters of 200 registered (2 of 3 sections)." in said
    send(tonight, "nord-1", 20, 10)
    assert "Turnout" not in page(address, lang="en")


def test_each_size_has_its_address() -> None:
    """The screen at the line before a sheet came is the screen without it, for ever."""
    tonight = hosted(BALLOT + SHEET)
    before = tonight.size or tonight.desk.size
    address = reverse("night", args=[tonight.slug])
    line = send(tonight, "nord-1", 1, 49)
    assert line == before
    assert "2 of 3" in page(address, lang="en")
    then = page(address, lang="en", size=before)
    assert "1 of 3" in then
    assert "Alice Martin 67% 40" in then
    assert "2 of 3" in page(address, lang="en", size=before + 1)
    for nothing in ("0", "1", str(before + 2), "x", "-1", "９"):
        assert Client().get(address, {"size": nothing}).status_code == 404, nothing


def test_the_link() -> None:
    """A closed ballot's night opens by the organiser's link alone; a new link ends the old one."""
    world = new_world()
    HostedBallot.objects.filter(slug=world.slug).update(open=False)
    organiser = world.person(Post.ORGANISER, "").signed_in()
    addresses = [reverse(name, args=[world.slug]) for name in ("night", "night-stream")]

    def opens(key: str) -> list[int]:
        return [Client().get(address, {"key": key}).status_code for address in addresses]

    assert opens("") == [302, 302]
    keys = []
    for _ in range(2):
        organiser.post(reverse("organise-night", args=[world.slug]), {"what": "give"})
        keys.append(HostedBallot.objects.get(slug=world.slug).night_key)
        assert keys[-1] in organiser.get(reverse("organise", args=[world.slug])).content.decode()
    assert opens(keys[0]) == [302, 302]
    assert opens(keys[1]) == [200, 200]
    assert Client().get(reverse("night", args=[world.foreign]), {"key": keys[1]}).status_code == 200  # open
    HostedBallot.objects.filter(slug=world.foreign).update(open=False)
    assert Client().get(reverse("night", args=[world.foreign]), {"key": keys[1]}).status_code == 302
    assert Client().get(reverse("ballot", args=[world.slug]), {"key": keys[1]}).status_code == 302
    organiser.post(reverse("organise-night", args=[world.slug]), {"what": "take"})
    assert opens(keys[1]) == opens("") == [302, 302]


def test_without_a_door_that_holds_it_open() -> None:
    """The stream is then one event: the newest screen, or nothing to a reader who has it."""
    tonight = hosted(BALLOT + SHEET)
    address = reverse("night-stream", args=[tonight.slug])
    whole = Client().get(address).content.decode()
    assert f"id: {tonight.size}\n" in whole
    assert whole.startswith("retry: ")
    assert "data:" not in Client().get(address, headers={"Last-Event-ID": str(tonight.size)}).content.decode()
    assert "data:" in Client().get(address, {"since": str(tonight.size - 1)}).content.decode()


def test_names_that_want_out() -> None:
    """A name with line ends and tags stays inside its event and its element."""
    hostile = "<img src=x onerror=alert(1)>data: id: 9"
    tonight = hosted(BALLOT.replace('"Nord 1"', json.dumps(hostile)) + SHEET)
    said = Client().get(reverse("night-stream", args=[tonight.slug])).content.decode()
    assert "<img src=x" not in said
    for line in said.splitlines():
        assert line == "" or re.match(r"(retry|id|data): ?", line), line


class Reader(threading.Thread):
    """A screen: reads a stream, and keeps the ids with the moment each came."""

    def __init__(self, address: str, **headers: str) -> None:
        super().__init__(daemon=True)
        self.request = urllib.request.Request(address, headers=headers)
        self.came: list[tuple[int, float]] = []
        self.connected = threading.Event()
        self.stop = False

    def run(self) -> None:
        """Read until told to stop."""
        with urllib.request.urlopen(self.request, timeout=30) as stream:
            for line in stream:
                if line.startswith(b"retry"):
                    self.connected.set()
                if line.startswith(b"id: "):
                    self.came.append((int(line[4:]), time.monotonic()))
                if self.stop:
                    return


@contextmanager
def readers(addresses: list[str]) -> Iterator[list[Reader]]:
    """Several screens, all connected."""
    made = [Reader(address) for address in addresses]
    for one in made:
        one.start()
    for one in made:
        assert one.connected.wait(30)
    yield made
    for one in made:
        one.stop = True


def test_forty_screens(server: ServerOfTheApp) -> None:
    """Forty screens on two processes of eight threads see a sheet within two seconds; pages still answer."""
    tonight = hosted(BALLOT + SHEET)
    tonight.now()
    address = f"{server.address}{reverse('night-stream', args=[tonight.slug])}?since={tonight.size}"
    with readers([address] * 40) as screens:
        line = send(tonight, "nord-1", 30, 20)
        sent = time.monotonic()
        with urllib.request.urlopen(
            server.address + reverse("ballot", args=[tonight.slug]), timeout=20
        ) as answer:
            assert answer.status == 200
        end = sent + 20
        while time.monotonic() < end and not all(one.came for one in screens):
            time.sleep(0.02)
        assert {one.came[0][0] for one in screens} == {line + 1}
        slowest = max(one.came[0][1] for one in screens) - sent
        assert slowest < 2, slowest
        resumed = Reader(address.replace(f"={line}", "=0"), **{"Last-Event-ID": str(line + 1)})
        resumed.start()
        assert resumed.connected.wait(20)
        time.sleep(1)
        assert resumed.came == []  # it has the newest
        resumed.stop = True


def test_the_mark_stays_inside(server: ServerOfTheApp) -> None:
    """Nobody outside sees by which mark the door knows a stream, and nobody can set it."""
    tonight = hosted(BALLOT + SHEET)
    address = server.address + reverse("night-stream", args=[tonight.slug])
    asked = urllib.request.Request(address, headers={"X-Recolement-Watch": "slug=x"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert "x-recolement-watch" not in {name.lower() for name in answer.headers}
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_table_of_what_it_may_load() -> None:
    """The page has no inline script or style, so that the content policy holds."""
    templates = Path(__file__).parents[2] / "src/recolement/web/templates/night"
    for file in templates.iterdir():
        assert not re.search(r"style=|onclick|<style|<script>", file.read_text(encoding="utf-8")), file
