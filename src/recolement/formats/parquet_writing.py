"""A table as a Parquet file: the same rows give the same bytes, on any machine and with any library.

Nothing is compressed, so that no library's choice shows; texts are kept once each, in a dictionary. Every
column may hold unknown values. (Parquet format, Apache, version 2.11: PLAIN, RLE and RLE_DICTIONARY pages.)

>>> data = parquet_bytes([("unit", "string", ["a", "b", "a"]), ("votes", "integer", [12, None, 0])])
>>> data[:4], data[-4:], len(data) > 200
(b'PAR1', b'PAR1', True)
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

MAGIC = b"PAR1"
WRITER = "recolement"
A_GROUP = 100_000
"""Rows of one row group."""

BOOLEAN, INT64, BYTE_ARRAY = 0, 2, 6
KINDS = {"boolean": BOOLEAN, "integer": INT64, "string": BYTE_ARRAY}
PLAIN, RLE, RLE_DICTIONARY = 0, 3, 8

Given = tuple[str, str, Sequence[object]]
"""A column: its name, its kind, its values."""


def parquet_bytes(columns: Sequence[Given]) -> bytes:
    """The file of some columns of one length."""
    rows = len(columns[0][2]) if columns else 0
    body, groups = bytearray(MAGIC), []
    for start in range(0, rows, A_GROUP):
        chunks = []
        for name, kind, values in columns:
            chunk, data = _chunk(name, kind, values[start : start + A_GROUP], len(body))
            body += data
            chunks.append(chunk)
        groups.append((chunks, min(A_GROUP, rows - start)))
    footer = _footer(columns, rows, groups)
    return bytes(body + footer + struct.pack("<I", len(footer)) + MAGIC)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Where the values of a column of a row group are."""

    name: str
    kind: int
    values: int
    dictionary: int | None
    data: int
    size: int


def _chunk(name: str, kind: str, values: Sequence[object], at: int) -> tuple[_Chunk, bytes]:
    """One column of a row group: a page of texts where it holds texts, a page of values."""
    known = [value for value in values if value is not None]
    levels = _runs(value is not None for value in values)
    prefix = struct.pack("<I", len(levels)) + levels
    if kind != "string":
        page = _page(0, prefix + _plain(kind, known), len(values), PLAIN)
        return _Chunk(name, KINDS[kind], len(values), None, at, len(page)), page
    places: dict[str, int] = {}
    found = [places.setdefault(str(value), len(places)) for value in known]
    texts = b"".join(
        struct.pack("<I", len(data)) + data for data in (text.encode("utf-8", "replace") for text in places)
    )
    first = _page(2, texts, len(places), PLAIN)
    page = _page(0, prefix + _indices(found, len(places)), len(values), RLE_DICTIONARY)
    chunk = _Chunk(name, BYTE_ARRAY, len(values), at, at + len(first), len(first) + len(page))
    return chunk, first + page


def _plain(kind: str, known: Sequence[object]) -> bytes:
    if kind == "boolean":
        bits = bytearray(-(-len(known) // 8))
        for place, value in enumerate(known):
            if value:
                bits[place >> 3] |= 1 << (place & 7)
        return bytes(bits)
    return _little(array("q", cast("Sequence[int]", known)))


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _indices(found: Sequence[int], size: int) -> bytes:
    """Indices of the dictionary, each in one, two or four bytes: a width that needs no shifting of bits."""
    code, width = ("B", 8) if size <= 1 << 8 else ("H", 16) if size <= 1 << 16 else ("I", 32)
    packed = array(code, found)
    packed.extend([0] * (-len(found) % 8))
    return bytes([width]) + _varint(len(packed) // 8 << 1 | 1) + _little(packed)


def _runs(levels: Iterable[bool]) -> bytes:
    """Whether each value is known, as runs of the same answer."""
    return b"".join(
        _varint(sum(1 for _ in run) << 1) + (b"\x01" if known else b"\x00") for known, run in groupby(levels)
    )


def _page(kind: int, data: bytes, values: int, encoding: int) -> bytes:
    if kind == 2:
        header = _struct((1, 5, 2), (2, 5, len(data)), (3, 5, len(data)),
                         (7, 12, _struct((1, 5, values), (2, 5, PLAIN))))  # fmt: skip
    else:
        about = _struct((1, 5, values), (2, 5, encoding), (3, 5, RLE), (4, 5, RLE))
        header = _struct((1, 5, 0), (2, 5, len(data)), (3, 5, len(data)), (5, 12, about))
    return header + data


def _footer(columns: Sequence[Given], rows: int, groups: Sequence[tuple[list[_Chunk], int]]) -> bytes:
    schema = [_struct((4, 8, "schema"), (5, 5, len(columns)))]
    for name, kind, _ in columns:
        text: list[tuple[int, int, object]] = [(6, 5, 0)] if kind == "string" else []
        logical: list[tuple[int, int, object]] = (
            [(10, 12, _struct((1, 12, _struct())))] if kind == "string" else []
        )
        schema.append(_struct((1, 5, KINDS[kind]), (3, 5, 1), (4, 8, name), *text, *logical))
    written = []
    for chunks, count in groups:
        parts = [_struct((2, 6, _first(chunk)), (3, 12, _column(chunk))) for chunk in chunks]
        size = sum(chunk.size for chunk in chunks)
        written.append(_struct((1, 9, (12, parts)), (2, 6, size), (3, 6, count)))
    return _struct((1, 5, 1), (2, 9, (12, schema)), (3, 6, rows), (4, 9, (12, written)), (6, 8, WRITER))


def _first(chunk: _Chunk) -> int:
    return chunk.data if chunk.dictionary is None else chunk.dictionary


def _column(chunk: _Chunk) -> bytes:
    own = [_zigzag(PLAIN), _zigzag(RLE)]
    if chunk.dictionary is not None:
        own.append(_zigzag(RLE_DICTIONARY))
    fields: list[tuple[int, int, object]] = [
        (1, 5, chunk.kind), (2, 9, (5, own)), (3, 9, (8, [_text(chunk.name)])), (4, 5, 0),
        (5, 6, chunk.values), (6, 6, chunk.size), (7, 6, chunk.size), (9, 6, chunk.data),
    ]  # fmt: skip
    if chunk.dictionary is not None:
        fields.append((11, 6, chunk.dictionary))
    return _struct(*fields)


# Thrift's compact protocol, as far as a footer needs it: 5 and 6 whole numbers, 8 texts, 9 lists, 12 structs.


def _struct(*fields: tuple[int, int, object]) -> bytes:
    written, last = bytearray(), 0
    for number, kind, value in fields:
        written.append((number - last) << 4 | kind)
        last = number
        written += _value(kind, value)
    return bytes(written) + b"\x00"


def _value(kind: int, value: object) -> bytes:
    if isinstance(value, int):
        return _zigzag(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        of, items = value
        start = bytes([len(items) << 4 | of]) if len(items) < 15 else bytes([0xF0 | of]) + _varint(len(items))
        return start + b"".join(items)
    assert isinstance(value, bytes)
    return value


def _text(text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return _varint(len(data)) + data


def _zigzag(number: int) -> bytes:
    return _varint(number << 1 if number >= 0 else (-number << 1) - 1)


def _varint(number: int) -> bytes:
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def by_columns(kinds: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]]) -> Iterator[Given]:
    """Rows as the columns that a file is made of."""
    turned = list(zip(*rows, strict=True)) or [()] * len(kinds)
    for (name, kind), values in zip(kinds, turned, strict=True):
        yield name, kind, values
