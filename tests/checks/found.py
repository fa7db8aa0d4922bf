"""What the checks of this room say of a ballot, by the whole path."""

from __future__ import annotations

from recolement.canvass import canvass
from recolement.model.findings import Finding
from recolement.model.folder import BallotFolder


def found(folder: BallotFolder, code: str) -> list[Finding]:
    """The findings of one check."""
    return [finding for finding in canvass(folder).findings if finding.code == code]


def figures(folder: BallotFolder, code: str) -> list[tuple[object, ...]]:
    """The unit, what was expected, what was found and the difference, of each finding of one check."""
    return [(one.unit, one.expected, one.found, one.difference) for one in found(folder, code)]


def fields(folder: BallotFolder, code: str) -> list[tuple[str, ...]]:
    """The boxes that each finding of one check highlights."""
    return [one.fields for one in found(folder, code)]
