"""Ports for servers of the tests: two processes of tests never choose the same one."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

FIRST, LAST = 20_000, 32_000
"""Below the ports that systems give to connections, which may take one before the server is there."""
APART = 16
"""Each process of tests has every sixteenth port."""


def _mine() -> Iterator[int]:
    first = FIRST + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % APART
    while True:
        yield from range(first, LAST, APART)


_ports = _mine()


def free_port() -> int:
    """A port of this machine on which nobody listens, and which no other test has had just now."""
    for port in _ports:
        with socket.socket() as asked:
            try:
                asked.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("the ports begin again")
