"""Receipts (C2SP tlog-proof): a small text that proves, offline, that a line is under a signed checkpoint.

The line itself travels in the ``extra`` field, so that a receipt needs nothing else; it is believed only once
the proof has tied it to the root. The text is also what a QR code on the section's copy holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.note import Note, NoteBroken, read_base64, write_base64
from recolement.ledger.tree import (
    SIZE_OF_HASH,
    Node,
    ProofBroken,
    inclusion_proof,
    leaf_hash,
    root_of_inclusion,
)

HEADER = "c2sp.org/tlog-proof@v1"

LARGEST_QR = 2953
"""Bytes that the largest QR code holds (version 40, level L)."""


class ReceiptBroken(ValueError):
    """Bytes that are no receipt, or that prove nothing: ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Receipt:
    """A line with its number, the hashes that lead to the root, and the signed checkpoint."""

    line: bytes
    index: int
    proof: tuple[bytes, ...]
    note: Note

    def written(self) -> bytes:
        """The receipt as it is written down."""
        hashes = "".join(f"{write_base64(one)}\n" for one in self.proof)
        head = f"{HEADER}\nextra {write_base64(self.line)}\nindex {self.index}\n{hashes}\n"
        return head.encode() + self.note.written()

    @classmethod
    def read(cls, data: bytes) -> Receipt:
        """The receipt written so, its proof checked; whose signature it bears is for the reader to ask."""
        head, blank, note = data.partition(b"\n\n")
        try:
            lines = head.decode().split("\n")
            signed = Note.read(note)
            checkpoint = Checkpoint.read(signed.text)
            if not blank or len(lines) < 3 or lines[0] != HEADER:
                raise ReceiptBroken("not_a_receipt")
            extra, index = lines[1].removeprefix("extra "), lines[2].removeprefix("index ")
            line = read_base64(extra)
            proof = tuple(read_base64(one) for one in lines[3:])
        except (NoteBroken, UnicodeDecodeError):
            raise ReceiptBroken("not_a_receipt") from None
        if not index.isascii() or not index.isdigit() or len(index) > 16:
            raise ReceiptBroken("not_a_receipt")
        receipt = cls(line, int(index), proof, signed)
        if receipt.written() != data:
            raise ReceiptBroken("not_canonical")
        if any(len(one) != SIZE_OF_HASH for one in proof):
            raise ReceiptBroken("proof_fails")
        try:
            root = root_of_inclusion(leaf_hash(line), receipt.index, checkpoint.size, proof)
        except ProofBroken:
            raise ReceiptBroken("proof_fails") from None
        if root != checkpoint.root:
            raise ReceiptBroken("proof_fails")
        return receipt

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that the receipt is under."""
        return Checkpoint.read(self.note.text)


def receipt_of(line: bytes, index: int, node: Node, note: Note) -> Receipt:
    """The receipt of a line under a signed checkpoint that counts it."""
    size = Checkpoint.read(note.text).size
    return Receipt(line, index, tuple(inclusion_proof(node, index, size)), note)


def qr_text(receipt: Receipt) -> str | None:
    """What a QR code of the receipt holds: the receipt itself, unless no QR code is large enough."""
    written = receipt.written()
    return written.decode() if len(written) <= LARGEST_QR else None
