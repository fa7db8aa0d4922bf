"""The published sites of the ballots, as the static files that they are: no page is made for them.

>>> inside(Path("/data/results"), "/results/reims/fr/index.html").as_posix()
'/data/results/reims/fr/index.html'
>>> [inside(Path("/r"), path) for path in ("/results/../keys", "/results/reims/.new/x", "/b/reims/")]
[None, None, None]
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from recolement.web.data import data_folder

ROUTE = "/results/"
"""Under it, each ballot's site by the ballot's name."""
FOLDER = "results"
"""Where the sites are in the installation's data."""

POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"connect-src 'self' https:; form-action 'none'; base-uri 'none'; frame-ancestors "
)
"""As strict as the app's, but that a reader may have another site checked; then who may frame the page."""
PICTURE = b"default-src 'none'; style-src 'unsafe-inline'"
"""A drawing brings its own style; nothing runs in it, and it loads nothing."""
FRAMED = "/embed/"
"""What lies there is made to stand in other sites."""

TYPES: Mapping[str, bytes] = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".svg": b"image/svg+xml",
    ".atom": b"application/atom+xml",
    ".txt": b"text/plain; charset=utf-8",
    ".csv": b"text/csv; charset=utf-8",
    ".xml": b"application/xml",
    ".geojson": b"application/geo+json",
    ".png": b"image/png",
    ".xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OTHER = b"application/octet-stream"
"""Tiles, texts and checkpoints have no ending: nothing that is in them is ever shown as a page."""

Header = tuple[bytes, bytes]
Answer = tuple[int, list[Header], bytes]


def results_folder() -> Path:
    """The folder of the sites."""
    return data_folder() / FOLDER


def published(slug: str) -> bool:
    """Whether a ballot has its site."""
    return (results_folder() / slug / "index.html").is_file()


def inside(root: Path, path: str) -> Path | None:
    """The file that a path asks for; ``None`` for a path that is not ours, or that leads elsewhere."""
    if not path.startswith(ROUTE):
        return None
    parts = path.removeprefix(ROUTE).split("/")
    if parts[-1] == "":
        parts[-1] = "index.html"
    if any(part == "" or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    return root.joinpath(*parts)


def answer(root: Path, method: str, path: str, headers: Mapping[bytes, bytes]) -> Answer | None:
    """The file, or that the reader's copy is the one; ``None`` where there is nothing of that name."""
    file = inside(root, path) if method in ("GET", "HEAD") else None
    if file is None:
        return None
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:  # no such file, a folder, a name too long: nothing is there
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return (308, [(b"location", f"{path}/".encode())], b"") if path.isascii() else None
        mark = b'"%x-%x"' % (found.st_mtime_ns, found.st_size)
        policy = PICTURE if file.suffix == ".svg" else POLICY + (b"*" if FRAMED in path else b"'self'")
        common = [
            (b"etag", mark),
            (b"cache-control", b"no-cache"),
            (b"content-security-policy", policy),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"access-control-allow-origin", b"*"),
        ]
        if headers.get(b"if-none-match") == mark:
            return 304, common, b""
        size = b"%d" % found.st_size
        common += [(b"content-type", TYPES.get(file.suffix, OTHER)), (b"content-length", size)]
        return 200, common, b"" if method == "HEAD" else os.read(descriptor, found.st_size)
    finally:
        os.close(descriptor)
