"""The volunteers and quotas of a panel, read from their sealed files; and quotas typed in a table.

>>> suggested({"F": 52, "M": 48}, 42)
{'F': (19, 25), 'M': (18, 23)}

For women, 52 of 100 of 42 places are 21.84: a tenth of that either way (but one place at least), rounded
outwards, is 19 to 25.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from recolement.formats.gathering import Problems
from recolement.formats.panels import POSTCODES, read_pool, read_quotas
from recolement.formats.tables import Table, read_count, read_csv
from recolement.formats.workbook import read_workbook
from recolement.formats.writing import csv_bytes
from recolement.model.panels import Pool, Quota
from recolement.web.panels.models import Panel
from recolement.web.panels.vault import take

MOST_FEATURES = 24
"""Different values of a column that may be a category; a column with more says who somebody is."""

_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The two files, as sent and as read."""

    people: bytes
    quotas_file: bytes
    pool: Pool
    quotas: tuple[Quota, ...]


class NotThere(Exception):
    """The volunteers or the quotas were not given yet, or are purged."""


def read_inputs(panel: Panel) -> Inputs:
    """Both files, read; raises ``Unusable`` with every problem, :class:`NotThere` where one is missing."""
    people, quotas = take(panel, "people"), take(panel, "quotas")
    if people is None or quotas is None:
        raise NotThere
    problems = Problems()
    read = read_quotas(quotas[1], quotas[0], problems)
    problems.stop_if_any()
    pool = read_pool(people[1], people[0], read, problems)
    problems.stop_if_any()
    return Inputs(people[1], quotas[1], pool, read)


def table_of(file: str, content: bytes, problems: Problems) -> Table | None:
    """The table of a CSV or XLSX file."""
    if content.startswith(_ARCHIVE):
        book = read_workbook(content, file, problems)
        return None if book is None else book.table("", problems)
    return read_csv(content, file, problems)


def columns_of(file: str, content: bytes) -> dict[str, dict[str, int]]:
    """The columns of the volunteers' file that may be categories: each value, and how many have it."""
    table = table_of(file, content, Problems())
    if table is None:
        return {}
    counts: list[dict[str, int] | None] = [{} for _ in table.header]
    for _, record in table.rows:
        for place, cell in enumerate(record):
            held = counts[place]
            if held is not None:
                value = cell.strip()
                held[value] = held.get(value, 0) + 1
                if len(held) > MOST_FEATURES:
                    counts[place] = None
    return {
        name: dict(sorted(held.items()))
        for name, held in zip(table.header, counts, strict=True)
        if held is not None and len(held) > 1 and name.casefold() not in ("id", *POSTCODES)
    }


def suggested(population: Mapping[str, int], size: int) -> dict[str, tuple[int, int]]:
    """Bounds for the features of one category: the population's share, a tenth (or a place) either way."""
    total = sum(population.values())
    found = {}
    for feature, people in population.items():
        share = Fraction(people * size, total) if total else Fraction(0)
        room = max(Fraction(1), share / 10)
        found[feature] = max(0, floor(share - room)), min(size, ceil(share + room))
    return found


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One row of the table in which quotas are typed, as text; ``people``: volunteers with the feature."""

    category: str = ""
    feature: str = ""
    least: str = ""
    most: str = ""
    population: str = ""
    people: int | None = None


def rows_of(quotas: Iterable[Quota]) -> list[QuotaRow]:
    """Rows of quotas that were saved."""
    return [
        QuotaRow(
            one.category, one.feature, str(one.least), str(one.most),
            "" if one.population is None else str(one.population),
        )
        for one in quotas
    ]  # fmt: skip


def with_suggestions(rows: Sequence[QuotaRow], size: int) -> list[QuotaRow]:
    """The rows with bounds where a category's whole population is known; what was typed stays."""
    known: dict[str, dict[str, int]] = {}
    for row in rows:
        count = read_count(row.population)
        if isinstance(count, int):
            known.setdefault(row.category, {})[row.feature] = count
    bounds = {
        category: suggested(features, size)
        for category, features in known.items()
        if all(row.feature in features for row in rows if row.category == category)
    }
    found = []
    for row in rows:
        least, most = bounds.get(row.category, {}).get(row.feature, ("", ""))
        found.append(
            QuotaRow(
                row.category, row.feature, row.least or str(least), row.most or str(most), row.population,
                row.people,
            )
        )  # fmt: skip
    return found


def with_population(
    rows: Sequence[QuotaRow], file: str, content: bytes, problems: Problems
) -> list[QuotaRow]:
    """The rows with the population of a table ``category,feature,population``; new rows for new features."""
    table = table_of(file, content, problems)
    if table is None:
        return list(rows)
    header = [name.casefold() for name in table.header]
    if header[:3] not in (["category", "feature", "population"], ["category", "value", "population"]):
        problems.add("population_columns", file, 1, found=", ".join(table.header)[:80])
        return list(rows)
    told = {(record[0].strip(), record[1].strip()): record[2].strip() for _, record in table.rows}
    found = [
        QuotaRow(
            row.category, row.feature, row.least, row.most,
            told.pop((row.category, row.feature), row.population), row.people,
        )
        for row in rows
    ]  # fmt: skip
    return found + [QuotaRow(*key, population=people) for key, people in told.items()]


def written(rows: Iterable[QuotaRow]) -> bytes:
    """The rows as ``quotas.csv``; empty ones are left out."""
    filled = [row for row in rows if row.category or row.feature]
    return csv_bytes(
        ("category", "feature", "min", "max", "population"),
        ((row.category, row.feature, row.least, row.most, row.population) for row in filled),
    )


def lines_by_row(
    content: bytes, file: str, rows: Iterable[int]
) -> tuple[tuple[str, ...], dict[int, list[str]]]:
    """The header and some rows of the volunteers' file as they stand in it."""
    wanted = set(rows)
    table = table_of(file, content, Problems())
    if table is None:
        return (), {}
    return table.header, {row: list(record) for row, record in table.rows if row in wanted}


def safe_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets: a cell that would be taken for a formula is made text by an apostrophe.

    >>> safe_csv(("id",), [("=cmd|",), ("-3",)]).decode("utf-8-sig").split()
    ['id', "'=cmd|", "'-3"]
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow(
            [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row]
        )
    return text.getvalue().encode("utf-8-sig")
