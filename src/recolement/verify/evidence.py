"""What others kept: receipts, and checkpoints seen or cosigned earlier. They must fit the ledger of today."""

from __future__ import annotations

from collections.abc import Iterable

from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.receipt import HEADER, Receipt, ReceiptBroken
from recolement.verify.report import Report
from recolement.verify.walk import Walk


def check_evidence(evidence: Iterable[tuple[str, bytes]], walk: Walk, report: Report) -> None:
    """A rolled back or rewritten ledger has no way to fit what it signed before."""
    for name, data in evidence:
        try:
            if data.startswith(HEADER.encode()):
                receipt = Receipt.read(data)
                note, checkpoint = receipt.note, receipt.checkpoint
            else:
                receipt = None
                note = Note.read(data)
                checkpoint = Checkpoint.read(note.text)
        except (ReceiptBroken, NoteBroken) as broken:
            report.wrong("evidence_unreadable", name, why=broken.code)
            continue
        if not walk.signed(note):
            report.wrong("evidence_unsigned", name, origin=checkpoint.origin)
        fits = walk.holds(checkpoint, name)
        if checkpoint.size > len(walk.lines):
            for witness in walk.moment.state.witnesses.values():
                if cosigned_at(note, witness) is not None:
                    facts = {"signed": checkpoint.size, "size": len(walk.lines)}
                    report.wrong("older_than_witness", name, witness=witness.name, **facts)
        if receipt is not None:
            index = receipt.index
            if index >= len(walk.lines) or walk.lines[index] != receipt.line:
                report.wrong("receipt_line_differs", name, index)
                fits = False
        if fits:
            report.notice("evidence_fits", name, size=checkpoint.size)
