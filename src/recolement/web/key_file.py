"""A key in a file outside the database: whoever has the one has not the other; destroying it is the purge."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from recolement.storage.vault import key_text, new_key, read_key


def key_at(place: Path) -> bytes | None:
    """The key; ``None`` once it is destroyed, or before one was made."""
    try:
        return read_key(place.read_bytes())
    except FileNotFoundError:
        return None


def key_made(place: Path) -> bytes:
    """The key; made if there is none. Of two who make it at once, one does."""
    known = key_at(place)
    if known is not None:
        return known
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = place.with_name(f".{place.stem}.{secrets.token_hex(6)}.new")
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key_text(new_key()).encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # where somebody was faster, theirs counts
            os.link(mine, place)
    finally:
        mine.unlink()
    made = key_at(place)
    assert made is not None
    return made


def destroy_key(place: Path) -> None:
    """Destroy the key, if it is still there.

    Overwritten first: on a disk that writes in place nothing readable is left.
    """
    with suppress(FileNotFoundError):
        with place.open("r+b") as file:
            file.write(os.urandom(place.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        place.unlink()
