"""The files of a ledger by name: each must have its place, and the texts and cosignatures must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.layout import WITNESSES, kind_of
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.texts import Kept, TextBroken
from recolement.verify.report import Report

if TYPE_CHECKING:
    from recolement.verify.walk import Walk

Files: TypeAlias = Mapping[str, Callable[[], bytes]]
"""The files of a folder by their path in it, each with a function that reads it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The files, and where to say what is wrong with them."""

    files: Files
    report: Report

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self.files[name]()

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """The texts kept outside, by digest; one that is not what its name says is wrong."""
        found: dict[str, str] = {}
        for name in names:
            digest = name.rpartition("/")[2]
            try:
                kept = Kept.read(self.read(name))
            except TextBroken:
                self.report.wrong("text_unreadable", name)
                continue
            if kept.digest != digest:
                self.report.wrong("text_altered", name)
            else:
                found[digest] = kept.text
        return found


def check_names(files: Files, report: Report) -> dict[str, str]:
    """The kind of each file that is verified; a file that has no place in a ledger is wrong."""
    kinds: dict[str, str] = {}
    for name in files:
        kind = kind_of(name)
        if kind is None:
            report.wrong("unknown_file", name)
        elif kind == "lock":
            if files[name]():
                report.wrong("not_empty", name)
        elif kind != "key":
            kinds[name] = kind
    return kinds


def check_texts(reading: Reading, kinds: Mapping[str, str], walk: Walk, published: bool) -> None:
    """Every text kept is cited, every text cited is kept or was erased by a line that says so."""
    report, state = reading.report, walk.moment.state
    kept = {name.rpartition("/")[2]: name for name, kind in kinds.items() if kind == "text"}
    for digest, name in kept.items():
        if digest not in walk.moment.cited:
            if not walk.stopped:
                report.wrong("text_uncited", name)
        elif digest in state.erased:
            report.wrong("text_not_erased", name, state.erased[digest])
    missing = [digest for digest in walk.moment.cited if digest not in kept and digest not in state.erased]
    if published:
        if missing:
            report.notice("texts_not_published", count=len(missing))
    else:
        for digest in missing:
            report.wrong("text_missing", line=walk.moment.cited[digest], digest=digest)
    if state.erased:
        report.notice("texts_erased", count=len(state.erased))


def check_witnesses(reading: Reading, kinds: Mapping[str, str], walk: Walk) -> list[tuple[int, int]]:
    """Each cosigned checkpoint is one of this ledger's, cosigned by the witness it is named for.

    Gives the size and the time of each cosignature.
    """
    report = reading.report
    witnesses = {key.id.hex(): key for key in walk.moment.state.witnesses.values()}
    times: list[tuple[int, int]] = []
    for name, kind in kinds.items():
        if kind != "witness":
            continue
        witness = witnesses.get(name.removeprefix(f"{WITNESSES}/"))
        if witness is None:
            report.wrong("witness_unknown", name)
            continue
        try:
            note = Note.read(reading.read(name))
            checkpoint = Checkpoint.read(note.text)
        except NoteBroken as broken:
            report.wrong("checkpoint_unreadable", name, why=broken.code)
            continue
        if not walk.holds(checkpoint, name):
            continue
        if not walk.signed(note):
            report.wrong("checkpoint_unsigned", name)
        time = cosigned_at(note, witness)
        if time is None:
            report.wrong("cosignature_fails", name, witness=witness.name)
        else:
            times.append((checkpoint.size, time))
            report.notice("cosigned", name, witness=witness.name, size=checkpoint.size)
    return times
