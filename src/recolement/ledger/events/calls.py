"""The end of a call campaign: what was destroyed, in numbers and digests. No line speaks of a person."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from recolement.ledger.events.common import Digest, Event, Number

Day: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A day: ``2026-12-31``."""


class CallListsPurged(Event, tag="call-lists-purged/1", frozen=True, kw_only=True):
    """Everything a campaign knew of people is destroyed: rows, key and files. The actor is who purged.

    ``sealed``: SHA-256 of the people's encrypted rows in their order, ``key_digest``: of the key that
    opened them, which is no more. Neither gives anything back.
    """

    campaign: str
    people: Number
    calls: Number
    looks: Number
    files: Number
    sealed: Digest
    key_digest: Digest
    purge_by: Day
