"""What is open at a place: its disputes joined by shared sections, and its sections open by themselves.

Worked example, Reims 2008: Talange recorded Aubry 18, Royal 6, and a dispute says the two were swapped.
The matter has two possibilities, ``(18, 6, …)`` and ``(6, 18, …)``; against "Aubry has more votes than
Royal" (slack 42) it can take 24. What one matter may contribute is in ``canvass/possibilities.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recolement.canvass.possibilities import Component, Filed
from recolement.canvass.proceedings import Proceedings
from recolement.canvass.retain import Retained
from recolement.canvass.weighing import Weigher
from recolement.model.ids import UnitId
from recolement.model.matters import Matter


def open_matters(
    weigher: Weigher,
    retained: Mapping[UnitId, Retained],
    proceedings: Proceedings,
    errors: Mapping[UnitId, int],
) -> list[Matter]:
    """Every open matter of a question but the missing sections.

    ``retained``: what stands for each section of the question's place, and for no other. ``errors``:
    per section, the largest difference of its A, C and R errors that are neither corrected nor
    acknowledged.
    """
    question = weigher.question
    leaves = question.place.leaves
    disputes: list[Filed] = []
    for state in proceedings.disputes.values():
        if state.open and state.act.target.touches(question.contest.id, question.round.number):
            touched = (retained.get(unit) for unit in state.units)
            received = [standing is not None and standing.sheet is not None for standing in touched]
            units = tuple(unit for unit, there in zip(state.units, received, strict=True) if there)
            if units:
                disputes.append((state, units))
    standing_options = frozenset(question.cells.options)
    partly_read: set[UnitId] = set()
    alone: list[UnitId] = []
    for unit in leaves:
        standing = retained[unit]
        sheet = standing.sheet
        if sheet is None or (standing.annulled and standing.set_aside is None):
            continue
        if not sheet.votes.keys() >= standing_options and not sheet.votes.keys() >= question.offered(unit):
            partly_read.add(unit)
            alone.append(unit)
        elif standing.set_aside is not None or unit in errors or weigher.unsplit(sheet):
            alone.append(unit)
    return [
        Component(weigher, retained, errors, partly_read, members, units).matter()
        for members, units in _components(disputes, alone)
    ]


def _components(
    disputes: Sequence[Filed], alone: Iterable[UnitId]
) -> list[tuple[list[Filed], tuple[UnitId, ...]]]:
    """Disputes grouped by shared sections, then the sections that are open without any dispute."""
    groups: list[tuple[list[Filed], dict[UnitId, None]]] = []
    for dispute in disputes:
        members = [dispute]
        units = dict.fromkeys(dispute[1])
        apart = []
        for other in groups:
            if other[1].keys() & units.keys():
                members = other[0] + members
                units = other[1] | units
            else:
                apart.append(other)
        groups = [*apart, (members, units)]
    disputed = {unit for _, units in groups for unit in units}
    found = [(members, tuple(units)) for members, units in groups]
    found.extend(([], (unit,)) for unit in alone if unit not in disputed)
    return found
