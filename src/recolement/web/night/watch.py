"""Many screens on one loop: the ledger is looked at once a process, the page is made once, all are told.

A screen holds one connection and no thread. Each waits for its channel to change and sends what is newest
then, so that a slow one skips what it missed: every event is the whole screen.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

from django.db import close_old_connections
from django.http import Http404

from recolement.web.evenings import evening
from recolement.web.night.sending import BACK_SOON, STILL_HERE, event
from recolement.web.night.views import Channel, shown_now

LOOK_EVERY = 0.4
"""Seconds between two looks at the ledger's size."""
QUIET = 15.0
"""Seconds after which a screen that had nothing is told that somebody is still here."""
LONGEST = 600.0
"""Seconds after which a stream ends: the browser comes back, and its right to see is looked at again.

Each ends up to a quarter earlier, by chance: screens that came together do not all come back together.
"""
MOST_SCREENS = 2_000
WAIT_AFTER_FAILURE = 5.0

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

log = logging.getLogger(__name__)


@dataclass
class Shown:
    """A channel's newest event, and who waits for the next."""

    size: int
    data: bytes = b""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    screens: int = 0

    def tell(self, size: int, data: bytes) -> None:
        """Something newer: wake everybody."""
        self.size, self.data = size, data
        woken, self.changed = self.changed, asyncio.Event()
        woken.set()


class Watch:
    """The screens of one process."""

    def __init__(self, threads: Executor) -> None:
        self._threads = threads
        self._shown: dict[Channel, Shown] = {}
        self._looking: asyncio.Task[None] | None = None

    @property
    def screens(self) -> int:
        """How many are connected."""
        return sum(shown.screens for shown in self._shown.values())

    async def follow(self, channel: Channel, since: int, receive: Receive, send: Send) -> None:
        """Send a channel's changes to one screen until it leaves, or for :data:`LONGEST` seconds."""
        shown = self._shown.setdefault(channel, Shown(since))
        shown.screens += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        gone = asyncio.ensure_future(_left(receive))
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST * (100 - secrets.randbelow(25)) / 100
        try:
            while loop.time() < end and not gone.done():
                changed = shown.changed
                if shown.size > since:
                    since = shown.size
                    await send({"type": "http.response.body", "body": shown.data, "more_body": True})
                    continue
                waiting = asyncio.ensure_future(changed.wait())
                done, _ = await asyncio.wait(
                    {waiting, gone},
                    timeout=min(QUIET, end - loop.time()),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                waiting.cancel()
                if not done:
                    await send({"type": "http.response.body", "body": STILL_HERE, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": BACK_SOON, "more_body": True})
        finally:
            gone.cancel()
            shown.screens -= 1
            if not shown.screens:
                self._shown.pop(channel, None)

    async def _look(self) -> None:
        """Look at every ledger that somebody watches, until nobody does."""
        loop = asyncio.get_running_loop()
        while self._shown:
            try:
                for slug in {channel.slug for channel in self._shown}:
                    size = await loop.run_in_executor(self._threads, _size, slug)
                    if size is None:  # a rehearsal that was erased: its screens show what they had
                        self._shown = {one: of for one, of in self._shown.items() if one.slug != slug}
                        continue
                    for channel, shown in list(self._shown.items()):
                        if channel.slug == slug and size != shown.size:
                            made = await loop.run_in_executor(self._threads, _made, channel)
                            shown.tell(*made)
            except Exception:  # the screens stay, and are told when the database is back
                log.exception("the night's screens could not be brought up to date")
                await asyncio.sleep(WAIT_AFTER_FAILURE)
            await asyncio.sleep(LOOK_EVERY)


async def _left(receive: Receive) -> None:
    """Until the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _size(slug: str) -> int | None:
    close_old_connections()
    try:
        return evening(slug).size_now()
    except Http404:
        return None


def _made(channel: Channel) -> tuple[int, bytes]:
    close_old_connections()
    size, html = shown_now(channel)
    return size, event(size, html)
