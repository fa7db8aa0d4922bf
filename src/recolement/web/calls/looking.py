"""Looking at people: each look is written down, with who looked and why, before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from recolement.calls.places import read_place
from recolement.calls.spelling import same_email, same_name, same_number, same_telephone
from recolement.web.calls.models import Campaign, Look, Person
from recolement.web.calls.vault import Known, Vault, vault_of

MOST = 50
"""People that a search shows: with more it is no search."""


def look(campaign: Campaign, person: Person, actor: str, why: str) -> Known | None:
    """One person in clear, the look written down; ``None`` once the campaign is purged."""
    vault = vault_of(campaign)
    if vault is None:
        return None
    Look.objects.create(campaign=campaign, person=person, actor=actor, why=why)
    return vault.open(person)


def look_at_all(
    campaign: Campaign, people: Sequence[Person], actor: str, why: str
) -> list[tuple[Person, Known]]:
    """Several people in clear, a look written down for each, or one for the list where it is long."""
    vault = vault_of(campaign)
    if vault is None or not people:
        return []
    if len(people) <= MOST:
        Look.objects.bulk_create(
            [Look(campaign=campaign, person=person, actor=actor, why=why) for person in people]
        )
    else:
        Look.objects.create(campaign=campaign, people=len(people), actor=actor, why=why)
    opened = ((person, vault.open(person)) for person in people)
    return [(person, known) for person, known in opened if known is not None]


def search(
    campaign: Campaign, asked: str, section: str = "", within: frozenset[str] | None = None
) -> list[Person]:
    """People by their whole name, telephone, address, number, or printed number; in a section by part of it.

    Without the section only whole names are found: the rows are sealed, and are found by their marks.
    """
    vault = vault_of(campaign)
    if vault is None or not asked.strip():
        return []
    people = campaign.people.order_by("section", "place")
    if within is not None:
        people = people.filter(section__in=within)
    wanted = Q(name_mark=vault.mark("name", same_name(asked)))
    number, telephone, email = same_number(asked), same_telephone(asked), same_email(asked)
    if number:
        wanted |= Q(number_mark=vault.mark("number", number))
    if telephone:
        wanted |= Q(telephone_mark=vault.mark("telephone", telephone))
    if email:
        wanted |= Q(email_mark=vault.mark("email", email))
    place = read_place(asked)
    if place is not None:
        wanted |= Q(place=place)
    found = list(people.filter(wanted)[:MOST])
    if found or not section:
        return found
    return _within(vault, list(people.filter(section=section)), asked)[:MOST]


def _within(vault: Vault, people: Sequence[Person], asked: str) -> list[Person]:
    """Those of one section whose name has every word asked for."""
    words = set(same_name(asked).split())
    opened = ((person, vault.open(person)) for person in people)
    return [
        person
        for person, known in opened
        if known is not None and words <= set(same_name(known.name).split())
    ]
