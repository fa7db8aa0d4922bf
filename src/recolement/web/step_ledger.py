"""The ledger of what is no ballot: a panel, an initiative. Every step a line, signed after each.

The lines stand in the same append-only table as the ballots'. A line is canonical JSON: its number, time, the
actor's opaque id, what happened, and the digests of the files that were published with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rfc8785

from recolement.ledger.broken import LedgerBroken, fewer_lines
from recolement.ledger.checkpoint import Checkpoint, sign_checkpoint
from recolement.ledger.note import Note, VerifierKey
from recolement.ledger.storage import SizeDiffers
from recolement.ledger.tree import Tree, leaf_hash
from recolement.publication.panel_ledger import CHECKPOINT, LEDGER, read_line
from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.ledger_folder import LedgerFolder

TRIES = 20
"""How often a line is written again when others write at the same time."""


class StepLedger:
    """The lines of one ledger by its name, and the folder with its key and checkpoint."""

    def __init__(self, name: str, beside: Path) -> None:
        self._storage = DatabaseStorage(name)
        self._beside = LedgerFolder(beside)

    def lines(self) -> list[bytes]:
        """The lines as they are kept."""
        return list(self._storage.read())

    def checkpoint(self) -> bytes | None:
        """The last signed checkpoint."""
        return self._beside.checkpoint()

    def events(self) -> list[dict[str, Any]]:
        """The lines, read."""
        return [read_line(line) for line in self.lines()]

    def files(self) -> dict[str, bytes]:
        """The ledger as files of the published folder."""
        return {
            LEDGER: b"".join(line + b"\n" for line in self.lines()),
            CHECKPOINT: self.checkpoint() or b"",
        }

    def begin(self, event: str, origin: str, actor: str, **facts: Any) -> None:
        """Begin the ledger with its key and what the organiser said."""
        key = self._beside.new_key(origin)
        self.record(event, actor, "opening", origin=origin, log_key=str(key.verifier()), **facts)

    def record(self, event: str, actor: str, key: str, **facts: Any) -> None:
        """Append a line and sign; the same key again appends nothing.

        Raises ``LedgerBroken`` where the lines are not those that were signed.
        """
        with self._beside.alone():
            for _ in range(TRIES):
                lines = self.lines()
                self._stop_if_broken(lines)
                at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
                line = {"seq": len(lines), "at": at, "event": event, "actor": actor, **facts}
                try:
                    self._storage.append([rfc8785.dumps(line)], len(lines), key)
                except SizeDiffers:
                    continue
                self._sign(self.lines())
                return
        raise SizeDiffers(0, self._storage.size())

    def _stop_if_broken(self, lines: Sequence[bytes]) -> None:
        kept = self.checkpoint()
        if kept is None:
            return
        counted = Checkpoint.read(Note.read(kept).text)
        if counted.size > len(lines):
            raise fewer_lines(len(lines), counted.size)
        if Tree(leaf_hash(line) for line in lines[: counted.size]).root() != counted.root:
            raise LedgerBroken("root_differs", size=counted.size)

    def _sign(self, lines: Sequence[bytes]) -> None:
        opened: Mapping[str, Any] = read_line(lines[0])
        key = self._beside.signing_key(VerifierKey.read(opened["log_key"]))
        if key is None:
            raise LedgerBroken("checkpoint_unsigned", size=len(lines))
        root = Tree(leaf_hash(line) for line in lines).root()
        self._beside.keep_checkpoint(
            sign_checkpoint(Checkpoint(opened["origin"], len(lines), root), key).written()
        )
