"""What sections and clerks wrote down: sheets, entries, and figures made public.

>>> from datetime import UTC, datetime
>>> SheetRecorded(seq=7, at=datetime(2008, 11, 22, tzinfo=UTC), unit="57-talange", contest="secretary",
...               round=2, valid=24, votes={"aubry": 6, "royal": 18}).votes
{'aubry': 6, 'royal': 18}
"""

from __future__ import annotations

import msgspec

from recolement.ledger.events.common import Count, Digest, Event, Number, Text, Where


class Figures(Event, frozen=True, kw_only=True):
    """The figures of a sheet, as the paper bears them; what it leaves empty is absent, and is not zero."""

    unit: str
    contest: str
    round: Number
    registered: Count | None = None
    signatures: Count | None = None
    in_box: Count | None = None
    voters: Count | None = None
    blank: Count | None = None
    null: Count | None = None
    blank_null: Count | None = None
    valid: Count | None = None
    votes: dict[str, Count] = msgspec.field(default_factory=dict)
    source: Where | None = None
    observations: Text | None = None
    scans: tuple[Digest, ...] = ()
    """SHA-256 of the pictures of the paper."""


class SheetRecorded(Figures, tag="sheet-recorded/1", frozen=True, kw_only=True):
    """A section's tally sheet is recorded, whether or not it adds up (procès-verbal)."""


class SheetsAwaited(Event, tag="sheets-awaited/1", frozen=True, kw_only=True):
    """Units that were on the list of a contest's sheets, with nothing written yet: each is awaited."""

    contest: str
    round: Number
    units: tuple[str, ...]


class EntryRecorded(Figures, tag="entry-recorded/1", frozen=True, kw_only=True):
    """One typing of a sheet (saisie): ``entry`` is ``first``, ``second`` or ``representative:<option>``.

    The event's actor is who typed. ``dated`` is when they did, where that was noted.
    """

    entry: str
    dated: str | None = None


class FigurePublished(Event, tag="figure-published/1", frozen=True, kw_only=True):
    """A figure was made public, by whomever: ``dated`` and ``value`` as they were given."""

    dated: str
    contest: str
    round: Number
    unit: str
    field: str
    value: str
    reason: Text | None = None
    name: str = ""
    source: Where | None = None
