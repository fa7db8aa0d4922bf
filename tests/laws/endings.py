"""Every way a small ballot may end, from FORMAT's sentences and nothing of the canvass.

A ballot is written in shorthand, as a person would write it; this file says by plain enumeration what its
open matters may still bring: lists of totals over A, B, blank, null and abstention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, permutations, product

Cells = tuple[int, int, int, int, int]
"""A, B, blank, null, abstention."""

NOTHING: Cells = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Section:
    """A section with its roll, and the sheet it sent: A, B, blank and null; ``None`` if it sent none.

    ``valid_off``: so many valid votes written beyond A + B. ``nowhere``: so many papers found in the box and
    written nowhere else. ``joined``: blank and null papers written as one figure.
    """

    name: str
    roll: int | None
    sheet: tuple[int, int, int, int] | None
    valid_off: int = 0
    nowhere: int = 0
    aside: bool = False
    joined: bool = False

    @property
    def papers(self) -> int:
        return sum(self.sheet or ()) + self.nowhere

    @property
    def doubtful(self) -> int:
        """The largest difference of its errors."""
        return max(abs(self.valid_off), abs(self.nowhere - self.valid_off))

    def lines(self) -> Iterator[str]:
        roll = "" if self.roll is None else f" registered={self.roll}"
        yield f"unit {self.name}{roll}"
        if self.sheet is not None:
            a, b, blank, null = self.sheet
            both = f"blank_null={blank + null}" if self.joined else f"blank={blank} null={null}"
            valid = f" valid={a + b + self.valid_off}" if self.valid_off else ""
            yield f"sheet {self.name} in_box={self.papers} {both} A={a} B={b}{valid}"
        if self.aside:
            yield f'set_aside {self.name} reason="kept apart"'


@dataclass(frozen=True)
class Dispute:
    """A dispute over sections: ``annul``, ``recount``, ``swap``, ``ballots`` or ``claim`` (of A's votes)."""

    name: str
    sections: tuple[str, ...]
    seeks: str
    number: int = 0

    def line(self) -> str:
        how = {
            "annul": "seeks=annul",
            "recount": "seeks=recount",
            "swap": "seeks=correct options=A,B",
            "ballots": f"seeks=correct ballots={self.number}",
            "claim": f"seeks=correct values={self.sections[0]}.A:{self.number}",
        }[self.seeks]
        return f"dispute {self.name} {' '.join(self.sections)} {how}"


@dataclass(frozen=True)
class Case:
    """A whole small ballot. ``annulment`` is the rulebook's; ``blank_valid`` whether blank votes count."""

    rule: str
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...] = ()
    annulment: str = "null"
    blank_valid: bool = False
    more: tuple[str, ...] = field(default=())

    def text(self) -> str:
        blank = " blank=valid" if self.blank_valid else ""
        head = [f"rule {self.rule} annulment={self.annulment}{blank}", "option A B"]
        lines = (line for section in self.sections for line in section.lines())
        return "\n".join([*head, *lines, *(dispute.line() for dispute in self.disputes), *self.more])

    def section(self, name: str) -> Section:
        return next(section for section in self.sections if section.name == name)

    def now(self, section: Section) -> Cells:
        """What the section contributes as things stand."""
        if section.sheet is None or section.aside:
            return (0, 0, 0, 0, section.roll or 0)
        a, b, blank, null = section.sheet
        if section.joined:
            blank, null = 0, blank + null
        return (a, b, blank, null, (section.roll or 0) - a - b - blank - null)

    def totals(self) -> Cells:
        return plus(*(self.now(section) for section in self.sections))

    def matters(self) -> dict[str, tuple[tuple[str, ...], frozenset[Cells]]]:
        """Per matter, its sections and everything they may contribute in the end, all together."""
        found = {}
        for disputes, names in self._together():
            ends = self._ends(disputes, [self.section(name) for name in names])
            found["+".join(dispute.name for dispute in disputes) or names[0]] = (names, ends)
        return found

    def _together(self) -> list[tuple[tuple[Dispute, ...], tuple[str, ...]]]:
        """Disputes that share a section of which a sheet came in are one matter; then the others."""
        groups: list[tuple[list[Dispute], set[str]]] = []
        received = {section.name for section in self.sections if section.sheet is not None}
        for dispute in self.disputes:
            names = received & set(dispute.sections)
            if not names:
                continue
            joined = [group for group in groups if group[1] & names]
            groups = [group for group in groups if group not in joined]
            members = [one for group in joined for one in group[0]] + [dispute]
            groups.append((members, names.union(*(group[1] for group in joined))))
        order = [section.name for section in self.sections]
        found = [
            (
                tuple(sorted(members, key=self.disputes.index)),
                tuple(name for name in order if name in names),
            )
            for members, names in groups
        ]
        disputed = {name for _, names in groups for name in names}
        for section in self.sections:
            unsplit = section.joined and self.blank_valid and section.sheet and sum(section.sheet[2:])
            open_ = section.sheet is None or section.aside or section.doubtful or unsplit
            if section.name not in disputed and open_:
                found.append(((), (section.name,)))
        return found

    def _ends(self, disputes: tuple[Dispute, ...], sections: list[Section]) -> frozenset[Cells]:
        ends: set[Cells] = set()
        for number in range(len(disputes) + 1):
            for granted in combinations(disputes, number):
                for order in permutations(granted):
                    ends |= self._granted(order, sections)
        return frozenset(ends)

    def _granted(self, granted: tuple[Dispute, ...], sections: list[Section]) -> set[Cells]:
        """What the sections may bring once these disputes are granted, in this order."""
        found: set[Cells] = set()
        pools = [dispute for dispute in granted if dispute.seeks == "ballots"]
        kept = [(False, True) if section.aside else (True,) for section in sections]
        for added in product(*kept):
            for shares in product(*(self._shares(pool, sections) for pool in pools)):
                parts = []
                for section, is_added in zip(sections, added, strict=True):
                    contested = sum(share.get(section.name, 0) for share in shares)
                    parts.append(
                        self._one(section, granted, contested)
                        if is_added
                        else {(0, 0, 0, 0, section.roll or 0)}
                    )
                found |= {plus(*chosen) for chosen in product(*parts)}
        return found

    def _shares(self, pool: Dispute, sections: list[Section]) -> Iterator[dict[str, int]]:
        """Every way to say of which sections the contested papers are."""
        names = [section.name for section in sections if section.name in pool.sections]
        for split in splits(pool.number, len(names)):
            yield dict(zip(names, split, strict=True))

    def _one(self, section: Section, granted: tuple[Dispute, ...], contested: int) -> set[Cells]:
        mine = [dispute for dispute in granted if section.name in dispute.sections]
        seeks = {dispute.seeks for dispute in mine}
        roll = section.roll or 0
        if section.sheet is None:
            return set(splits(roll, 5))
        if "recount" in seeks:
            return {(*split, roll - section.papers) for split in splits(section.papers, 4)}
        if "annul" in seeks:
            return {
                {
                    "null": (0, 0, 0, section.papers, roll - section.papers),
                    "abstain": (0, 0, 0, 0, roll),
                    "all_zero": NOTHING,
                }[self.annulment]
            }
        a, b, blank, null = section.sheet
        for dispute in mine:
            if dispute.seeks == "swap":
                a, b = b, a
            elif dispute.seeks == "claim":
                a = dispute.number
        if section.joined:
            either = range(blank + null + 1) if self.blank_valid else [0]
            starts = [(a, b, n, blank + null - n) for n in either]
        else:
            starts = [(a, b, blank, null)]
        return {end for start in starts for end in self._moved(section, start, contested)}

    def _moved(self, section: Section, start: tuple[int, ...], contested: int) -> Iterator[Cells]:
        """Up to so many papers moved into any ballot cell: contested ones, and those an error leaves open."""
        papers = section.doubtful + contested
        base = max(section.roll or 0, sum(start))
        nowhere = max(0, section.papers - sum(start))
        for out in range(min(papers, nowhere) + 1):
            for split in splits(sum(start) + out, 4):
                gained = sum(max(0, after - before) for before, after in zip(start, split, strict=True))
                if gained <= papers:
                    yield (*split, base - sum(split))


def plus(*vectors: Cells) -> Cells:
    """The sum of some vectors."""
    return tuple(map(sum, zip(*vectors, strict=True))) if vectors else NOTHING  # type: ignore[return-value]


def splits(papers: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to put so many papers in so many cells."""
    if cells == 0:
        if papers == 0:
            yield ()
        return
    if cells == 1:
        yield (papers,)
        return
    for first in range(papers + 1):
        for rest in splits(papers - first, cells - 1):
            yield (first, *rest)


def completions(case: Case, chosen: Iterable[str]) -> set[Cells]:
    """All the totals that some matters may lead to, every other section standing as it is."""
    matters = case.matters()
    open_ = [matters[name] for name in chosen]
    moving = {name for names, _ in open_ for name in names}
    rest = plus(*(case.now(section) for section in case.sections if section.name not in moving))
    found = {rest}
    for _, ends in open_:
        found = {plus(total, end) for total in found for end in ends}
    return found
