"""A ballot folder in memory: everything people wrote down, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recolement.model.acts import Act
from recolement.model.ballots import Ballot
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Entry, Published, TallySheet
from recolement.model.units import Group, UnitTree


@dataclass(frozen=True, slots=True)
class BallotFolder:
    """The ballot, its tree, its rolls, its sheets, entries, publications and acts (FORMAT).

    ``sheets`` keep the order of the file and may hold doubles: a check says so. ``rolls`` override the
    tree's registered for one round. ``listed``: the rows of ``sheets.csv`` that hold no figure but
    ``registered`` at most; such a unit takes part, and its sheet is still missing. ``returned``: the sheets
    that were sent back to their section, with the last reason; what it sent since is among ``sheets``.
    """

    ballot: Ballot
    tree: UnitTree
    sheets: tuple[TallySheet, ...] = ()
    entries: tuple[Entry, ...] = ()
    publications: tuple[Published, ...] = ()
    acts: tuple[Act, ...] = ()
    rolls: Mapping[tuple[UnitId, int], int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    listed: frozenset[tuple[UnitId, ContestId, int]] = frozenset()
    returned: Mapping[tuple[UnitId, ContestId, int], str] = field(default_factory=dict)

    def roll(self, unit: UnitId, round_number: int) -> int | None:
        """The closed roll of a section in a round; ``None`` is unknown."""
        given = self.rolls.get((unit, round_number))
        return self.tree[unit].registered if given is None else given
