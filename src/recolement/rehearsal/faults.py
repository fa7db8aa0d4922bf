"""The faults, each put into the night by one function; it says whether there was room for it.

Worked example: a sheet of 120 votes for A and 80 for B becomes 80 for A and 120 for B (``swapped``); its
sums still agree, and only the neighbours or a copy of the sheet can show it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from recolement.model.ids import UnitId
from recolement.rehearsal.script import Arrival, FaultKind
from recolement.rehearsal.setting import Night

SMALL_PART = 4
"""A forgotten federation is at most one part in so many of the sections."""
MOST_SILENT = 6
ENOUGH_NEIGHBOURS = 5
"""Sections around one in which an exchange can be seen."""
MUCH_LATER = 1500
"""Seconds after everybody else at which those who were silent come."""


def put_fault(night: Night, kind: FaultKind) -> bool:
    """Put a fault of a kind into the night; ``False`` where this ballot has no room for it."""
    return PUT[kind](night)


def _forgotten(night: Night) -> bool:
    kind = FaultKind.FORGOTTEN
    places = {
        place: leaves
        for place, leaves in night.siblings().items()
        if place != night.folder.tree.root
        and night.taken.isdisjoint(leaves)
        and len(leaves) * SMALL_PART <= len(night.units)
    }
    if not places:
        return False
    place = night.lots(kind).order(sorted(places))[0]
    night.silent.update(places[place])
    night.put(kind, places[place], max(night.times[unit] for unit in places[place]), place=place)
    return True


def _network(night: Night) -> bool:
    kind = FaultKind.NETWORK
    places = {}
    for place, leaves in night.siblings().items():
        left = [unit for unit in leaves if unit not in night.taken]
        if len(left) >= 3:
            places[place] = left
    if not places:
        return False
    place = night.lots(kind).order(sorted(places))[0]
    some = night.lots(kind, "which").sample(places[place], min(MOST_SILENT, len(places[place]) // 2 + 1))
    back = night.last + MUCH_LATER
    night.put(kind, some, max(night.times[unit] for unit in some), until=back, place=place)
    night.times.update(dict.fromkeys(some, back))
    return True


def _late(night: Night) -> bool:
    left = sorted(night.free(FaultKind.LATE), key=night.valid, reverse=True)
    if not left or len(night.units) < 3:
        return False
    unit = night.lots(FaultKind.LATE).order(left[: max(1, len(left) // 20)])[0]
    back = night.last + MUCH_LATER
    night.put(FaultKind.LATE, [unit], night.times[unit], until=back)
    night.times[unit] = back
    return True


def _swapped(night: Night) -> bool:
    if len(night.pair) < 2:
        return False
    first, second = night.pair
    best: tuple[bool, int, UnitId] | None = None
    for leaves in night.siblings().values():
        for unit in leaves:
            if unit in night.taken or not {first, second} <= set(night.truth[unit].votes):
                continue
            lead = _lead(night, unit)
            stands_out = _stands_out(night, unit, leaves)
            found = (stands_out, abs(lead) * min(night.valid(unit), 200), unit)
            best = found if best is None or found > best else best
    if best is None or not _lead(night, best[2]):
        return False
    unit = best[2]
    votes = dict(night.truth[unit].votes)
    votes[first], votes[second] = votes[second], votes[first]
    night.sent[unit] = replace(night.truth[unit], votes=votes)
    night.put(FaultKind.SWAPPED, [unit], night.times[unit], options=night.pair)
    return True


def _lead(night: Night, unit: UnitId) -> int:
    """The lead of the first over the second in a section, in thousandths of its valid votes."""
    sheet = night.truth[unit]
    votes = [sheet.votes.get(option, 0) for option in night.pair]
    return (votes[0] - votes[1]) * 1000 // max(1, night.valid(unit))


def _stands_out(night: Night, unit: UnitId, leaves: list[UnitId]) -> bool:
    """Whether the exchanged lead would lie further outside the neighbours' range than that range is wide."""
    least = night.question.contest.rulebook.warn.neighbour_valid
    counted = [other for other in leaves if night.valid(other) >= least and other not in night.silent]
    others = [_lead(night, other) for other in counted if other != unit]
    if len(others) < ENOUGH_NEIGHBOURS or unit not in counted:
        return False
    low, high, own = min(others), max(others), _lead(night, unit)
    apart = max(low + own, -own - high)
    return low < own < high and apart * 10 > (high - low) * 11


def _exchanged(night: Night) -> bool:
    siblings = night.siblings()
    for place in night.lots(FaultKind.EXCHANGED).order(sorted(siblings)):
        free = night.free(FaultKind.EXCHANGED, siblings[place])
        for one, other in pairwise(free):
            rolls = [night.folder.roll(unit, night.question.round.number) for unit in (one, other)]
            if None not in rolls and rolls[0] != rolls[1] and night.valid(one) != night.valid(other):
                night.sent[one] = replace(night.truth[other], unit=one)
                night.sent[other] = replace(night.truth[one], unit=other)
                at = min(night.times[one], night.times[other])
                night.put(FaultKind.EXCHANGED, [one, other], at)
                return True
    return False


