"""A call campaign for the tests: a ballot, an organiser, a roll with names that are found nowhere else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.test import Client
from django.utils import timezone

from recolement.formats.calls import read_roll
from recolement.formats.gathering import Problems
from recolement.web.accounts.models import Account, Post
from recolement.web.calls.models import Caller, Campaign, Person
from recolement.web.calls.recording import record_roll
from recolement.web.evenings import Evening
from web.world import BALLOT, hosted, person

TWO_ROUNDS = BALLOT.replace("rule plurality", "rule majority_two_round")
"""A ballot of which a second round may be held: calls are made before it."""

ROLL = """section,number,name,telephone,email,consent,consent_date
nord-1,1,Zébulon Krapoutchik {tag},06 1{digits},zebulon-{tag}@plante.example,yes,2026-03-01
nord-1,2,Ysengrin Patafiole {tag},06 2{digits},,yes,2026-03-01
nord-1,3,Wilfrid Ornicarin {tag},,wilfrid-{tag}@plante.example,yes,2026-03-01
nord-2,1,Ulrica Babordet {tag},06 4{digits},,yes,2026-03-02
nord-2,2,Tancrède Tribordin {tag},06 5{digits},,no,
sud-1,1,Sidonie Krapoutchik {tag},06 1{digits},,yes,2026-03-03
"""
"""Six people of three sections. Number 1 of nord-1 and of sud-1 share a telephone."""

PLANTED = (
    "Zébulon",
    "Krapoutchik",
    "Patafiole",
    "Ornicarin",
    "Babordet",
    "Tribordin",
    "Sidonie",
    "plante.example",
)
"""What must be found nowhere in clear; telephones beside."""


def new_roll() -> str:
    """The roll with telephones and addresses that no other test has: an objection holds for all of them."""
    return ROLL.format(tag=f"q{secrets.token_hex(4)}", digits=f"{secrets.randbelow(10**7):07}")


@dataclass
class Campaigning:
    """A campaign and those who look after it."""

    evening: Evening
    campaign: Campaign
    organiser: Account
    client: Client
    roll: str

    @property
    def own(self) -> str:
        """The address of the organiser's page."""
        return f"/calls/{self.campaign.slug}/organise/"

    @property
    def planted(self) -> list[bytes]:
        """What must be found nowhere in clear: names, addresses, telephones as they are written and kept."""
        digits = self.roll.split("06 1")[1][:7]
        return [word.encode() for word in (*PLANTED, f"1{digits}", f"336{digits}")]

    def take(self, roll: str = "") -> dict[str, int]:
        """Record a roll."""
        problems = Problems()
        members = read_roll((roll or self.roll).encode(), "roll.csv", problems).members
        problems.stop_if_any()
        return record_roll(self.campaign, members)

    def person(self, section: str, number: int) -> Person:
        """Somebody, by the order in which the roll of their section stands."""
        return self.campaign.people.filter(section=section).order_by("place")[number - 1]

    def also(self, part: str, *sections: str) -> tuple[Account, Client]:
        """Somebody else with a part in the campaign."""
        other = person((self.evening.slug, Post.ORGANISER, ""))
        Caller.objects.create(
            campaign=self.campaign, actor=other.account.actor, part=part, sections=list(sections)
        )
        return other.account, other.signed_in()


def campaigning(*, title: str = "Rappel", purge_by: date | None = None, roll: str = "") -> Campaigning:
    """A campaign without anybody in it yet, of a ballot of its own."""
    evening = hosted(name="calls")
    who = person((evening.slug, Post.ORGANISER, ""))
    campaign = Campaign.objects.create(
        slug=f"{evening.slug}-c", title=title, ballot=evening.slug,
        purge_by=purge_by or timezone.localdate() + timedelta(days=30),
        source="Le fichier des adhérents de l'association.", calls_from=time(10), calls_until=time(20),
        created_by=who.account.actor,
    )  # fmt: skip
    Caller.objects.create(campaign=campaign, actor=who.account.actor, part=Caller.Part.ORGANISER)
    return Campaigning(evening, campaign, who.account, who.signed_in(), roll or new_roll())
