"""Adding up the tree (totaliser): figures are sums of what is known, and coverage says what is not.

Worked example: of two sections, one wrote blank 3 and the other left the box empty: the total of blank is
3, and a finding names the section whose blank is unknown. If both left it empty, the total is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from recolement.canvass.retain import Retained
from recolement.model.ids import OptionId, UnitId
from recolement.model.results import Cells
from recolement.model.sheets import FIGURES, TallySheet

_Count: TypeAlias = int | None
_Counts: TypeAlias = tuple[_Count, _Count, _Count, _Count, _Count, _Count, _Count, _Count]
"""As many as ``FIGURES``."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals of a place, paper order; ``None`` is unknown everywhere. ``votes`` by option."""

    registered: int | None
    signatures: int | None
    in_box: int | None
    voters: int | None
    blank: int | None
    null: int | None
    blank_null: int | None
    valid: int | None
    votes: Mapping[OptionId, int | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was received of what was expected (bureaux remontés), in sections and in registered.

    ``registered_expected`` and ``registered_received`` sum the rolls that are known, and are ``None``
    where none is. A sheet set aside is neither missing nor received: ``set_aside`` names its unit.
    """

    expected: int
    received: int
    no_vote: tuple[UnitId, ...]
    missing: tuple[UnitId, ...]
    registered_expected: int | None
    registered_received: int | None
    set_aside: tuple[UnitId, ...] = ()


class Adder:
    """Running sums of the sheets of one place: each figure with how many sheets knew it."""

    def __init__(
        self, cells: Cells, voters_are: str, only_in: Mapping[OptionId, frozenset[UnitId]] | None = None
    ) -> None:
        self._options = cells.options
        self._only_in = only_in or {}
        self._voters_are = voters_are
        self._sums = [0] * len(FIGURES)
        self._known = [0] * len(FIGURES)
        self._votes = dict.fromkeys(cells.options, 0)
        self._votes_known = dict.fromkeys(cells.options, 0)

    def add(self, sheet: TallySheet, roll: int | None, sign: int = 1) -> None:
        """Add a standing sheet, or take it back with ``sign`` −1. An empty registered reads the roll."""
        sums, known = self._sums, self._known
        options = self._options_in(sheet.unit) if self._only_in else self._options
        for place, value in enumerate(_own(sheet, roll, options, self._voters_are)):
            if value is not None:
                sums[place] += sign * value
                known[place] += sign
        own_sums, own_known = self._votes, self._votes_known
        for option, vote in sheet.votes.items():
            if option in own_sums:
                own_sums[option] += sign * vote
                own_known[option] += sign

    def _options_in(self, unit: UnitId) -> list[OptionId]:
        """The options on offer in the section: the others have no figure there, and need none."""
        return [
            option for option in self._options if option not in self._only_in or unit in self._only_in[option]
        ]

    def figures(self) -> Figures:
        """The totals now."""
        known = {
            name: total if times else None
            for name, total, times in zip(FIGURES, self._sums, self._known, strict=True)
        }
        votes = {
            option: total if self._votes_known[option] else None for option, total in self._votes.items()
        }
        return Figures(**known, votes=votes)


def figures_of_sheet(
    sheet: TallySheet, roll: int | None, options: Sequence[OptionId], voters_are: str
) -> Figures:
    """What an :class:`Adder` says after this sheet alone, all of the options being on offer there."""
    votes = {option: sheet.votes.get(option) for option in options}
    return Figures(*_own(sheet, roll, options, voters_are), votes=votes)


def _own(sheet: TallySheet, roll: int | None, options: Sequence[OptionId], voters_are: str) -> _Counts:
    """A sheet's figures in paper order, those included that follow from others."""
    registered = sheet.registered if sheet.registered is not None else roll
    voters = sheet.voters
    if voters is None:  # the form does not give it: the witness that the rulebook names
        voters = sheet.signatures if voters_are == "signatures" else sheet.in_box
    blank_null, valid = sheet.blank_null, sheet.valid
    if blank_null is None and sheet.blank is not None and sheet.null is not None:
        blank_null = sheet.blank + sheet.null
    if valid is None:
        votes = [sheet.votes.get(option) for option in options]
        if None not in votes:
            valid = sum(vote for vote in votes if vote is not None)
    return (
        registered, sheet.signatures, sheet.in_box, voters, sheet.blank, sheet.null, blank_null, valid
    )  # fmt: skip


class CoverageCount:
    """Running coverage of one place."""

    def __init__(self) -> None:
        self.expected = 0
        self.received = 0
        self._no_vote: dict[UnitId, None] = {}
        self._missing: dict[UnitId, None] = {}
        self._set_aside: dict[UnitId, None] = {}
        self._rolls_expected: int | None = None
        self._rolls_received: int | None = None

    def expect(self, unit: UnitId, roll: int | None, retained: Retained) -> None:
        """Count a section of the closed register with what stands for it."""
        self.expected += 1
        if roll is not None:
            self._rolls_expected = (self._rolls_expected or 0) + roll
        if retained.missing:
            self._missing[unit] = None
        else:
            self._receive(unit, roll, retained)

    def arrive(self, unit: UnitId, roll: int | None, retained: Retained) -> None:
        """A section that was missing is missing no more."""
        del self._missing[unit]
        self._receive(unit, roll, retained)

    def _receive(self, unit: UnitId, roll: int | None, retained: Retained) -> None:
        if retained.no_vote is not None:
            self._no_vote[unit] = None
        elif retained.set_aside is not None:
            self._set_aside[unit] = None
        elif retained.sheet is not None:
            self.received += 1
            if roll is not None:
                self._rolls_received = (self._rolls_received or 0) + roll

    @property
    def complete(self) -> bool:
        """Whether no section is missing."""
        return not self._missing

    def coverage(self) -> Coverage:
        """The coverage now."""
        received = self._rolls_received
        if received is None and self._rolls_expected is not None:
            received = 0
        return Coverage(
            self.expected,
            self.received,
            tuple(self._no_vote),
            tuple(self._missing),
            self._rolls_expected,
            received,
            tuple(self._set_aside),
        )
