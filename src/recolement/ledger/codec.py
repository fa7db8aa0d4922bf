"""From an event to its canonical bytes (RFC 8785) and back: one value, one writing.

>>> line = (b'{"actor":"' + b"ab" * 32 + b'","at":"2008-11-22T04:30:00Z","event":"dispute-withdrawn/1",'
...         b'"of":"talange","seq":3}')
>>> event = decode(line)
>>> type(event).__name__, event.of, encode(event) == line
('DisputeWithdrawn', 'talange', True)
>>> decode(line.replace(b',"of"', b', "of"'))
Traceback (most recent call last):
recolement.ledger.codec.NotCanonical: not_canonical

RFC 8785 sorts keys by UTF-16 code units, ``msgspec`` by code points. The two orders are the same where no
character is U+E000 or above, that is where no byte of the line is 0xEE or above; all other lines go through
the reference implementation. The values are text, integers below 2^53, true, lists and objects: nothing else
is written differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC

import msgspec
import rfc8785

from recolement.ledger.events import AnyEvent, Event
from recolement.ledger.storage import LONGEST_LINE

_ENCODE = msgspec.json.Encoder(order="sorted").encode
_DECODE: Callable[[bytes], AnyEvent] = msgspec.json.Decoder(AnyEvent).decode
_BEYOND = re.compile(rb"[\xee-\xff]").search


class NotCanonical(ValueError):
    """A line that is no event in its canonical writing. Codes: ``not_an_event`` (``why`` says what is
    wrong), ``not_canonical`` (the event has another writing), ``not_utc``."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.why = why


class TooLong(ValueError):
    """An event whose line would be longer than a bundle can hold: ``length`` bytes."""

    def __init__(self, event: Event, length: int) -> None:
        super().__init__(f"{length} bytes")
        self.event = event
        self.length = length


def encode(event: Event) -> bytes:
    """The line of an event; :class:`TooLong` where a bundle cannot hold it."""
    line = canonical(event)
    if len(line) > LONGEST_LINE:
        raise TooLong(event, len(line))
    return line


def canonical(value: object) -> bytes:
    """RFC 8785 of an event, or of lists, objects, text and integers."""
    line = _ENCODE(value)
    return line if line.isascii() or not _BEYOND(line) else rfc8785.dumps(msgspec.json.decode(line))


def decode(line: bytes) -> AnyEvent:
    """The event of a line; :class:`NotCanonical` if it is not written as :func:`encode` would."""
    try:
        event = _DECODE(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotCanonical("not_an_event", str(error)) from None
    if event.at.tzinfo is not UTC:
        raise NotCanonical("not_utc")
    if canonical(event) != line:
        raise NotCanonical("not_canonical")
    return event
