r"""Server-sent events as bytes (HTML standard, §9.2): an id to resume from, and the data line by line.

>>> event(7, "<p>\nun</p>")
b'id: 7\ndata: <p>\ndata: un</p>\n\n'
"""

from __future__ import annotations

RETRY = 1500
"""Milliseconds after which a browser asks again when its stream ended."""

BACK_SOON = b"retry: 100\n\n"
"""The last word of a stream that ends as planned: the browser is to come back at once."""

STILL_HERE = b": still here\n\n"
"""A comment, so that no proxy takes a quiet hour for a dead connection."""


def event(size: int, html: str) -> bytes:
    """The screen at a size of the ledger. A name with a stray carriage return breaks no line."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {size}\n{lines}\n".encode()
