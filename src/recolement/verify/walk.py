"""The walk along the lines: their writing, their numbers, their hashes, and their right to be there."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.acts import Moment, pins_of
from recolement.acts.pins import result_of
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import NotCanonical, decode
from recolement.ledger.events import AnyEvent, ResultProclaimed
from recolement.ledger.fold import NotFolded
from recolement.ledger.note import Note
from recolement.ledger.tree import Tree, leaf_hash
from recolement.model.acts import Proclaimed
from recolement.verify.report import Report


class Walk:
    """One reading from the first line to the last, or to the first that makes no sense."""

    def __init__(self, lines: list[bytes], texts: Mapping[str, str], report: Report) -> None:
        self.lines = lines
        self.moment = Moment(texts)
        self.tree = Tree(map(leaf_hash, lines))
        self.events: list[AnyEvent] = []
        self.stopped = not lines
        """Whether a line could not be read: what comes after it is not in the state."""
        self._report = report
        self._keys: dict[str, int] = {}

    def run(self) -> None:
        """Read every line; what follows the first one that cannot be read is only hashed and decoded."""
        report = self._report
        for number, line in enumerate(self.lines):
            try:
                event = decode(line)
            except NotCanonical as error:
                report.wrong(error.code, line=number, why=error.why)
                self.stopped = True
                continue
            if event.seq != number:
                report.wrong("wrong_number", line=number, found=event.seq)
                self.stopped = True
            if self.stopped:
                continue
            if event.key is not None and self._keys.setdefault(event.key, number) != number:
                report.wrong("key_twice", line=number, first=self._keys[event.key])
            if isinstance(event, ResultProclaimed) and event.pins is not None:
                self._check_pins(event)
            try:
                refusal = self.moment.take(event)
            except NotFolded as error:
                report.wrong("not_foldable", line=number, why=error.code)
                self.stopped = True
                continue
            if refusal is not None:
                report.wrong("act_not_allowed", line=number, why=refusal.code, event=refusal.event)
            self.events.append(event)
        if self.stopped:
            report.notice("reading_stopped", line=self.moment.size)
        if self.moment.state.importing:
            report.wrong("import_unfinished", line=self.moment.size)

    def compare(self, leaves: list[bytes], root: bytes, size: int, file: str) -> None:
        """Hold the lines against the leaf hashes kept beside them, to say which one was changed."""
        differ = [
            number
            for number in range(max(len(leaves), min(size, len(self.lines))))
            if number >= min(len(leaves), len(self.lines)) or leaves[number] != self.tree.node(0, number)
        ]
        if not differ:
            return
        kept = len(leaves) >= size and Tree(leaves[:size]).root() == root
        for number in differ:
            if kept:
                self._report.wrong("line_changed", line=number)
            else:
                self._report.wrong("leaf_differs", file, number)

    def holds(self, checkpoint: Checkpoint, file: str) -> bool:
        """Whether a checkpoint is one of this ledger's: its name, and its root at its size."""
        report, size = self._report, checkpoint.size
        if self.moment.state.origin not in ("", checkpoint.origin):
            report.wrong("other_ledger", file, found=checkpoint.origin)
        elif size > len(self.lines):
            report.wrong("rolled_back", file, signed=size, size=len(self.lines))
        elif self.tree.root(size) != checkpoint.root:
            report.wrong("history_differs", file, signed=size)
        else:
            return True
        return False

    def signed(self, note: Note) -> bool:
        """Whether one of the ledger's keys signed a note."""
        return any(note.signed_by(held.key) for held in self.moment.state.keys)

    def count(self) -> None:
        """The figures and outcome of each question, from the lines that could be read."""
        if self.moment.state.ballot is not None:
            self._report.results = [result_of(count) for count in self.moment.counts()]

    def _check_pins(self, event: ResultProclaimed) -> None:
        """What a proclamation says it rests on is what the lines before it give."""
        pins = event.pins
        assert pins is not None
        try:
            act = self.moment.act(event)
            counts = self.moment.counts()
        except NotFolded:
            return  # the line itself is reported
        assert isinstance(act, Proclaimed)
        found = pins_of(act, counts, event.seq, self.tree.root(event.seq), pins.software)
        for name in ("size", "root", "rulebook", "result"):
            if getattr(found, name) != getattr(pins, name):
                self._report.wrong("pin_differs", line=event.seq, pin=name)
