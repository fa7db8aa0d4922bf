"""One sheet read once: its sums and what it leaves unknown, computed before any check looks at it.

Worked example: voters 85, blank and null together 1, votes 39 and 45, valid left empty. Papers 85 (from
``voters``), cast 84 (39 + 45), valid 84 (derived), blank or null 1; signatures and in_box unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from recolement.model.ids import OptionId, UnitId
from recolement.model.sheets import FIGURES, TallySheet

REGISTERED, SIGNATURES, IN_BOX, VOTERS, BLANK, NULL, BLANK_NULL, VALID = (1 << bit for bit in range(8))
"""One bit for each of ``FIGURES``, in their order."""
VOTES = 1 << len(FIGURES)
"""The bit of the votes together: set where one option on offer has no figure."""


class Reading:
    """The figures of a sheet as the checks use them; ``None`` is unknown.

    ``registered`` is the sheet's, else the closed ``roll``. ``papers`` are those in the box, else the
    single number of voters, and ``papers_field`` says which. ``valid`` is as written, else the votes
    together when all are known; ``cast`` sums the votes that are there; ``complete`` is whether every
    option on offer has its figure, and ``votes`` then holds them in the order of the contest.
    ``unknown`` has a bit for each figure that can be neither read nor derived.
    """

    __slots__ = (
        "blank_null",
        "cast",
        "complete",
        "papers",
        "papers_field",
        "registered",
        "roll",
        "sheet",
        "unit",
        "unknown",
        "valid",
        "votes",
    )

    def __init__(
        self, sheet: TallySheet, roll: int | None, offered: Sequence[OptionId], voters_are: str
    ) -> None:
        self.sheet = sheet
        self.unit: UnitId = sheet.unit
        self.roll = roll
        unknown = 0
        registered = sheet.registered
        if registered is None:
            registered = roll
            if roll is None:
                unknown = REGISTERED
        self.registered = registered
        in_box, voters, signatures = sheet.in_box, sheet.voters, sheet.signatures
        if in_box is not None:
            self.papers: int | None = in_box
            self.papers_field = "in_box"
        else:
            self.papers = voters
            self.papers_field = "voters"
            unknown |= IN_BOX
        if signatures is None:
            unknown |= SIGNATURES
        if voters is None and (signatures if voters_are == "signatures" else in_box) is None:
            unknown |= VOTERS
        blank, null, both = sheet.blank, sheet.null, sheet.blank_null
        if blank is not None and null is not None:
            both = blank + null
        else:
            if blank is None:
                unknown |= BLANK
            if null is None:
                unknown |= NULL
            if both is None:
                unknown |= BLANK_NULL
        self.blank_null = both
        given = sheet.votes
        self.cast = sum(given.values())
        self.votes: tuple[int, ...] | None
        try:
            self.votes = tuple([given[option] for option in offered])
            self.complete = True
        except KeyError:
            self.votes = None
            self.complete = False
            unknown |= VOTES
        valid = sheet.valid
        if valid is None:
            if self.complete:
                valid = self.cast
            else:
                unknown |= VALID
        self.valid = valid
        self.unknown = unknown
