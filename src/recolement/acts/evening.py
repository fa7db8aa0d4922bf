"""Sheets accepted or sent back, motions and signatures: what they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from recolement.acts.disputes import EFFECTS
from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.ledger.events import ProclamationSigned, RulingMade, RulingMoved
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.fold.state import Motion


def named(event: OfSheet | RulingMoved | ProclamationSigned, names: Names) -> Iterator[RefusedEvent]:
    """The unit, contest and round of a sheet or proclamation; the effect and claims of a motion."""
    if isinstance(event, RulingMoved):
        if event.effect not in EFFECTS:
            yield refused(event, "unknown_effect", found=event.effect, known=", ".join(EFFECTS))
        yield from names.units(event, [claim.unit for claim in event.values])
        yield from names.fields(event, None, [claim.field for claim in event.values])
        return
    yield from names.units(event, [event.unit])
    yield from names.question(event, event.contest, event.round)


def as_voted(event: RulingMade, motion: Motion | None) -> Iterator[RefusedEvent]:
    """Where a motion is open, its ruling says what was moved, with the votes that members gave."""
    if motion is None:
        return
    if (event.for_ or 0, event.against or 0, event.abstaining or 0) != motion.result:
        yield refused(event, "votes_differ", of=event.of)
    moved = motion.moved
    if (event.effect, event.values) != (moved.effect, moved.values):
        yield refused(event, "not_as_moved", of=event.of)
