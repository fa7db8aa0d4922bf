"""Reports of rounds for tests: of a ballot in shorthand, of a worked ballot, of the real files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from recolement.canvass import canvass
from recolement.formats.gathering import Problems
from recolement.formats.reports import RoundReport, UnitReported
from recolement.formats.reports.folder import folder_of
from recolement.formats.reports.nodes import xml_text
from recolement.model.ballots import Option
from recolement.model.folder import BallotFolder
from recolement.model.imports import Note
from recolement.model.sheets import TallySheet
from recolement.publication.open.reports import reports_of

AT = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
Read = Callable[[bytes, str, Problems, int | None], tuple[RoundReport, tuple[Note, ...]] | None]


def reports(folder: BallotFolder) -> list[RoundReport]:
    """The reports of a folder."""
    return list(reports_of(canvass(folder), AT))


def back(read: Read, data: bytes) -> RoundReport:
    """The report of a file."""
    problems = Problems()
    found = read(data, "report", problems, None)
    problems.stop_if_any()
    assert found is not None
    return found[0]


def as_folder(read: Read, files: Iterable[bytes]) -> BallotFolder:
    """The folder of some files."""
    return folder_of([("report", back(read, data)) for data in files], Problems())


def figures(folder: BallotFolder) -> dict[tuple[str, str, int], TallySheet]:
    """The sheets of a folder, forgetting where they were read."""
    return {sheet.key: replace(sheet, source=None) for sheet in folder.sheets}


def cleaned(report: RoundReport) -> RoundReport:
    """The report with its names as XML can hold them."""

    def option(one: Option) -> Option:
        return replace(one, name=_in_xml(one.name))

    def unit(one: UnitReported) -> UnitReported:
        return replace(one, level=_in_xml(one.level), name=_in_xml(one.name))

    return replace(
        report,
        title=_in_xml(report.title),
        organisation=_in_xml(report.organisation),
        levels=tuple(map(_in_xml, report.levels)),
        units=tuple(map(unit, report.units)),
        votes=tuple(
            replace(vote, name=_in_xml(vote.name), options=tuple(map(option, vote.options)))
            for vote in report.votes
        ),
    )


def _in_xml(name: str) -> str:
    said = xml_text(name).replace("&#13;", "\r")
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
