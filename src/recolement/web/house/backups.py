"""The backups that are kept in ``RECOLEMENT_DATA/backups``: their names, ages, digests."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recolement.web.data import data_folder

NAME = re.compile(r"recolement-(\d{8}T\d{6}Z)-(?:made|before|brought)-[0-9a-f]{8}\.tar", re.ASCII)
PIECE = 1 << 20

FILE = "X-Recolement-File"
"""The mark by which the ASGI door knows a file that it sends in pieces. It goes no further."""

SENDS_FILES = "recolement.sends_files"
"""What the ASGI door says of itself, so that the mark is made for it alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup kept here. ``kind``: made here, made before a restoration, or brought from elsewhere."""

    name: str
    at: datetime
    kind: str
    size: int
    digest: str

    @property
    def megabytes(self) -> int:
        """Its size, rounded up."""
        return -(-self.size // 1_000_000)


def folder() -> Path:
    """Where backups are kept; only the service can enter."""
    place = data_folder() / "backups"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def new_name(kind: str) -> str:
    """A name that no other backup has."""
    return f"recolement-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{kind}-{secrets.token_hex(4)}.tar"


def path_of(name: str) -> Path | None:
    """The file of a backup that is kept here; ``None`` for any other name."""
    if NAME.fullmatch(name) is None:
        return None
    path = folder() / name
    return path if path.is_file() else None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_digest(path: Path) -> str:
    """Write the digest beside a backup, as ``sha256sum -c`` reads it."""
    digest = digest_of(path)
    path.with_suffix(".tar.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    return digest


def kept() -> list[Kept]:
    """Every backup kept here, the latest first."""
    found = []
    for path in sorted(folder().glob("*.tar"), reverse=True):
        named = NAME.fullmatch(path.name)
        if named is None:
            continue
        at = datetime.strptime(named[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        beside = path.with_suffix(".tar.sha256")
        digest = beside.read_text(encoding="ascii")[:64] if beside.is_file() else ""
        found.append(Kept(path.name, at, path.name.split("-")[2], path.stat().st_size, digest))
    return found


def last_backup() -> Kept | None:
    """The latest backup that was made here."""
    return next((one for one in kept() if one.kind == "made"), None)
