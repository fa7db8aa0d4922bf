"""From one round to the next: the round itself where none was declared, who stands in it, its rolls.

All come after the ballot was opened, and before anything of that round was: once it is opened, or one of its
sheets is there, who stands and who may vote are what they are.
"""

from __future__ import annotations

from recolement.ledger.events.common import Count, Event, Number, Part


class JoinedWritten(Part, frozen=True, kw_only=True):
    """An option that joins one which stands (fusion)."""

    option: str
    to: str


class RoundAdded(Event, tag="round-added/1", frozen=True, kw_only=True):
    """A second round of a ballot that declared only the first, for a runoff that its rulebook gives.

    ``contests``: those held in it. An act recorded before that names no round speaks of the first one.
    """

    number: Number
    contests: tuple[str, ...]
    date: str | None = None


class RunoffPrepared(Event, tag="runoff-prepared/1", frozen=True, kw_only=True):
    """Who stands in a later round, from the outcome proclaimed of the one before.

    ``withdrawn``: who gives it up now, beside those whose withdrawal was recorded before. The same contest
    and round again, while that round is not under way, replaces what was prepared.
    """

    contest: str
    round: Number
    options: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()
    joined: tuple[JoinedWritten, ...] = ()


class RunoffAtPlace(Part, frozen=True, kw_only=True):
    """The runoff of one place, a unit or ``kind:id``: who stands, withdraws, joins.

    Nobody stands where the round before, proclaimed, decided: it votes no more.
    """

    place: str
    options: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    joined: tuple[JoinedWritten, ...] = ()


class RunoffPreparedByPlace(Event, tag="runoff-prepared/2", frozen=True, kw_only=True):
    """Who stands in a later round of a contest at some of the places where it is decided, each by itself.

    The other places are as they were. The same place again, while its round is not under way, replaces what
    was prepared of it.
    """

    contest: str
    round: Number
    places: tuple[RunoffAtPlace, ...]


class RollsRevised(Event, tag="rolls-revised/1", frozen=True, kw_only=True):
    """The closed rolls of a round, by section, where they differ from those known before."""

    round: Number
    rolls: dict[str, Count]
