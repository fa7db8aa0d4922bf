"""The people of a night under load, on one loop: sections that send, screens that watch; all is timed.

A small HTTP/1.1 client of its own, so that what is measured is the server: a connection for each person, kept
open as a telephone keeps it, cookies remembered, redirections followed by the person.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

PATIENCE = 30.0
"""Seconds after which a person gives a request up, and tries again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Timed:
    """How long each kind of request took, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    """What was given up."""
    told: dict[int, bytes] = field(default_factory=dict)
    """A page for each status that was not awaited; 0: the connection was lost."""

    def add(self, name: str, seconds: float) -> None:
        """One answer."""
        self.took.setdefault(name, []).append(seconds)

    def failed(self, failure: BaseException) -> None:
        """One answer that was not the awaited one."""
        if isinstance(failure, Unexpected):
            self.told.setdefault(failure.status, failure.body)
        else:
            self.told.setdefault(0, b"")

    @property
    def every(self) -> list[float]:
        """The times of all answers."""
        return sorted(seconds for times in self.took.values() for seconds in times)


def at(times: list[float], share: float) -> float:
    """The time within which so many answers came."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


class Browser:
    """One person's connection and cookies."""

    def __init__(self, port: int, timed: Timed) -> None:
        self._port = port
        self._timed = timed
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookies: dict[str, str] = {}

    async def ask(
        self, name: str, method: str, path: str, body: bytes = b"", media: str = "", **headers: str
    ) -> Answer:
        """One request, timed under a name; a connection that was closed meanwhile is opened again once."""
        start = time.monotonic()
        for again in (False, True):
            fresh = self._streams is None
            try:
                answer = await asyncio.wait_for(self._exchange(method, path, body, media, headers), PATIENCE)
            except (TimeoutError, OSError, EOFError):
                self.close()
                if again or fresh:
                    raise
                continue
            break
        self._timed.add(name, time.monotonic() - start)
        return answer

    async def _exchange(
        self, method: str, path: str, body: bytes, media: str, headers: Mapping[str, str]
    ) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", f"Content-Length: {len(body)}"]
        if media:
            lines.append(f"Content-Type: {media}")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        return await self._answer(reader)

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.casefold() == "set-cookie":
                pair = value.partition(";")[0].strip()
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
            elif name:
                found[name.casefold()] = value
        body = b""
        if "content-length" in found:
            body = await reader.readexactly(int(found["content-length"]))
        elif found.get("transfer-encoding") == "chunked":
            while size := int(await reader.readline(), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        if found.get("connection") == "close":
            self.close()
        return Answer(int(head[0].split()[1]), found, body)

    async def form(self, name: str, path: str, /, **fields: str) -> Answer:
        """Send a form."""
        data = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields})
        return await self.ask(name, "POST", path, data.encode(), "application/x-www-form-urlencoded")

    async def form_with_photo(self, name: str, path: str, photo: bytes, /, **fields: str) -> Answer:
        """Send a form with a photo."""
        mark = secrets.token_hex(16)
        parts = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        text = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in parts.items()
        )
        text += f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="pv.jpg"\r\n'
        body = f"{text}Content-Type: image/jpeg\r\n\r\n".encode() + photo + f"\r\n--{mark}--\r\n".encode()
        return await self.ask(name, "POST", path, body, f"multipart/form-data; boundary={mark}")

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass
class Section:
    """A section: how it comes in, what its paper says, and what it was told."""

    unit: str
    link: str
    code: str
    figures: dict[str, str]
    photo: bytes
    line: int | None = None
    """The line of its receipt: from here on the sheet may not be lost."""
    acknowledged: float = 0.0

    async def send(self, port: int, slug: str, timed: Timed, pause: float, tries: int = 1) -> None:
        """The whole way; what fails is tried again after a second, as the page's script does it."""
        browser = Browser(port, timed)
        sheet = f"/b/{slug}/sheet/c/1/{self.unit}/"

        async def step(status: int, ask: Callable[[], Awaitable[Answer]]) -> Answer:
            for left in reversed(range(tries)):
                try:
                    return expect(await ask(), status)
                except (TimeoutError, OSError, EOFError, Unexpected) as failure:
                    timed.failed(failure)
                    if not left:
                        raise
                    await asyncio.sleep(1.0)
            raise AssertionError("there is one try at least")

        async def signed_in() -> Answer:
            expect(await browser.ask("access page", "GET", f"/a/{self.link}/"), 200)
            return await browser.form("sign in", f"/a/{self.link}/", code=self.code)

        try:
            await step(302, signed_in)
            await step(200, lambda: browser.ask("home", "GET", "/"))
            await asyncio.sleep(pause)
            await step(200, lambda: browser.ask("form", "GET", sheet))
            await asyncio.sleep(pause)
            await step(200, lambda: browser.form("draft kept", f"{sheet}draft/", **self.figures))
            await asyncio.sleep(pause)
            photo = partial(browser.form_with_photo, "photo sent", sheet, self.photo, **self.figures)
            await step(302, photo)
            await step(200, lambda: browser.ask("review", "GET", f"{sheet}review/"))
            await asyncio.sleep(pause)
            signature = {"name": "Ann Day", "certify": "on"}
            sent = await step(302, lambda: browser.form("signed and sent", f"{sheet}send/", **signature))
            address = sent.headers["location"]
            found = re.search(r"/line/(\d+)/", address)
            if found is None:
                raise Unexpected(0, address.encode())
            self.line, self.acknowledged = int(found[1]), time.monotonic()
            await step(200, lambda: browser.ask("receipt", "GET", address))
        except (TimeoutError, OSError, EOFError, Unexpected) as failure:
            timed.errors.append(f"{self.unit}: {type(failure).__name__} {failure}")
        finally:
            browser.close()


