"""What every event has, and the values its fields may take.

No event has a field for a voter's name. What somebody wrote in their own words (grounds, reasons,
observations, who they are) is a :data:`Text`: the line holds its digest only, salted, and the words are kept
outside, where they can be erased.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

import msgspec

MOST = 2**53 - 1
"""The largest integer of the format, in size: all readers of JSON agree on those (RFC 8785, 3.2.2.3)."""

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)]
"""A figure as the paper bears it. It may be negative: a finding says so, the record keeps it."""

Number: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
"""A rank, a size, a number of votes at a commission."""

Digest: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""A SHA-256, or a keyed one, in hexadecimal."""

Text: TypeAlias = Digest
"""A text kept outside: HMAC-SHA256 of its UTF-8 bytes, under its own salt (``recolement.ledger.texts``)."""

Time: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment, RFC 3339."""


class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="event",
):
    """One line of the ledger.

    ``seq`` is its number, 0 being the first line: the order of the ledger, whatever the clocks say. ``at`` is
    when it was written down, in UTC, by the clock of whoever wrote. ``actor`` stands for who did it: the
    digest of a text kept outside. ``key`` is the idempotency key of the append that wrote the line, on the
    first line of the append only. A field is absent where it has its default: unknown, empty or false.
    """

    seq: Number
    at: Time
    actor: Text | None = None
    role: str | None = None
    key: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an event."""


class Where(Part, frozen=True, kw_only=True):
    """The file and row that a figure was read from, when a ballot folder was brought in."""

    file: str
    row: Number
