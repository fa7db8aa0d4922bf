"""What the events of the ledger's own keeping add: its name, keys, witnesses, erasures."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.ledger.events.keeping import (
    KeyChanged,
    LedgerOpened,
    TextErased,
    WitnessNamed,
    key_change_message,
)
from recolement.ledger.fold.state import Fold, KeyHeld, NotFolded, State
from recolement.ledger.note import COSIGNATURE, ED25519, NoteBroken, VerifierKey, read_base64

FORMAT = 1
"""The version of the format that this code reads and writes."""

REASONS = ("planned", "lost", "compromised")
"""Why a key changes."""


def opened(state: State, event: LedgerOpened) -> None:
    """The first line names the ledger and its key."""
    if state.size:
        raise NotFolded("opened_twice")
    if event.format != FORMAT:
        raise NotFolded("unknown_format", found=event.format, known=FORMAT)
    key = _key(event.log_key, ED25519)
    if key.name != event.origin:
        raise NotFolded("key_of_another_name", found=key.name, expected=event.origin)
    state.origin = event.origin
    state.key = key
    state.keys.append(KeyHeld(key, event.seq))


def key_changed(state: State, event: KeyChanged) -> None:
    """Another key signs from now on; an old key's signature that does not verify breaks the ledger."""
    old, key = state.key, _key(event.log_key, ED25519)
    if old is None:
        raise NotFolded("not_opened")
    if key.name != state.origin:
        raise NotFolded("key_of_another_name", found=key.name, expected=state.origin)
    if any(held.key == key for held in state.keys):
        raise NotFolded("key_used_before")
    if event.reason not in REASONS:
        raise NotFolded("unknown_reason", found=event.reason, known=", ".join(REASONS))
    handed_over = event.signature is not None
    if event.signature is not None:
        message = key_change_message(state.origin, event.seq, event.log_key)
        try:
            held = old.verifies(read_base64(event.signature), message)
        except NoteBroken:
            held = False
        if not held:
            raise NotFolded("bad_hand_over")
    elif event.reason == "planned":
        raise NotFolded("hand_over_missing")
    state.key = key
    state.keys.append(KeyHeld(key, event.seq, event.reason, handed_over))


def witness_named(state: State, event: WitnessNamed) -> None:
    """A witness's key is known from now on; a name once taken stays with its key."""
    key = _key(event.witness_key, COSIGNATURE)
    if key.name in state.witnesses or key.name == state.origin:
        raise NotFolded("witness_named_before", name=key.name)
    state.witnesses[key.name] = key


def text_erased(state: State, event: TextErased) -> None:
    """A text is gone, and is meant to be."""
    state.erased.setdefault(event.text, event.seq)


def _key(text: str, type: int) -> VerifierKey:
    try:
        key = VerifierKey.read(text)
    except NoteBroken:
        raise NotFolded("bad_key", found=text) from None
    if key.type != type:
        raise NotFolded("bad_key", found=text)
    return key


KEEPING_FOLDS: Mapping[type, Fold] = {
    LedgerOpened: opened,
    KeyChanged: key_changed,
    WitnessNamed: witness_named,
    TextErased: text_erased,
}
