"""Open matters (affaires en suspens): what one decision settles, and all that it can still contribute.

The set of contributions of a matter is a union of *possibilities*; each possibility is a fixed vector
plus papers that are free. This one shape says every line of ASSERTIONS section 3:

- missing, roll R: one possibility, nothing fixed, ``Free(R, over=ALL)``;
- box of n papers known, split unknown, or recount: fixed abstain R − n, ``Free(n, over=BALLOTS)``;
- annulled or not, swapped or not, as entered or as claimed: two fixed vectors;
- k papers contested among those of x: fixed x, ``Moved(k, x)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recolement.model.ids import MatterId, UnitId
from recolement.model.results import Vector


class Over(StrEnum):
    """The cells free papers may fall in."""

    ALL = "all"
    """Any cell: options, blank, null, abstain."""
    BALLOTS = "ballots"
    """Any ballot cell: options, blank, null."""
    OPTIONS = "options"
    """Options only (mandates of a unit weighed by mandates)."""
    UNMARKED = "unmarked"
    """Blank or null: papers counted together where blank votes are valid and null ones are not."""


@dataclass(frozen=True, slots=True)
class Free:
    """So many papers that may be split in any way over some cells."""

    papers: int
    over: Over = Over.BALLOTS


@dataclass(frozen=True, slots=True)
class Moved:
    """At most ``papers`` of the ballots of ``of`` may be moved to any ballot cell (``of`` is not added).

    ``uncounted`` more papers, which the sheet mentions and puts nowhere, may be among those that move: they
    stand in abstain until then.
    """

    papers: int
    of: Vector
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class Possibility:
    """One way a matter may end: a fixed contribution plus free papers and moved papers.

    ``ruling`` names it where a matter joins several disputes (``annul``, ``correct``, ``recount`` …);
    empty: the matter's reason says it.
    """

    fixed: Vector
    free: tuple[Free, ...] = ()
    moved: tuple[Moved, ...] = ()
    ruling: str = ""


class Reason(StrEnum):
    """Why a matter is open, as written in the tally's JSON."""

    MISSING = "missing"
    ANNULMENT = "annulment"
    RECOUNT = "recount"
    BALLOTS = "ballots"
    SWAP = "swap"
    CLAIM = "claim"
    SET_ASIDE = "set_aside"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter: its units move together.

    ``as_entered`` is what the matter contributes to the totals now (a missing unit with a known roll:
    all its registered in abstain). ``possibilities`` is everything it may contribute in the end.
    ``unknown_rolls``: its missing units whose roll is not known (they can bring any number of papers).
    """

    id: MatterId
    reason: Reason
    units: tuple[UnitId, ...]
    as_entered: Vector
    possibilities: tuple[Possibility, ...]
    unknown_rolls: int = 0
