"""What a bundle was made of, inside the bundle: the ledger as static files, or the files of a ballot folder.

The pages say nothing that is not in there, so that anybody can make them again: of the texts kept outside the
ledger, reasons and grounds are published; who acted, observations and evidence are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.events import ActEvent, AnyEvent, Event, FigurePublished
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.events.figures import Figures
from recolement.ledger.layout import CHECKPOINT, TEXTS
from recolement.ledger.note import Note
from recolement.ledger.tiles import WIDTH, Tile, bundle_bytes, bundles_of, tile_bytes, tiles_of
from recolement.ledger.tree import Tree
from recolement.publication.site import Record

LEDGER = "ledger"
"""Folder of the published ledger."""
FOLDER = "folder"
"""Folder of the files of a ballot without a ledger."""
PUBLIC_TEXTS = ("reason", "grounds")
"""The fields of an event whose texts are published."""


def units_named(event: Event) -> tuple[str, ...]:
    """The units that a line speaks of by name."""
    if isinstance(event, Figures | OfSheet | FigurePublished):
        return (event.unit,)
    return event.units or () if isinstance(event, ActEvent) else ()


def public_texts(events: Iterable[Event]) -> Iterator[str]:
    """The digests of the texts that are published with the ledger."""
    for event in events:
        for field in PUBLIC_TEXTS:
            text = getattr(event, field, None)
            if text is not None:
                yield text


def record_of(lines: Sequence[bytes], events: Iterable[AnyEvent], tree: Tree, note: Note, key: str) -> Record:
    """The record that pages cite, from a ledger's lines and what they say."""
    history: dict[str, list[int]] = {}
    acts: list[int] = []
    _index(events, history, acts)
    return Record(lines, tree, note, Checkpoint.read(note.text).origin, key, history, acts)


def longer(
    record: Record, fresh: Iterable[bytes], events: Iterable[AnyEvent], tree: Tree, note: Note
) -> Record:
    """The record with some lines more: it takes over what the shorter one held, which is no longer used."""
    assert isinstance(record.lines, list)
    assert isinstance(record.history, dict)
    assert isinstance(record.acts, list)
    record.lines.extend(fresh)
    _index(events, record.history, record.acts)
    return replace(record, tree=tree, note=note)


def _index(events: Iterable[AnyEvent], history: dict[str, list[int]], acts: list[int]) -> None:
    for event in events:
        for unit in units_named(event):
            history.setdefault(unit, []).append(event.seq)
        if isinstance(event, ActEvent):
            acts.append(event.seq)


def tiles_named(size: int) -> dict[str, Tile]:
    """The tiles and bundles of a ledger of this size, by their path in the bundle."""
    return {f"{LEDGER}/{tile.path}": tile for tile in (*bundles_of(size), *tiles_of(size))}


def tile_of(record: Record, tile: Tile) -> bytes:
    """The bytes of a tile of hashes or of a bundle of lines."""
    if tile.level is None:
        first = tile.index * WIDTH
        return bundle_bytes(record.lines[first : first + tile.width])
    return tile_bytes(record.tree.node, tile)


def checkpoint_file(note: Note, witnessed: Iterable[bytes]) -> tuple[str, bytes]:
    """The checkpoint, with the cosignatures of the witnesses who saw this very one."""
    for data in witnessed:
        cosigned = Note.read(data)
        if cosigned.text == note.text:
            for signature in cosigned.signatures:
                note = note.with_signature(signature)
    return f"{LEDGER}/{CHECKPOINT}", note.written()


def text_files(texts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The texts that are published, by digest."""
    for digest, data in texts.items():
        yield f"{LEDGER}/{TEXTS}/{digest}", data
