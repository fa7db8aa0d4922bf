"""What a witness does: hold the checkpoint of today against the last one it kept, then cosign or alarm.

By hand: last seen 12 lines with root A. Today 12 lines with root A: nothing new, cosigned again. 12 lines
with root B: two views of one ledger (``split_view``). 11 lines: ``rolled_back``. 15 lines, and no proof that
the first 12 are those seen: ``rewritten``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import NotCanonical, decode
from recolement.ledger.events import KeyChanged, LedgerOpened
from recolement.ledger.fold import NotFolded, State
from recolement.ledger.fold.keeping import KEEPING_FOLDS
from recolement.ledger.note import Note, NoteBroken, VerifierKey
from recolement.ledger.tiles import TileBroken
from recolement.ledger.tree import Node, ProofBroken, Tree, check_consistency, consistency_proof, leaf_hash


@dataclass(frozen=True, slots=True)
class Alarm:
    """Two views that do not fit, or a view that cannot be believed: a code and the facts."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """A view that fits. ``key``: the key that signed it, which the ledger may have changed since the last."""

    note: Note
    checkpoint: Checkpoint
    key: VerifierKey


def look(
    last: Note | None,
    known: VerifierKey,
    data: bytes,
    nodes: Callable[[int], Node],
    lines: Callable[[int], Iterable[bytes]],
) -> Seen | Alarm:
    """Hold today's checkpoint ``data`` against the last one.

    ``known``: the ledger's key as far as the witness knows. ``nodes(size)`` and ``lines(size)`` read the
    ledger of that size where it is reached; they may raise ``OSError`` or ``KeyError``.
    """
    try:
        note = Note.read(data)
        now = Checkpoint.read(note.text)
        before = None if last is None else Checkpoint.read(last.text)
    except NoteBroken as broken:
        return Alarm("checkpoint_unreadable", {"why": broken.code})
    if now.origin != (known.name if before is None else before.origin):
        return Alarm("other_ledger", {"found": now.origin, "expected": known.name})
    key = known
    if not note.signed_by(known):
        changed = _key_after(known, now, lines)
        if isinstance(changed, Alarm):
            return changed
        if not note.signed_by(changed):
            return Alarm("checkpoint_unsigned", {"key": str(known)})
        key = changed
    if before is not None:
        alarm = _compare(before, now, nodes)
        if alarm is not None:
            return alarm
    return Seen(note, now, key)


def _compare(before: Checkpoint, now: Checkpoint, nodes: Callable[[int], Node]) -> Alarm | None:
    facts = {"seen": before.size, "size": now.size}
    if now.size < before.size:
        return Alarm("rolled_back_seen", facts)
    if now.size == before.size:
        return None if now.root == before.root else Alarm("split_view", facts)
    try:
        proof = consistency_proof(nodes(now.size), before.size, now.size)
        check_consistency(before.size, now.size, before.root, now.root, proof)
    except (OSError, KeyError, IndexError, TileBroken):
        return Alarm("no_proof", facts)
    except ProofBroken:
        return Alarm("rewritten", facts)
    return None


def _key_after(
    known: VerifierKey, now: Checkpoint, lines: Callable[[int], Iterable[bytes]]
) -> VerifierKey | Alarm:
    """The key that the known one handed over to, by the lines under today's checkpoint."""
    state, tree = State({}), Tree()
    try:
        for line in lines(now.size):
            event = decode(line)
            tree.append(leaf_hash(line))
            if isinstance(event, LedgerOpened | KeyChanged):
                KEEPING_FOLDS[event.__class__](state, event)
            state.size += 1
    except (OSError, KeyError, TileBroken, NotCanonical, NotFolded):
        return Alarm("checkpoint_unsigned", {"key": str(known)})
    if tree.size != now.size or tree.root() != now.root:
        return Alarm("checkpoint_unsigned", {"key": str(known)})
    reached = None
    for held in state.keys:
        if held.key == known:
            reached = held.key
        elif reached is not None:
            if not held.handed_over:
                return Alarm("key_not_handed_over", {"line": held.since, "reason": held.reason})
            reached = held.key
    return reached or Alarm("checkpoint_unsigned", {"key": str(known)})
