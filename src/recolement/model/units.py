"""The tree of units (échelons): sections that count and sign, under federations, under a nation.

Worked example: a nation with two sections::

    FR            level nation
    ├── Lyon-3    level section, 120 registered
    └── Brest     level section,  80 registered

>>> tree = UnitTree([Unit(UnitId("FR"), None, "nation", "France"),
...                  Unit(UnitId("Lyon-3"), UnitId("FR"), "section", "Lyon 3", 120),
...                  Unit(UnitId("Brest"), UnitId("FR"), "section", "Brest", 80)])
>>> tree.root, tree.leaves_under(UnitId("FR"))
('FR', ('Lyon-3', 'Brest'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from recolement.model.ids import UnitId


@dataclass(frozen=True, slots=True)
class Unit:
    """One node of the tree (``ReportingUnit``, échelon).

    ``registered`` is the closed roll of a leaf (liste arrêtée); ``None`` is unknown, never zero.
    ``mandates`` is its weight where units are weighed by mandates.
    """

    id: UnitId
    parent: UnitId | None
    level: str
    name: str
    registered: int | None = None
    mandates: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A grouping that cuts across the tree (a constituency that splits a commune): totalled like a unit."""

    kind: str
    id: str
    name: str
    units: tuple[UnitId, ...]

    @property
    def address(self) -> str:
        """How the group is written as a scope and in results: ``kind:id``."""
        return f"{self.kind}:{self.id}"


class TreeBroken(ValueError):
    """The units do not form one tree: ``code`` says how, ``unit`` names one culprit."""

    def __init__(self, code: str, unit: str) -> None:
        super().__init__(f"{code}: {unit}")
        self.code = code
        self.unit = unit


class UnitTree(Mapping[UnitId, Unit]):
    """The units by id, in the order of the file, with who lies under whom. Built once, never changed.

    Raises :class:`TreeBroken` with code ``doubled_unit``, ``unknown_parent``, ``several_roots``,
    ``no_root`` or ``cycle``.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[UnitId, Unit] = {}
        self._children: dict[UnitId, list[UnitId]] = {}
        roots: list[UnitId] = []
        for unit in units:
            if unit.id in self._units:
                raise TreeBroken("doubled_unit", unit.id)
            self._units[unit.id] = unit
        for unit in self._units.values():
            if unit.parent is None:
                roots.append(unit.id)
            elif unit.parent not in self._units:
                raise TreeBroken("unknown_parent", unit.id)
            else:
                self._children.setdefault(unit.parent, []).append(unit.id)
        if len(roots) > 1:
            raise TreeBroken("several_roots", roots[1])
        if not roots:
            raise TreeBroken("cycle" if self._units else "no_root", next(iter(self._units), ""))
        self.root: UnitId = roots[0]
        reached = sum(1 for _ in self.walk())
        if reached != len(self._units):
            seen = set(self.walk())
            raise TreeBroken("cycle", next(unit for unit in self._units if unit not in seen))

    def __getitem__(self, unit: UnitId) -> Unit:
        return self._units[unit]

    def __iter__(self) -> Iterator[UnitId]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, unit: object) -> bool:
        return unit in self._units

    def walk(self) -> Iterator[UnitId]:
        """Every unit, parents before children, siblings in the order of the file."""
        stack = [self.root]
        while stack:
            unit = stack.pop()
            yield unit
            stack.extend(reversed(self._children.get(unit, ())))

    def children(self, unit: UnitId) -> tuple[UnitId, ...]:
        """The units just below, in the order of the file; empty for a leaf."""
        return tuple(self._children.get(unit, ()))

    def is_leaf(self, unit: UnitId) -> bool:
        """Whether the unit counts and signs itself (a section)."""
        return unit not in self._children

    @cached_property
    def leaves(self) -> tuple[UnitId, ...]:
        """The sections of the whole tree, in tree order."""
        return tuple(unit for unit in self.walk() if unit not in self._children)

    def leaves_under(self, unit: UnitId) -> tuple[UnitId, ...]:
        """The sections under a unit, itself if it is one, in tree order."""
        if unit == self.root:
            return self.leaves
        found: list[UnitId] = []
        stack = [unit]
        while stack:
            here = stack.pop()
            below = self._children.get(here)
            if below is None:
                found.append(here)
            else:
                stack.extend(reversed(below))
        return tuple(found)

    def trail(self, unit: UnitId) -> tuple[UnitId, ...]:
        """From the root down to the unit itself (fil d'Ariane)."""
        path: list[UnitId] = []
        here: UnitId | None = unit
        while here is not None:
            path.append(here)
            here = self._units[here].parent
        return tuple(reversed(path))

    def at_level(self, level: str) -> tuple[UnitId, ...]:
        """The units of a level, in tree order."""
        return tuple(unit for unit in self.walk() if self._units[unit].level == level)
