"""A tile for each federation (or section, where a ballot is small): how many of its sheets are in.

>>> Tile("Nord", "NO", 12, 14, 2).state, Tile("Sud", "SU", 3, 3).state, Tile("Est", "ES", 3, 3, 0, 1).state
('part', 'all', 'check')
>>> Tile("Ouest", "OU", 2, 3).state  # nothing is missing, and one of the three does not count
'apart'

State is a word and a sign before it is a colour. Asked for, a tile says who leads there instead, and bears a
mark where something is contested. Where more lie directly below than can bear a name, they
are small squares, one path a state: four thousand of them weigh some kilobytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import isqrt

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.model.findings import Severity
from recolement.model.ids import UnitId
from recolement.web.night.leading import TIE, UNKNOWN, Lead, contested, lead_of, leading
from recolement.web.words import say
from recolement.words.naming import Names

STATES = ("all", "part", "none", "check", "apart")
"""Every sheet counts; some are in; none is; nothing is missing and a sheet does not add up; nothing is
missing and a section does not count (its sheet set aside or annulled, or no vote held)."""

MOST_NAMED, MOST_LETTERED = 12, 150
SIDE = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """One federation: its name, some letters of it, and its sheets."""

    name: str
    letters: str
    counted: int
    """Its sheets that count, as the whole says of all of them."""
    expected: int
    missing: int = 0
    flagged: int = 0
    lead: Lead | None = None
    contested: bool = False

    @property
    def state(self) -> str:
        """One of :data:`STATES`, or how the lead is drawn."""
        if self.lead is not None:
            return self.lead.state
        if self.missing:
            return "part" if self.missing < self.expected else "none"
        if self.flagged:
            return "check"
        return "all" if self.counted == self.expected else "apart"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of the legend: a drawing, its mark, what it means, and how many tiles are so."""

    state: str
    mark: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The tiles, how they are drawn (``named``, ``lettered``, ``squares``), and what each drawing means."""

    tiles: tuple[Tile, ...]
    drawn: str
    legend: tuple[Meaning, ...]
    by_lead: bool = False

    @property
    def columns(self) -> int:
        """Squares a row, so that the whole is about half as high as wide."""
        return max(1, isqrt(2 * len(self.tiles)))

    @property
    def rows(self) -> int:
        """Rows of squares."""
        return -(-len(self.tiles) // self.columns)

    @property
    def box(self) -> str:
        """The drawing's ``viewBox``."""
        return f"0 0 {self.columns * SIDE} {self.rows * SIDE}"

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """For each state that occurs, the path of all its squares."""
        found: dict[str, list[str]] = {}
        for place, tile in enumerate(self.tiles):
            found.setdefault(tile.state, []).append(self._square(place))
        return tuple((state, "".join(squares)) for state, squares in found.items())

    @property
    def contested(self) -> str:
        """The path of the squares where something is contested."""
        return "".join(self._square(place) for place, tile in enumerate(self.tiles) if tile.contested)

    def _square(self, place: int) -> str:
        row, column = divmod(place, self.columns)
        return f"M{column * SIDE} {row * SIDE}h{SIDE - 1}v{SIDE - 1}h-{SIDE - 1}z"


def grid(night: Canvass, question: Question, names: Names, *, by_lead: bool = False) -> Grid:
    """The tiles of a question's place: what lies just below it, as far as there is more than one thing."""
    tree = night.folder.tree
    asked = set(question.place.leaves)
    errors = Counter(
        one.unit
        for one in night.findings
        if one.severity is Severity.ERROR
        and not one.acknowledged
        and one.contest in (None, question.contest.id)
        and one.round in (None, question.round.number)
    )
    below: Iterable[UnitId] = question.place.leaves
    if question.place.id in tree:
        here = UnitId(question.place.id)
        while len(tree.children(here)) == 1:
            (here,) = tree.children(here)
        below = tree.children(here) or (here,)
    doubts = contested(night, question) if by_lead else frozenset[UnitId]()
    tiles = []
    for unit in below:
        leaves = [leaf for leaf in tree.leaves_under(unit) if leaf in asked]
        if leaves:
            tile = _tile(unit, leaves, night, question, names, lambda leaf: errors[leaf] > 0)
            if by_lead:
                doubtful = tile.flagged > 0 or not doubts.isdisjoint(leaves)
                tile = replace(tile, lead=leading(night, question, leaves), contested=doubtful)
            tiles.append(tile)
    drawn = "named" if len(tiles) <= MOST_NAMED else "lettered" if len(tiles) <= MOST_LETTERED else "squares"
    return Grid(tuple(tiles), drawn, tuple(_legend(tiles, question, names, by_lead)), by_lead)


def _legend(tiles: list[Tile], question: Question, names: Names, by_lead: bool) -> Iterator[Meaning]:
    """What is drawn, in words: the states that occur, or who leads somewhere, in the official order."""
    language = names.language
    counts = Counter((tile.state, "" if tile.lead is None else tile.lead.mark) for tile in tiles)
    if by_lead:
        for option in question.cells.options:
            lead = lead_of(question, option)
            if number := counts[lead.state, lead.mark]:
                yield Meaning(lead.state, lead.mark, names.option(question.contest.id, option), number)
        for lead in (TIE, UNKNOWN):
            if number := counts[lead.state, lead.mark]:
                yield Meaning(lead.state, lead.mark, say(f"night.{lead.state}", language), number)
    for state in STATES:
        if number := counts[state, ""]:
            yield Meaning(state, "", say(f"night.{state}", language), number)
    if number := sum(tile.contested for tile in tiles):
        yield Meaning("contested", "!", say("night.contested", language), number)


def _tile(
    unit: UnitId, leaves: list[UnitId], night: Canvass, question: Question, names: Names,
    flagged: Callable[[UnitId], bool],
) -> Tile:  # fmt: skip
    contest, number = question.contest.id, question.round.number
    standing = [night.retained(leaf, contest, number) for leaf in leaves]
    name = names.place(unit)
    letters = unit.upper() if len(unit) <= 3 else "".join(part[0] for part in name.split()).upper()[:3]
    if len(letters) < 2:
        letters = name[:3].upper()
    return Tile(
        name,
        letters,
        counted=sum(one.added for one in standing),
        expected=len(leaves),
        missing=sum(one.missing for one in standing),
        flagged=sum(flagged(leaf) for leaf, one in zip(leaves, standing, strict=True) if not one.missing),
    )
