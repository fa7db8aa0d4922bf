"""The worked ballots, hosted before anything happened; sheets and acts come one by one, as on the night."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from recolement.desk import Recorded
from recolement.formats.folder import read_folder
from recolement.model.folder import BallotFolder
from recolement.web.evenings import Evening, host

BALLOTS = Path(__file__).parents[2] / "ballots"


def before(name: str, spread: int = 0) -> tuple[Evening, BallotFolder]:
    """A worked ballot as it stood before any sheet or act, and the folder with all that was to come.

    ``spread``: the unit ``reste``, whose detail was never published, as so many fictional federations.
    """
    files = {path.name: path.read_bytes() for path in (BALLOTS / name).iterdir()}
    folder = read_folder(_spread(files, spread) if spread else files)
    slug = f"{name}-{secrets.token_hex(4)}"
    empty = replace(folder, sheets=(), entries=(), publications=(), acts=())
    return host(slug, empty, f"tests.example/{slug}", public=True), folder


def _spread(files: dict[str, bytes], number: int) -> dict[str, bytes]:
    """``fiction-1`` to ``fiction-N`` in place of ``reste``: named as fiction, their sums as published."""
    units = files["units.csv"].decode().splitlines()
    sheets = files["sheets.csv"].decode().splitlines()
    (unit,) = (line for line in units if line.startswith("reste,"))
    (sheet,) = (line for line in sheets if line.startswith("reste,"))
    _, round_, registered, _, blank_null, _, aubry, royal = sheet.split(",")
    shared = [_shared(int(total), number) for total in (registered, blank_null, aubry, royal)]
    units.remove(unit)
    sheets.remove(sheet)
    for place, (roll, unused, one, other) in enumerate(zip(*shared, strict=True), start=1):
        units.append(f"fiction-{place},FR,federation,Fédération fictive {place},{roll}")
        valid = one + other
        sheets.append(f"fiction-{place},{round_},{roll},{valid + unused},{unused},{valid},{one},{other}")
    return files | {
        "units.csv": "\n".join(units).encode(), "sheets.csv": "\n".join(sheets).encode()
    }  # fmt: skip


def _shared(total: int, number: int) -> list[int]:
    """A total in parts as equal as whole numbers can be, the larger first."""
    each, over = divmod(total, number)
    return [each + (place < over) for place in range(number)]


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


def happens(tonight: Evening, event: str, **fields: Any) -> int:
    """An act is recorded, by another door than the browser; gives its line."""
    answer = tonight.record({"event": event, "actor": "a-other-door", **fields}, secrets.token_hex(8))
    assert isinstance(answer, Recorded), answer
    return answer.seq
