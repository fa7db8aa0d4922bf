"""Places of the ministry: departments, communes by their INSEE code, stations, constituencies.

>>> insee("29", "019"), insee("29", "29019"), insee("2A", "004"), insee("ZM", "501"), insee("ZZ", "001")
('29019', '29019', '2A004', '97601', 'ZZ001')
>>> insee("29", "19")
''
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recolement.model.ids import UnitId
from recolement.model.units import Unit

NATION = UnitId("FR")
LEVELS = ("nation", "department", "commune", "station")
CONSTITUENCY = "constituency"

OVERSEAS: Mapping[str, str] = {
    "ZA": "971",
    "ZB": "972",
    "ZC": "973",
    "ZD": "974",
    "ZS": "975",
    "ZM": "976",
    "ZP": "987",
    "ZN": "988",
}
"""Departments the ministry codes with a Z, and how INSEE codes of their communes begin; the last two digits
are the same in both. (ZX holds two, with three digits of INSEE; ZW and ZZ have no communes of INSEE's.)"""

_COMMUNE = re.compile(r"[0-9]{3}", re.ASCII)
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}", re.ASCII)
_DEPARTMENT = re.compile(r"[0-9][0-9AB]", re.ASCII)
_ANY_DEPARTMENT = re.compile(r"[0-9][0-9AB]|9[78][0-9]|Z[A-Z]", re.ASCII)


def is_department(code: str) -> bool:
    """Whether a code is one of a department, as the ministry or INSEE writes it.

    >>> is_department("2A"), is_department("971"), is_department("ZZ"), is_department("1")
    (True, True, True, False)
    """
    return _ANY_DEPARTMENT.fullmatch(code) is not None


def insee(department: str, commune: str) -> str:
    """The INSEE code of a commune, from the ministry's codes; empty if they are none.

    A code that lost its zeros (in a spreadsheet) is not completed: which zeros, nobody can say.
    """
    if _INSEE.fullmatch(commune):
        return commune
    if not _COMMUNE.fullmatch(commune):
        return commune if re.fullmatch(r"Z[A-Z][0-9]{3}", commune) else ""
    if department in OVERSEAS:
        return OVERSEAS[department] + commune[1:]
    if department == "ZX":
        return "97" + commune
    if department in ("ZW", "ZZ") or _DEPARTMENT.fullmatch(department):
        return department + commune
    return ""


def constituency_id(department: str, code: str) -> str:
    """The id of a constituency: department and number, as in ``29-02``; a code that has both stays as it is.

    >>> constituency_id("29", "2"), constituency_id("29", "29-02"), constituency_id("2A", "01")
    ('29-02', '29-02', '2A-01')
    """
    return f"{department}-{code.zfill(2)}" if code.isdigit() else code


@dataclass(frozen=True, slots=True)
class Names:
    """What places are called, as the first file that names them has it."""

    departments: dict[str, str] = field(default_factory=dict)
    communes: dict[str, str] = field(default_factory=dict)
    constituencies: dict[str, str] = field(default_factory=dict)


def units(
    stations: Iterable[tuple[UnitId, str, str, str]], names: Names, rolls: Mapping[UnitId, int]
) -> Sequence[Unit]:
    """The tree of stations given as unit, department, commune and number, parents first.

    Departments are in the order of their codes; communes and stations in that of the files.
    """
    communes: dict[str, dict[str, list[Unit]]] = {}
    for unit, department, commune, number in stations:
        name = f"{names.communes.get(commune, commune)} {number}"
        inside = communes.setdefault(department, {}).setdefault(commune, [])
        inside.append(Unit(unit, UnitId(commune), "station", name, rolls.get(unit)))
    tree = [Unit(NATION, None, "nation", "France")]
    for department in sorted(communes):
        name = names.departments.get(department, department)
        tree.append(Unit(UnitId(department), NATION, "department", name))
        for commune, inside in communes[department].items():
            name = names.communes.get(commune, commune)
            tree.append(Unit(UnitId(commune), UnitId(department), "commune", name))
            tree.extend(inside)
    return tree
