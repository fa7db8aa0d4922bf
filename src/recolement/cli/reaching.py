"""Where a ledger is: a folder, a database beside a folder, a published one at a web address.

Everything here gives the files of a ledger as names with functions that read them, or a storage for its
lines.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from recolement.ledger.broken import LedgerBroken, fewer_lines
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import decode
from recolement.ledger.fold import fold
from recolement.ledger.layout import APPENDS, CHECKPOINT, LINES
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.storage import LedgerStorage, NotBegun
from recolement.ledger.tile_nodes import TileNodes
from recolement.ledger.tiles import bundles_of, read_bundle, tiles_of
from recolement.ledger.tree import Node, Tree, leaf_hash
from recolement.model.folder import BallotFolder
from recolement.storage import open_storage
from recolement.storage.gathering import appends_file
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Files

TILES = "tile"
"""Folder of the tiles of a published ledger."""

WAIT = 30
"""Seconds to wait for an answer."""

LARGEST_ANSWER = 1 << 25
"""Bytes of one file at most: a bundle of 256 of the longest lines has half of that."""


class NotReached(OSError):
    """What is at an address cannot be read: ``address`` and ``reason``."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class NotThere(NotReached):
    """The address answers, and says that it has no such file."""


class LinesElsewhere(Exception):
    """A ledger's folder without its lines: they are in a database that nobody named."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def storage_of(ledger: Path, database: str | None) -> LedgerStorage:
    """The storage of a ledger's lines: its folder, or the database that ``--db`` names."""
    return open_storage(str(ledger) if database is None else database)


def is_ledger(folder: Path) -> bool:
    """Whether a folder holds a ledger rather than a ballot's files."""
    return (folder / LINES).is_file() or (folder / CHECKPOINT).is_file()


def lines_of(ledger: Path, database: str | None) -> Iterator[bytes]:
    """The lines of a ledger. Where there is none: ``NotBegun``, or ``LedgerBroken`` if some were signed."""
    storage = storage_of(ledger, database)
    if not storage.size():
        note = LedgerFolder(ledger).checkpoint()
        if note is None:
            raise NotBegun
        raise fewer_lines(0, Checkpoint.read(Note.read(note).text).size)
    return storage.read()


def ballot_of(ledger: Path, database: str | None = None) -> BallotFolder:
    """The ballot folder that a ledger gives, its texts included; ``LedgerBroken`` where it cannot be read, or
    where its lines are not those of its last checkpoint (``verify`` says more, and with which key)."""
    here = database is not None or (ledger / LINES).is_file()
    if not here and not (ledger / TILES).is_dir():
        raise LinesElsewhere(str(ledger))
    lines = lines_of(ledger, database) if here else published_lines(ledger)
    tree = Tree()
    events = list(map(decode, _leaves(lines, tree)))
    _hold_against(LedgerFolder(ledger).checkpoint(), tree)
    return fold(events, LedgerFolder(ledger).texts()).folder()


def _leaves(lines: Iterable[bytes], tree: Tree) -> Iterator[bytes]:
    for line in lines:
        tree.append(leaf_hash(line))
        yield line


def _hold_against(note: bytes | None, tree: Tree) -> None:
    """Stop where the lines are not those that the checkpoint signs."""
    if note is None:
        return
    checkpoint = Checkpoint.read(Note.read(note).text)
    if checkpoint.size > tree.size:
        raise fewer_lines(tree.size, checkpoint.size)
    if tree.root(checkpoint.size) != checkpoint.root:
        raise LedgerBroken("root_differs", size=checkpoint.size)


def files_at(place: str, database: str | None = None) -> Files:
    """The files of a ledger in a folder, in a folder and a database, or published at a web address."""
    if place.startswith(("http://", "https://")):
        return published_at(place)
    folder = Path(place)
    if not folder.is_dir():
        raise NotReached(place, "no such folder")
    files = dict(_files_in(place.rstrip("/") or "/"))
    if database is None:
        return files
    lines = list(open_storage(database).read())
    return {
        **files,
        LINES: lambda: b"".join(line + b"\n" for line in lines),
        APPENDS: lambda: appends_file(lines),
    }


def _files_in(folder: str, start: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file under a folder by its path in it, links included and not followed: a national publication
    has a quarter of a million."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(f"{folder}/{entry.name}", f"{start}{entry.name}/")
        elif entry.is_file() or entry.is_symlink():
            yield f"{start}{entry.name}", partial(_read, f"{folder}/{entry.name}")


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


def published_at(address: str) -> Files:
    """The files that a published ledger must have, by its checkpoint; each is fetched when it is read."""
    base = address.rstrip("/")
    checkpoint = fetch(f"{base}/{CHECKPOINT}")
    files: dict[str, Callable[[], bytes]] = {CHECKPOINT: lambda: checkpoint}
    for tile in (*bundles_of(_size(checkpoint)), *tiles_of(_size(checkpoint))):
        files[tile.path] = _fetching(f"{base}/{tile.path}")
    return files


def _size(checkpoint: bytes) -> int:
    try:
        return min(Checkpoint.read(Note.read(checkpoint).text).size, 1 << 32)
    except NoteBroken:
        return 0  # what is wrong with it is said by whoever reads it


def _fetching(address: str) -> Callable[[], bytes]:
    return lambda: fetch(address)


def fetch(address: str) -> bytes:
    """What a web address gives; :class:`NotReached` if it does not answer, or too much."""
    try:
        with urlopen(address, timeout=WAIT) as answer:
            data: bytes = answer.read(LARGEST_ANSWER + 1)
    except HTTPError as error:
        kind = NotThere if error.code in (404, 410) else NotReached
        raise kind(address, str(error.reason)) from None
    except (URLError, OSError, ValueError) as error:
        raise NotReached(address, str(getattr(error, "reason", error))) from None
    if len(data) > LARGEST_ANSWER:
        raise NotReached(address, "the answer is too large")
    return data


class Place:
    """A ledger as a witness reaches it: its checkpoint, its hashes, its lines."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._files: Mapping[str, Callable[[], bytes]] = files_at(place)

    def _file(self, name: str) -> bytes:
        """The bytes of a file; :class:`NotReached` if it is not there."""
        if name not in self._files:
            raise NotReached(self._place, f"no {name}")
        return self._files[name]()

    def checkpoint(self) -> bytes:
        """Its checkpoint of today."""
        return self._file(CHECKPOINT)

    def lines(self, size: int) -> Iterator[bytes]:
        """Its first lines."""
        if LINES in self._files:
            yield from self._file(LINES).split(b"\n")[:size]
            return
        left = size
        for tile in bundles_of(_size(self.checkpoint())):
            if left <= 0:
                return
            yield from read_bundle(self._file(tile.path), tile.width)[:left]
            left -= tile.width

    def nodes(self, size: int) -> Node:
        """Its full subtrees."""
        if LINES in self._files:
            return Tree(map(leaf_hash, self.lines(size))).node
        return TileNodes(self._file, size).node


def published_lines(folder: Path) -> Iterator[bytes]:
    """The lines of a published ledger in a folder."""
    return Place(str(folder)).lines(_size((folder / CHECKPOINT).read_bytes()))
