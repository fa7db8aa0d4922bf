"""Turnout: a section of the ballot, one of its rounds, an hour that was agreed, no negative number."""

from __future__ import annotations

from collections.abc import Iterator

from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.ledger.events import TurnoutReported


def reported(event: TurnoutReported, names: Names) -> Iterator[RefusedEvent]:
    """What the report names exists. A number above the roll, or below an earlier one, is no refusal."""
    yield from names.sections(event, [event.unit])
    yield from names.round(event, event.round)
    if event.hour not in names.hours:
        yield refused(event, "no_such_hour", found=event.hour, expected=", ".join(names.hours))
    if event.voters < 0:
        yield refused(event, "negative_turnout", unit=event.unit, found=event.voters)
