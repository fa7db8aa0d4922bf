"""The door for an ASGI server: ``granian --interface asginl recolement.web.asgi:application``.

Published sites are files, given out here. Pages are answered by the WSGI application in a few threads. The
streams of the night's screens are decided upon there too (may this reader see it?) and then held open here,
on the loop, without a thread.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recolement.web.settings")
_pages = get_wsgi_application()

from django.conf import settings  # noqa: E402

from recolement.web.evenings import open_the_newest  # noqa: E402 (needs Django set up)
from recolement.web.house.backups import FILE, PIECE, SENDS_FILES  # noqa: E402
from recolement.web.night.views import WATCH, Channel  # noqa: E402
from recolement.web.night.watch import MOST_SCREENS, Receive, Send, Watch  # noqa: E402
from recolement.web.results import ROUTE, answer, results_folder  # noqa: E402
from recolement.web.webhooks.delivering import beside_the_pages  # noqa: E402
from recolement.web.words import NAMES, say  # noqa: E402

THREADS = int(os.environ.get("RECOLEMENT_THREADS", "4"))
IN_MEMORY = 262_144
"""Bytes of a request's body beyond which it waits on the disk."""

Header = tuple[bytes, bytes]

MARKS = (FILE.lower().encode(), WATCH.lower().encode())
"""Headers that go no further than this door."""


class Door:
    """One process: pages in threads, screens on the loop."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self.watch = Watch(ThreadPoolExecutor(1, thread_name_prefix="night"))
        self._results = results_folder()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        if scope["path"].startswith(ROUTE):
            given = answer(self._results, scope["method"], scope["path"], dict(scope["headers"]))
            if given is not None:
                status, headers, said = given
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": said})
                return
        loop = asyncio.get_running_loop()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return  # half a request: nothing was asked
                try:
                    body.write(message.get("body", b""))
                except OSError:  # the disk of the waiting bodies is full
                    await _no_room(send)
                    return
                if not message.get("more_body"):
                    break
            body.seek(0)
            status, headers, said = await loop.run_in_executor(self._threads, _page, scope, body)
        file, channel = _mark(headers, FILE), _mark(headers, WATCH)
        headers = [header for header in headers if header[0] not in MARKS]
        if file is not None:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await self._send(file.decode(), send)
            return
        if channel is None or self.watch.screens >= MOST_SCREENS or scope["method"] != "GET":
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": said})
            return
        headers = [header for header in headers if header[0] != b"content-length"]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": said, "more_body": True})
        fields: dict[str, Any] = dict(parse_qsl(channel.decode(), keep_blank_values=True))
        since = int(fields.pop("since"))
        await self.watch.follow(Channel(**fields), since, receive, send)
        await send({"type": "http.response.body", "body": b""})

    async def _send(self, path: str, send: Send) -> None:
        """A file that may be long, in pieces: it is never whole in memory."""
        loop = asyncio.get_running_loop()
        with Path(path).open("rb") as file:
            while piece := await loop.run_in_executor(self._threads, file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _mark(headers: list[Header], mark: str) -> bytes | None:
    """What a view says to this door alone."""
    return next((value for name, value in headers if name == mark.lower().encode()), None)


async def _no_room(send: Send) -> None:
    """Nothing was asked of the pages, and nothing was done: it may be sent again."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"retry-after", b"5"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    said = "\n".join(say("failure.storage_full", language) for language in NAMES)
    await send({"type": "http.response.body", "body": said.encode()})


def _page(scope: dict[str, Any], body: IO[bytes]) -> tuple[int, list[Header], bytes]:
    """What the WSGI application answers, whole: no page of ours is long; a file is left to the door."""
    started: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], failure: Any = None) -> None:
        started["status"] = int(status.split()[0])
        started["headers"] = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]

    answer: Iterable[bytes] = _pages(_environ(scope, body), start)  # type: ignore[arg-type] # a WSGI start
    try:
        said = b"" if _mark(started["headers"], FILE) is not None else b"".join(answer)
    finally:
        closing = getattr(answer, "close", None)
        if closing is not None:
            closing()
    return started["status"], started["headers"], said


def _environ(scope: dict[str, Any], body: IO[bytes]) -> dict[str, Any]:
    """A request as PEP 3333 describes it."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        SENDS_FILES: True,
    }
    for name, value in scope["headers"]:
        text, key = value.decode("latin-1"), name.decode("latin-1").upper()
        if "_" in key:
            continue  # X_Forwarded_Proto is not X-Forwarded-Proto: a proxy strips the one it knows
        key = key.replace("-", "_")
        key = key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"
        joined = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joined}{text}" if key in environ else text
    return environ


application = Door()
open_the_newest()
if settings.DELIVER:
    beside_the_pages()
