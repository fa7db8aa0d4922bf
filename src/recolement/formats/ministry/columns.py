"""What the columns of a ministry file are, whatever the year's spelling: places, figures, candidates.

Two layouts. *Grouped*: a group of columns per candidate, numbered in the header (``Nom candidat 1``,
``Voix 1``) or, in older files, named once and then repeated without names. *Wide*: one column per candidate
or label.

>>> known_as("Code du département"), known_as("Exprimés"), known_as("% Voix/exprimés 3"), known_as("Elu 2")
('department', 'valid', 'derived', 'derived')
>>> group_part("Nom candidat 12"), group_part("N°Panneau"), group_part("Inscrits")
(('name', 12), ('panel', 0), None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from recolement.formats.gathering import Problems, nearest
from recolement.formats.spelling import without_accents
from recolement.formats.tables import Row

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "department": ("code departement", "departement"),
    "department_name": ("libelle departement",),
    "commune": ("code commune", "commune"),
    "commune_name": ("libelle commune", "commune libelle"),
    "station": ("code bv", "code b vote", "code bureau vote", "bureau vote", "bureau"),
    "constituency": ("code circonscription", "code circonscription legislative", "circonscription"),
    "constituency_name": ("libelle circonscription", "libelle circonscription legislative"),
    "registered": ("inscrits",),
    "voters": ("votants",),
    "blank": ("blancs",),
    "null": ("nuls",),
    "blank_null": ("blancs et nuls",),
    "valid": ("exprimes",),
    "derived": ("abstentions", "elu"),
}
"""How each field is called, without accents, capitals and little words. ``derived`` follows from others."""

GROUP: Mapping[str, tuple[str, ...]] = {
    "panel": ("numero panneau", "n panneau", "no panneau"),
    "label": ("nuance candidat", "nuance"),
    "name": ("nom candidat", "nom"),
    "first_name": ("prenom candidat", "prenom"),
    "sex": ("sexe candidat", "sexe"),
    "votes": ("voix",),
    "elected": ("elu",),
    "share": ("% voix ins", "% voix exp", "% voix inscrits", "% voix exprimes"),
}
"""How the columns of a candidate are called."""

REQUIRED: Mapping[str, str] = {
    "department": "Code département",
    "commune": "Code commune",
    "station": "Code BV",
    "registered": "Inscrits",
    "voters": "Votants",
    "valid": "Exprimés",
}
"""The fields a file cannot do without, as the current layout names them."""

NEEDED: Mapping[str, str] = {"Nom candidat": "name", "Voix": "votes"}
"""What a candidate's group cannot do without."""

FIGURES = ("registered", "voters", "blank", "null", "blank_null", "valid")

_FIELDS = {spelling: field for field, spellings in SPELLINGS.items() for spelling in spellings}
_PARTS = {spelling: part for part, spellings in GROUP.items() for spelling in spellings}
_LITTLE = frozenset(("du", "de", "des", "la", "le", "d", "l"))


def folded(name: str) -> str:
    """A column's name without accents, capitals, signs and little words."""
    words = re.findall(r"[^\W_]+|%", without_accents(name))
    return " ".join(word for word in words if word not in _LITTLE)


def known_as(name: str) -> str:
    """The field a column holds; empty if it is none of the ministry's."""
    plain = folded(name)
    return "derived" if plain.startswith("%") else _FIELDS.get(re.sub(r"^elu \d+$", "elu", plain), "")


