"""A test reads like a ballot: its docstring says what it shows, then, after a blank line, the ballot."""

from __future__ import annotations

import inspect

import pytest

from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder


@pytest.fixture
def ballot(request: pytest.FixtureRequest) -> BallotFolder:
    """The ballot written in shorthand after the first paragraph of the test's docstring."""
    described = inspect.getdoc(request.function) or ""
    _, _, lines = described.partition("\n\n")
    return read_shorthand(lines)
