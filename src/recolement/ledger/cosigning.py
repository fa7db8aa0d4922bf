"""A checkpoint cosigned elsewhere comes back: is it one of this ledger, and did the witness sign it?

By hand: the ledger has 12 lines now. A cosigned checkpoint of 9 lines with the root that these lines have is
kept. One of 9 lines with another root is a view that somebody was shown and that is not ours
(``split_view``); one of 13 lines is of lines that we do not have (``rolled_back_seen``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.note import Note, NoteBroken, VerifierKey
from recolement.ledger.watching import Alarm, Seen

LATE = 600
"""Seconds by which a witness's clock may differ from ours."""


def take_cosigned(
    data: bytes,
    witness: VerifierKey,
    keys: Iterable[VerifierKey],
    origin: str,
    size: int,
    root_at: Callable[[int], bytes],
    now: int,
) -> Seen | Alarm:
    """Hold a cosigned checkpoint against the ledger: ``size`` lines now, ``root_at`` any size so far."""
    try:
        note = Note.read(data)
        found = Checkpoint.read(note.text)
    except NoteBroken as broken:
        return Alarm("checkpoint_unreadable", {"why": broken.code})
    if found.origin != origin:
        return Alarm("other_ledger", {"found": found.origin, "expected": origin})
    signed = next((key for key in keys if note.signed_by(key)), None)
    if signed is None:
        return Alarm("checkpoint_unsigned", {"key": origin})
    at = cosigned_at(note, witness)
    if at is None:
        return Alarm("not_cosigned", {"key": str(witness)})
    if abs(at - now) > LATE:
        return Alarm("clock_differs", {"minutes": abs(at - now) // 60})
    if found.size > size:
        return Alarm("rolled_back_seen", {"seen": found.size, "size": size})
    if found.root != root_at(found.size):
        return Alarm("split_view", {"seen": found.size, "size": size})
    return Seen(note, found, signed)
