"""A publication at a web address, brought here file by file as its own list names them.

What the list names and the address does not give is missing, and said to be. What lies there beside the list
cannot be seen from outside: no page leads to it.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from recolement.cli.door import Told, progress
from recolement.cli.reaching import NotThere, fetch
from recolement.ledger.note import Note, NoteBroken
from recolement.publication.bundle.manifest import MANIFEST, Head, ManifestBroken, read_part


@contextmanager
def bundle_here(place: str) -> Iterator[Path | None]:
    """The publication at an address as a folder of this machine, taken away afterwards.

    ``None`` where the place is no web address, or one without a publication's list. ``NotReached`` where the
    address does not answer.
    """
    if not place.startswith(("http://", "https://")):
        yield None
        return
    base = place.rstrip("/")
    try:
        manifest = fetch(f"{base}/{MANIFEST}")
    except NotThere:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="recolement-") as folder, progress() as told:
        _bring(base, manifest, Path(folder), told)
        yield Path(folder)


def _bring(base: str, manifest: bytes, root: Path, told: Told | None) -> None:
    """Write every file that the list names; a broken list is written too, for whoever verifies to say so."""
    _keep(root, MANIFEST, manifest)
    names: dict[str, None] = {}
    for part in _parts(manifest):
        data = _bring_one(base, part, root)
        if data is not None:
            with suppress(ManifestBroken):
                names.update(dict.fromkeys(read_part(data)))
    for number, name in enumerate(names, start=1):
        _bring_one(base, name, root)
        if told is not None:
            told(base, number, len(names))


def _parts(manifest: bytes) -> tuple[str, ...]:
    try:
        text = Note.read(manifest).text if b"\n\n" in manifest else manifest.decode()
        return tuple(Head.read(text).parts)
    except (NoteBroken, ManifestBroken, UnicodeDecodeError):
        return ()


def _bring_one(base: str, name: str, root: Path) -> bytes | None:
    """One file; nothing where it is not there, or where its name would lead out of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.as_posix() != name or "\\" in name:
        return None
    try:
        data = fetch(f"{base}/{quote(name)}")
    except NotThere:
        return None
    return data if _keep(root, name, data) else None


def _keep(root: Path, name: str, data: bytes) -> bool:
    """Write a file; not one whose name is a folder's here, or too long: it is missing, and said to be."""
    file = root / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
    return True
