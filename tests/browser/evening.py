"""The worked ballots, hosted before anything happened; sheets and acts come one by one, as on the night."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from recolement.formats.folder import read_folder
from recolement.model.folder import BallotFolder
from recolement.web.evenings import Evening, host

BALLOTS = Path(__file__).parents[2] / "ballots"


def before(name: str) -> tuple[Evening, BallotFolder]:
    """A worked ballot as it stood before any sheet or act, and the folder with all that was to come."""
    folder = read_folder({path.name: path.read_bytes() for path in (BALLOTS / name).iterdir()})
    slug = f"{name}-{secrets.token_hex(4)}"
    empty = replace(folder, sheets=(), entries=(), publications=(), acts=())
    return host(slug, empty, f"tests.example/{slug}"), folder


def arrives(tonight: Evening, folder: BallotFolder, unit: str, contest: str, round_: int) -> None:
    """A section's (or federation's) sum is recorded, with the figures of the folder."""
    (sheet,) = (one for one in folder.sheets if one.key == (unit, contest, round_))
    figures = {
        name: value
        for name in ("registered", "signatures", "in_box", "voters", "blank", "null", "blank_null", "valid")
        if (value := sheet.figure(name)) is not None
    }
    happens(
        tonight, "sheet-recorded/1",
        unit=unit, contest=contest, round=round_, votes=dict(sheet.votes), role="secretary", **figures,
    )  # fmt: skip


def happens(tonight: Evening, event: str, **fields: Any) -> None:
    """An act is recorded, by another door than the browser."""
    answer = tonight.record({"event": event, "actor": "a-other-door", **fields}, secrets.token_hex(8))
    assert hasattr(answer, "seq"), answer
