"""What a rehearsal is made of: what was asked for, the sheets that arrive, the faults put among them.

A script is a value. It holds every sheet with its second of arrival, counted from the close of the vote, and
what each section would say if it were asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import TallySheet

LONGEST_SEED = 200
MOST_FAULTS = 100


class FaultKind(StrEnum):
    """What may be wrong with a night, in the order in which faults are chosen."""

    SWAPPED = "swapped"
    """Two options' votes exchanged on a sheet (voix inversées)."""
    FORGOTTEN = "forgotten_federation"
    """No sheet of a federation comes, and nobody says so."""
    DOUBLED = "doubled_sheet"
    """A second sheet of a section, with other figures."""
    TYPO = "typo_in_total"
    """Two digits of a total exchanged."""
    COPIED = "copied_sheet"
    """A section's sheet bears another's figures."""
    NETWORK = "lost_network"
    """Some sections of a federation fall silent, and all come at once very late."""
    LATE = "late_section"
    """A large section comes after everybody else."""
    ALTERED = "altered_row"
    """A recorded line is changed in the storage itself."""
    GAP = "gap"
    """Fewer papers in the box than signatures."""
    ROLL = "wrong_roll"
    """The sheet's registered voters are not those of the closed roll."""
    EMPTY = "empty_box"
    """An option's votes were left empty."""
    EXCHANGED = "exchanged_sections"
    """Two sections' sheets, each under the other's name."""


SILENT = frozenset({FaultKind.FORGOTTEN, FaultKind.NETWORK, FaultKind.LATE})
"""Faults that consist in sheets that do not come."""


class NotRehearsed(ValueError):
    """No rehearsal can be made of this: ``code`` says why, with its facts.

    ``seed_too_long`` · ``seed_not_text`` · ``faults_out_of_range`` · ``unknown_option`` · ``unknown_round`` ·
    ``no_sections`` · ``margin_out_of_reach``.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts: Mapping[str, str | int] = facts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the night should be: who leads, by how many votes, with how many faults.

    ``round``: the one rehearsed; ``leader``: an option of its first question, drawn where it is not given;
    ``margin``: its lead in votes, close where it is not given.
    """

    seed: str
    faults: int = 12
    round: int = 1
    leader: str | None = None
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sheet that comes by itself, so many seconds after the close. ``entry``: which typing, if any."""

    at: int
    sheet: TallySheet
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, when it can first be seen, when it mends itself (``until``), its figures.

    ``place``: the unit above, where the fault is of a whole place.
    """

    number: int
    kind: FaultKind
    units: tuple[UnitId, ...]
    contest: ContestId
    round: int
    at: int
    until: int | None = None
    place: UnitId | None = None
    options: tuple[OptionId, ...] = ()
    field: str = ""
    written: int | None = None
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The night as it will be played. ``truth``: every section's sheet as it should have been."""

    seed: str
    contest: ContestId
    round: int
    place: str
    leader: OptionId
    second: OptionId | None
    margin: int
    arrivals: tuple[Arrival, ...]
    truth: tuple[TallySheet, ...]
    faults: tuple[Fault, ...]
    impossible: tuple[FaultKind, ...] = field(default=())
    """The kinds for which this ballot had no room left."""

    @property
    def ends(self) -> int:
        """The second of the last arrival."""
        return self.arrivals[-1].at if self.arrivals else 0
