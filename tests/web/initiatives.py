"""Made-up rolls and initiatives in any state; people who sign, sheets that are typed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from recolement.web.accounts.models import Post
from recolement.web.initiatives import ledger
from recolement.web.initiatives.guard import place_of
from recolement.web.initiatives.ledger import InitiativeLedger
from recolement.web.initiatives.models import Initiative
from recolement.web.initiatives.vault import Vault, vault_of
from web.world import Person, person

FRENCH = {"Accept-Language": "fr"}
UNITS = ("Ain", "Aisne", "Allier")


def roll(number: int = 30, *, marked: str = "") -> str:
    """Members in three units, ten in each by turns; ``marked`` stands in every name and address."""
    lines = ["number,name,unit,email"]
    for one in range(1, number + 1):
        lines.append(
            f"M-{one:04d},{marked}Person Number{one:04d},{UNITS[one % 3]},{marked}p{one:04d}@example.org"
        )
    return "\n".join(lines) + "\n"


@dataclass
class Organised:
    """An initiative with its organiser."""

    initiative: Initiative
    organiser: Person
    client: Client

    @property
    def own(self) -> str:
        """Where it is looked after."""
        return f"/initiative/{self.initiative.slug}/organise/"

    @property
    def page(self) -> str:
        """The public page."""
        return f"/initiative/{self.initiative.slug}/"

    @property
    def vault(self) -> Vault:
        """What the key opens."""
        found = vault_of(self.initiative.slug)
        assert found is not None
        return found

    def link(self, number: int) -> str:
        """Where a member signs."""
        return f"{self.page}own/{self.vault.code(f'm{number:04d}')}/"

    def sign(self, *numbers: int, what: str = "sign") -> None:
        """Members sign online, or withdraw."""
        for number in numbers:
            assert Client().post(f"{self.link(number)}act/", {"what": what}).status_code == 302

    def sheet(self, number: int, *lines: str, received: datetime | None = None, **more: str) -> Any:
        """A sheet is typed; handed in now, where nothing else is said."""
        at = timezone.localtime(received or timezone.now())
        form = {"number": str(number), "received": at.strftime("%Y-%m-%dT%H:%M")}
        form |= {f"line-{place}": line for place, line in enumerate(lines, start=1)}
        return self.client.post(f"{self.own}sheets/", form | more)

    def move(self, opens: timedelta, closes: timedelta) -> None:
        """Turn the rules' clock, as no organiser can."""
        now = timezone.localtime()
        rules = self.initiative.rules | {
            "opens": (now + opens).isoformat(), "closes": (now + closes).isoformat(),
        }  # fmt: skip
        Initiative.objects.filter(pk=self.initiative.pk).update(rules=rules)
        self.initiative.refresh_from_db()

    def over(self) -> None:
        """The time to sign is over."""
        self.move(-timedelta(days=30), timedelta())

    def close(self) -> None:
        """The time is over, and the count committed to."""
        self.over()
        self.client.post(f"{self.own}close/", {"word": "clore"})
        assert self.progress.closed

    @property
    def progress(self) -> ledger.Progress:
        """Where it stands by its ledger."""
        return ledger.progress_of(self.initiative)

    def counts(self) -> dict[str, tuple[int, int]]:
        """Online and paper by unit, from the counters."""
        return {one.name: (one.online, one.paper) for one in self.initiative.units.order_by("name")}


def rules(**changes: str) -> dict[str, str]:
    """A form that can be saved: ten signatures, opened an hour ago, closed in a month."""
    now = timezone.localtime()
    return {
        "text": "Que la question soit posée.", "committee": "Ada\nBoris", "threshold": "10",
        "opens": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "closes": (now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"), "follows": "vote",
    } | changes  # fmt: skip


def organised(title: str = "") -> Organised:
    """A new initiative, nothing saved yet."""
    slug = f"initiative-{secrets.token_hex(4)}"
    made = Initiative.objects.create(
        slug=slug, title=title or f"Initiative {slug}", purge_by=timezone.localdate() + timedelta(days=90)
    )
    InitiativeLedger(slug).open(made, f"tests.example/initiative/{slug}", "a-organiser")
    who = person((place_of(slug), Post.ORGANISER, ""))
    return Organised(made, who, who.signed_in(headers=FRENCH))


def announced(members: str = "", title: str = "", **changes: str) -> Organised:
    """Text, rules and roll fixed: people sign."""
    one = organised(title)
    one.client.post(f"{one.own}text/", rules(**changes))
    one.client.post(f"{one.own}roll/", {"roll": SimpleUploadedFile("roll.csv", (members or roll()).encode())})
    one.client.post(f"{one.own}announce/")
    one.initiative.refresh_from_db()
    assert one.progress.announced
    return one
