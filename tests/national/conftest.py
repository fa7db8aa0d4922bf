"""Both rounds of the presidential election of 2017, read and canvassed once for all the tests here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recolement.canvass import Canvass, canvass
from recolement.formats.collector import collector_at_rest
from recolement.formats.folder import read_folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data."""
    place = os.environ.get("RECOLEMENT_SHARED")
    if not place:
        pytest.skip("real data: set RECOLEMENT_SHARED to the folder that holds data/france")
    return Path(place)


@pytest.fixture(scope="session")
def told() -> list[tuple[str, int, int]]:
    """What the canvass of ``france`` said of its progress."""
    return []


@pytest.fixture(scope="session")
def france(shared: Path, told: list[tuple[str, int, int]]) -> Iterator[Canvass]:
    """69,242 stations, two rounds, the 50 annulments as rulings (some 10 s)."""
    from ballots_2017 import ballot_folder

    with collector_at_rest():
        folder = read_folder(ballot_folder(shared, acts=True))
        yield canvass(folder, progress=lambda *what: told.append(what))
