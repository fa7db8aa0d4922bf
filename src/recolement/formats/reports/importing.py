"""Files of results by a standard, one a round, as a ballot folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeAlias

from recolement.formats.collector import collector_at_rest
from recolement.formats.decoding import Content, Unreadable, read_bytes
from recolement.formats.gathering import Problems
from recolement.formats.reports.folder import folder_of
from recolement.formats.reports.round_report import RoundReport
from recolement.model.imports import Imported, Note

Reader: TypeAlias = Callable[[bytes, str, Problems, int | None], tuple[RoundReport, tuple[Note, ...]] | None]
"""Reads a file, as a round where one is said; ``None`` after noting why it cannot."""


class ReportSource(Protocol):
    """A file to import, and its round where somebody said it."""

    @property
    def file(self) -> str: ...
    @property
    def content(self) -> Content: ...
    @property
    def round(self) -> int | None: ...


@collector_at_rest()
def import_reports(sources: Sequence[ReportSource], read: Reader, title: str = "") -> Imported:
    """The folder that reports of one ballot make; else ``Unusable`` with every problem."""
    problems = Problems()
    reports: list[tuple[str, RoundReport]] = []
    notes: list[Note] = []
    for source in sources:
        try:
            raw = read_bytes(source.content, source.file, problems)
        except Unreadable:
            continue
        found = read(raw, source.file, problems, source.round)
        if found is not None:
            report, said = found
            reports.append((source.file, report))
            facts: dict[str, str | int] = {"round": report.round, "contests": len(report.votes)}
            notes.append(Note("report_read", source.file, facts))
            notes.extend(said)
    problems.stop_if_any()
    folder = folder_of(reports, problems)
    notes.append(Note("report_rulebook"))
    if title:
        folder = replace(folder, ballot=replace(folder.ballot, title=title))
    return Imported(folder, tuple(notes))
