"""Turnout during the day: the hours that were agreed, and how many have voted by each, section by section.

These are telephone figures: none of them ever enters a result.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from recolement.ledger.events.common import Count, Event, Number

Hour: TypeAlias = Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""An hour of the day by the clock of the ballot's timezone: ``17:00``."""


class TurnoutHoursDeclared(Event, tag="turnout-hours-declared/1", frozen=True, kw_only=True):
    """The hours at which sections say how many have voted, in the order of the day."""

    hours: tuple[Hour, ...]


class TurnoutReported(Event, tag="turnout-reported/1", frozen=True, kw_only=True):
    """How many have voted in a section by an hour; the same section and hour again replaces it."""

    unit: str
    round: Number
    hour: Hour
    voters: Count
