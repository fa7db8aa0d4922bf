"""The ballot as it was declared before the vote: its tree, rolls, contests, options and rules, in pieces.

A line is at most 65,535 bytes, so that long lists come in several events of one name, read one after another.
Every key of a rulebook is written, its default too: what was declared does not change with our defaults.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from recolement.ledger.events.common import Count, Event, Number, Part

Share: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,40}(/[0-9]{1,40})?$")]
"""A fraction of 1 (or a multiple of it), exact: ``1/8``, ``0``, ``3``."""


class BallotDeclared(Event, tag="ballot-declared/1", frozen=True, kw_only=True):
    """The vote itself (scrutin). ``levels`` run from the root to the leaves."""

    title: str
    organisation: str
    levels: tuple[str, ...]
    language: str
    timezone: str


class RoundDeclared(Event, tag="round-declared/1", frozen=True, kw_only=True):
    """A round (tour). ``contests``: those held in it; all where absent."""

    number: Number
    date: str | None = None
    contests: tuple[str, ...] | None = None


class UnitWritten(Part, frozen=True, kw_only=True):
    """A unit; ``registered`` is the closed roll of a section, absent where it is not known."""

    id: str
    level: str
    name: str
    parent: str | None = None
    registered: Count | None = None
    mandates: Count | None = None


class UnitsDeclared(Event, tag="units-declared/1", frozen=True, kw_only=True):
    """Units of the tree, in order, a parent anywhere among them."""

    units: tuple[UnitWritten, ...]


class GroupWritten(Part, frozen=True, kw_only=True):
    """A grouping across the tree, or more units of one already begun."""

    kind: str
    id: str
    name: str
    units: tuple[str, ...]


class GroupsDeclared(Event, tag="groups-declared/1", frozen=True, kw_only=True):
    """Groupings across the tree, in order."""

    groups: tuple[GroupWritten, ...]


class RollsDeclared(Event, tag="rolls-declared/1", frozen=True, kw_only=True):
    """The closed rolls of one round, by unit, where they differ from those of the tree."""

    round: Number
    rolls: dict[str, Count]


class RunoffWritten(Part, frozen=True, kw_only=True):
    """Who may stand in the next round."""

    kind: str
    share_base: str
    share: Share | None = None
    joins: Share | None = None


class WarnWritten(Part, frozen=True, kw_only=True):
    """Thresholds of the surprising-not-wrong checks."""

    blank_share: Share
    null_share: Share
    gap_share: Share
    gap_papers: Count
    neighbour_points: Share
    neighbour_valid: Count
    round_change: Share
    identical_valid: Count
    clock_hours: Count


class RulebookWritten(Part, frozen=True, kw_only=True):
    """The rulebook of a contest, every key; a share is a fraction written ``1/8``."""

    rule: str
    source: str
    base: str
    threshold_base: str
    runoff: RunoffWritten
    majority: Share
    majority_reached: bool
    quorum_base: str
    blank: str
    no_majority: str
    divisor: str
    quota: str
    overflow: str
    bonus: Share
    ties: tuple[str, ...]
    voters_are: str
    entry: str
    ruling: str
    annulment: str
    call_probability: Share
    signatures_needed: Count
    warn: WarnWritten
    sources: dict[str, str]
    seats: Count | None = None
    """Absent where the seats of each place are declared apart."""
    dated: str | None = None
    threshold: Share | None = None
    elected_share_of_registered: Share | None = None
    quorum: Share | None = None
    mandates: str | None = None


class ContestDeclared(Event, tag="contest-declared/1", frozen=True, kw_only=True):
    """A contest, where it is decided (``scope_each``: in each place of that level or kind), and its rules."""

    contest: str
    name: str
    rulebook: RulebookWritten
    scope_each: bool = False
    scope_kind: str | None = None
    scope_id: str | None = None


class SeatsDeclared(Event, tag="seats-declared/1", frozen=True, kw_only=True):
    """The seats of some places of a contest, by unit or ``kind:id``."""

    contest: str
    seats: dict[str, Count]


class MemberWritten(Part, frozen=True, kw_only=True):
    """A name on a list."""

    name: str
    born: str | None = None


class OptionWritten(Part, frozen=True, kw_only=True):
    """An option of a contest.

    ``units``: the places, units or ``kind:id``, where alone it is on offer: each stands for its sections.
    """

    id: str
    name: str
    kind: str
    principal: str | None = None
    substitute: str | None = None
    members: tuple[MemberWritten, ...] = ()
    born: str | None = None
    since: str | None = None
    labels: tuple[str, ...] = ()
    number: Count | None = None
    colour: str | None = None
    units: tuple[str, ...] | None = None
    family: str | None = None


class OptionsDeclared(Event, tag="options-declared/1", frozen=True, kw_only=True):
    """Options of a contest, in order."""

    contest: str
    options: tuple[OptionWritten, ...]


class OptionUnitsDeclared(Event, tag="option-units-declared/1", frozen=True, kw_only=True):
    """More places where an option is on offer."""

    contest: str
    option: str
    units: tuple[str, ...]


class StandingDeclared(Event, tag="standing-declared/1", frozen=True, kw_only=True):
    """Options that stand in a round of a contest: one or more events of the pair list them all."""

    round: Number
    contest: str
    options: tuple[str, ...]


class StandingWritten(Part, frozen=True, kw_only=True):
    """Who stands at a place, a unit or ``kind:id``; nobody: it was decided before, and votes no more."""

    place: str
    options: tuple[str, ...] = ()


class StandingByPlaceDeclared(Event, tag="standing-declared/2", frozen=True, kw_only=True):
    """Who stands in a round of a contest at some of the places where it is decided."""

    round: Number
    contest: str
    places: tuple[StandingWritten, ...]


class BallotOpened(Event, tag="ballot-opened/1", frozen=True, kw_only=True):
    """The declaration is complete: nothing of it can be added or changed from here on.

    ``importing``: what follows was written down elsewhere, and is brought in, up to ``folder-imported/1``.
    """

    importing: bool = False


class FolderImported(Event, tag="folder-imported/1", frozen=True, kw_only=True):
    """The end of what was brought in from a ballot folder, and how much that was."""

    sheets: Number
    entries: Number
    publications: Number
    acts: Number
