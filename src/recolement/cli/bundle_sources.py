"""What ``recolement publish`` publishes: a ledger with its key, or a ballot folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from recolement.canvass import canvass
from recolement.cli.door import Told, progress
from recolement.cli.reaching import is_ledger, storage_of
from recolement.formats.collector import collector_at_rest
from recolement.formats.decoding import LARGEST_FILE, Content
from recolement.formats.folder import NAMES, read_folder
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import decode
from recolement.ledger.events import AnyEvent
from recolement.ledger.fold import fold, fold_into
from recolement.ledger.fold.state import State
from recolement.ledger.note import Note, SigningKey
from recolement.ledger.storage import LedgerStorage
from recolement.ledger.tree import Tree, leaf_hash
from recolement.publication.bundle.reading import site_from
from recolement.publication.bundle.source import (
    FOLDER,
    checkpoint_file,
    public_texts,
    text_files,
    tile_of,
    tiles_named,
)
from recolement.publication.site import LANGUAGES, Site
from recolement.storage.folder import files_of
from recolement.storage.ledger_folder import LedgerFolder
from recolement.words.numbers import Language


@dataclass
class LedgerSource:
    """A ledger that is read, and read on."""

    ledger: Path
    storage: LedgerStorage
    languages: tuple[Language, ...] = LANGUAGES
    lines: list[bytes] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    state: State = field(default_factory=lambda: State({}))
    note: Note = field(default_factory=lambda: Note(""))
    _texts: dict[str, bytes] = field(default_factory=dict)

    def read_on(self) -> list[AnyEvent]:
        """The lines that the last checkpoint counts and that were not read yet."""
        beside = LedgerFolder(self.ledger)
        data = beside.checkpoint()
        if data is None:
            raise LedgerBroken("checkpoint_unreadable", why="no checkpoint")
        _, cosigned = checkpoint_file(Note.read(data), beside.witnessed())
        self.note = Note.read(cosigned)
        checkpoint = Checkpoint.read(self.note.text)
        fresh = list(self.storage.read(len(self.lines), checkpoint.size))
        for line in fresh:
            self.tree.append(leaf_hash(line))
        self.lines += fresh
        if self.tree.size != checkpoint.size or self.tree.root() != checkpoint.root:
            raise LedgerBroken("root_differs", size=checkpoint.size)
        events = list(map(decode, fresh))
        texts = beside.texts()
        for digest in public_texts(events):
            if digest in texts:
                self._texts[digest] = (self.ledger / "texts" / digest).read_bytes()
        said = {digest: texts[digest] for digest in self._texts if digest in texts}
        if self.state.size:
            self.state.texts = said
            for event in events:
                fold_into(self.state, event)
        else:
            self.state = fold(events, said)
        return events

    def site(self, events: list[AnyEvent], day: date) -> Site:
        """The site of everything read. ``events``: all of them, from the first."""
        return site_from(self.state, events, list(self.lines), self.tree, self.note, day, self.languages)

    def key(self) -> SigningKey | None:
        """The key that signs the list of files, where it is here."""
        return None if self.state.key is None else LedgerFolder(self.ledger).signing_key(self.state.key)

    def files(self, site: Site, there: Mapping[str, object] | None = None) -> Iterator[tuple[str, bytes]]:
        """The ledger as static files, but for the tiles that are there: they never change."""
        assert site.record is not None
        for name, tile in tiles_named(site.record.size).items():
            if there is None or name not in there:
                yield name, tile_of(site.record, tile)
        kept = {digest: data for digest, data in self._texts.items() if digest not in self.state.erased}
        yield from text_files(kept)
        yield checkpoint_file(self.note, ())

    def names(self, site: Site) -> set[str]:
        """The names of the ledger's files."""
        assert site.record is not None
        kept = (digest for digest in self._texts if digest not in self.state.erased)
        checkpoint, _ = checkpoint_file(self.note, ())
        return {
            *tiles_named(site.record.size),
            *(name for name, _ in text_files(dict.fromkeys(kept, b""))),
            checkpoint,
        }


def ledger_source(ledger: Path, database: str | None) -> LedgerSource | None:
    """The ledger at a place, if there is one."""
    if database is None and not is_ledger(ledger):
        return None
    return LedgerSource(ledger, storage_of(ledger, database))


def folder_site(folder: Path, day: date) -> tuple[Site, list[tuple[str, bytes]]]:
    """The site of a ballot folder, and the folder's files as they are published."""
    with progress() as told:
        return _folder_site(folder, day, told)


def _folder_site(folder: Path, day: date, told: Told | None) -> tuple[Site, list[tuple[str, bytes]]]:
    opened = files_of(folder)
    wanted = [name for name in opened if name in NAMES]
    read = {name: _bytes(opened[name]) for name in wanted}
    named = _rulebook(read.get("ballot.toml", b""))
    if named in opened:
        read[named] = _bytes(opened[named])
    with collector_at_rest():
        night = canvass(read_folder(read, told), today=day, progress=told)
        return Site(night, day), [(f"{FOLDER}/{name}", data) for name, data in sorted(read.items())]


def _bytes(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    with content() as file:
        return file.read(LARGEST_FILE + 1)


def _rulebook(ballot: bytes) -> str:
    """The file that holds the rulebook, where ``ballot.toml`` names one."""
    try:
        named = tomllib.loads(ballot.decode("utf-8-sig")).get("rulebook")
    except (ValueError, RecursionError):
        return ""
    return named if isinstance(named, str) else ""
