"""What somebody asks to record, as JSON, made into an event: free texts and people become digests.

>>> from datetime import UTC, datetime
>>> from itertools import count
>>> numbers = count()
>>> reader = Reader({}, lambda: next(numbers).to_bytes(32, "big"))
>>> intention = {"event": "dispute-filed/1", "id": "d1", "units": ["57"], "seeks": "annul",
...              "grounds": "Voix inversées", "actor": "Zoé"}
>>> event = reader.event(intention, 12, datetime(2026, 1, 1, tzinfo=UTC), "k")
>>> event.seq, event.id, len(event.grounds), sorted(text.text for text in reader.texts.values())
(12, 'd1', 64, ['Voix inversées', 'Zoé'])
>>> meant(event, intention, {text.digest: text.text for text in reader.texts.values()})
True
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from recolement.ledger.codec import NotCanonical, TooLong, decode, encode
from recolement.ledger.events import NAMES, TEXT_FIELDS, AnyEvent, Event
from recolement.ledger.texts import Kept, Salt

GIVEN = ("seq", "at", "key", "pins")
"""The fields that the desk fills in."""


class NotUnderstood(ValueError):
    """An intention that makes no event.

    Codes: ``unknown_event``, ``field_not_given``, ``bad_fields`` (``why``: what the decoder says),
    ``too_long``.
    """

    def __init__(self, code: str, event: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.event = event
        self.facts: Mapping[str, str | int] = facts


class Reader:
    """Makes one event. ``texts`` fills with what is to be kept outside.

    ``people``: the digest of everybody who acted before, by what is kept of them; they keep it.
    """

    def __init__(self, people: Mapping[str, str], salt: Salt) -> None:
        self._people = people
        self._salt = salt
        self.texts: dict[str, Kept] = {}

    def event(self, intention: Mapping[str, Any], seq: int, at: datetime, key: str) -> AnyEvent:
        """The event of an intention, at this number and time."""
        name = intention.get("event")
        made = NAMES.get(name) if isinstance(name, str) else None
        if made is None or not isinstance(name, str):
            raise NotUnderstood("unknown_event", str(name))
        fields = dict(intention)
        for field in GIVEN:
            if field in fields:
                raise NotUnderstood("field_not_given", name, field=field)
        for field in TEXT_FIELDS.get(made, ()):
            if field in fields:
                fields[field] = self._texts(name, field, fields[field])
        if fields.get("actor") is not None:
            fields["actor"] = self._person(name, "actor", fields["actor"])
        fields |= {"seq": seq, "at": at, "key": key}
        try:
            return decode(encode(msgspec.convert(fields, made)))
        except TooLong as too_long:
            raise NotUnderstood("too_long", name, length=too_long.length) from None
        except NotCanonical as error:
            raise NotUnderstood("bad_fields", name, why=error.why) from None
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            raise NotUnderstood("bad_fields", name, why=str(error)) from None

    def _texts(self, name: str, field: str, value: object) -> object:
        if isinstance(value, list):
            one = self._person if field == "signed_by" else self._text
            return [one(name, field, text) for text in value]
        return None if value in (None, "") else self._text(name, field, value)

    def _text(self, name: str, field: str, value: object) -> str:
        if not isinstance(value, str):
            raise NotUnderstood("bad_fields", name, why=f"`$.{field}` is not a text")
        kept = Kept.of(value, self._salt())
        self.texts[kept.digest] = kept
        return kept.digest

    def _person(self, name: str, field: str, value: object) -> str:
        """The digest under which somebody acted before, or a new one."""
        if isinstance(value, str) and value in self._people:
            return self._people[value]
        for digest, kept in self.texts.items():
            if kept.text == value:
                return digest
        return self._text(name, field, value)


def meant(event: Event, intention: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether an event says what an intention asks for, but for its number, time, key and pins.

    A text that was erased since counts as the same.
    """
    written: dict[str, Any] = msgspec.to_builtins(event)
    for field in GIVEN:
        written.pop(field, None)
    asked = {field: value for field, value in intention.items() if value is not None and value != ""}
    for field in ("actor", *TEXT_FIELDS.get(event.__class__, ())):
        if field in written and field in asked:
            digests, clear = written.pop(field), asked.pop(field)
            pairs = zip(digests, clear, strict=False) if isinstance(clear, list) else [(digests, clear)]
            if isinstance(clear, list) and len(digests) != len(clear):
                return False
            if any(texts.get(digest, text) != text for digest, text in pairs):
                return False
    made = type(event)
    try:
        again = msgspec.convert({**asked, "seq": event.seq, "at": event.at}, made)
        first = msgspec.convert({**written, "seq": event.seq, "at": event.at}, made)
    except msgspec.ValidationError:
        return False
    return again == first
