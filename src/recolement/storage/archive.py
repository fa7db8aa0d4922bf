"""A ledger's backup: one tar file with the files of its folder, and nothing else.

With a database, the lines are written as a folder of files would hold them, so that a backup can be restored
to either.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from recolement.ledger.layout import APPENDS, LINES, kind_of
from recolement.storage.files import refusals
from recolement.storage.jsonl import JsonlStorage


class NotAnArchive(ValueError):
    """The file is no backup of a ledger."""


def back_up(
    folder: Path, archive: Path, keys: bool, appends: Iterable[tuple[str, list[bytes]]] | None = None
) -> None:
    """Write the folder's files into an archive that only its owner can read.

    ``appends``: the appends of a database, key and lines, where the lines are not in the folder.
    """
    with refusals(archive):
        fresh = archive.with_name(f".{archive.name}.{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    for name, path in _files(folder, keys):
                        _add(tar, name, path.read_bytes())
                    if appends is not None:
                        _add_lines(tar, appends)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(archive)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def unpack(archive: Path, folder: Path) -> None:
    """Write the files of an archive into a folder; :class:`NotAnArchive` before anything is written."""
    try:
        with tarfile.open(archive, mode="r:") as tar:
            members = tar.getmembers()
            names = [member.name for member in members]
            if LINES not in names or any(not _belongs(member) for member in members):
                raise NotAnArchive(str(archive))
            for member in members:
                content = tar.extractfile(member)
                assert content is not None, "every member is a plain file"
                _write(folder / member.name, content.read(), private=kind_of(member.name) in ("key", "text"))
    except tarfile.TarError:
        raise NotAnArchive(str(archive)) from None


def _files(folder: Path, keys: bool) -> Iterable[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        kind = kind_of(name)
        if path.is_file() and kind not in (None, "lock") and (keys or kind != "key"):
            yield name, path


def _belongs(member: tarfile.TarInfo) -> bool:
    parts = member.name.split("/")
    return (
        member.isreg()
        and kind_of(member.name) not in (None, "lock")
        and len(parts) <= 2
        and all(part not in ("", ".", "..") for part in parts)
    )


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _add_lines(tar: tarfile.TarFile, appends: Iterable[tuple[str, list[bytes]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        storage = JsonlStorage(Path(place))
        size = 0
        for key, lines in appends:
            size = storage.append(lines, size, key).end
        for name in (LINES, APPENDS):
            _add(tar, name, (Path(place) / name).read_bytes())


def _write(file: Path, data: bytes, private: bool) -> None:
    file.parent.mkdir(mode=0o700 if private else 0o755, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
