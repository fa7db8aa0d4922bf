"""One event, one writing: our fast encoder against the reference of RFC 8785, and what is not canonical."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from recolement.ledger.codec import NotCanonical, TooLong, canonical, decode, encode
from recolement.ledger.events import NAMES, SheetRecorded
from recolement.ledger.events.common import MOST

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LINE = encode(
    SheetRecorded(seq=3, at=NOON, unit="Lyon-3", contest="c", round=1, valid=5, votes={"a": 2, "b": 3})
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.booleans() | st.integers(-MOST, MOST) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_our_bytes_are_those_of_the_reference(value: object) -> None:
    """Text, integers, true, false, lists and objects: the same bytes as the reference of RFC 8785."""
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_every_character_is_escaped_as_the_reference_does() -> None:
    """All of Unicode, a character at a time, as a value and as a key."""
    for code in range(sys.maxunicode + 1):
        if not 0xD800 <= code < 0xE000:
            sign = chr(code)
            assert canonical(sign) == rfc8785.dumps(sign)
    edge = [chr(code) for code in (0x7F, 0xD7FF, 0xE000, 0xFB33, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF)]
    keys = {first + second: 1 for first in edge for second in edge}
    assert canonical(keys) == rfc8785.dumps(keys)


def test_keys_beyond_the_first_plane_are_sorted_as_utf16() -> None:
    """By hand: U+1F602 begins with D83D in UTF-16, before U+FB33; by code points it would come after."""
    assert canonical({"\ufb33": 1, "\U0001f602": 2}) == '{"\U0001f602":2,"\ufb33":1}'.encode()


def test_a_line_comes_back() -> None:
    """Written, read, written again: the same bytes; and they say what RFC 8785 wants of them."""
    assert LINE == (
        b'{"at":"2026-11-25T12:00:00Z","contest":"c","event":"sheet-recorded/1","round":1,"seq":3,'
        b'"unit":"Lyon-3","valid":5,"votes":{"a":2,"b":3}}'
    )
    assert encode(decode(LINE)) == LINE


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda line: line.replace(b'"round"', b' "round"'), "not_canonical"),
        (lambda line: line.replace(b'"seq":3,', b"").replace(b"}}", b'},"seq":3}'), "not_canonical"),
        (lambda line: line.replace(b'"a":2', b'"a":2,"a":2'), "not_canonical"),
        (lambda line: line.replace(b"Lyon", b"\\u004cyon"), "not_canonical"),
        (lambda line: line.replace(b'"valid"', b'"signatures":null,"valid"'), "not_canonical"),
        (lambda line: line.replace(b"12:00:00Z", b"12:00:00+00:00"), "not_canonical"),
        (lambda line: line.replace(b"12:00:00Z", b"12:00:00.5Z"), "not_canonical"),
        (lambda line: line.replace(b"12:00:00Z", b"13:00:00+01:00"), "not_utc"),
        (lambda line: line.replace(b"12:00:00Z", b"12:00:00"), "not_an_event"),
        (lambda line: line.replace(b'"a":2', b'"a":2.0'), "not_an_event"),
        (lambda line: line.replace(b'"a":2', b'"a":2e0'), "not_an_event"),
        (lambda line: line.replace(b'"a":2', b'"a":2.5'), "not_an_event"),
        (lambda line: line.replace(b'"a":2', b'"a":9007199254740992'), "not_an_event"),
        (lambda line: line.replace(b'"a":2', b'"a":"2"'), "not_an_event"),
        (lambda line: line.replace(b'"valid"', b'"name":"x","valid"'), "not_an_event"),
        (lambda line: line.replace(b"sheet-recorded/1", b"sheet-recorded/2"), "not_an_event"),
        (lambda line: line + b" ", "not_canonical"),
        (lambda line: line[:-1], "not_an_event"),
        (lambda line: line.replace(b"Lyon", b"\xff"), "not_an_event"),
        (lambda line: b"", "not_an_event"),
    ],
)
def test_what_is_not_canonical_is_no_line(damage: object, code: str) -> None:
    """Spaces, order, doubles, escapes, nulls, other numbers, other offsets, unknown fields: refused."""
    assert callable(damage)
    damaged = damage(LINE)
    assert damaged != LINE
    with pytest.raises(NotCanonical) as refused:
        decode(damaged)
    assert refused.value.code == code


def test_a_line_longer_than_a_bundle_holds_is_refused() -> None:
    """65,535 bytes are the most that two bytes of length can say."""
    event = SheetRecorded(seq=0, at=NOON, unit="u" * 65_536, contest="c", round=1)
    with pytest.raises(TooLong):
        encode(event)


def test_no_event_has_a_field_for_a_voter() -> None:
    """The fields of every event, one list to read: none names a voter; who acts and what they wrote in their
    own words are digests of 64 hexadecimal digits."""
    fields: dict[str, set[str]] = {}
    for event in NAMES.values():
        for field in msgspec.structs.fields(event):
            fields.setdefault(field.name, set()).add(event.__name__)
    assert set(fields) == {
        "abstaining", "actor", "acts", "against", "at", "ballots", "blank", "blank_null", "calls",
        "campaign", "code", "commitment", "contest", "contests", "date", "dated", "due", "effect",
        "entries", "entry", "evidence", "field", "files", "for_", "format", "ground", "grounds", "groups",
        "hour", "hours", "id", "importing", "in_box", "joined", "key", "key_digest", "language", "levels",
        "log_key", "looks", "method", "motion", "name", "null", "number", "observations", "of", "option",
        "options", "order", "organisation", "origin", "people", "pins", "places", "publications", "purge_by",
        "reason", "registered", "result", "role", "rolls", "round", "rulebook", "scans", "scope_each",
        "scope_id", "scope_kind", "sealed", "seats", "seed", "seeks", "seq", "sheets", "signature",
        "signatures", "signed_by", "source", "text", "timezone", "title", "to", "unit", "units", "until",
        "valid", "value", "values", "version", "vote", "voters", "votes", "withdrawn", "witness_key",
    }  # fmt: skip
    free = {"actor", "grounds", "observations", "signed_by", "evidence"}
    schema = json.dumps(msgspec.json.schema(tuple[tuple(NAMES.values())]))  # type: ignore[misc]
    for name in free:
        assert '"pattern": "^[0-9a-f]{64}$"' in schema, name
    for event in NAMES.values():
        for field in msgspec.structs.fields(event):
            if field.name in free:
                with pytest.raises(msgspec.ValidationError):
                    msgspec.convert("Jean Dupont", field.type)
