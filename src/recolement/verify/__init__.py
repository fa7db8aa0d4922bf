"""Verifying a ledger, or a published one, from its bytes alone.

Everything is looked at: every line's writing, number, hash and right to be there; every signature, text,
cosignature and further file; and, where something is wrong, what and where. Nothing is opened here: the
files are handed in as names, each with a function that reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recolement.formats.collector import collector_at_rest
from recolement.ledger.layout import CHECKPOINT, LINES
from recolement.ledger.note import VerifierKey
from recolement.verify.bundle import is_bundle, verify_bundle
from recolement.verify.evidence import check_evidence
from recolement.verify.files import Files, Reading, check_names, check_texts, check_witnesses
from recolement.verify.lines import read_lines
from recolement.verify.published import read_published
from recolement.verify.report import Report, Wrong
from recolement.verify.signing import check_checkpoint
from recolement.verify.timing import check_clocks
from recolement.verify.walk import Walk

__all__ = ["Files", "Report", "Wrong", "is_bundle", "verify", "verify_bundle"]


def verify(
    files: Files,
    pinned: VerifierKey | None = None,
    evidence: Sequence[tuple[str, bytes]] = (),
    now: int | None = None,
    *,
    count: bool = True,
) -> Report:
    """Verify a ledger.

    ``files``: its files by name. ``pinned``: the public key that the reader trusts, from elsewhere.
    ``evidence``: receipts and checkpoints kept by others, with the name of each. ``now``: seconds since 1970,
    to find lines dated in the future. ``count``: whether results are computed too.
    """
    report = Report(pinned=pinned)
    if LINES not in files and CHECKPOINT not in files:  # another folder: its files are not in the way
        report.wrong("no_ledger")
        return report
    kinds = check_names(files, report)
    reading = Reading(files, report)
    published = LINES not in kinds
    if not published:
        lines, leaves = read_lines(reading)
    elif any(kind == "bundle" for kind in kinds.values()):
        lines, leaves = read_published(reading, kinds)
    else:
        report.wrong("no_ledger")
        return report
    with collector_at_rest():
        walk = Walk(lines, _texts(reading, kinds), report)
        walk.run()
    report.size, report.moment, report.walk = len(lines), walk.moment, walk
    check_checkpoint(reading, walk, leaves, pinned)
    times = check_witnesses(reading, kinds, walk)
    check_texts(reading, kinds, walk, published)
    check_evidence(evidence, walk, report)
    check_clocks(walk, times, now, report)
    if count:
        walk.count()
    return report


def _texts(reading: Reading, kinds: Mapping[str, str]) -> Mapping[str, str]:
    """The texts kept outside that are what their names say."""
    return reading.texts([name for name, kind in kinds.items() if kind == "text"])
