"""An objection: the person is gone from every campaign at once, and no import brings them back.

What is kept is a salted hash of their telephone, of their address, and of their section with their name. The
salt is in a file outside the database. Whoever has the same telephone or the same address is not called
either: nobody can know who would answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import models, transaction
from django.db.models import Q

from recolement.calls.spelling import same_name
from recolement.model.calls import Member
from recolement.web.calls.models import Campaign, Look, Objection, Person
from recolement.web.calls.router import CALLS
from recolement.web.calls.vault import Known, Vault, mark, salt, vault_of


def _marks(key: bytes, section: str, known: Known) -> list[str]:
    """The hashes that are kept of somebody who objects."""
    name = same_name(known.name)
    found = (
        mark(key, "objection telephone", known.telephone),
        mark(key, "objection email", known.email),
        mark(key, "objection name", f"{section}\n{name}" if section and name else ""),
    )
    return [one for one in found if one]


def objected() -> Callable[[Member], bool]:
    """Whether a line of a roll is somebody who objected, to whichever campaign, whenever it was."""
    kept, key = set(Objection.objects.values_list("mark", flat=True)), salt()

    def is_objected(member: Member) -> bool:
        if not kept:
            return False
        known = Known(member.name, "", member.telephone, member.email)
        return not kept.isdisjoint(_marks(key, member.section, known))

    return is_objected


def object_to(person: Person, actor: str) -> int:
    """Take a person out of every campaign, for good; how many rows are gone.

    The objection is kept first and in the same transaction: nothing between the two can be seen.
    """
    vault = vault_of(person.campaign)
    known = None if vault is None else vault.open(person)
    if known is None:  # purged meanwhile, or altered: nothing can be known of them, so the row goes
        return _gone(Person.objects.filter(pk=person.pk))
    with transaction.atomic(using=CALLS):
        Objection.objects.bulk_create(
            [Objection(mark=one) for one in _marks(salt(), person.section, known)], ignore_conflicts=True
        )
        Look.objects.create(campaign=person.campaign, actor=actor, why=Look.Why.OBJECTION)
        gone = sum(_gone(_same(one, person.section, known)) for one in _open_campaigns())
    return gone


def _open_campaigns() -> list[tuple[Campaign, Vault]]:
    found = ((one, vault_of(one)) for one in Campaign.objects.filter(purged__isnull=True))
    return [(campaign, vault) for campaign, vault in found if vault is not None]


def _same(place: tuple[Campaign, Vault], section: str, known: Known) -> models.QuerySet[Person]:
    campaign, vault = place
    marks = vault.marks(replace(known, number=""))
    wanted = Q(section=section, name_mark=marks["name_mark"])
    for column in ("telephone_mark", "email_mark"):
        if marks[column]:
            wanted |= Q(**{column: marks[column]})
    return campaign.people.filter(wanted)


def _gone(people: models.QuerySet[Person]) -> int:
    count: int = people.count()
    people.delete()
    return count
