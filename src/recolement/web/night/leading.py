"""Who leads in a place, by the votes of the sheets that count: a letter first, then a pattern and a colour.

The letters follow the official order of the options, so that nobody's letter changes during the night.

>>> letter(0), letter(25), letter(26)
('A', 'Z', '27')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.model.ids import OptionId, UnitId

PATTERNS = 6
"""Options with a pattern and a colour of their own; the others share one, and have their letters."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What a tile says: how it is drawn (``lead-1`` …, ``tie``, ``unknown``), and its letter."""

    state: str
    mark: str
    option: OptionId | None = None


TIE, UNKNOWN = Lead("tie", "="), Lead("unknown", "?")


def letter(place: int) -> str:
    """The mark of the option at a place of the official order."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def lead_of(question: Question, option: OptionId) -> Lead:
    """How the lead of an option is drawn."""
    place = question.cells.options.index(option)
    return Lead(f"lead-{min(place, PATTERNS) + 1}", letter(place), option)


def leading(night: Canvass, question: Question, leaves: Iterable[UnitId]) -> Lead | None:
    """Who has most votes in some sections; nothing before a sheet counts there.

    Where a sheet leaves an option's votes empty, it is not known who leads: unknown is not zero.
    """
    votes: Counter[OptionId] = Counter()
    counted = False
    for leaf in leaves:
        retained = night.retained(leaf, question.contest.id, question.round.number)
        if not retained.added or retained.sheet is None:
            continue
        counted = True
        for option in question.offered(leaf):
            cast = retained.sheet.votes.get(option)
            if cast is None:
                return UNKNOWN
            votes[option] += cast
    if not counted:
        return None
    first = list(islice(votes.most_common(), 2))
    if not first or (len(first) == 2 and first[0][1] == first[1][1]) or not first[0][1]:
        return TIE
    return lead_of(question, first[0][0])


def contested(night: Canvass, question: Question) -> frozenset[UnitId]:
    """The sections of an open dispute that touches the question, and those whose sheet is set aside."""
    contest, number, _ = question.key
    found = {
        unit
        for dispute in night.proceedings.disputes.values()
        if dispute.open and dispute.act.target.touches(contest, number)
        for unit in dispute.units
    }
    found |= {leaf for leaf in question.place.leaves if night.retained(leaf, contest, number).set_aside}
    return frozenset(found)
