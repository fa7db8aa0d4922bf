"""Volunteers and quotas of a panel, from CSV or a workbook.

Quotas: ``category,feature,min,max`` (``feature`` may be called ``value`` or ``name``; flexible bounds
``min_flex,max_flex`` and the ``population`` of each feature may be added). Volunteers: one person a line, a
column per category of the quotas; a column ``id`` if there is one, else the number of the line is the id.

>>> problems = Problems()
>>> quotas = read_quotas(b"category,feature,min,max\\ngender,F,1,2\\ngender,M,0,1\\n", "quotas.csv", problems)
>>> pool = read_pool(b"gender,address\\nF,12 rue Haute\\nM,12 Rue  haute\\n", "people.csv", quotas, problems)
>>> [(one.id, one.features, one.household) for one in pool.volunteers]
[('1', ('F',), '12 rue haute'), ('2', ('M',), '12 rue haute')]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from recolement.formats.decoding import LARGEST_FILE
from recolement.formats.gathering import Problems, nearest
from recolement.formats.tables import Row, Table, read_count, read_csv, require
from recolement.formats.workbook import read_workbook
from recolement.model.panels import Pool, Quota, Volunteer

LARGEST_POOL: Final = 1_000_000
"""Volunteers of one pool; more is certainly the wrong file."""

FEATURE_NAMES: Final = ("feature", "value", "name")
BOUNDS: Final = ("min", "max", "min_flex", "max_flex", "population")
ADDRESS_BEGINS: Final = ("address", "adresse", "household", "foyer")
"""How the name of a column begins that says where a person lives, whatever is written behind."""

POSTCODES: Final = ("postcode", "postal_code", "zip", "code_postal")
"""Columns that belong to an address where there is one; alone they are no household."""

_ARCHIVE: Final = b"PK\x03\x04"


def read_quotas(content: bytes, file: str, problems: Problems) -> tuple[Quota, ...]:
    """The quotas in the file's order; what is wrong is noted."""
    table = _table(content, file, problems, ("category", *FEATURE_NAMES, *BOUNDS))
    if table is None:
        return ()
    named = next((name for name in FEATURE_NAMES if name in table.header), "feature")
    known = ("category", named, *BOUNDS)
    for name in table.header:
        if name not in known:
            problems.add(
                "unknown_quota_column", file, 1, name, nearest=nearest(name, set(known) - set(table.header))
            )
    if not require(table, ("category", named, "min", "max"), problems):
        return ()
    quotas: list[Quota] = []
    first: dict[tuple[str, str], int] = {}
    for row, record in table.rows:
        cells = dict(zip(table.header, (_tidy(cell) for cell in record), strict=True))
        key = cells["category"], cells[named]
        for column, text in zip(("category", named), key, strict=True):
            if not text:
                problems.add("quota_empty", file, row, column)
        if first.setdefault(key, row) != row:
            problems.add("quota_doubled", file, row, named, found=key[1], first=first[key])
            continue
        quotas.append(_quota(key, cells, file, row, problems))
    if not quotas and not problems:
        problems.add("no_quota", file)
    return tuple(quotas)


def _quota(key: tuple[str, str], cells: dict[str, str], file: str, row: int, problems: Problems) -> Quota:
    read: dict[str, int | None] = {}
    for column in BOUNDS:
        value = read_count(cells.get(column, ""))
        if isinstance(value, str):
            problems.add(value, file, row, column, found=cells[column])
            value = None
        elif value is None and column in ("min", "max"):
            problems.add("quota_bound_empty", file, row, column)
        read[column] = value
    least, most = read["min"] or 0, read["max"] or 0
    if read["min"] is not None and read["max"] is not None and least > most:
        problems.add("quota_crossed", file, row, "min", least=least, most=most)
    low, high = read["min_flex"], read["max_flex"]
    if low is not None and low > least:
        problems.add("flexible_inside", file, row, "min_flex", found=low, bound=least)
    if high is not None and high < most:
        problems.add("flexible_inside", file, row, "max_flex", found=high, bound=most)
    return Quota(*key, least, most, low, high, read["population"])


