"""What sheets, entries and publications add to the state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from recolement.ledger.events.common import Where
from recolement.ledger.events.figures import EntryRecorded, FigurePublished, SheetRecorded, SheetsAwaited
from recolement.ledger.fold.state import Fold, NotFolded, State, moment
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Entry, Published, Source, TallySheet


def sheet(event: SheetRecorded | EntryRecorded) -> TallySheet:
    """The tally sheet that the event bears."""
    where = event.source
    return TallySheet(
        event.unit,  # type: ignore[arg-type] # ids are text, and 70,000 conversions are a tenth of a second
        event.contest,  # type: ignore[arg-type]
        event.round,
        event.registered,
        event.signatures,
        event.in_box,
        event.voters,
        event.blank,
        event.null,
        event.blank_null,
        event.valid,
        event.votes,  # type: ignore[arg-type]
        None if where is None else Source(where.file, where.row),
    )


def sheet_recorded(state: State, event: SheetRecorded) -> None:
    """One more sheet, even for a section that has one: a check says so."""
    if state.declaration is not None:
        raise NotFolded("ballot_not_opened")
    state.sheets.append(sheet(event))


def sheets_awaited(state: State, event: SheetsAwaited) -> None:
    """More rows of the list of sheets that held nothing but the unit."""
    state.opened()
    contest = ContestId(event.contest)
    state.listed.update((UnitId(unit), contest, event.round) for unit in event.units)


def entry_recorded(state: State, event: EntryRecorded) -> None:
    """One more typing of a sheet."""
    if state.declaration is not None:
        raise NotFolded("ballot_not_opened")
    at = None if event.dated is None else moment(event.dated)
    if at is not None and not isinstance(at, datetime):
        raise NotFolded("bad_moment", found=event.dated or "")
    state.entries.append(Entry(sheet(event), event.entry, state.who(event.actor), at))


def figure_published(state: State, event: FigurePublished) -> None:
    """One more figure that was made public."""
    if state.declaration is not None:
        raise NotFolded("ballot_not_opened")
    state.publications.append(
        Published(
            event.dated,
            ContestId(event.contest),
            event.round,
            UnitId(event.unit),
            event.field,
            event.value,
            state.said(event.reason),
            _source(event.source),
            event.name,
        )
    )


def _source(where: Where | None) -> Source | None:
    return None if where is None else Source(where.file, where.row)


FIGURE_FOLDS: Mapping[type, Fold] = {
    SheetRecorded: sheet_recorded,
    EntryRecorded: entry_recorded,
    FigurePublished: figure_published,
    SheetsAwaited: sheets_awaited,
}
