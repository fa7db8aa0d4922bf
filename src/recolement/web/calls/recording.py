"""From files to rows: the roll sealed line by line, the register found on it by the marks alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import transaction

from recolement.calls.matching import Known as OnRoll
from recolement.calls.matching import Matching, match
from recolement.model.calls import Marked, Member
from recolement.web.calls.closing import still_open
from recolement.web.calls.models import Campaign, Person
from recolement.web.calls.objecting import objected
from recolement.web.calls.router import CALLS
from recolement.web.calls.vault import Vault, known_of, vault_made, vault_of

AT_ONCE = 1_000
"""Rows of one statement."""
KNOWN = ("sealed", "number_mark", "name_mark", "telephone_mark", "email_mark")
"""The columns that a newer roll changes, whatever is being done with the person meanwhile."""
FEW = 500
"""Rows named in one condition: SQLite takes a few hundred with comfort."""

T = TypeVar("T")


def _some(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows, some at a time."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


@dataclass(frozen=True, slots=True)
class Sorted:
    """A roll held against what is there: who is new, who is known already, who objected."""

    new: Sequence[Member]
    again: Sequence[tuple[int, Member]]
    """With the row of the person in the database."""
    objected: int

    @property
    def counts(self) -> dict[str, int]:
        """What the preview shows."""
        everybody = [*self.new, *(member for _, member in self.again)]
        return {
            "new": len(self.new),
            "again": len(self.again),
            "objected": self.objected,
            "uncallable": sum(not member.callable for member in everybody),
        }


def sort_roll(campaign: Campaign, members: Iterable[Member]) -> Sorted:
    """Who of a roll is new. Whoever objected, to whichever campaign, is left out and counted."""
    vault = vault_made(campaign)
    numbers, names = _there(campaign)
    new, again, refused = [], [], 0
    is_objected = objected()
    for member in members:
        if is_objected(member):
            refused += 1
            continue
        known = known_of(member)
        marks = vault.marks(known)
        found = numbers.get((member.section, marks["number_mark"])) if marks["number_mark"] else None
        if found is None:
            found = names.get((member.section, marks["name_mark"], marks["number_mark"]))
        if found is None:
            new.append(member)
        else:
            again.append((found, member))
    return Sorted(new, again, refused)


def _there(campaign: Campaign) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str, str], int]]:
    """The people of a campaign by section and number, and, without a number, by section and name."""
    numbers, names = {}, {}
    rows = campaign.people.values_list("pk", "section", "number_mark", "name_mark")
    for pk, section, number, name in rows.iterator(chunk_size=10_000):
        if number:
            numbers[section, number] = pk
        else:
            names[section, name, ""] = pk
    return numbers, names


def record_roll(campaign: Campaign, members: Iterable[Member]) -> dict[str, int]:
    """Keep a roll: new people are added, known ones brought up to date.

    Some at a time, so that nobody who calls waits for a whole roll. One that is interrupted is recorded
    again: whoever is there already is known then.
    """
    with still_open(campaign):
        vault = vault_made(campaign)
        sorted_ = sort_roll(campaign, members)
        last = campaign.people.order_by("-place").values_list("place", flat=True).first() or 0
        for some in _some(_rows(campaign, vault, sorted_.new, last), AT_ONCE):
            Person.objects.bulk_create(some)
        for group in _some(sorted_.again, FEW):
            with transaction.atomic(using=CALLS):
                _bring_up_to_date(campaign, vault, dict(group))
    return sorted_.counts


def _rows(campaign: Campaign, vault: Vault, members: Iterable[Member], last: int) -> Iterator[Person]:
    for place, member in enumerate(members, start=last + 1):
        known = known_of(member)
        yield Person(
            campaign_id=campaign.pk, section=member.section, place=place, sealed=vault.seal(known),
            said=member.said, state=_state(member), **vault.marks(known),
        )  # fmt: skip


def _state(member: Member) -> str:
    return Person.State.OPEN if member.callable else Person.State.UNCALLABLE


def _bring_up_to_date(campaign: Campaign, vault: Vault, members: dict[int, Member]) -> None:
    """Telephone, address and consent as the new roll says; where the call stands stays, where it can."""
    changed: list[Person] = []
    moved: list[Person] = []
    for person in campaign.people.filter(pk__in=members):
        member = members[person.pk]
        known = known_of(member)
        if vault.open(person) == known:
            continue
        person.sealed = vault.seal(known)
        state, marks = person.state, vault.marks(known)
        if marks["telephone_mark"] != person.telephone_mark:
            state = _state(member)  # another number: it may be right now
        if person.state == Person.State.UNCALLABLE or not member.callable:
            state = _state(member)
        for column, mark in marks.items():
            setattr(person, column, mark)
        (changed if state == person.state else moved).append(person)
        person.state = state
    for people, columns in ((changed, KNOWN), (moved, (*KNOWN, "state"))):
        if people:
            Person.objects.bulk_create(
                people, update_conflicts=True, unique_fields=["id"], update_fields=columns
            )


def match_register(campaign: Campaign, marked: Iterable[Marked]) -> Matching:
    """The people of a register, found on the roll by their marks: no sealed row is opened."""
    vault = vault_of(campaign)
    if vault is None:
        return match((), marked)
    rows = campaign.people.values_list("pk", "section", "number_mark", "name_mark")
    roll = (OnRoll(*row) for row in rows.iterator(chunk_size=10_000))
    keyed = (
        Marked(one.row, one.section, vault.mark("number", one.number), vault.mark("name", one.name))
        for one in marked
    )
    return match(roll, keyed)


def record_register(campaign: Campaign, marked: Iterable[Marked], *, today: bool) -> Matching:
    """Keep who voted: of the round before, section by section, whole; of today, as it comes.

    A second register of the round before replaces that of the same sections. Of today's nobody is ever
    taken out: sections report as the day goes on.
    """
    with still_open(campaign), transaction.atomic(using=CALLS):
        found = match_register(campaign, marked)
        column = "voted_today" if today else "voted_before"
        if not today:
            for sections in _some(sorted(found.sections), FEW):
                campaign.people.filter(section__in=sections).update(voted_before=False)
        for some in _some(sorted(found.voted), FEW):
            Person.objects.filter(pk__in=some).update(**{column: True})
    return found
