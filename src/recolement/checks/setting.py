"""What a sheet is compared with: its contest and round, its neighbours, the round before.

A :class:`Setting` is built once for a contest and round and then kept up to date, sheet by sheet
(:meth:`Setting.receive`), so that one more sheet is checked without reading the others again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from recolement.checks.around import Around, Neighbours
from recolement.checks.names import standing_for_several
from recolement.checks.night import Night
from recolement.checks.reading import Reading
from recolement.model.ballots import Contest
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import Entry, TallySheet

Print = tuple[object, ...]
"""What two sheets share when one is a copy of the other."""


@dataclass
class Setting:
    """One contest in one round of a night, with everything its sheets are compared with."""

    night: Night
    contest: Contest
    round: int
    options: tuple[OptionId, ...]
    previous: Setting | None = None
    """The same contest, one round earlier."""
    expected: Mapping[UnitId, None] = field(default_factory=dict)
    sheets: dict[UnitId, TallySheet] = field(default_factory=dict)
    """Per unit, the sheet that stands."""
    doubles: dict[UnitId, list[TallySheet]] = field(default_factory=dict)
    known: int = 0
    """One bit for each figure that at least one sheet knows (see ``reading``)."""
    several: frozenset[UnitId] = frozenset()
    """Units whose name, or place in the tree, says that they stand for several."""
    surprises: bool = True
    """Whether sheets are compared with those around them: only what is surprising (W) asks for that."""

    def __post_init__(self) -> None:
        self.following: list[Setting] = []
        """The round after, whose sheets are compared with those of this one."""
        if self.previous is not None:
            self.previous.following.append(self)
        self.warn = self.contest.rulebook.warn
        self.voters_are = self.contest.rulebook.voters_are
        self.tree = self.night.folder.tree
        self._offers, self._offer_of = _offers(self.night, self.contest, self.round, self.options)
        self.around = Around(self.tree, self._offer_of, self.warn.neighbour_valid)
        self._nearest: tuple[UnitId, Neighbours | None] | None = None
        self._readings: dict[UnitId, Reading] = {}
        self._prints: dict[Print, list[UnitId]] = {}

    def offered(self, unit: UnitId) -> tuple[OptionId, ...]:
        """The options that stand in this round and are on offer in the unit, in the contest's order."""
        return self._offers[self._offer_of.get(unit, 0)] if self._offer_of else self.options

    @property
    def same_everywhere(self) -> bool:
        """Whether every unit has the same options on offer."""
        return not self._offer_of

    def is_annulled(self, unit: UnitId) -> bool:
        """Whether a ruling annulled the unit's count: nothing is left to compare."""
        return (unit, self.contest.id, self.round) in self.night.annulled

    def is_settled_without_sheet(self, unit: UnitId) -> bool:
        """Whether an act says that no sheet will come: no vote held, or annulled."""
        key = (unit, self.contest.id, self.round)
        return key in self.night.no_vote or key in self.night.annulled

    def read(self, sheet: TallySheet) -> Reading:
        """The sheet's figures, with the closed roll of its unit where there is one."""
        folder = self.night.folder
        unit = sheet.unit
        roll = folder.rolls.get((unit, self.round)) if folder.rolls else None
        if roll is None and unit in folder.tree:
            roll = folder.tree[unit].registered
        return Reading(sheet, roll, self.offered(unit), self.voters_are)

    def receive(self, reading: Reading) -> None:
        """Take a sheet into account: it stands for its unit, instead of the one before if there was one."""
        again = reading.unit in self._readings
        self.forget(reading.unit)
        self.fill([reading])
        if again:
            self._know_again()

    def empty(self, unit: UnitId) -> None:
        """No sheet stands for a unit any more."""
        self.forget(unit)
        self._know_again()

    def _know_again(self) -> None:
        """Which figures are known, from the sheets that stand now."""
        self.known = reduce(or_, (~one.unknown for one in self._readings.values()), 0)
        self._nearest = None

    def fill(self, readings: Iterable[Reading]) -> None:
        """Take into account the sheets of units that had none."""
        tree, sheets, prints = self.tree, self.sheets, self._prints
        untouched = self.night.annulled | self.night.set_aside
        known = 0
        counted: list[Reading] = []
        for reading in readings:
            unit = reading.unit
            sheets[unit] = reading.sheet
            self._readings[unit] = reading
            known |= ~reading.unknown
            if not self.surprises:
                continue
            if reading.votes is None or unit not in tree or (untouched and reading.sheet.key in untouched):
                continue
            prints.setdefault(fingerprint(reading), []).append(unit)
            counted.append(reading)
        self.known |= known
        self.around.fill(counted)
        self._nearest = None

    def forget(self, unit: UnitId) -> None:
        """Take back the sheet that stood for a unit, if there was one."""
        self.sheets.pop(unit, None)
        reading = self._readings.pop(unit, None)
        if reading is not None and unit in self._prints.get(fingerprint(reading), ()):
            self._prints[fingerprint(reading)].remove(unit)
        self.around.forget(unit)

    @contextmanager
    def instead(self, sheet: TallySheet) -> Iterator[None]:
        """The setting with this sheet standing for its unit, for as long as it is looked at."""
        before, known = self._readings.get(sheet.unit), self.known
        twins = None if before is None else list(self._prints.get(fingerprint(before), ()))
        self.receive(self.read(sheet))
        try:
            yield
        finally:
            self.forget(sheet.unit)
            if before is not None:
                self.fill([before])
                if twins:
                    self._prints[fingerprint(before)] = twins
            self.known, self._nearest = known, None

    def reading_of(self, unit: UnitId) -> Reading | None:
        """The sheet that stands for a unit, read; ``None`` if there is none."""
        return self._readings.get(unit)

    def neighbours(self, unit: UnitId) -> Neighbours | None:
        """The other sheets under the nearest node that has enough of them; ``None`` if none has.

        A unit's own sheet is never among its neighbours. The last answer is kept: several checks ask.
        """
        if self._nearest is None or self._nearest[0] != unit:
            self._nearest = unit, self.around.of(unit)
        return self._nearest[1]

    def twins(self, reading: Reading) -> list[UnitId]:
        """The other units whose sheet says the same in every figure that a copy would repeat."""
        return [unit for unit in self._prints.get(fingerprint(reading), ()) if unit != reading.unit]


