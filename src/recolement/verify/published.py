"""The lines of a published ledger: bundles of lines and tiles of hashes, as its checkpoint asks."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.layout import CHECKPOINT
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.tiles import TileBroken, bundles_of, read_bundle, read_tile, tile_bytes, tiles_of
from recolement.ledger.tree import Tree, leaf_hash
from recolement.verify.files import Reading


def read_published(reading: Reading, kinds: Mapping[str, str]) -> tuple[list[bytes], list[bytes] | None]:
    """The lines that the checkpoint counts, and the leaf hashes of the tiles."""
    report = reading.report
    try:
        size = Checkpoint.read(Note.read(reading.read(CHECKPOINT)).text).size
    except NoteBroken:
        return [], None  # said again where the checkpoint is verified
    expected = {tile.path for tile in (*bundles_of(size), *tiles_of(size))}
    for name, kind in kinds.items():
        if kind in ("tile", "bundle") and name not in expected:
            report.wrong("tile_unexpected", name)
    lines: list[bytes] = []
    for tile in bundles_of(size):
        if tile.path not in reading.files:
            report.wrong("file_missing", tile.path)
            break
        try:
            lines += read_bundle(reading.read(tile.path), tile.width)
        except TileBroken:
            report.wrong("tile_unreadable", tile.path)
            break
    return lines, _tiles(reading, size, lines)


def _tiles(reading: Reading, size: int, lines: list[bytes]) -> list[bytes] | None:
    """Each tile holds the hashes of the lines, or of the tiles below; gives those of level 0."""
    report = reading.report
    tree = Tree(map(leaf_hash, lines))
    leaves: list[bytes] = []
    for tile in tiles_of(size):
        if tile.path not in reading.files:
            report.wrong("file_missing", tile.path)
            return None
        data = reading.read(tile.path)
        try:
            hashes = read_tile(data, tile.width)
        except TileBroken:
            report.wrong("tile_unreadable", tile.path)
            return None
        if tile.level == 0:
            leaves += hashes
        elif len(lines) == size and tile_bytes(tree.node, tile) != data:
            report.wrong("tile_differs", tile.path)
    return leaves
