"""The hashes of a published ledger, read from its tiles as they are needed: proofs without the lines.

Nothing here is believed: a proof made of these hashes is checked against signed roots.
"""

from __future__ import annotations

from collections.abc import Callable

from recolement.ledger.tiles import WIDTH, read_tile, tile_path
from recolement.ledger.tree import node_hash


class TileNodes:
    """Full subtrees of a ledger of ``size`` lines. ``fetch`` reads a file by its path."""

    def __init__(self, fetch: Callable[[str], bytes], size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a full subtree: one of a tile, or those of a tile put together."""
        tile_level, above = divmod(level, 8)
        first = index << above
        tile = self._tile(tile_level, first // WIDTH)
        hashes = tile[first % WIDTH : first % WIDTH + (1 << above)]
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [node_hash(left, right) for left, right in pairs]
        return hashes[0]

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._tiles:
            width = min(WIDTH, (self._size >> 8 * level) - index * WIDTH)
            self._tiles[(level, index)] = read_tile(self._fetch(tile_path(level, index, width)), width)
        return self._tiles[(level, index)]
