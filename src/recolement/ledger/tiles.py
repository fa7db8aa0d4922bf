"""The tree as static files (C2SP tlog-tiles): tiles of 256 hashes, bundles of 256 lines.

>>> tile_path(0, 1234067)
'tile/0/x001/x234/067'
>>> entries_path(273, 112)
'tile/entries/273.p/112'
>>> [(tile.level, tile.index, tile.width) for tile in tiles_of(70_000)][-4:]
[(0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recolement.ledger.storage import LONGEST_LINE
from recolement.ledger.tree import SIZE_OF_HASH, Node

WIDTH = 256
"""Hashes in a full tile, and lines in a full bundle."""

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


class TileBroken(ValueError):
    """Bytes that are no tile or bundle of the width their path says."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile is: its level, its index in the level, how many hashes it holds.

    ``level`` is ``None`` for a bundle of lines.
    """

    level: int | None
    index: int
    width: int

    @property
    def path(self) -> str:
        """Its path under the ledger's address."""
        if self.level is None:
            return entries_path(self.index, self.width)
        return tile_path(self.level, self.index, self.width)


def _path(kind: str, index: int, width: int) -> str:
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    path = "/".join(["tile", kind, *(f"x{part}" for part in parts[:-1]), parts[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile of hashes."""
    return _path(str(level), index, width)


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of a bundle of lines."""
    return _path("entries", index, width)


def read_path(path: str) -> Tile | None:
    """What a path names, or ``None`` if it is no canonical path of a tile or bundle."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    kind, place, width = found.groups()
    index = int(place.replace("x", "").replace("/", ""))
    tile = Tile(None if kind == "entries" else int(kind), index, int(width or WIDTH))
    return tile if tile.path == path and (tile.level or 0) < 64 else None


def bundles_of(size: int) -> Iterator[Tile]:
    """The bundles of a ledger of this size, the last one partial."""
    yield from _of_level(None, size)


def tiles_of(size: int) -> Iterator[Tile]:
    """The tiles of a ledger of this size, level by level, the last of each level partial."""
    level = 0
    while size:
        yield from _of_level(level, size)
        size //= WIDTH
        level += 1


def _of_level(level: int | None, hashes: int) -> Iterator[Tile]:
    full, rest = divmod(hashes, WIDTH)
    for index in range(full):
        yield Tile(level, index, WIDTH)
    if rest:
        yield Tile(level, full, rest)


def tile_bytes(node: Node, tile: Tile) -> bytes:
    """The hashes of a tile, one after the other."""
    level = 8 * (tile.level or 0)
    first = tile.index * WIDTH
    return b"".join(node(level, first + place) for place in range(tile.width))


def read_tile(data: bytes, width: int) -> list[bytes]:
    """The hashes of a tile's bytes."""
    if len(data) != width * SIZE_OF_HASH:
        raise TileBroken("wrong length")
    return [data[place : place + SIZE_OF_HASH] for place in range(0, len(data), SIZE_OF_HASH)]


def bundle_bytes(lines: Sequence[bytes]) -> bytes:
    """A bundle: each line after its length in two bytes, big end first."""
    assert all(len(line) <= LONGEST_LINE for line in lines)
    return b"".join(len(line).to_bytes(2, "big") + line for line in lines)


def read_bundle(data: bytes, width: int) -> list[bytes]:
    """The lines of a bundle's bytes."""
    lines: list[bytes] = []
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        line = data[place + 2 : place + 2 + length]
        if len(line) != length:
            raise TileBroken("cut short")
        lines.append(line)
        place += 2 + length
    if len(lines) != width:
        raise TileBroken("wrong number of lines")
    return lines
