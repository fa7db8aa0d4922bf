"""A ballot from a form: a title, the units in a spreadsheet, the options, a rulebook in plain words.

What the form says becomes the files of a ballot folder, read as if somebody had written them: the same
problems are found, with the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from recolement.formats.decoding import Content
from recolement.formats.folder import read_folder
from recolement.formats.toml_writing import text
from recolement.ledger.codec import canonical
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.web.organiser.rulebooks import TEMPLATES

ENTRIES = ("single", "countersigned", "double")
RULINGS = ("majority", "unanimity")


LONGEST_FILE = 20_000_000
LONGEST_PIECE = 40_000
"""Bytes of a long list in one line of the ledger."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says."""

    title: str
    organisation: str
    levels: Sequence[str]
    contest: str
    options: Sequence[str]
    template: str
    seats: int = 1
    entry: str = "single"
    ruling: str = "majority"
    signatures: int = 1
    language: str = "fr"
    source: str = ""
    turnout_hours: Sequence[str] = ()
    units: Mapping[str, Content] = field(default_factory=dict)


def ballot_of(wanted: Wanted) -> BallotFolder:
    """The ballot; ``Unusable`` with every problem."""
    return read_folder({"ballot.toml": written(wanted).encode(), **wanted.units})


def written(wanted: Wanted) -> str:
    """``ballot.toml``."""
    template = TEMPLATES[wanted.template]
    lines = [
        f"title = {text(wanted.title)}",
        f"organisation = {text(wanted.organisation)}",
        f"language = {text(wanted.language)}",
        f"levels = [{', '.join(map(text, wanted.levels))}]",
        f"turnout_hours = [{', '.join(map(text, wanted.turnout_hours))}]",
        "",
        "[rulebook]",
        template.toml,
        f"seats = {wanted.seats}",
        f"source = {text(wanted.source)}",
        f"entry = {text(wanted.entry)}",
        f"ruling = {text(wanted.ruling)}",
        f"signatures_needed = {wanted.signatures}",
        "",
        "[[contest]]",
        'id = "contest"',
        f"name = {text(wanted.contest)}",
    ]
    for number, option in enumerate(wanted.options, start=1):
        lines += ["[[contest.option]]", f'id = "option-{number}"', f"name = {text(option)}",
                  f'kind = "{template.options}"', f"number = {number}"]  # fmt: skip
    for number in range(1, template.rounds + 1):
        lines += ["[[round]]", f"number = {number}"]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was sent, under the name that its owner gave it."""

    name: str
    content: bytes

    def in_folder(self, table: str) -> dict[str, bytes]:
        """Under the name that such a table has in a ballot folder."""
        ending = "xlsx" if self.name.casefold().endswith(".xlsx") else "csv"
        return {f"{table}.{ending}": self.content}


def uploaded_table(request: HttpRequest, table: str) -> Table | None:
    """A table sent with a form; ``None`` where none was, or it is too large."""
    sent = request.FILES.get(table)
    if sent is None or (sent.size or 0) > LONGEST_FILE:
        return None
    return Table((sent.name or f"{table}.csv")[:200], sent.read())


def uploaded(request: HttpRequest, table: str) -> tuple[str, bytes]:
    """The same, under the name that it has in a ballot folder; empty where there is none."""
    sent = uploaded_table(request, table) or Table(f"{table}.csv", b"")
    ((name, content),) = sent.in_folder(table).items()
    return name, content


def in_pieces(counts: Mapping[UnitId, int]) -> Iterator[dict[str, int]]:
    """Counts by unit in pieces that each fit a line."""
    piece: dict[str, int] = {}
    size = 0
    for unit, count in counts.items():
        length = len(canonical({unit: count}))
        if piece and size + length > LONGEST_PIECE:
            yield piece
            piece, size = {}, 0
        piece[unit] = count
        size += length
    if piece:
        yield piece
