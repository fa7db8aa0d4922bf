"""Page views per second of a published site, served as plain static files on this machine.

Run: ``python benchmarks/page_views.py [--out PUBLICATION]`` (without it, a worked ballot is published first).
The files are given out by granian's static mount, in two processes, over the loopback. A page view is what a
first visit loads: a page chosen at random among all, and its style, script and mark: four files, one after
another on one kept connection. The client is this process, one thread, so that both share the machine's
cores: on two cores the server has about one. Each figure is the best of some rounds of bounded time; the load
that others put on the machine is said.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BESIDE = ("assets/site.css", "assets/site.js", "assets/mark.svg")
"""What every page loads."""
CONNECTIONS = 32
SECONDS = 5.0
ROUNDS = 3
GOAL = 2000
PAGES = 4000
"""Pages that are asked for, of all there are."""


async def nothing(scope: dict[str, object], receive: object, send: object) -> None:
    """The app behind the static files: it is never asked."""


def serve(root: str, port: int) -> None:
    """The server, until it is ended."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "page_views:nothing", port=port, interface=Interfaces.ASGINL, workers=2, websockets=False,
        static_path_route=["/site"], static_path_mount=[Path(root)], static_path_expires=0,
        log_level=LogLevels.warning,
    ).serve()  # fmt: skip


def request_of(path: str) -> bytes:
    """A request as a browser sends it, but for its longer headers."""
    return f"GET /site/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()


def length_of(port: int, path: str) -> int:
    """How many bytes the answer to a request has, its headers included: the same each time."""
    with socket.create_connection(("127.0.0.1", port), 5) as one:
        one.sendall(request_of(path).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        data = b""
        while part := one.recv(1 << 16):
            data += part
    assert data.startswith(b"HTTP/1.1 200"), (path, data[:80])
    head, _, body = data.partition(b"\r\n\r\n")
    closing = sum(len(line) + 2 for line in head.split(b"\r\n") if line.lower().startswith(b"connection:"))
    return len(head) - closing + 4 + len(body)


class Reader:
    """One kept connection: it asks for the files of one page view after another."""

    def __init__(self, port: int, pages: list[tuple[bytes, int]], beside: list[tuple[bytes, int]]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pages, self.beside = pages, beside
        self.views = 0
        self.waiting: list[tuple[bytes, int]] = []
        self.left = 0

    def ask(self) -> None:
        """The next file."""
        if not self.waiting:
            self.waiting = [random.choice(self.pages), *self.beside]
        asked, self.left = self.waiting.pop(0)
        self.socket.sendall(asked)

    def read(self) -> None:
        """What has come; the next request once an answer is whole."""
        self.left -= len(self.socket.recv(1 << 17))
        assert self.left >= 0
        if not self.left:
            self.views += not self.waiting
            self.ask()


def measured(port: int, pages: list[tuple[bytes, int]], beside: list[tuple[bytes, int]]) -> float:
    """Page views per second of one round."""
    readers = [Reader(port, pages, beside) for _ in range(CONNECTIONS)]
    with selectors.DefaultSelector() as ready:
        for reader in readers:
            ready.register(reader.socket, selectors.EVENT_READ, reader)
            reader.ask()
        begun = time.perf_counter()
        while time.perf_counter() - begun < SECONDS:
            for key, _ in ready.select(1):
                key.data.read()
        took = time.perf_counter() - begun
    for reader in readers:
        reader.socket.close()
    return sum(reader.views for reader in readers) / took


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Page views per second of a published site.")
    parser.add_argument("--out", type=Path, help="a publication (default: a worked ballot, published first)")
    parser.add_argument("--serve", nargs=2, metavar=("ROOT", "PORT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        sys.path.insert(0, str(HERE))
        serve(asked.serve[0], int(asked.serve[1]))
        return
    place = Path(tempfile.mkdtemp())
    out = asked.out or place / "out"
    try:
        if asked.out is None:
            source = HERE.parent / "ballots/reims-2008"
            subprocess.run(
                [sys.executable, "-m", "recolement", "publish", source, out],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(out), str(port)],
            env=os.environ | {"PYTHONPATH": str(HERE)},
        )
        try:
            _measure(out, port)
        finally:
            server.terminate()
            server.wait(20)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(f"processor: client {used.ru_utime + used.ru_stime:.1f} s")
    finally:
        shutil.rmtree(place)


def _measure(out: Path, port: int) -> None:
    for _ in range(100):
        try:
            beside = [(request_of(path), length_of(port, path)) for path in BESIDE]
            break
        except OSError:  # it does not listen yet
            time.sleep(0.1)
    every = [file.relative_to(out).as_posix() for file in out.rglob("*.html")]
    paths = random.Random(1).sample(every, min(PAGES, len(every)))
    pages = [(request_of(path), length_of(port, path)) for path in paths]
    weight = sum(length for _, length in pages) / len(pages) + sum(length for _, length in beside)
    print(f"{len(every):,} pages; a page view is 4 files, {weight / 1000:.0f} kB on average")
    print(f"load average before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores shared with the client")
    first = [measured(port, pages, beside) for _ in range(ROUNDS)]
    kept = [measured(port, pages, []) for _ in range(ROUNDS)]
    said = ", ".join(f"{one:,.0f}" for one in first)
    print(f"first visits (4 files)      {max(first):>8,.0f} views/s   goal {GOAL:,}   rounds: {said}")
    said = ", ".join(f"{one:,.0f}" for one in kept)
    print(f"the page alone (rest kept)  {max(kept):>8,.0f} views/s   goal {GOAL:,}   rounds: {said}")


if __name__ == "__main__":
    main()
