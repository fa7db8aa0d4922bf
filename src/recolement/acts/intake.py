"""Sheets, entries and publications: one that does not add up is recorded, one that names nothing is not."""

from __future__ import annotations

from collections.abc import Iterator

from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.proceedings import Proceedings
from recolement.ledger.events import EntryRecorded, FigurePublished, SheetRecorded
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import FIGURES


def sheet(event: SheetRecorded | EntryRecorded, names: Names, state: Proceedings) -> Iterator[RefusedEvent]:
    """The unit, contest, round and options exist, and nobody has recorded that no vote was held there."""
    yield from names.units(event, [event.unit])
    yield from names.question(event, event.contest, event.round)
    yield from names.options(event, event.contest, event.votes)
    if state.no_vote and (UnitId(event.unit), ContestId(event.contest), event.round) in state.no_vote:
        yield refused(event, "no_vote_recorded", unit=event.unit)


def entry(event: EntryRecorded, names: Names, state: Proceedings) -> Iterator[RefusedEvent]:
    """As a sheet; the entry is the first, the second or a representative's."""
    yield from sheet(event, names, state)
    role, _, option = event.entry.partition(":")
    if event.entry not in ("first", "second"):
        if role != "representative":
            yield refused(event, "unknown_entry", found=event.entry)
        else:
            yield from names.options(event, None, [option])


def published(event: FigurePublished, names: Names) -> Iterator[RefusedEvent]:
    """The contest, round and field exist; the place may be any that was published of, if it has a name."""
    yield from names.question(event, event.contest, event.round)
    if not event.name:
        yield from names.units(event, [event.unit])
    field = event.field.removeprefix("share:")
    if field not in FIGURES or field != event.field:
        yield from names.options(event, None, [field])
    if not event.value:
        yield refused(event, "value_missing")
