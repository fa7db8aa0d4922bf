"""Checkpoints (C2SP tlog-checkpoint) and their cosignatures by witnesses (tlog-cosignature, Ed25519).

A checkpoint is the ledger's name, its size and its root, signed. The example of the specification:

>>> text = "example.com/behind-the-sofa\\n20852163\\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\\n"
>>> checkpoint = Checkpoint.read(text)
>>> checkpoint.origin, checkpoint.size, checkpoint.root.hex()[:8], checkpoint.text() == text
('example.com/behind-the-sofa', 20852163, '0ac5186a', True)
>>> print(cosigned_message(text, 1679315147).decode().partition("example")[0], end="")
cosignature/v1
time 1679315147
"""

from __future__ import annotations

from dataclasses import dataclass

from recolement.ledger.note import (
    COSIGNATURE,
    Note,
    NoteBroken,
    Signature,
    SigningKey,
    VerifierKey,
    read_base64,
    sign_note,
    write_base64,
)
from recolement.ledger.tree import SIZE_OF_HASH


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A ledger's name, how many lines it has, and the root of its tree (point d'arrêt)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed. We write no extension lines."""
        return f"{self.origin}\n{self.size}\n{write_base64(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """The checkpoint written so, extension lines ignored; :class:`NoteBroken` if it is none."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):
            raise NoteBroken("bad_checkpoint")
        origin, size, root = lines[:3]
        if not size.isascii() or not size.isdigit() or str(int(size[:20])) != size:
            raise NoteBroken("bad_checkpoint")
        decoded = read_base64(root)
        if len(decoded) != SIZE_OF_HASH:
            raise NoteBroken("bad_checkpoint")
        return cls(origin, int(size), decoded)


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> Note:
    """The signed note of a checkpoint: by one key, or by the old and the new one when it has just changed."""
    text = checkpoint.text()
    return Note(text, tuple(sign_note(text, key) for key in keys))


def cosigned_message(text: str, timestamp: int) -> bytes:
    """What a witness signs: that at this time (seconds since 1970) this was the largest tree it had seen."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def cosign(note: Note, key: SigningKey, timestamp: int) -> Signature:
    """A witness's line on a checkpoint: the time in eight bytes, then the Ed25519 signature."""
    signature = key.sign(cosigned_message(note.text, timestamp))
    return Signature(key.name, key.verifier(COSIGNATURE).id, timestamp.to_bytes(8, "big") + signature)


def cosigned_at(note: Note, key: VerifierKey) -> int | None:
    """When the witness of this key cosigned the checkpoint; ``None`` if it did not, or not validly."""
    for signature in note.signatures:
        if signature.of(key) and len(signature.data) == 72:
            timestamp = int.from_bytes(signature.data[:8], "big")
            if timestamp < 1 << 63 and key.verifies(
                signature.data[8:], cosigned_message(note.text, timestamp)
            ):
                return timestamp
    return None