def group_part(name: str) -> tuple[str, int] | None:
    """Which part of which candidate's group a column is; number 0 where the header does not number it."""
    found = re.fullmatch(r"(.*?)(?: (\d{1,4}))?", folded(name))
    part = _PARTS.get(found[1]) if found else None
    return None if found is None or part is None else (part, int(found[2] or 0))


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a file holds what.

    ``groups``: for each candidate's group the column of each part; ``options``: the columns of votes of a
    wide file; ``left``: columns of a grouped file that are not read, with a name nobody knows.
    """

    fields: Mapping[str, str]
    groups: tuple[Mapping[str, str], ...] = ()
    options: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def recognise(header: Sequence[str], file: str, problems: Problems) -> Layout | None:
    """The layout of a header, or ``None`` after noting what is missing or said twice."""
    fields: dict[str, str] = {}
    groups: dict[int, dict[str, str]] = {}
    derived: list[str] = []
    others: list[str] = []
    unkept: list[str] = []
    sound = True
    for name in header:
        part = group_part(name)
        field = known_as(name)
        if part is not None and part[1] and part[0] not in ("share", "elected"):
            group = groups.setdefault(part[1], {})
            sound &= _once(group, part[0], name, file, problems)
            if part[0] == "sex":
                unkept.append(name)
        elif field == "derived":
            derived.append(name)
        elif field:
            sound &= _once(fields, field, name, file, problems)
        else:
            others.append(name)
    missing = {name: field for field, name in REQUIRED.items() if field not in fields}
    if "blank_null" not in fields:
        missing |= {name: f for name, f in (("Blancs", "blank"), ("Nuls", "null")) if f not in fields}
    for number, group in groups.items():
        missing |= {f"{name} {number}": part for name, part in NEEDED.items() if part not in group}
    for name in missing:
        problems.add("missing_column", file, 1, name, nearest=nearest(name, others))
    if not groups and not others:
        problems.add("no_votes_column", file, 1)
        return None
    if missing or not sound:
        return None
    if groups:
        ordered = tuple(groups[number] for number in sorted(groups))
        return Layout(fields, ordered, derived=tuple(derived), left=(*others, *unkept))
    return Layout(fields, options=tuple(others), derived=tuple(derived))


def _once(where: dict[str, str], what: str, name: str, file: str, problems: Problems) -> bool:
    """Keep which column holds something, unless another already does."""
    if what in where:
        problems.add("column_twice", file, 1, name, first=where[what])
        return False
    where[what] = name
    return True


def has_unnumbered(header: Sequence[str]) -> bool:
    """Whether a header names a candidate's group without a number: how many follow, only the rows tell."""
    return any(part is not None and not part[1] for part in map(group_part, header))


def named(records: Iterator[tuple[int, Row]], widest: int) -> Iterator[tuple[int, Row]]:
    """Records whose header numbers every group, where the header names a group once (or without numbers).

    Rows with fewer groups than ``widest`` are filled up with empty ones; a row that ends inside a group keeps
    its width, and is then refused for it.

    >>> given = [(1, ["Inscrits", "Nom", "Voix"]), (2, ["9", "A", "5", "B", "4"]), (3, ["7", "A", "7"])]
    >>> [row for _, row in named(iter(given), 5)]
    [['Inscrits', 'Nom 1', 'Voix 1', 'Nom 2', 'Voix 2'], ['9', 'A', '5', 'B', '4'], ['7', 'A', '7', '', '']]
    """
    row, header = next(records)
    while header and not header[-1].strip():
        header = header[:-1]
    parts = [group_part(name) for name in header]
    first = next((place for place, part in enumerate(parts) if part is not None and not part[1]), None)
    if first is None:
        return chain([(row, header)], records)
    names = [name.strip() for name in header[first:]]
    size = next((place for place in range(1, len(names)) if names[place] == names[0]), len(names))
    groups = max(1, -(-(max(widest, len(header)) - first) // size))
    full = [
        *header[:first],
        *(f"{name} {number}" for number in range(1, groups + 1) for name in names[:size]),
    ]

    def filled() -> Iterator[tuple[int, Row]]:
        for number, record in records:
            if first < len(record) < len(full) and (len(record) - first) % size == 0:
                record = [*record, *("",) * (len(full) - len(record))]
            yield number, record

    return chain([(row, full)], filled())