def read_pool(
    content: bytes,
    file: str,
    quotas: Sequence[Quota],
    problems: Problems,
    id_column: str | None = None,
    address_columns: Sequence[str] = (),
) -> Pool:
    """The volunteers; a value without a quota, an empty cell, an id or a person found twice are noted.

    Without ``address_columns``, those whose name says so are taken (``address…``, ``household``…).
    """
    categories = tuple(dict.fromkeys(quota.category for quota in quotas))
    empty = Pool(categories, ())
    table = _table(content, file, problems, (*categories, "id"))
    if table is None:
        return empty
    needed = (*categories, *address_columns, *((id_column,) if id_column else ()))
    if not require(table, tuple(dict.fromkeys(needed)), problems):
        return empty
    ids = id_column or next((name for name in table.header if name.casefold() == "id"), None)
    if ids in categories:
        ids = None
    addresses = tuple(address_columns) or _addresses(table.header, categories, ids)
    told = [
        at
        for at, name in enumerate(table.header)
        if name not in (*categories, *addresses, ids) and name.casefold() not in POSTCODES
    ]
    reader = _People(table, quotas, categories, ids, addresses, told, problems)
    people = [reader.volunteer(row, record) for row, record in table.rows]
    if not people and not problems:
        problems.add("no_volunteer", file)
    elif len(people) > LARGEST_POOL:
        problems.add("file_too_large", file, most=LARGEST_FILE >> 20)
    return Pool(categories, tuple(people), ids is None, addresses)


class _People:
    """Reads the lines of one table of volunteers, remembering the ids and the people already met."""

    def __init__(
        self,
        table: Table,
        quotas: Sequence[Quota],
        categories: tuple[str, ...],
        ids: str | None,
        addresses: tuple[str, ...],
        told: Sequence[int],
        problems: Problems,
    ) -> None:
        self._file, self._problems, self._categories = table.file, problems, categories
        self._id_name = ids
        self._id_at = None if ids is None else table.header.index(ids)
        self._places = [table.header.index(name) for name in categories]
        self._addresses = [table.header.index(name) for name in addresses]
        self._told = told
        self._features = {
            name: {quota.feature for quota in quotas if quota.category == name} for name in categories
        }
        self._ids: dict[str, int] = {}
        self._met: dict[tuple[str, ...], int] = {}
        self._number = 0

    def volunteer(self, row: int, record: Row) -> Volunteer:
        self._number += 1
        own = str(self._number) if self._id_at is None else _tidy(record[self._id_at])
        if not own:
            self._problems.add("volunteer_without_id", self._file, row, self._id_name)
        elif self._ids.setdefault(own, row) != row:
            self._problems.add(
                "volunteer_id_twice", self._file, row, self._id_name, found=own, first=self._ids[own]
            )
        features = tuple(_tidy(record[place]) for place in self._places)
        for name, feature in zip(self._categories, features, strict=True):
            if feature not in self._features[name]:
                self._note_feature(row, name, feature)
        home = [_compared(record[place]) for place in self._addresses]
        household = " / ".join(home) if any(home) else None
        identity = tuple(_compared(record[place]) for place in self._told)
        if any(identity):
            key = (*identity, *home)
            if self._met.setdefault(key, row) != row:
                self._problems.add("volunteer_twice", self._file, row, first=self._met[key])
        return Volunteer(own, row, features, household, identity if any(identity) else ())

    def _note_feature(self, row: int, name: str, feature: str) -> None:
        if feature:
            near = nearest(feature, self._features[name])
            self._problems.add("feature_unknown", self._file, row, name, found=feature, nearest=near)
        else:
            self._problems.add("feature_empty", self._file, row, name)


def _addresses(header: Sequence[str], categories: Sequence[str], ids: str | None) -> tuple[str, ...]:
    free = [name for name in header if name not in categories and name != ids]
    found = [name for name in free if name.casefold().startswith(ADDRESS_BEGINS)]
    return tuple(found + [name for name in free if found and name.casefold() in POSTCODES])


def _table(content: bytes, file: str, problems: Problems, known: Sequence[str]) -> Table | None:
    if content.startswith(_ARCHIVE):
        book = read_workbook(content, file, problems)
        return None if book is None else book.table("", problems)
    return read_csv(content, file, problems, known)


def _tidy(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _compared(cell: str) -> str:
    """A cell as it is compared with others: without regard to case, accents' coding or spaces."""
    return " ".join(unicodedata.normalize("NFKC", cell).casefold().split())
