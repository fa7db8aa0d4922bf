"""What a publication is made of: one canvass, what the record says of it, and what pages look up.

Nothing here is opened or drawn by lot: the same canvass and record give the same pages, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.tabulate import Figures
from recolement.ledger.note import Note
from recolement.ledger.tree import Tree
from recolement.model.acts import Act, Disputed, Referred, Ruled, Withdrawn
from recolement.model.findings import Finding
from recolement.model.ids import ContestId, UnitId
from recolement.publication.findings import Telling, said_finding, telling_unknown
from recolement.publication.report import SaidFinding
from recolement.publication.site.addresses import Addresses
from recolement.words.naming import Names
from recolement.words.numbers import Language

if TYPE_CHECKING:
    from recolement.publication.site.maps import UnitMap
    from recolement.publication.site.transfers import Between

LANGUAGES: tuple[Language, ...] = ("fr", "en")

Sitting = tuple[ContestId, int]
"""One contest in one round."""


@dataclass(frozen=True)
class Record:
    """The published ledger: its lines, their tree, its signed checkpoint, and which lines speak of what."""

    lines: Sequence[bytes]
    tree: Tree
    note: Note
    origin: str
    key: str
    history: Mapping[str, Sequence[int]]
    """The lines that name a unit, in order."""
    acts: Sequence[int]
    """The line of each act, in order."""

    @property
    def size(self) -> int:
        """How many lines there are."""
        return len(self.lines)


class Site:
    """A publication: the canvass, its record if it has a ledger, and the tables that pages look up."""

    def __init__(
        self,
        night: Canvass,
        day: date,
        record: Record | None = None,
        languages: tuple[Language, ...] = LANGUAGES,
    ) -> None:
        self.night = night
        self.day = day
        """The day of the publication: what was due before it is overdue."""
        self.record = record
        self.languages = languages
        self.maps: tuple[UnitMap, ...] = ()
        self.transfers: tuple[Between, ...] = ()
        """Estimates of where the votes went between two rounds: never part of a result."""
        self.address: str | None = None
        """Where the site will be, without its last slash, where that is known."""
        self.carded: Mapping[str, int] = {}
        """The places with a picture for social networks, and its width in pixels."""
        self.addresses = Addresses(night.folder)
        self.names: Mapping[Language, Names] = {one: Names(night.folder, one) for one in languages}
        self.sittings: tuple[Sitting, ...] = tuple(
            dict.fromkeys((one.contest.id, one.round.number) for one in night.questions)
        )
        self.decided: dict[Sitting, list[str]] = {}
        """Where each contest's round is decided."""
        for question in night.questions:
            place = (question.contest.id, question.round.number)
            self.decided.setdefault(place, []).append(question.place.id)
        self.groups_of: dict[str, list[str]] = {}
        """The groups that a section belongs to."""
        for group in night.folder.groups:
            for unit in night.places.get(group.address).leaves:
                self.groups_of.setdefault(unit, []).append(group.address)
        self._sections: dict[Sitting, frozenset[str]] = {}
        for sitting, places in self.decided.items():
            self._sections[sitting] = frozenset(
                leaf for place in places for leaf in night.places.get(place).leaves
            )
        self._results: dict[tuple[ContestId, int, str], ContestResult] = {}
        self._said: dict[Language, dict[int, tuple[Finding, SaidFinding]]] = {one: {} for one in languages}
        self.findings: Mapping[str, list[Finding]] = {}
        self.telling: Telling = {}
        self.acts: Mapping[str, list[Act]] = _acts_by_place(night.folder.acts)
        """The acts that touch a place, in order: those that name it, and what answers a dispute that does."""
        self._last: dict[str, int] = {}
        self.look_again(() if record is None else record.history)

    def look_again(self, units: Iterable[str], record: Record | None = None) -> None:
        """After some sections changed: forget what was added up above them, take findings and lines anew."""
        if record is not None:
            self.record = record
        history = {} if self.record is None else self.record.history
        for unit in units:
            lines = history.get(unit, ())
            for place in self.above(unit) if unit in self.night.places else ():
                for sitting in self.sittings if self._results else ():
                    self._results.pop((*sitting, place), None)
                if lines:
                    self._last[place] = max(self._last.get(place, -1), lines[-1])
        found: dict[str, list[Finding]] = {}
        for finding in self.night.findings:
            found.setdefault(str(finding.unit or ""), []).append(finding)
        self.findings, self.telling = found, telling_unknown(self.night)
        standing = {id(finding) for finding in self.night.findings}
        self._said = {
            language: {key: said for key, said in kept.items() if key in standing}
            for language, kept in self._said.items()
        }

    def said(self, finding: Finding, language: Language) -> SaidFinding:
        """A standing finding in words. A nation has thousands, and a sheet changes some: each is said once."""
        kept = self._said[language]
        key = id(finding)
        if key not in kept:
            kept[key] = finding, said_finding(finding, self.names[language])
        return kept[key][1]

    def above(self, unit: str) -> tuple[str, ...]:
        """A unit, every unit above it and every group it belongs to: the pages it shows on."""
        tree = self.night.folder.tree
        trail = tree.trail(UnitId(unit)) if unit in tree else (unit,)
        return (*trail, *self.groups_of.get(unit, ()))

    def last_line(self, place: str) -> int | None:
        """The last line that speaks of a place or of a unit below it."""
        return self._last.get(place)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Every unit of the tree, parents before children, then every group."""
        folder = self.night.folder
        return (*map(str, folder.tree.walk()), *(group.address for group in folder.groups))

    def is_leaf(self, place: str) -> bool:
        """Whether the place is a section, which counts and signs itself."""
        tree = self.night.folder.tree
        return place in tree and tree.is_leaf(UnitId(place))

    def below(self, place: str) -> tuple[str, ...]:
        """The units just below a unit, in the order of the file; of a group, its own units."""
        tree = self.night.folder.tree
        if place in tree:
            return tree.children(UnitId(place))
        return self.night.places.get(place).leaves

    def voted_in(self, place: str) -> tuple[Sitting, ...]:
        """The contests and rounds in which a place has a section, in the order of the ballot."""
        if self.is_leaf(place):
            return tuple(sitting for sitting, sections in self._sections.items() if place in sections)
        leaves = self.night.places.get(place).leaves
        return tuple(
            sitting for sitting, sections in self._sections.items() if not sections.isdisjoint(leaves)
        )

    def result(self, sitting: Sitting, place: str) -> ContestResult:
        """The result of a contest's round at a place; those of places above sections are kept."""
        contest, number = sitting
        if self.is_leaf(place):
            return self.night.result(contest, number, place)
        key = (contest, number, place)
        if key not in self._results:
            self._results[key] = self.night.result(contest, number, place)
        return self._results[key]

    def add_up(self) -> None:
        """Make what nearly every sheet changes: the sums of the whole, of the units just below it and of the
        groups, and the findings in words."""
        root = self.night.folder.tree.root
        for place in (root, *self.below(root), *(group.address for group in self.night.folder.groups)):
            for sitting in self.voted_in(place):
                self.result(sitting, place)
        for finding in self.night.findings:
            for language in self.languages:
                self.said(finding, language)

    def figures(self, sitting: Sitting, place: str) -> Figures:
        """The figures of a contest's round at a place."""
        if self.is_leaf(place):
            return self.night.figures_of(UnitId(place), *sitting)
        return self.result(sitting, place).figures

    def heading(self, sitting: Sitting, language: Language) -> str:
        """The name of a contest, with its round where there are several."""
        contest, number = sitting
        name = self.names[language].contest(contest)
        if len(self.night.folder.ballot.rounds) == 1:
            return name
        return f"{name}, {'tour' if language == 'fr' else 'round'} {number}"

    def slug(self, sitting: Sitting) -> str:
        """A contest's round in an address: the number of the contest in the ballot, and that of the round."""
        ballot = self.night.folder.ballot
        number = [contest.id for contest in ballot.contests].index(sitting[0]) + 1
        return f"c{number}-r{sitting[1]}"


def _acts_by_place(acts: Iterable[Act]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    disputed: dict[str, tuple[str, ...]] = {}
    for act in acts:
        places = dict.fromkeys(map(str, act.target.units or ()))
        places |= dict.fromkeys(str(claim.unit) for claim in getattr(act, "values", ()))
        if isinstance(act, Ruled | Withdrawn | Referred):
            places |= dict.fromkeys(disputed.get(act.of, ()))
        if isinstance(act, Disputed):
            disputed[act.id] = tuple(places)
        for place in places:
            found.setdefault(place, []).append(act)
    return found


@dataclass(frozen=True)
class Piece:
    """What is rendered together: a kind of pages, and which."""

    kind: str
    of: str = ""
