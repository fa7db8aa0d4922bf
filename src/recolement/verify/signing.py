"""The checkpoint: whether the ledger's key signed it, whether it counts every line, and whose key that is."""

from __future__ import annotations

from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.fold.state import KeyHeld
from recolement.ledger.layout import CHECKPOINT, LEAVES, LINES
from recolement.ledger.note import Note, NoteBroken, VerifierKey
from recolement.verify.files import Reading
from recolement.verify.walk import Walk


def check_checkpoint(
    reading: Reading, walk: Walk, leaves: list[bytes] | None, pinned: VerifierKey | None
) -> None:
    """The last checkpoint is signed by the key in force, and its root is that of the lines."""
    report, state = reading.report, walk.moment.state
    report.origin = state.origin
    if CHECKPOINT not in reading.files:
        report.wrong("file_missing", CHECKPOINT)
        return
    try:
        note = Note.read(reading.read(CHECKPOINT))
        checkpoint = Checkpoint.read(note.text)
    except NoteBroken as broken:
        report.wrong("checkpoint_unreadable", CHECKPOINT, why=broken.code)
        return
    report.signed, report.root = checkpoint.size, checkpoint.root
    published = LINES not in reading.files
    if leaves is not None:
        file = "tile/0" if published else LEAVES
        walk.compare(leaves, checkpoint.root, checkpoint.size, file)
    walk.holds(checkpoint, CHECKPOINT)
    if checkpoint.size < len(walk.lines):
        report.wrong("lines_unsigned", CHECKPOINT, checkpoint.size, count=len(walk.lines) - checkpoint.size)
    held = _in_force(state.keys, checkpoint.size)
    if held is None or not note.signed_by(held.key):
        report.wrong("checkpoint_unsigned", CHECKPOINT)
    else:
        report.key = held.key
    for name, witness in state.witnesses.items():
        if any(signature.of(witness) for signature in note.signatures):
            if cosigned_at(note, witness) is None:
                report.wrong("cosignature_fails", CHECKPOINT, witness=name)
            else:
                report.notice("cosigned", CHECKPOINT, witness=name, size=checkpoint.size)
    for one in state.keys[1:]:
        code = "key_handed_over" if one.handed_over else "key_without_hand_over"
        report.notice(code, line=one.since, reason=one.reason)
    if pinned is not None:
        report.trusted = report.key is not None and report.key in _reached(state.keys, pinned)
        if not report.trusted:
            report.wrong("not_the_pinned_key", CHECKPOINT, pinned=str(pinned))


def _in_force(keys: list[KeyHeld], size: int) -> KeyHeld | None:
    """The key that signs a checkpoint of this size: the last one that came before its end."""
    return next((held for held in reversed(keys) if held.since < size), None)


def _reached(keys: list[KeyHeld], pinned: VerifierKey) -> list[VerifierKey]:
    """The pinned key, and those that it handed over to, one after another, by its signature."""
    reached: list[VerifierKey] = []
    for held in keys:
        if held.key == pinned or (reached and held.handed_over):
            reached.append(held.key)
        elif reached:
            break
    return reached
