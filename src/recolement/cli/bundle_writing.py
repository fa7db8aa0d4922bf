"""Writing a bundle: whole into a folder beside that takes its place, or only what changed, file by file.

The rendering is shared between processes where the system can (each is a copy of this one, with what was
read); the pages are the same whoever renders them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.note import Note, SigningKey, sign_note
from recolement.publication.bundle.manifest import MANIFEST, Entry, Manifest
from recolement.publication.site import Piece, Site, render
from recolement.storage.files import replace_file

A_CHUNK = 400
"""Pieces that a process renders at a time."""
WORTH_PROCESSES = 4000
"""Pieces from which other processes are worth their start."""

AT_ONCE = 1 << 20
"""Bytes of a file that are read at a time."""

Made = tuple[str, str, int]
"""A file that was rendered: its name, digest and size."""
Told = Callable[[int, int], None]

_site: Site | None = None
_root: Path | None = None


def rendered(
    site: Site, pieces: Sequence[Piece], root: Path | None, told: Told | None = None
) -> Iterator[Made]:
    """Every file of the pieces, written under ``root`` if there is one."""
    global _site, _root
    _site, _root = site, root
    chunks = [pieces[start : start + A_CHUNK] for start in range(0, len(pieces), A_CHUNK)]
    if len(pieces) < WORTH_PROCESSES or "fork" not in multiprocessing.get_all_start_methods():
        for number, chunk in enumerate(chunks):
            yield from _render(chunk)
            if told is not None:
                told(number + 1, len(chunks))
        return
    gc.freeze()  # what was read is shared by the processes as long as nobody touches it
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=context) as pool:
        for number, made in enumerate(pool.map(_render, chunks)):
            yield from made
            if told is not None:
                told(number + 1, len(chunks))


def _render(pieces: Sequence[Piece]) -> list[Made]:
    assert _site is not None
    made: list[Made] = []
    known: set[str] = set()
    for piece in pieces:
        for name, data in render(_site, piece):
            if _root is not None:
                write_new(_root, name, data, known)
            made.append((name, sha256(data).hexdigest(), len(data)))
    return made


def render_again(site: Site, pieces: Sequence[Piece]) -> Iterator[Made]:
    """Every file of the pieces, written nowhere: to be compared."""
    yield from rendered(site, pieces, None)


@contextmanager
def digests_under_way(root: Path, files: Mapping[str, object]) -> Iterator[Callable[[], dict[str, Entry]]]:
    """The digest and size of each file as it is: other processes read them while this one goes on, where
    there are many. The function waits for them."""
    names = list(files)
    if len(names) < WORTH_PROCESSES or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda: dict(_digests(str(root), names))
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=context) as pool:
        parts = [
            pool.submit(_digests, str(root), names[start : start + WORTH_PROCESSES])
            for start in range(0, len(names), WORTH_PROCESSES)
        ]

        def waited() -> dict[str, Entry]:
            found = {name: entry for part in parts for name, entry in part.result()}
            pool.shutdown()
            return found

        yield waited


def _digests(root: str, names: Sequence[str]) -> list[tuple[str, Entry]]:
    return [(name, _entry(f"{root}/{name}")) for name in names]


def _entry(path: str) -> Entry:
    digest, size = sha256(), 0
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while data := os.read(descriptor, AT_ONCE):
            digest.update(data)
            size += len(data)
    finally:
        os.close(descriptor)
    return Entry(digest.hexdigest(), size)


def write_new(root: Path, name: str, data: bytes, known: set[str]) -> None:
    """A file where there is none yet, its folder made when it is the first in it."""
    folder, _, _ = name.rpartition("/")
    if folder not in known:
        (root / folder).mkdir(parents=True, exist_ok=True)
        known.add(folder)
    descriptor = os.open(f"{root}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def write_whole(
    site: Site,
    pieces: Sequence[Piece],
    sources: Iterable[tuple[str, bytes]],
    out: Path,
    key: SigningKey | None,
    told: Told | None = None,
) -> Manifest:
    """The whole bundle into a folder beside, which then takes the place of what was there."""
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        entries = {name: Entry(digest, size) for name, digest, size in rendered(site, pieces, fresh, told)}
        known: set[str] = set()
        for name, data in sources:
            write_new(fresh, name, data, known)
            entries[name] = Entry.of(data)
        manifest = Manifest(entries)
        write_manifest(site, manifest, fresh, key)
        _swap(fresh, out)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return manifest


def _swap(fresh: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def write_changed(
    site: Site,
    made: Iterable[tuple[str, bytes]],
    gone: Iterable[str],
    out: Path,
    manifest: Manifest,
    key: SigningKey | None,
) -> list[str]:
    """Only the files that differ from those that are there; gives their names. The manifest comes last."""
    written = []
    for name, data in made:
        if manifest.put(name, Entry.of(data)):
            put_in_place(out, name, data)
            written.append(name)
    for name in gone:
        manifest.drop(name)
        (out / name).unlink(missing_ok=True)
    write_manifest(site, manifest, out, key)
    return written


def put_in_place(root: Path, name: str, data: bytes) -> None:
    """A whole file in place of the one that readers have."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(data)
    fresh.replace(file)


def write_manifest(site: Site, manifest: Manifest, root: Path, key: SigningKey | None) -> None:
    """The parts that changed, then the signed text."""
    for name, data in manifest.changed_parts():
        put_in_place(root, name, data)
    if site.record is None:
        text = manifest.text("folder", 0, b"")
    else:
        checkpoint = Checkpoint.read(site.record.note.text)
        text = manifest.text(f"ledger {checkpoint.origin}", checkpoint.size, checkpoint.root)
    data = text.encode() if key is None else Note(text, (sign_note(text, key),)).written()
    replace_file(root / MANIFEST, data)
