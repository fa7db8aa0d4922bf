"""From a bundle's bytes back to its state: what the pages were made of, read again.

The files are handed in by name, each with a function that reads it; nothing is opened here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import msgspec

from recolement.canvass import canvass
from recolement.formats.collector import collector_at_rest
from recolement.formats.folder import read_folder
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import NotCanonical, decode
from recolement.ledger.events import AnyEvent
from recolement.ledger.fold import NotFolded, State, fold
from recolement.ledger.layout import CHECKPOINT, TEXTS
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.texts import Kept, TextBroken
from recolement.ledger.tiles import TileBroken, bundles_of, read_bundle
from recolement.ledger.tree import Tree, leaf_hash
from recolement.model.problems import Unusable
from recolement.publication.bundle.manifest import FORMAT
from recolement.publication.bundle.source import FOLDER, LEDGER, record_of
from recolement.publication.site import LANGUAGES, Site
from recolement.publication.site.card import carded_places
from recolement.publication.site.maps import ABOUT as MAPS
from recolement.publication.site.maps import maps_of
from recolement.publication.site.transfers import ESTIMATES, estimates_of
from recolement.words.numbers import Language

PUBLICATION = "publication.json"

Files: TypeAlias = Mapping[str, Callable[[], bytes]]
"""The files of a folder by their path in it, each with a function that reads it."""


class BundleBroken(ValueError):
    """A bundle that cannot be read: ``file`` says where."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """A published ledger that somebody read already, to its end."""

    lines: list[bytes]
    events: list[AnyEvent]
    state: State
    tree: Tree


class About(msgspec.Struct, frozen=True):
    """What ``publication.json`` says, as far as reading the bundle asks."""

    format: str
    day: str
    made_of: str
    languages: tuple[str, ...]
    address: str | None = None
    cards: bool = False


def about(files: Files) -> tuple[date, tuple[Language, ...], bool]:
    """The day of a publication, its languages, and whether it was made of a ledger."""
    try:
        read = msgspec.json.decode(files[PUBLICATION](), type=About)
        day = date.fromisoformat(read.day)
    except (KeyError, ValueError, msgspec.DecodeError):
        raise BundleBroken(PUBLICATION) from None
    languages = tuple(one for one in LANGUAGES if one in read.languages)
    if read.format != FORMAT or not languages:
        raise BundleBroken(PUBLICATION)
    return day, languages, read.made_of == "ledger"


def texts_of(files: Files) -> dict[str, str]:
    """The texts that are published, by digest; those that are not what their name says are left out."""
    start = f"{LEDGER}/{TEXTS}/"
    found: dict[str, str] = {}
    for name in files:
        if name.startswith(start):
            try:
                kept = Kept.read(files[name]())
            except TextBroken:
                continue
            if kept.digest == name.removeprefix(start):
                found[kept.digest] = kept.text
    return found


def site_of(
    files: Files,
    until: int | None = None,
    on: date | None = None,
    known: LedgerRead | None = None,
    *,
    pages: bool = True,
) -> Site:
    """The state that a bundle was made of; :class:`BundleBroken` where it cannot be read.

    ``until``: as it was after so many lines; ``on``: on that day. ``known``: its ledger, read before.
    ``pages``: whether it is for pages, which show maps and say what is surprising too, or for figures only.
    """
    day, languages, of_ledger = about(files)
    day = on or day
    if not of_ledger:
        return _with_files(_of_folder(files, day, languages, pages), files, pages)
    try:
        note = Note.read(files[f"{LEDGER}/{CHECKPOINT}"]())
        size = Checkpoint.read(note.text).size
        read = known or _read_ledger(files, size, size if until is None else until)
        site = site_from(read.state, read.events, read.lines, read.tree, note, day, languages, pages)
    except (KeyError, NoteBroken, TileBroken, NotCanonical, NotFolded):
        raise BundleBroken(LEDGER) from None
    return _with_files(site, files, pages)


def _read_ledger(files: Files, size: int, until: int) -> LedgerRead:
    lines: list[bytes] = []
    for tile in bundles_of(size):
        lines += read_bundle(files[f"{LEDGER}/{tile.path}"](), tile.width)
    del lines[until:]
    with collector_at_rest():
        events = list(map(decode, lines))
        state = fold(events, texts_of(files))
        return LedgerRead(lines, events, state, Tree(map(leaf_hash, lines)))


def _with_files(site: Site, files: Files, pages: bool) -> Site:
    """What was given beside the figures; ``pages``: what only these show, too."""
    said = msgspec.json.decode(files[PUBLICATION](), type=About)
    site.address = said.address
    site.carded = carded_places(site) if said.cards else {}
    if not pages:
        return site
    try:
        site.maps = maps_of(site, files)
    except ValueError:
        raise BundleBroken(MAPS) from None
    try:
        site.transfers = estimates_of(files)
    except ValueError:
        raise BundleBroken(ESTIMATES) from None
    return site


def site_from(
    state: State,
    events: Iterable[AnyEvent],
    lines: list[bytes],
    tree: Tree,
    note: Note,
    day: date,
    languages: tuple[Language, ...],
    surprises: bool = True,
) -> Site:
    """The site of a ledger that was read."""
    with collector_at_rest():
        night = canvass(state.folder(), today=day, surprises=surprises)
        return Site(night, day, record_of(lines, events, tree, note, str(state.key)), languages)


def _of_folder(files: Files, day: date, languages: tuple[Language, ...], surprises: bool) -> Site:
    start = f"{FOLDER}/"
    given = {name.removeprefix(start): files[name]() for name in files if name.startswith(start)}
    try:
        with collector_at_rest():
            return Site(canvass(read_folder(given), today=day, surprises=surprises), day, None, languages)
    except Unusable:
        raise BundleBroken(FOLDER) from None
