"""The files of a ledger's folder, and of a published one: every name says what the file is.

>>> kind_of("texts/" + "ab" * 32), kind_of("tile/0/000.p/7"), kind_of("notes.txt")
('text', 'tile', None)
"""

from __future__ import annotations

import re

from recolement.ledger.tiles import read_path

LINES = "ledger.jsonl"
"""The lines, in order."""
APPENDS = "appends.jsonl"
"""Which appends were completed."""
LEAVES = "leaves"
"""The leaf hash of every line, 32 bytes each: made anew from the lines, it tells which one was changed."""
CHECKPOINT = "checkpoint"
"""The last signed checkpoint."""
TEXTS = "texts"
"""Folder of the texts kept outside, by digest."""
WITNESSES = "witnesses"
"""Folder of the last checkpoint cosigned by each witness, by the id of its key."""
KEYS = "keys"
"""Folder of the private keys, by the id of the key: alone in not being verified, and never published."""
LOCK = "lock"
"""Empty: held by whoever appends lines."""
DESK_LOCK = "desk.lock"
"""Empty: held by whoever decides, appends and signs."""

_TEXT = re.compile(rf"{TEXTS}/([0-9a-f]{{64}})").fullmatch
_WITNESS = re.compile(rf"{WITNESSES}/([0-9a-f]{{8}})").fullmatch
_ONE = {LINES: "lines", APPENDS: "appends", LEAVES: "leaves", CHECKPOINT: "checkpoint", LOCK: "lock",
        DESK_LOCK: "lock"}  # fmt: skip


def kind_of(name: str) -> str | None:
    """What a file is, by its path in the folder; ``None`` for a file that has no place there."""
    if name in _ONE:
        return _ONE[name]
    if _TEXT(name):
        return "text"
    if _WITNESS(name):
        return "witness"
    if name.startswith(f"{KEYS}/"):
        return "key"
    tile = read_path(name)
    if tile is not None:
        return "bundle" if tile.level is None else "tile"
    return None
