"""Where every sheet of a ballot stands, kept up as sheets come in: what the lists of the screens are made of.

Making it looks at every sheet once; one more sheet costs the work of its unit and of those above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recolement.canvass import Canvass
from recolement.canvass.proceedings import SheetKey
from recolement.canvass.scopes import Question
from recolement.checks.concordance import differing
from recolement.ledger.events import AnyEvent, EntryRecorded, SheetReturned
from recolement.ledger.fold import State
from recolement.ledger.fold.figures import sheet
from recolement.model.findings import Severity
from recolement.model.ids import UnitId
from recolement.words.naming import Names


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet that waits for its second entry, or whose two entries differ."""

    key: SheetKey
    first_by: str | None
    """Who typed the first one."""
    differs: bool


class Board:
    """The state of each sheet, what waits for a clerk, and how much of each unit is in."""

    def __init__(
        self,
        night: Canvass,
        awaited: Iterable[Question],
        state: State,
        of_unit: Mapping[str, Sequence[AnyEvent]],
    ) -> None:
        self._night, self._state, self._of_unit = night, state, of_unit
        names = Names(night.folder, "fr")
        asked: dict[SheetKey, None] = {}
        for question in awaited:
            place = question.contest.id, question.round.number
            asked.update(dict.fromkeys((leaf, *place) for leaf in question.place.leaves))
        self.folded = {unit: names.unit(unit).casefold() for unit, _, _ in asked}
        """The name of each section, to search in."""
        self.keys = sorted(asked, key=lambda key: self.folded[key[0]])
        """Every sheet, in the order of the sections' names."""
        self._of: dict[str, list[SheetKey]] = {}
        for key in self.keys:
            self._of.setdefault(key[0], []).append(key)
        self._double = {one.id for one in night.folder.ballot.contests if one.rulebook.entry == "double"}
        self.states: dict[SheetKey, str] = {}
        self.waiting: dict[SheetKey, Waiting] = {}
        self.expected: dict[str, int] = {}
        """How many sheets each unit, of whatever level, is to send."""
        self.received: dict[str, int] = {}
        for key in self.keys:
            self._count(self.expected, key[0], 1)
        self.touch(self._of)

    def touch(self, units: Iterable[str]) -> None:
        """Look again at the sheets of some sections."""
        for unit in units:
            for key in self._of.get(unit, ()):
                before = self.states.get(key, "awaited")
                now = self.states[key] = self._state_of(key)
                if (now in IN) != (before in IN):
                    self._count(self.received, unit, 1 if now in IN else -1)
                if key[1] in self._double:
                    self._wait(key)

    def _count(self, counts: dict[str, int], unit: str, by: int) -> None:
        tree = self._night.folder.tree
        here: UnitId | None = UnitId(unit)
        while here is not None:
            counts[here] = counts.get(here, 0) + by
            here = tree[here].parent

    def _state_of(self, key: SheetKey) -> str:
        """Awaited, returned, received, flagged, accepted, set aside, no vote, annulled."""
        retained = self._night.retained(*key)
        if retained.no_vote is not None:
            return "no_vote"
        if retained.sheet is None:
            return "returned" if key in self._state.returned else "awaited"
        if retained.annulled:
            return "annulled"
        if retained.set_aside is not None:
            return "set_aside"
        if key in self._state.accepted:
            return "accepted"
        found = self._night.findings_of(*key)
        errors = any(one.severity is Severity.ERROR and not one.acknowledged for one in found)
        return "flagged" if errors else "received"

    def _wait(self, key: SheetKey) -> None:
        """Whether a clerk has something to type of a sheet."""
        both = entries_of(self._of_unit.get(key[0], ()), key)
        first, second = both.get("first"), both.get("second")
        differs = bool(self.open_fields(key))
        if first is not None and (second is None or differs):
            self.waiting[key] = Waiting(key, self._state.who(first.actor), differs)
        else:
            self.waiting.pop(key, None)

    def open_fields(self, key: SheetKey) -> tuple[str, ...]:
        """The boxes on which the two entries differ and nothing was corrected since."""
        both = entries_of(self._of_unit.get(key[0], ()), key)
        if "first" not in both or "second" not in both:
            return ()
        first, second = sheet(both["first"]), sheet(both["second"])
        standing = self._night.retained(*key).sheet or first
        return tuple(
            name
            for name in differing(first, second, absent_differs=True)
            if standing.figure(name) == first.figure(name)
        )


IN = ("received", "flagged", "accepted", "annulled", "no_vote")
"""The states in which nothing is awaited from the section any more: a sheet set aside is not received."""


def entries_of(history: Iterable[AnyEvent], key: SheetKey) -> dict[str, EntryRecorded]:
    """The last entry of each kind for one sheet since it was last sent back, from the lines of its unit."""
    found: dict[str, EntryRecorded] = {}
    for event in history:
        if isinstance(event, EntryRecorded) and (event.contest, event.round) == (key[1], key[2]):
            found[event.entry] = event
        elif isinstance(event, SheetReturned) and (event.contest, event.round) == (key[1], key[2]):
            found = {name: entry for name, entry in found.items() if name not in ("first", "second")}
    return found
