"""The steps of a panel in its ledger: which files stood when, and whether they still do.

The web app writes each step of a panel as a line of canonical JSON in an append-only table, and signs the
root of all lines (RFC 9162) after each. ``ledger.jsonl`` and ``checkpoint`` of a published folder are these.
A line that publishes files has their digests:

>>> lines = [b'{"documents":{"lottery.json":"00"},"event":"panel-announced/1"}']
>>> recorded(lines)
{'lottery.json': '00'}

Whoever changes a published file, or the draw, after the fact would have to change a line, and with it the
root that was signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.note import Note, NoteBroken, VerifierKey
from recolement.ledger.tree import Tree, leaf_hash
from recolement.publication.panel_ceremony import digest
from recolement.publication.panel_verify import Doubt

OPENED: Final = "panel-opened/1"
ANNOUNCED: Final = "panel-announced/1"
DRAWN: Final = "panel-drawn/1"
REPLACEMENT_ANNOUNCED: Final = "replacement-announced/1"
REPLACEMENT_DRAWN: Final = "replacement-drawn/1"
LEDGER: Final = "ledger.jsonl"
CHECKPOINT: Final = "checkpoint"


def read_line(line: bytes) -> dict[str, Any]:
    """A line as an object; an empty one where it is none."""
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def recorded(lines: Sequence[bytes]) -> dict[str, str]:
    """The digest of each published file, as the last line that names it has it."""
    found: dict[str, str] = {}
    for line in lines:
        documents = read_line(line).get("documents")
        if isinstance(documents, dict):
            found |= {str(name): str(own) for name, own in documents.items()}
    return found


def announcements(lines: Sequence[bytes]) -> list[str]:
    """The digests of the announcements that were drawn: of the panel, of each replacement."""
    found, drawn = [], 0
    for line in lines:
        event = read_line(line)
        drawn += event.get("event") in (DRAWN, REPLACEMENT_DRAWN)
        if event.get("event") in (ANNOUNCED, REPLACEMENT_ANNOUNCED):
            documents = event.get("documents")
            names = documents if isinstance(documents, dict) else {}
            found += [str(own) for name, own in names.items() if str(name).endswith("announcement.json")]
    return found[:drawn]


def ledger_doubts(
    lines: Sequence[bytes], checkpoint: bytes | None, files: Mapping[str, bytes]
) -> Iterator[Doubt]:
    """Whether the lines are those signed, and the files those of the lines."""
    if not _signed(lines, checkpoint):
        yield Doubt("ledger_broken")
    known = recorded(lines)
    for name, own in known.items():
        if name not in files:
            yield Doubt("file_absent", {"file": name})
        elif digest(files[name]) != own:
            yield Doubt("file_changed", {"file": name})
    kinds = [read_line(line).get("event") for line in lines]
    for number, content in enumerate(kinds):
        if content == DRAWN and ANNOUNCED not in kinds[:number]:
            yield Doubt("drawn_unannounced")
    for name in ("announcement.json", "draw.json"):
        if name in files and name not in known:
            yield Doubt("file_unrecorded", {"file": name})


def _signed(lines: Sequence[bytes], checkpoint: bytes | None) -> bool:
    """Whether a note signed by the key of the first line counts exactly these lines."""
    if checkpoint is None or not lines:
        return False
    try:
        note = Note.read(checkpoint)
        key = VerifierKey.read(str(read_line(lines[0]).get("log_key")))
        counted = Checkpoint.read(note.text)
    except NoteBroken:
        return False
    root = Tree(leaf_hash(line) for line in lines).root()
    return note.signed_by(key) and counted.size == len(lines) and counted.root == root
