"""What people decided and declared: the acts of ``recolement.model.acts``, as lines.

``dated`` is the moment that the act itself bears, where it is not the one at which the line was written: an
RFC 3339 date, or date and time.
"""

from __future__ import annotations

import msgspec

from recolement.ledger.events.common import Count, Digest, Event, Number, Part, Text


class ActEvent(Event, frozen=True, kw_only=True):
    """What an act touches: units, a contest, a round (absent: all of them), or the result itself."""

    dated: str | None = None
    units: tuple[str, ...] | None = None
    contest: str | None = None
    round: Number | None = None
    result: bool = False


class RollClosed(ActEvent, tag="roll-closed/1", frozen=True, kw_only=True):
    """The roll is fixed. ``commitment``: a keyed digest of the list of names, which stays elsewhere."""

    commitment: Digest | None = None


class RoundOpened(ActEvent, tag="round-opened/1", frozen=True, kw_only=True):
    """A round is opened."""


class RoundClosed(ActEvent, tag="round-closed/1", frozen=True, kw_only=True):
    """A round is closed."""


class NoVoteHeld(ActEvent, tag="no-vote-held/1", frozen=True, kw_only=True):
    """No vote took place in these units."""

    reason: Text


class FigureCorrected(ActEvent, tag="figure-corrected/1", frozen=True, kw_only=True):
    """One figure of one sheet is corrected; ``evidence`` are digests of documents."""

    field: str
    value: Count
    reason: Text | None = None
    evidence: tuple[Text, ...] = ()


class FindingAcknowledged(ActEvent, tag="finding-acknowledged/1", frozen=True, kw_only=True):
    """A finding is known and explained."""

    code: str
    reason: Text | None = None


class SheetSetAside(ActEvent, tag="sheet-set-aside/1", frozen=True, kw_only=True):
    """A sheet is recorded and not added, pending a ruling."""

    reason: Text


class ClaimWritten(Part, frozen=True, kw_only=True):
    """One figure as somebody says it should be."""

    unit: str
    field: str
    value: Count


class DisputeFiled(ActEvent, tag="dispute-filed/1", frozen=True, kw_only=True):
    """A dispute. ``seeks``: ``annul``, ``recount`` or ``correct``."""

    id: str
    seeks: str
    grounds: Text | None = None
    options: tuple[str, ...] = ()
    ballots: Count | None = None
    values: tuple[ClaimWritten, ...] = ()


class DisputeWithdrawn(ActEvent, tag="dispute-withdrawn/1", frozen=True, kw_only=True):
    """A dispute is withdrawn by who filed it."""

    of: str


class ResultFrozen(ActEvent, tag="result-frozen/1", frozen=True, kw_only=True):
    """A scope's result may not be proclaimed until a ruling lifts the freeze."""

    id: str
    reason: Text | None = None
    until: str | None = None


class MatterReferred(ActEvent, tag="matter-referred/1", frozen=True, kw_only=True):
    """A matter goes to a higher body."""

    of: str
    to: str
    due: str | None = None


class RulingMade(ActEvent, tag="ruling-made/1", frozen=True, kw_only=True):
    """What the commission decided: ``uphold``, ``correct``, ``annul``, ``vote_again`` or ``lift``."""

    effect: str
    of: str = ""
    for_: Count | None = msgspec.field(default=None, name="for")
    against: Count | None = None
    abstaining: Count | None = None
    grounds: Text | None = None
    values: tuple[ClaimWritten, ...] = ()


class LotsDrawn(ActEvent, tag="lots-drawn/1", frozen=True, kw_only=True):
    """Lots drawn among equals; method and seed are public, so that anyone can draw again."""

    options: tuple[str, ...]
    order: tuple[str, ...]
    method: str = ""
    seed: str = ""


class OptionRallied(ActEvent, tag="option-rallied/1", frozen=True, kw_only=True):
    """An eliminated option calls to vote for another one."""

    option: str
    to: str


class Pins(Part, frozen=True, kw_only=True):
    """What a proclamation rests on: the ledger before it, the rules, the result, and the software."""

    size: Number
    root: Digest
    rulebook: Digest
    result: Digest
    software: str


class ResultProclaimed(ActEvent, tag="result-proclaimed/1", frozen=True, kw_only=True):
    """The result is proclaimed. ``pins`` is absent only where the act was brought in from a folder."""

    version: Number = 1
    signed_by: tuple[Text, ...] = ()
    pins: Pins | None = None
