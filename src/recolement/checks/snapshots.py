"""Published figures gathered into snapshots: what was made public at one moment about one unit.

Worked example: three lines of ``publications.csv`` with the same moment, contest, round and unit (voters
1,249,126; hamon 454,041; share:hamon 0.3635) are one snapshot with two counts and one share, known to
one ten-thousandth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from recolement.checks.setting import Context, Setting
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import Published, Source

StoryKey = tuple[ContestId, int, UnitId]
SHARE = "share:"


@dataclass(frozen=True, slots=True)
class Share:
    """A published share of 1 with the weight of its last digit (0.3635: one ten-thousandth)."""

    value: Fraction
    digit: Fraction


@dataclass(slots=True)
class Snapshot:
    """What was published at one moment about a contest, round and unit."""

    at: str
    contest: ContestId
    round: int
    unit: UnitId
    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[OptionId, Share] = field(default_factory=dict)
    reason: str = ""
    source: Source | None = None

    @property
    def key(self) -> StoryKey:
        """What the snapshot is about."""
        return (self.contest, self.round, self.unit)

    def votes(self, options: Iterable[OptionId]) -> dict[OptionId, int]:
        """The counts of options, in order, those that were published."""
        return {option: self.counts[option] for option in options if option in self.counts}

    @property
    def papers_field(self) -> str | None:
        """The field of the papers: those in the box, else the voters; ``None`` if neither was published."""
        return next((name for name in ("in_box", "voters") if name in self.counts), None)

    @property
    def blank_null(self) -> int | None:
        """Blank and null together."""
        together = self.counts.get("blank_null")
        if together is None and "blank" in self.counts and "null" in self.counts:
            return self.counts["blank"] + self.counts["null"]
        return together


@dataclass(frozen=True)
class Publications:
    """Every snapshot, story by story (one contest, round and unit), in the order of publication."""

    context: Context
    stories: Mapping[StoryKey, tuple[Snapshot, ...]]

    def setting(self, snapshot: Snapshot) -> Setting | None:
        """The contest and round of a snapshot."""
        return self.context.settings.get((snapshot.contest, snapshot.round))

    def options(self, snapshot: Snapshot) -> tuple[OptionId, ...]:
        """The options that stand in its round."""
        setting = self.setting(snapshot)
        return setting.offered(snapshot.unit) if setting else ()


def read_share(text: str) -> Share | None:
    """A published share with its precision; ``None`` if it is not a decimal number of 1.

    >>> read_share("0.3635")
    Share(value=Fraction(727, 2000), digit=Fraction(1, 10000))
    """
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return None
    return Share(Fraction(number), Fraction(10) ** min(exponent, 0))


def gather(context: Context, published: Iterable[Published]) -> Publications:
    """The snapshots of published lines. A line that is neither a count nor a share is left out."""
    made: dict[tuple[StoryKey, str], Snapshot] = {}
    for line in published:
        key: StoryKey = (line.contest, line.round, line.unit)
        snapshot = made.get((key, line.at))
        if snapshot is None:
            snapshot = made[key, line.at] = Snapshot(line.at, *key, source=line.source)
        snapshot.reason = snapshot.reason or line.reason.strip()
        if line.field.startswith(SHARE):
            share = read_share(line.value)
            if share is not None:
                snapshot.shares[OptionId(line.field.removeprefix(SHARE))] = share
        elif line.value.strip().isdecimal():
            snapshot.counts[line.field] = int(line.value)
    stories: dict[StoryKey, list[Snapshot]] = {}
    for (key, _), snapshot in made.items():
        stories.setdefault(key, []).append(snapshot)
    return Publications(context, {key: tuple(story) for key, story in stories.items()})