class Unexpected(Exception):
    """Another answer than the one awaited."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status}: {body[:300]!r}")
        self.status = status
        self.body = body


def expect(answer: Answer, status: int) -> Answer:
    """The answer, if it has this status."""
    if answer.status != status:
        raise Unexpected(answer.status, answer.body)
    return answer


@dataclass
class Screen:
    """A screen of the night: which sizes of the ledger it was shown, and when."""

    port: int
    slug: str
    since: int
    came: list[tuple[int, float]] = field(default_factory=list)
    connected: int = 0
    retry: float = 1.5
    """Seconds after which it comes back to a stream that ended, as the server last said."""

    async def watch(self) -> None:
        """Read the stream for ever; connect again where it ends, with the last id, as a browser does."""
        while True:
            with suppress(OSError, EOFError):
                await self._stream()
            await asyncio.sleep(self.retry)

    async def _stream(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        last = self.came[-1][0] if self.came else self.since
        try:
            writer.write(
                f"GET /b/{self.slug}/night/stream/?lang=fr HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
                f"Last-Event-ID: {last}\r\n\r\n".encode()
            )
            self.connected += b" 200 " in await reader.readline()
            # The body ends with an empty chunk; the connection itself may stay open.
            while (line := await reader.readline()) not in (b"", b"0\r\n"):
                if line.startswith(b"retry: "):
                    self.retry = int(line[7:]) / 1000
                elif line.startswith(b"id: "):
                    self.came.append((int(line[4:]), time.monotonic()))
        finally:
            writer.close()


def delays(screens: list[Screen], sections: list[Section]) -> list[float]:
    """For each acknowledged sheet and screen, the seconds from the receipt to the screen that shows it."""
    found = []
    for screen in screens:
        place = 0
        for section in sorted(
            (one for one in sections if one.line is not None), key=lambda one: one.line or 0
        ):
            assert section.line is not None
            while place < len(screen.came) and screen.came[place][0] <= section.line:
                place += 1
            if place == len(screen.came):
                found.append(float("inf"))
            else:
                found.append(max(0.0, screen.came[place][1] - section.acknowledged))
    return sorted(found)
