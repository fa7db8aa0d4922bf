"""What a call campaign under load needs of the app itself: a ballot, a sealed roll, callers signed in.

Run by ``calls_load.py`` in a process that has the settings of the house in its environment.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import time as clock
from datetime import timedelta
from typing import Any

from night_house import SLUG, unit_of

CAMPAIGN = "campaign"
FEDERATION = 40
"""Sections of a federation."""


def made(sections: int, members: int, callers: int) -> dict[str, Any]:
    """Host the ballot, seal the roll, and give each caller a session: half of them everywhere."""
    from django.core.management import call_command
    from django.utils import timezone

    from recolement.formats.shorthand import read_shorthand
    from recolement.web.calls.models import Caller, Campaign
    from recolement.web.evenings import host

    for alias in ("default", "calls"):
        call_command("migrate", database=alias, verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    lines = [
        'ballot title="Rappel" root=fr levels=nation,federation,section', "rule plurality",
        "contest c name=Présidence", 'option a contest=c name="A"', 'option b contest=c name="B"',
        "unit fr name=France",
        *(f'unit f{place} in=fr name="Fédération {place}"' for place in range(-(-sections // FEDERATION))),
    ]  # fmt: skip
    for number in range(sections):
        lines.append(
            f'unit {unit_of(number)} in=f{number // FEDERATION} name="Section {number}" registered=600'
        )
    host(SLUG, read_shorthand("\n".join(lines)), f"benchmark.example/{SLUG}", public=True)
    campaign = Campaign.objects.create(
        slug=CAMPAIGN, title="Rappel du second tour", ballot=SLUG, source="Le fichier des adhérents",
        purge_by=timezone.localdate() + timedelta(days=10), created_by="a-0",
        calls_from=clock(0), calls_until=clock(23, 59, 59),
    )  # fmt: skip
    started = time.process_time()
    _roll(campaign, sections, members)
    sealing = time.process_time() - started
    federations = -(-sections // FEDERATION)
    sessions = []
    for number in range(callers):
        own: list[str] = []
        if number % 4 == 2:
            own = [unit_of(one % sections) for one in range(8 * number, 8 * number + 8)]
        elif number % 4 == 3:
            own = [f"f{number % federations}"]
        actor, session = _signed_in(f"caller-{number}")
        Caller.objects.create(campaign=campaign, actor=actor, part=Caller.Part.CALLER, sections=own)
        sessions.append(session)
    return {"sessions": sessions, "seconds_of_the_roll": round(sealing, 1)}


def _roll(campaign: Any, sections: int, members: int) -> None:
    """Everybody sealed as an import does it; three in four voted before; each section has its own weight."""
    from recolement.web.calls.models import Person
    from recolement.web.calls.vault import Known, vault_made

    vault = vault_made(campaign)
    for start in range(0, members, 5_000):
        people = []
        for place in range(start, min(members, start + 5_000)):
            section = place % sections
            known = Known(f"Membre {place}", str(place), f"+336{place:08}", "", "2026-03-01")
            people.append(
                Person(
                    campaign=campaign,
                    section=unit_of(section),
                    place=place + 1,
                    sealed=vault.seal(known),
                    voted_before=bool(place % 4),
                    weight=section * 7_919 % sections,
                    **vault.marks(known),
                )
            )
        Person.objects.bulk_create(people, batch_size=1_000)


def _signed_in(name: str) -> tuple[str, str]:
    """A new account with a session: who it is to the campaign, and the session's cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from recolement.web.accounts.models import Account

    account = Account.objects.new(name, None, name=f"Personne {name}")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    return account.actor, session.session_key


def found() -> dict[str, Any]:
    """What the database says afterwards: calls, people called, people who are before two callers."""
    from django.db.models import Count

    from recolement.web.calls.models import Call, Look, Person

    calls = Call.objects.filter(undone=False)
    holders = Person.objects.filter(state="held").values("held_by").annotate(number=Count("pk"))
    settled = calls.filter(outcome__in=("will_vote", "reached", "has_voted", "wrong_number"))
    return {
        "calls": calls.count(),
        "looks": Look.objects.count(),
        "holding_two": holders.filter(number__gt=1).count(),
        "settled_twice": settled.values("person").annotate(number=Count("pk")).filter(number__gt=1).count(),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"made": made, "found": found}[sys.argv[1]](*map(int, sys.argv[2:]))))
