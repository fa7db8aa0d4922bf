"""Clocks that disagree. The order of the ledger is that of its lines; a clock is only what somebody says.

By hand: line 8 at 20:00, line 9 at 20:05 the day before: L1 on line 9, 86,100 seconds back. A witness
cosigns ten lines at 21:00 while line 9 says 20:05 the day after: L2 on line 9, 83,100 seconds ahead.
"""

from __future__ import annotations

from recolement.ledger.layout import LINES
from recolement.model.findings import Finding, Severity
from recolement.model.sheets import Source
from recolement.verify.report import Report
from recolement.verify.walk import Walk

TOLERANCE = 30 * 60
"""Seconds that two honest clocks may differ by: less than the hour of a wrong summer time."""


def check_clocks(walk: Walk, witnessed: list[tuple[int, int]], now: int | None, report: Report) -> None:
    """L1: a line dated well before the one before it. L2: a line dated well after somebody had seen it."""
    before = None
    for event in walk.events:
        if before is not None and (back := (before - event.at).total_seconds()) > TOLERANCE:
            report.findings.append(_finding("L1", event.seq, int(back)))
        before = event.at
    seen = [*witnessed, *([] if now is None else [(len(walk.events), now)])]
    for size, time in seen:
        for event in walk.events[:size]:
            ahead = int(event.at.timestamp()) - time
            if ahead > TOLERANCE:
                report.findings.append(_finding("L2", event.seq, ahead))
                break


def _finding(code: str, line: int, seconds: int) -> Finding:
    facts = {"line": line, "seconds": seconds}
    return Finding(code, Severity.WARNING, facts=facts, source=Source(LINES, line + 1), difference=seconds)
