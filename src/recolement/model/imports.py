"""What an import of other people's files understood, and what it left out: said to whoever asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recolement.model.folder import BallotFolder


@dataclass(frozen=True, slots=True)
class Note:
    """One thing an import understood, or left out. ``facts`` fill the sentence, as in a problem's."""

    code: str
    file: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """The ballot folder that the files make, and what was understood on the way."""

    folder: BallotFolder
    notes: tuple[Note, ...] = ()
