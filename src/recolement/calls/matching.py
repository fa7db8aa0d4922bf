"""The people of a marked register, found on the roll; and a report of what did not match.

>>> roll = [Known(0, "nord-1", "17", "alice martin"), Known(1, "nord-1", "18", "bruno petit")]
>>> found = match(roll, [Marked(2, "nord-1", "17", ""), Marked(3, "nord-1", "", "chi nguyen")])
>>> sorted(found.voted), [(one.row, one.why) for one in found.doubts]
([0], [(3, 'not_on_roll')])

By the number where the line has one, else by the name, within the section always. Numbers and names are
compared as they are given: as :mod:`recolement.calls.spelling` writes them, or as keyed hashes of that. A
line that says two different people is nobody's: it is reported, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from recolement.model.calls import Marked


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the roll, as they are found; ``number`` is empty where the roll has none."""

    place: int
    section: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of the register that counts for nobody.

    ``why``: ``not_on_roll``, ``several`` of that name, ``differs`` (its number and its name are of different
    people), ``again`` (already marked by the line ``first``), ``section_unknown``.
    """

    row: int
    section: str
    why: str
    first: int = 0


@dataclass(frozen=True, slots=True)
class Matching:
    """Who voted (places on the roll), the sections the register is of, and the lines in doubt."""

    voted: frozenset[int]
    sections: frozenset[str]
    doubts: tuple[Doubt, ...]
    lines: int

    @property
    def counted(self) -> Counter[str]:
        """How many lines are in doubt, for each reason."""
        return Counter(one.why for one in self.doubts)


def match(roll: Iterable[Known], register: Iterable[Marked]) -> Matching:
    """Every line of the register, looked for on the roll."""
    people = {one.place: one for one in roll}
    by_number: dict[tuple[str, str], int] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    sections = set()
    for one in people.values():
        sections.add(one.section)
        if one.number:
            by_number[one.section, one.number] = one.place
        by_name.setdefault((one.section, one.name), []).append(one.place)
    voted: dict[int, int] = {}
    named: set[str] = set()
    doubts: list[Doubt] = []
    lines = 0
    for line in register:
        lines += 1
        if line.section not in sections:
            doubts.append(Doubt(line.row, line.section, "section_unknown"))
            continue
        named.add(line.section)
        at = by_number.get((line.section, line.number)) if line.number else None
        if at is not None and line.name and people[at].name != line.name:
            doubts.append(Doubt(line.row, line.section, "differs"))
            continue
        if at is None:
            at = _by_name(line, by_name, people, doubts)
        if at is None:
            continue
        if voted.setdefault(at, line.row) != line.row:
            doubts.append(Doubt(line.row, line.section, "again", voted[at]))
    return Matching(frozenset(voted), frozenset(named), tuple(doubts), lines)


def _by_name(
    line: Marked, by_name: dict[tuple[str, str], list[int]], people: dict[int, Known], doubts: list[Doubt]
) -> int | None:
    found = by_name.get((line.section, line.name), []) if line.name else []
    if len(found) == 1 and line.number and people[found[0]].number:
        doubts.append(Doubt(line.row, line.section, "differs"))  # that person has another number
        return None
    if len(found) != 1:
        doubts.append(Doubt(line.row, line.section, "several" if found else "not_on_roll"))
        return None
    return found[0]
