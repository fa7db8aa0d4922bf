"""Candidates as options: one id each, nation-wide, whatever their names hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recolement.formats.ballot import COLUMNS
from recolement.formats.spelling import slug
from recolement.model.ballots import Option
from recolement.model.ids import OptionId


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as a row names one: all of it, or the name alone."""

    name: str
    first_name: str = ""
    panel: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lineup:
    """The candidates of a row, and which of the file's columns of votes are theirs."""

    candidates: tuple[Candidate, ...]
    places: tuple[int, ...]


def identity(candidate: Candidate) -> tuple[str, str, str]:
    """What a candidate keeps from one round to the next: panel, name, first name (not the label)."""
    return (candidate.panel, candidate.name.casefold(), candidate.first_name.casefold())


class Options:
    """The options met so far, by the place where they stand and what tells them apart there.

    A person is recognised in another round by name and first name; by the panel too where one place has two
    of that name.
    """

    def __init__(self) -> None:
        self._options: dict[tuple[str, str, str, str], Option] = {}
        self._taken: set[str] = set()
        self._homonyms: set[tuple[str, str, str]] = set()
        self._known: dict[tuple[str, int], tuple[OptionId, ...]] = {}

    def __iter__(self) -> Iterator[Option]:
        return iter(self._options.values())

    def expect(self, place: str, lineups: Sequence[Lineup]) -> None:
        """Learn from all line-ups of a place which names two candidates bear."""
        for lineup in lineups:
            named = Counter(identity(candidate)[1:] for candidate in lineup.candidates)
            self._homonyms.update((place, *name) for name, times in named.items() if times > 1)

    def ids(self, place: str, lineup: Lineup) -> tuple[OptionId, ...]:
        """The ids of a line-up's candidates in a place (empty for the whole nation)."""
        key = (place, id(lineup))
        if key not in self._known:
            self._known[key] = tuple(self._option(place, candidate).id for candidate in lineup.candidates)
        return self._known[key]

    def _option(self, place: str, candidate: Candidate) -> Option:
        panel, name, first_name = identity(candidate)
        key = (place, name, first_name, panel if (place, name, first_name) in self._homonyms else "")
        if key not in self._options:
            self._options[key] = Option(
                id=self._new_id(place, candidate),
                name=" ".join(part for part in (candidate.first_name, candidate.name) if part),
                labels=(candidate.label,) if candidate.label else (),
                number=int(candidate.panel) if candidate.panel and len(candidate.panel) < 6 else None,
            )
        return self._options[key]

    def _new_id(self, place: str, candidate: Candidate) -> OptionId:
        """The shortest id nobody has yet: name, then first name, then panel, then a number."""
        parts = [slug(candidate.name), slug(candidate.first_name), candidate.panel]
        for size in range(1, len(parts) + 1):
            words = [part for part in parts[:size] if part]
            new = "-".join([place, *words] if place else words)
            if words and new not in self._taken and new not in COLUMNS:
                break
        else:
            number = len(self._options) + 1
            new = "-".join(part for part in (place, *parts, f"option-{number}") if part)
        self._taken.add(new)
        return OptionId(new)
