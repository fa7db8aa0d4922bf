"""Receipts of the sheets: a proof for each that its line is under the published checkpoint.

A ledger of a few thousand lines has them as files; of a longer one, whose every receipt would change with each
new line, they are made from the tiles when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.ledger.codec import decode
from recolement.ledger.events.figures import Figures
from recolement.ledger.receipt import receipt_of
from recolement.publication.site.state import Record

RECEIPTS_UNTIL = 2000
"""Lines of a ledger up to which each sheet's receipt is a file."""


def receipt_path(line: int) -> str:
    """Where the receipt of a line is."""
    return f"receipts/{line}.txt"


def receipts(record: Record) -> Iterator[tuple[str, bytes]]:
    """The receipt of every sheet and entry."""
    if record.size > RECEIPTS_UNTIL:
        return
    for number, line in enumerate(record.lines):
        if isinstance(decode(line), Figures):
            yield receipt_path(number), receipt_of(line, number, record.tree.node, record.note).written()
