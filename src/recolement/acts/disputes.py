"""Corrections, disputes, freezes, rulings, draws: what they name exists, and says enough.

Whether they are allowed at this moment is decided where they are read, in ``recolement.canvass.reader``.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.ledger.events import (
    ActEvent,
    DisputeFiled,
    FigureCorrected,
    FindingAcknowledged,
    LotsDrawn,
    OptionRallied,
    RulingMade,
)

SEEKS = ("annul", "recount", "correct")
EFFECTS = ("uphold", "correct", "annul", "vote_again", "lift")


def act(event: ActEvent, names: Names) -> Iterator[RefusedEvent]:
    """What an act names and how, whatever its kind."""
    yield from names.units(event, event.units or ())
    yield from names.contest(event, event.contest)
    yield from names.round(event, event.round)
    match event:
        case FigureCorrected():
            yield from names.fields(event, event.contest, [event.field])
        case DisputeFiled():
            yield from _dispute(event, names)
        case RulingMade():
            if event.effect not in EFFECTS:
                yield refused(event, "unknown_effect", found=event.effect, known=", ".join(EFFECTS))
            yield from names.units(event, [claim.unit for claim in event.values])
            yield from names.fields(event, event.contest, [claim.field for claim in event.values])
        case FindingAcknowledged():
            if event.reason is None:
                yield refused(event, "reason_missing")
        case LotsDrawn():
            yield from names.options(event, event.contest, (*event.options, *event.order))
            if len(set(event.order)) != len(event.order):
                yield refused(event, "draw_order_incomplete")
        case OptionRallied():
            yield from names.options(event, event.contest, (event.option, event.to))
        case _:
            pass  # the other acts name nothing else


def _dispute(event: DisputeFiled, names: Names) -> Iterator[RefusedEvent]:
    if not event.id or any(sign.isspace() for sign in event.id):
        yield refused(event, "bad_id", found=event.id)
    if event.seeks not in SEEKS:
        yield refused(event, "unknown_aim", found=event.seeks, known=", ".join(SEEKS))
    ways = [bool(event.options), event.ballots is not None, bool(event.values)]
    if event.seeks == "correct" and sum(ways) != 1:
        yield refused(event, "correct_how")
    elif event.seeks != "correct" and any(ways):
        yield refused(event, "correct_only", found=event.seeks)
    if event.options and len(set(event.options)) != 2:
        yield refused(event, "two_options", found=len(event.options))
    yield from names.options(event, event.contest, event.options)
    yield from names.units(event, [claim.unit for claim in event.values])
    yield from names.fields(event, event.contest, [claim.field for claim in event.values])
