"""The tally sheet (procès-verbal) as a section signed it, and the other figures of the folder.

What a section leaves empty is ``None``: absent, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from recolement.model.ids import ContestId, OptionId, UnitId

FIGURES = ("registered", "signatures", "in_box", "voters", "blank", "null", "blank_null", "valid")
"""The counts of a sheet beside its votes, in paper order, as they are named in ``sheets.csv``."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line was read: file and row (1 is the header; first data row is 2)."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class TallySheet:
    """One section's signed form for one contest and round (procès-verbal).

    Figures follow the paper: ``registered`` (inscrits), ``signatures`` (émargements), ``in_box``
    (enveloppes ou bulletins trouvés dans l'urne), ``voters`` (votants, for forms that give a single
    number), ``blank`` (blancs), ``null`` (nuls), ``blank_null`` (blancs et nuls ensemble), ``valid``
    (suffrages exprimés), ``votes`` (voix). An option missing from ``votes`` is unknown.
    """

    unit: UnitId
    contest: ContestId
    round: int
    registered: int | None = None
    signatures: int | None = None
    in_box: int | None = None
    voters: int | None = None
    blank: int | None = None
    null: int | None = None
    blank_null: int | None = None
    valid: int | None = None
    votes: Mapping[OptionId, int] = field(default_factory=dict)
    source: Source | None = None

    @property
    def key(self) -> tuple[UnitId, ContestId, int]:
        """What the sheet is about: unit, contest, round."""
        return (self.unit, self.contest, self.round)

    @property
    def papers(self) -> int | None:
        """Papers of the unit: those found in the box, else the single number of voters."""
        return self.in_box if self.in_box is not None else self.voters

    @property
    def is_bare(self) -> bool:
        """Whether the sheet says nothing of what was found: it holds no figure but ``registered`` at most."""
        return not self.votes and all(getattr(self, name) is None for name in FIGURES[1:])

    def figure(self, field_name: str) -> int | None:
        """A count by its column name: one of ``FIGURES`` or an option's id."""
        if field_name in FIGURES:
            value: int | None = getattr(self, field_name)
            return value
        return self.votes.get(OptionId(field_name))

    def with_figures(self, figures: Mapping[str, int | None], votes: Mapping[OptionId, int]) -> TallySheet:
        """The same sheet with these counts (by column name) instead of its own, and these votes."""
        counts = {name: figures[name] if name in figures else self.figure(name) for name in FIGURES}
        return TallySheet(self.unit, self.contest, self.round, **counts, votes=votes, source=self.source)


@dataclass(frozen=True, slots=True)
class Entry:
    """One typing of a sheet (saisie): ``first``, ``second`` or ``representative:<option>``."""

    sheet: TallySheet
    entry: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One figure made public (a snapshot of ``publications.csv``), in the order of publication.

    ``unit`` may be no unit of the tree; ``name`` then says what place it is. ``value`` is an integer
    count, or a share of 1 as text for ``share:<option>`` fields.
    """

    at: str
    contest: ContestId
    round: int
    unit: UnitId
    field: str
    value: str
    reason: str = ""
    source: Source | None = None
    name: str = ""
