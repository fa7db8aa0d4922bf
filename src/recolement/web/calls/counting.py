"""How far the calls are, section by section: counted by the database, put into lists by the one function.

Whoever looks asks for the same figures: a process counts once in five seconds, however many look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from threading import Lock
from time import monotonic

from django.db.models import Count

from recolement.calls.lists import CallList, list_of
from recolement.calls.priorities import Share, expected, share_for
from recolement.model.calls import Said
from recolement.web.calls.models import Campaign, Person
from recolement.web.calls.reach import above

EVERY = 5.0
"""Seconds for which a count is taken as it was."""
CALLED = (Person.State.OPEN, Person.State.HELD)


@dataclass
class Tally:
    """Some people: how many there are, who is still to be called, how the calls of the others ended."""

    people: int = 0
    lists: dict[CallList, int] = field(default_factory=lambda: dict.fromkeys(CallList, 0))
    unknown: int = 0
    """Who is on no list, as the register of their section has not come: not nobody, but not known."""
    held: int = 0
    settled: int = 0
    voted: int = 0

    @property
    def outstanding(self) -> int:
        """Who is on a list and still to be called."""
        return sum(self.lists.values())

    def add(self, other: Tally) -> None:
        """Those too."""
        self.people += other.people
        self.unknown += other.unknown
        self.held += other.held
        self.settled += other.settled
        self.voted += other.voted
        for which, number in other.lists.items():
            self.lists[which] += number


@dataclass(frozen=True, slots=True)
class Line:
    """A section: its tally and what it can still bring."""

    section: str
    tally: Tally
    share: Share | None
    expected: Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """Every section, the one that can bring most first, and all of them together."""

    lines: tuple[Line, ...]
    whole: Tally


_KEPT: dict[int, tuple[float, Counted]] = {}
_ONE_AT_A_TIME = Lock()


def counted(campaign: Campaign, *, now: bool = False) -> Counted:
    """The figures of at most five seconds ago; ``now``: of this moment."""
    with _ONE_AT_A_TIME:
        at, found = _KEPT.get(campaign.pk, (0.0, None))
        if found is None or now or monotonic() - at > EVERY:
            found = _count(campaign)
            _KEPT[campaign.pk] = (monotonic(), found)
        return found


def _count(campaign: Campaign) -> Counted:
    columns = ("section", "state", "voted_before", "voted_today", "said")
    rows = campaign.people.order_by().values_list(*columns).annotate(number=Count("pk"))
    sections: dict[str, Tally] = {}
    for section, state, before, today, said, number in rows:
        tally = sections.setdefault(section, Tally())
        tally.people += number
        tally.voted += number if today else 0
        which = list_of(voted_before=before, voted_today=today, said=said)
        if state in CALLED and which is not None:
            tally.lists[which] += number
            tally.held += number if state == Person.State.HELD else 0
        elif state in CALLED and before is None and not today and said != Said.HAS_VOTED:
            tally.unknown += number
        elif state == Person.State.DONE:
            tally.settled += number
    shares, places = shares_in(campaign), above(campaign)
    lines, whole = [], Tally()
    for section, tally in sections.items():
        share = share_for(places.get(section, (section,)), shares)
        lines.append(Line(section, tally, share, expected(tally.outstanding, share)))
        whole.add(tally)
    lines.sort(key=lambda line: (-line.expected, line.section))
    return Counted(tuple(lines), whole)


def shares_in(campaign: Campaign) -> dict[str, Share]:
    """The shares of the campaign's estimate, by area; none where there is no estimate."""
    kept = {} if campaign.estimate is None else campaign.estimate["shares"]
    return {area: Share(*(Fraction(one) for one in three)) for area, three in kept.items()}
