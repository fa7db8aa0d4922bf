"""The keeping of the ledger itself: its opening, its key, its witnesses, and texts erased."""

from __future__ import annotations

from recolement.ledger.events.common import Digest, Event, Number


class LedgerOpened(Event, tag="ledger-opened/1", frozen=True, kw_only=True):
    """The first line: the version of the format, the ledger's name, and the public key of its checkpoints."""

    format: Number
    origin: str
    log_key: str
    """A verifier key (C2SP signed-note): its name is the origin."""


class KeyChanged(Event, tag="key-changed/1", frozen=True, kw_only=True):
    """From this line on, checkpoints are signed by another key.

    ``reason``: ``planned``, ``lost`` or ``compromised``. ``signature``: the old key's signature of
    :func:`key_change_message`, absent where the old key is lost or no longer to be believed.
    """

    log_key: str
    reason: str
    signature: str | None = None


class WitnessNamed(Event, tag="witness-named/1", frozen=True, kw_only=True):
    """A witness is known from this line on, and its cosignatures are verified with this key."""

    witness_key: str


class TextErased(Event, tag="text-erased/1", frozen=True, kw_only=True):
    """A text kept outside was erased, by right or by order; its digest stays where it was cited."""

    text: Digest
    ground: str
    """Why, in a word of the law or rule that asked for it; never the text itself."""


def key_change_message(origin: str, seq: int, new_key: str) -> bytes:
    """What the old key signs when it hands over to a new one."""
    return f"recolement-key-change/1\n{origin}\n{seq}\n{new_key}\n".encode()