def _copied(night: Night) -> bool:
    kind = FaultKind.COPIED
    siblings = night.siblings()
    for place in night.lots(kind).order(sorted(siblings)):
        free = night.free(kind, siblings[place])
        for unit in free:
            for other in free:
                source = night.truth[other]
                if other != unit and night.valid(other) >= 20 and (source.papers or 0) <= _roll(night, unit):
                    copy = replace(source, unit=unit, registered=night.truth[unit].registered)
                    night.sent[unit] = copy
                    night.put(kind, [unit, other], max(night.times[unit], night.times[other]))
                    return True
    return False


def _roll(night: Night, unit: UnitId) -> int:
    return night.truth[unit].registered or 0


def _doubled(night: Night) -> bool:
    kind = FaultKind.DOUBLED
    for unit in night.free(kind):
        sheet = night.truth[unit]
        for one, other in (night.pair, night.pair[::-1]) if len(night.pair) == 2 else ():
            if sheet.votes.get(one, 0) >= 4 and other in sheet.votes:
                votes = dict(sheet.votes)
                moved = min(7, votes[one] // 4)
                votes[one] -= moved
                votes[other] += moved
                at = night.times[unit] + 300 + night.lots(kind, "when").below(900)
                night.again.append(Arrival(at, replace(sheet, votes=votes)))
                night.put(kind, [unit], at, field=one, written=votes[one], right=sheet.votes[one])
                return True
    return False


def _typo(night: Night) -> bool:
    for unit in night.free(FaultKind.TYPO):
        right = night.valid(unit)
        digits = str(right)
        for place in range(len(digits) - 1, 0, -1):
            if digits[place] != digits[place - 1] and (place > 1 or digits[place] != "0"):
                turned = digits[: place - 1] + digits[place] + digits[place - 1] + digits[place + 1 :]
                _figure(night, FaultKind.TYPO, unit, "valid", int(turned))
                return True
    return False


def _gap(night: Night) -> bool:
    for unit in night.free(FaultKind.GAP):
        papers, roll = night.truth[unit].in_box or 0, _roll(night, unit)
        more = 3 + night.lots(FaultKind.GAP, "papers").below(6)
        if papers and papers + more <= roll:
            _figure(night, FaultKind.GAP, unit, "signatures", papers + more)
            return True
    return False


def _wrong_roll(night: Night) -> bool:
    for unit in night.free(FaultKind.ROLL):
        if night.folder.roll(unit, night.question.round.number) is not None:
            more = 10 + night.lots(FaultKind.ROLL, "names").below(40)
            _figure(night, FaultKind.ROLL, unit, "registered", _roll(night, unit) + more)
            return True
    return False


def _empty(night: Night) -> bool:
    for unit in night.free(FaultKind.EMPTY):
        for option in night.pair[::-1]:
            right = night.truth[unit].votes.get(option, 0)
            if right:
                votes = {name: given for name, given in night.truth[unit].votes.items() if name != option}
                night.sent[unit] = replace(night.truth[unit], votes=votes)
                night.put(FaultKind.EMPTY, [unit], night.times[unit], field=option, right=right)
                return True
    return False


def _altered(night: Night) -> bool:
    free = night.free(FaultKind.ALTERED)
    half = sorted(night.times.values())[len(night.times) // 2]
    early = [unit for unit in free if night.times[unit] <= half]
    for unit in early or free:
        for option in night.pair:
            right = night.truth[unit].votes.get(option, 0)
            if right >= 10:
                night.put(
                    FaultKind.ALTERED, [unit], night.times[unit] + 600,
                    field=option, right=right, written=other_of_that_length(right),
                )  # fmt: skip
                return True
    return False


def other_of_that_length(number: int) -> int:
    """Ten more, or ten less where that takes another digit: the line keeps its length.

    >>> other_of_that_length(184), other_of_that_length(95)
    (194, 85)
    """
    return number + 10 if len(str(number + 10)) == len(str(number)) else number - 10


def _figure(night: Night, kind: FaultKind, unit: UnitId, name: str, written: int) -> None:
    """One box of a sheet bears another number."""
    sheet = night.truth[unit]
    night.sent[unit] = sheet.with_figures({name: written}, sheet.votes)
    night.put(kind, [unit], night.times[unit], field=name, written=written, right=sheet.figure(name))


PUT: Mapping[FaultKind, Callable[[Night], bool]] = {
    FaultKind.SWAPPED: _swapped,
    FaultKind.FORGOTTEN: _forgotten,
    FaultKind.DOUBLED: _doubled,
    FaultKind.TYPO: _typo,
    FaultKind.COPIED: _copied,
    FaultKind.NETWORK: _network,
    FaultKind.LATE: _late,
    FaultKind.ALTERED: _altered,
    FaultKind.GAP: _gap,
    FaultKind.ROLL: _wrong_roll,
    FaultKind.EMPTY: _empty,
    FaultKind.EXCHANGED: _exchanged,
}

FIRST_PLACES = (FaultKind.FORGOTTEN, FaultKind.SWAPPED, FaultKind.COPIED, FaultKind.EXCHANGED)
"""Faults that need the most room are put first."""
