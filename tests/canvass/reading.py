"""What the tests of this room ask of a ballot."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.canvass import ContestResult, canvass
from recolement.canvass.verdict import Verdict
from recolement.model.folder import BallotFolder
from recolement.model.results import Outcome


def refusals(folder: BallotFolder) -> list[str]:
    """The codes of the refused acts, in order."""
    return [refused.code for refused in canvass(folder).proceedings.refused]


def first(folder: BallotFolder) -> ContestResult:
    """The result of the first contest, round and scope."""
    return canvass(folder).results[0]


def votes(folder: BallotFolder) -> Mapping[str, int | None]:
    """The votes of the first result."""
    return first(folder).figures.votes


def outcome(folder: BallotFolder) -> Outcome:
    """The outcome of the first result, which has one."""
    found = first(folder).outcome
    assert found is not None
    return found


def verdict(folder: BallotFolder) -> Verdict:
    """The verdict on the first result, which has one."""
    found = first(folder).verdict
    assert found is not None
    return found
