"""The call campaign of the demonstration: a dozen made-up people of the vote under way, some voted."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils import timezone

from recolement.model.calls import Marked, Member, Said
from recolement.web.accounts.models import Account
from recolement.web.calls.models import Caller, Campaign
from recolement.web.calls.recording import record_register, record_roll

SLUG = "val-rappel"
SOURCE = "Votre numéro vient du fichier des adhérents de l'Association du Val (fictive)."
SOURCE_EN = "Your number comes from the file of members of the Association du Val (made up)."
NAMES = (
    "Fictive Abricot", "Inventé Basilic", "Imaginaire Cerfeuil", "Supposée Datte", "Feinte Estragon",
    "Simulé Fenouil", "Factice Groseille", "Postiche Houblon", "Fabulé Igname", "Rêvée Jasmin",
    "Chimérique Kiwi", "Prétendu Laurier",
)  # fmt: skip
"""Nobody is called this. The telephones are of the range kept for fiction (ARCEP, 06 39 98)."""
SECTIONS = ("nord-1", "nord-2", "sud-1")
UNDECIDED = (4, 10)
"""Who said, on an earlier call, that they had not decided."""


def host_calls(organiser: Account, caller: Account, ballot: str) -> Campaign:
    """Make the campaign, with its people and the register of two of its three sections.

    The third one's register is to be handed in: the pages say that, and of whom it is not known.
    """
    Campaign.objects.filter(slug=SLUG).delete()  # of a demonstration that was stopped while it was made
    campaign = Campaign.objects.create(
        slug=SLUG, title="Rappel avant le second tour (fictif)", ballot=ballot, source=SOURCE,
        source_en=SOURCE_EN, calls_from=time(0), calls_until=time(23, 59), created_by=organiser.actor,
        purge_by=timezone.localdate() + timedelta(days=60),
    )  # fmt: skip
    Caller.objects.create(campaign=campaign, actor=organiser.actor, part=Caller.Part.ORGANISER)
    Caller.objects.create(campaign=campaign, actor=caller.actor, part=Caller.Part.CALLER)
    members = [
        Member(
            row,
            SECTIONS[row % 3],
            str(row // 3 + 1),
            name,
            f"+3363998{row:04}",
            "",
            date(2026, 3, 1),
            Said.UNDECIDED if row in UNDECIDED else Said.NOTHING,
        )
        for row, name in enumerate(NAMES)
    ]
    record_roll(campaign, members)
    voted = [Marked(row, SECTIONS[row % 3], str(row // 3 + 1), "") for row in range(9) if row % 3 < 2]
    record_register(campaign, voted, today=False)
    return campaign
