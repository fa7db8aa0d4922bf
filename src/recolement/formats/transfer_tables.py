"""Votes by unit and option, wide or long, CSV or Parquet: bytes to one long frame, and estimates to bytes.

A long frame has the columns ``area`` (only if the file has one), ``unit``, ``option``, ``votes`` (a
count) and
``row`` (the line of the file, the header being line 1). A null ``votes`` means: not on offer in that unit.
"""

from __future__ import annotations

import io

import polars as pl

from recolement.formats.parquet_apart import MOST_CELLS, Damaged, TooManyCells, read_apart
from recolement.model.problems import Problem, Unusable

PARQUET = b"PAR1"
ROW = "\0row"
"""A column name no file's header can hold by accident."""
SHOWN = 20
"""Problems of one kind told at once."""
WHOLE = "*"
"""The area of an estimate for the whole; therefore no area of a file may have this name."""


def read_votes(data: bytes, file: str, *, area: str = "area") -> pl.DataFrame:
    """The long frame of a file; its first bytes say whether it is Parquet, its columns whether it is long.

    Long files have exactly the columns ``unit, option, votes`` and, where there are several areas, ``area``.
    In every other file each column but ``area`` and ``unit`` is an option; its empty cells mean "not on
    offer".

    >>> read_votes(b"unit,Labour,National\\n1,10,\\n2,0,9\\n", "a.csv").rows()
    [('1', 'Labour', 10, 2), ('2', 'Labour', 0, 3), ('1', 'National', None, 2), ('2', 'National', 9, 3)]
    """
    raw = _columns(data, file)
    if raw.height == 0:
        raise Unusable([Problem("table_empty", file)])
    if "unit" not in raw.columns:
        raise Unusable([Problem("column_missing", file, 1, "unit", {"expected": "unit"})])
    keys = [name for name in (area, "unit") if name in raw.columns]
    raw = raw.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(ROW))
    for key in keys:
        _refuse(raw.filter(pl.col(key).is_null() | (pl.col(key) == "")), file, key, "key_empty")
    if area in keys:
        _refuse(raw.filter(pl.col(area) == WHOLE), file, area, "area_reserved")
    if {"option", "votes"} <= set(raw.columns) and set(raw.columns) <= {*keys, "option", "votes", ROW}:
        _refuse(
            raw.filter(pl.col("option").is_null() | (pl.col("option") == "")), file, "option", "key_empty"
        )
        _refuse(raw.filter(pl.col("votes").is_null() | (pl.col("votes") == "")), file, "votes", "votes_empty")
        _refuse_doubles(raw, [*keys, "option"], file)
        long = _counted(raw, ["votes"], file).select(*keys, "option", "votes", ROW)
    else:
        _refuse_doubles(raw, keys, file)
        long = _melted(raw, keys, area, file)
    return long.rename({ROW: "row", **({area: "area"} if area in keys else {})})


def _melted(raw: pl.DataFrame, keys: list[str], area: str, file: str) -> pl.DataFrame:
    """Wide to long, area by area: an option without a figure in an area is not on offer there at all."""
    options = [name for name in raw.columns if name not in (*keys, ROW)]
    if not options:
        raise Unusable([Problem("no_option", file, 1)])
    counted = _counted(raw, options, file)
    parts = counted.partition_by(area, maintain_order=True) if area in keys else [counted]
    long = []
    for part in parts:
        on_offer = [name for name in options if part[name].null_count() < part.height]
        if on_offer:
            index = [*keys, ROW]
            long.append(part.unpivot(on_offer, index=index, variable_name="option", value_name="votes"))
    if not long:
        raise Unusable([Problem("table_empty", file)])
    return pl.concat(long).select(*keys, "option", "votes", ROW)


def read_families(data: bytes, file: str) -> dict[str, str]:
    """The map ``option,family`` of a CSV or Parquet file; one family per option."""
    raw = _columns(data, file)
    for name in ("option", "family"):
        if name not in raw.columns:
            raise Unusable([Problem("column_missing", file, 1, name, {"expected": name})])
    families: dict[str, str] = {}
    for row, (option, family) in enumerate(raw.select("option", "family").iter_rows(), start=2):
        if option and family and families.setdefault(option, family) != family:
            raise Unusable([Problem("family_twice", file, row, "family", {"option": option})])
    return families


def estimate_bytes(estimates: pl.DataFrame, *, parquet: bool) -> bytes:
    """The estimates as CSV or Parquet."""
    sink = io.BytesIO()
    if parquet:
        estimates.write_parquet(sink)
    else:
        estimates.write_csv(sink)
    return sink.getvalue()


def _columns(data: bytes, file: str) -> pl.DataFrame:
    """Every cell as text, whatever the file's types; separators are recognised from the header."""
    try:
        if data[:4] == PARQUET:
            return read_apart(data, MOST_CELLS).with_columns(pl.all().cast(pl.String))
        header = data.split(b"\n", 1)[0]
        separator = max((",", ";", "\t"), key=lambda mark: header.count(mark.encode()))
        text = _decoded(data)
        return pl.read_csv(io.StringIO(text), separator=separator, infer_schema=False, raise_if_empty=False)
    except Damaged:
        raise Unusable([Problem("broken_parquet", file)]) from None
    except TooManyCells:
        raise Unusable([Problem("parquet_too_large", file, facts={"most": MOST_CELLS})]) from None
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Unusable([Problem("unreadable_table", file, facts={"reason": str(error)[:200]})]) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _counted(table: pl.DataFrame, columns: list[str], file: str) -> pl.DataFrame:
    """``columns`` as integers; a cell that is not a count of 0 or more is refused with its place."""
    spaces = "[\\s\\x{00a0}\\x{202f}\\x{2009}]"
    read: list[pl.Series] = []
    problems: list[Problem] = []
    for name in columns:
        text = table[name]
        counts = text.cast(pl.Int64, strict=False)
        if counts.null_count() > text.null_count():
            text = text.str.replace_all(spaces, "").str.replace(r"\.0+$", "").replace({"": None})
            counts = text.cast(pl.Int64, strict=False)
        bad = (counts.is_null() & text.is_not_null()) | (counts < 0).fill_null(False)
        if bad.any():
            first = int(bad.arg_true()[0])
            facts: dict[str, str | int] = {"found": str(table[name][first])[:80], "cells": int(bad.sum())}
            problems.append(Problem("not_a_count", file, int(table[ROW][first]), name, facts))
        read.append(counts)
    if problems:
        raise Unusable(problems[:SHOWN])
    return table.with_columns(read)


def _refuse(bad: pl.DataFrame, file: str, column: str, code: str) -> None:
    if bad.height:
        raise Unusable([Problem(code, file, bad[ROW][0], column, {"rows": bad.height})])


def _refuse_doubles(table: pl.DataFrame, keys: list[str], file: str) -> None:
    """The same unit (and option) twice: which of the two stands is not for this program to guess."""
    doubles = table.filter(pl.struct(keys).is_duplicated())
    if doubles.height:
        twice = doubles.filter(pl.struct(keys) == doubles.select(pl.struct(keys)).to_series()[0])
        rows = twice[ROW].to_list()
        facts: dict[str, str | int] = {"unit": str(twice["unit"][0])[:80], "first": rows[0]}
        raise Unusable([Problem("unit_twice", file, rows[1], "unit", facts)])