def fingerprint(reading: Reading) -> Print:
    """Votes, papers, blank and null: what two identical sheets share (registered may come from the roll)."""
    sheet = reading.sheet
    return (reading.votes, reading.papers, sheet.blank, sheet.null, reading.blank_null, sheet.signatures)


def _offers(
    night: Night, contest: Contest, number: int, options: tuple[OptionId, ...]
) -> tuple[list[tuple[OptionId, ...]], dict[UnitId, int]]:
    """The different sets of options on offer, and which of them each unit has (empty: all have the first)."""
    restricted = {
        option.id: option.units
        for option in night.folder.ballot.standing(contest.id, number)
        if option.units is not None and option.id in options
    }
    if not restricted:
        return [options], {}
    groups = {group.address: group.units for group in night.folder.groups}
    tree = night.folder.tree
    absent: dict[UnitId, set[OptionId]] = {leaf: set(restricted) for leaf in tree.leaves}
    for option, units in restricted.items():
        for unit in units:
            for node in groups.get(unit, (unit,)):
                for leaf in tree.leaves_under(node) if node in tree else ():
                    absent[leaf].discard(option)
    numbers: dict[tuple[OptionId, ...], int] = {}
    offer_of: dict[UnitId, int] = {}
    everywhere = tuple(option for option in options if option not in restricted)
    numbers[everywhere] = 0
    for leaf, without in absent.items():
        offer = tuple(option for option in options if option not in without)
        offer_of[leaf] = numbers.setdefault(offer, len(numbers))
    return list(numbers), offer_of


class Context:
    """A night ready for its checks: a :class:`Setting` for each contest and round, in order."""

    def __init__(self, night: Night, *, surprises: bool = True) -> None:
        self.night = night
        self.settings: dict[tuple[ContestId, int], Setting] = {}
        ballot = night.folder.ballot
        several = standing_for_several(night.folder.tree)
        for contest in ballot.contests:
            previous: Setting | None = None
            for round_ in sorted(ballot.rounds, key=lambda one: one.number):
                if not round_.holds(contest.id):
                    continue
                options = tuple(option.id for option in ballot.standing(contest.id, round_.number))
                key = (contest.id, round_.number)
                expected = dict.fromkeys(night.expected.get(key, night.folder.tree.leaves))
                setting = Setting(
                    night, contest, round_.number, options, previous, expected,
                    several=several, surprises=surprises,
                )  # fmt: skip
                self.settings[key] = previous = setting
        for sheet in night.doubles:
            known = self.settings.get((sheet.contest, sheet.round))
            if known is not None:
                known.doubles.setdefault(sheet.unit, []).append(sheet)
        self._fill()
        self.entries: dict[tuple[UnitId, int], dict[ContestId, list[Entry]]] = {}
        for entry in night.folder.entries:
            typed = entry.sheet
            of_unit = self.entries.setdefault((typed.unit, typed.round), {})
            of_unit.setdefault(typed.contest, []).append(entry)
        self.sittings = {
            number: [setting for setting in self.settings.values() if setting.round == number]
            for number in {number for _, number in self.settings}
        }

    def mark(self, night: Night) -> None:
        """The same night with other marks: annulled, set aside, no vote held."""
        self.night = night
        for setting in self.settings.values():
            setting.night = night

    def _fill(self) -> None:
        readings: dict[tuple[ContestId, int], list[Reading]] = {key: [] for key in self.settings}
        for (_, contest, number), sheet in self.night.standing.items():
            key = (contest, number)
            if key in readings:
                readings[key].append(self.settings[key].read(sheet))
        for key, read in readings.items():
            self.settings[key].fill(read)
