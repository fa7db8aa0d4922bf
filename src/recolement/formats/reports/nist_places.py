"""The units of a NIST SP 1500-100 report as a tree: who composes whom, and which cut across.

In a report of ours every unit says what it is. In one by others, the first unit that composes another is
above it; one that composes units which are all elsewhere already is a grouping across the tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from recolement.formats.reports.nist_parsing import Object, count, kind, objects, own, references, said
from recolement.formats.reports.round_report import UnitReported
from recolement.formats.spelling import slug

WHOLE = "all"
"""The root of a report that names none."""


@dataclass(frozen=True)
class Places:
    """``ids``: our id of each reference; ``registered``: of the sections of a file by others."""

    units: tuple[UnitReported, ...]
    ids: dict[str, str]
    registered: dict[str, int]

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the tree, from the top."""
        return tuple(dict.fromkeys(unit.level for unit in self.units if unit.members is None))

    def district(self, reference: str) -> str:
        """The place of a contest: the one it names, else the whole."""
        return self.ids.get(reference, self.units[0].id)

    def within(self, place: str) -> Collection[str]:
        """The place itself, and every unit that lies wholly in it."""
        leaves: dict[str, set[str]] = {}
        parents = {unit.id: unit.parent for unit in self.units if unit.members is None}
        for unit in parents.keys() - set(parents.values()):
            here: str | None = unit
            while here is not None:
                leaves.setdefault(here, set()).add(unit)
                here = parents.get(here)
        members = next((unit.members for unit in self.units if unit.id == place), None)
        inside = leaves.get(place, set()) if members is None else set(members)
        return {place} | {unit for unit, sections in leaves.items() if sections <= inside}


def places_of(report: Object, scope: str, counted: Collection[str]) -> Places | None:
    """The places of a report; ``None`` where there is no unit. ``counted``: references that have votes."""
    found = {
        str(one.get("@id", "")): one for one in objects(report, "GpUnit") if kind(one) == "ReportingUnit"
    }
    if not found:
        return None
    ours = own(next(iter(found.values())), "unit") is not None
    return _ours(found) if ours else _Others(found, scope, counted).places()


def _ours(found: Mapping[str, Object]) -> Places:
    ids = {ref: own(one, "unit") or own(one, "grouping") or ref for ref, one in found.items()}
    groups = {ref for ref, one in found.items() if own(one, "unit") is None}
    parents: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    for ref, one in found.items():
        inside = [member for member in references(one, "ComposingGpUnitIds") if member in ids]
        if ref in groups:
            members[ref] = tuple(ids[member] for member in inside)
        else:
            parents.update((member, ids[ref]) for member in inside if member not in parents)
    units = tuple(
        UnitReported(
            ids[ref], own(one, "level") or "", said(one.get("Name")), parents.get(ref), members.get(ref)
        )
        for ref, one in found.items()
    )
    return Places(units, ids, {})


class _Others:
    """The units of a file by others, being put in a tree."""

    def __init__(self, found: Mapping[str, Object], scope: str, counted: Collection[str]) -> None:
        self._found = found
        self._root = scope if scope in found else ""
        self._members = {
            ref: [one for one in references(unit, "ComposingGpUnitIds") if one in found and one != ref]
            for ref, unit in found.items()
        }
        self._parents: dict[str, str] = {}
        for ref in sorted(found, key=lambda one: one != self._root):
            for member in self._members[ref]:
                if member != self._root and ref not in self._under(member):
                    self._parents.setdefault(member, ref)
        above = set(self._parents.values())
        self._groups = {
            ref
            for ref in found
            if self._members[ref] and ref not in above and ref not in self._parents and ref != self._root
        }
        self._kept = {ref for ref in counted if ref in found and ref not in self._groups}
        for ref in list(self._kept):
            self._kept.update(self._trail(ref))
        self._ids = self._named()

    def places(self) -> Places:
        """The tree, its groupings, and the rolls of its sections."""
        units = [self._unit(ref) for ref in self._down() if ref in self._kept or ref == self._root]
        if not self._root:
            units.insert(0, UnitReported(WHOLE, WHOLE, ""))
        inner = {unit.parent for unit in units}
        sections = {unit.id for unit in units} - inner
        ids = {ref: self._ids[ref] for ref in self._found if self._ids[ref] in sections | inner}
        for ref in self._groups:
            inside = tuple(ids[one] for one in self._members[ref] if ids.get(one) in sections)
            if inside:
                level = _level(self._found[ref])
                ids[ref] = f"{level}:{self._ids[ref]}"
                name = said(self._found[ref].get("Name")) or self._ids[ref]
                units.append(UnitReported(ids[ref], level, name, None, inside))
        registered = {
            ids[ref]: number
            for ref, one in self._found.items()
            if ids.get(ref) in sections and (number := count(one.get("VotersRegistered"))) is not None
        }
        return Places(tuple(units), ids, registered)

    def _unit(self, ref: str) -> UnitReported:
        one = self._found[ref]
        top = self._ids[self._root] if self._root else WHOLE
        parent = None if ref == self._root else self._ids.get(self._parents.get(ref, ""), top)
        return UnitReported(self._ids[ref], _level(one), said(one.get("Name")) or self._ids[ref], parent)

    def _trail(self, ref: str) -> Iterator[str]:
        """The units above one, as far as they go."""
        seen = {ref}
        while (ref := self._parents.get(ref, "")) and ref not in seen:
            seen.add(ref)
            yield ref

    def _under(self, ref: str) -> set[str]:
        """The unit and all that lies under it so far."""
        found, stack = {ref}, [ref]
        while stack:
            here = stack.pop()
            for member in self._members[here]:
                if self._parents.get(member) == here and member not in found:
                    found.add(member)
                    stack.append(member)
        return found

    def _down(self) -> Iterator[str]:
        """Parents before children."""
        below: dict[str, list[str]] = {}
        for ref in self._found:
            below.setdefault("" if ref == self._root else self._parents.get(ref, ""), []).append(ref)
        stack = list(reversed(below.get("", [])))
        if self._root:
            stack.remove(self._root)
            stack.append(self._root)
        while stack:
            ref = stack.pop()
            yield ref
            stack += reversed(below.get(ref, []))

    def _named(self) -> dict[str, str]:
        """An id for each reference: its first identifier, else its reference, once each."""
        ids: dict[str, str] = {}
        taken = {WHOLE}
        for ref, one in self._found.items():
            given = [str(other.get("Value", "")) for other in objects(one, "ExternalIdentifier")]
            name = next((slug(word) for word in [*given, ref] if slug(word) not in taken | {""}), "")
            ids[ref] = name or f"unit-{len(taken) + 1}"
            taken.add(ids[ref])
        return ids


def _level(unit: Object) -> str:
    given, other = (str(unit.get(name, "")).strip() for name in ("Type", "OtherType"))
    return slug(other if given == "other" and other else given) or "unit"
