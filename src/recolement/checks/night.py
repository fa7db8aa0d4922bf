"""What the checks look at: the sheets that stand, what was expected, and everything else in the folder.

The canvass builds a :class:`Night` from a folder and its acts; a test builds one by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import TallySheet

SheetKey: TypeAlias = tuple[UnitId, ContestId, int]
"""Unit, contest, round: what one sheet is about."""


@dataclass(frozen=True)
class Night:
    """One evening's material.

    ``standing``: per key, the sheet that stands after corrections and rulings. ``doubles``: further
    sheets recorded for a key already taken. ``no_vote``, ``annulled``, ``set_aside``: keys about which
    an act says so (no vote held, annulled by a ruling, not added for now). ``expected``: the sections
    from which a sheet is awaited, per contest and round; every section for a contest and round left out.
    ``totals``: figures by column name, for checking publications against them, where they are known.
    """

    folder: BallotFolder
    standing: Mapping[SheetKey, TallySheet]
    doubles: Sequence[TallySheet] = ()
    no_vote: frozenset[SheetKey] = frozenset()
    annulled: frozenset[SheetKey] = frozenset()
    set_aside: frozenset[SheetKey] = frozenset()
    expected: Mapping[tuple[ContestId, int], Sequence[UnitId]] = field(default_factory=dict)
    totals: Mapping[SheetKey, Mapping[str, int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: BallotFolder) -> Night:
        """A folder without acts: the first sheet of each key stands, further ones are doubles."""
        standing: dict[SheetKey, TallySheet] = {}
        doubles = []
        for sheet in folder.sheets:
            if standing.setdefault(sheet.key, sheet) is not sheet:
                doubles.append(sheet)
        return cls(folder, standing, doubles)
