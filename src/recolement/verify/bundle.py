"""Verifying a whole bundle from its bytes: every file against the signed list, the ledger, figures, outcome.

What the pages show is computed anew from the ledger (or the folder) inside the bundle. With ``pages`` every
page is made again and compared: then somebody who holds the key and signs an edited page is found too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from recolement.acts.pins import result_of
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.layout import CHECKPOINT
from recolement.ledger.note import Note, NoteBroken, VerifierKey
from recolement.publication.bundle.manifest import (
    MANIFEST,
    Entry,
    Head,
    ManifestBroken,
    letters_for,
    part_names,
    part_of,
    read_part,
)
from recolement.publication.bundle.reading import BundleBroken, LedgerRead, site_of
from recolement.publication.bundle.source import FOLDER, LEDGER
from recolement.publication.site import CARD, CARDS, OPEN, Piece, Site, pieces
from recolement.publication.site.card import card_names
from recolement.verify.files import Files
from recolement.verify.open_data import open_data_again
from recolement.verify.report import Report

Render = Callable[[Site, Sequence[Piece]], Iterable[tuple[str, str, int]]]
"""Renders pieces; gives the name, digest and size of each file. Many processes may share it."""

NOT_MADE_AGAIN = (OPEN.kind, CARD, CARDS)
"""Open data is compared by what it says; the pixels of pictures are the drawing library's."""
FIGURES = ("data/", "publication.json")
"""The files of figures: made again even where pages are not."""


def is_bundle(files: Files) -> bool:
    """Whether these are the files of a bundle."""
    return MANIFEST in files


def verify_bundle(
    files: Files,
    digests: Callable[[], Mapping[str, Entry]],
    render: Render,
    pages: bool,
    ledger: Callable[[Files], Report],
    pinned: VerifierKey | None = None,
) -> Report:
    """Verify a bundle.

    ``digests``: those of its files as they are, asked for when they are needed, so that they can be made
    meanwhile. ``ledger``: how its ledger is verified, without its results: they are counted here.
    """
    inside = {
        name.removeprefix(f"{LEDGER}/"): read for name, read in files.items() if name.startswith(f"{LEDGER}/")
    }
    report = ledger(inside) if inside else Report(pinned=pinned)
    if not inside and pinned is not None:
        report.wrong("not_the_pinned_key", MANIFEST, pinned=str(pinned))
    try:
        site: Site | BundleBroken = site_of(files, known=_known(report), pages=pages)
    except BundleBroken as broken:
        site = broken
    entries = _listed(files, digests, report)
    if entries is None:
        return report
    if isinstance(site, BundleBroken):
        report.wrong("bundle_unreadable", site.file)
        return report
    if (site.record is None) == bool(inside):
        report.wrong("bundle_unreadable", "publication.json")
        return report
    report.results = [result_of(site.night.count(*one.key)) for one in site.night.questions]
    _make_again(files, site, entries, render, pages, report)
    return report


def _known(report: Report) -> LedgerRead | None:
    """The ledger as it was read to verify it, where it could be read to its end."""
    walk = report.walk
    if walk is None or walk.stopped or len(walk.lines) != report.signed:
        return None
    return LedgerRead(walk.lines, walk.events, walk.moment.state, walk.tree)


def _listed(
    files: Files, digests: Callable[[], Mapping[str, Entry]], report: Report
) -> dict[str, Entry] | None:
    """The entries of the list, once it is what it says and the files are those it lists."""
    head = _head(files, report)
    if head is None:
        return None
    entries: dict[str, Entry] = {}
    letters = letters_for(head.files)
    parts = dict.fromkeys(part_names(letters))
    for name in parts:
        if name not in files or name not in head.parts:
            report.wrong("file_missing", name)
            continue
        data = files[name]()
        if (sha256(data).hexdigest(), data.count(b"\n")) != head.parts[name]:
            report.wrong("file_altered", name)
        try:
            part = read_part(data)
        except ManifestBroken:
            report.wrong("manifest_unreadable", name)
            continue
        for path in part:
            if part_of(path, letters) != name:
                report.wrong("manifest_unreadable", name)
        entries |= part
    for name in files:
        if name not in entries and name != MANIFEST and name not in head.parts:
            report.wrong("unknown_file", name)
    for name in head.parts:
        if name not in parts:
            report.wrong("manifest_unreadable", MANIFEST)
    as_they_are = digests()
    for name, entry in entries.items():
        if name not in files:
            report.wrong("file_missing", name)
        elif as_they_are.get(name) != entry:
            report.wrong("file_altered", name)
    if (head.files, head.bytes) != (len(entries), sum(entry.size for entry in entries.values())):
        report.wrong("manifest_unreadable", MANIFEST)
    return entries


def _head(files: Files, report: Report) -> Head | None:
    """The signed text, its signature and what it says of the ledger held against the ledger itself."""
    data = files[MANIFEST]()
    unsigned = f"{LEDGER}/{CHECKPOINT}" not in files
    try:
        note = None if b"\n\n" not in data else Note.read(data)
        head = Head.read(data.decode() if note is None else note.text)
    except (NoteBroken, ManifestBroken, UnicodeDecodeError):
        report.wrong("manifest_unreadable", MANIFEST)
        return None
    if unsigned:
        if note is not None or (head.made_of, head.size, head.root) != (FOLDER, 0, b""):
            report.wrong("manifest_differs", MANIFEST)
        report.notice("bundle_unsigned", MANIFEST)
        return head
    try:
        checkpoint = Checkpoint.read(Note.read(files[f"{LEDGER}/{CHECKPOINT}"]()).text)
    except NoteBroken:
        return head  # said by whoever verifies the ledger
    said = (head.made_of, head.size, head.root)
    if said != (f"{LEDGER} {checkpoint.origin}", checkpoint.size, checkpoint.root):
        report.wrong("manifest_differs", MANIFEST)
    if note is None or report.key is None or not note.signed_by(report.key) or len(note.signatures) != 1:
        report.wrong("manifest_unsigned", MANIFEST)
    return head


def _make_again(
    files: Files,
    site: Site,
    entries: Mapping[str, Entry],
    render: Render,
    pages: bool,
    report: Report,
) -> None:
    """The figures, or every page, made again from what is inside and compared with what is there."""
    made: set[str] = set()
    for name, digest, size in render(site, list(_asked(site, pages))):
        if not pages and not name.startswith(FIGURES):
            continue
        made.add(name)
        if entries.get(name) != Entry(digest, size):
            report.wrong("page_differs" if name in entries else "file_missing", name)
    if pages:
        drawn = card_names(site)
        for name in sorted(drawn - entries.keys()):
            report.wrong("file_missing", name)
        made |= open_data_again(files, site, entries, report)
        inside = (f"{LEDGER}/", f"{FOLDER}/")
        for name in entries:
            if name not in made and name not in drawn and not name.startswith(inside):
                report.wrong("page_unexplained", name)
        report.notice("pages_made_again", count=len(made))


def _asked(site: Site, pages: bool) -> Iterator[Piece]:
    if pages:
        yield from (piece for piece in pieces(site) if piece.kind not in NOT_MADE_AGAIN)
        return
    yield Piece("results")
    yield from (
        Piece("data", place) for place in site.places if not site.is_leaf(place) or len(site.places) == 1
    )
