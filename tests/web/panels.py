"""Made-up volunteers and quotas, a panel in any state, its jobs done in this process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from recolement.publication.panel_ceremony import commitment_of
from recolement.web.accounts.models import Post
from recolement.web.panels import jobs
from recolement.web.panels.guard import place_of
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Job, Panel
from recolement.web.panels.work import work
from web.world import Person, person

QUOTAS = "category,feature,min,max,population\nage,young,2,4,40\nage,old,2,4,60\nsex,f,3,3,52\nsex,m,3,3,48\n"


def volunteers(number: int = 40, *, marked: str = "") -> str:
    """Volunteers of two ages and two sexes, two to a home; ``marked`` stands in every name."""
    lines = ["id,name,age,sex,address"]
    for one in range(number):
        age, sex = ("young", "old")[one % 3 == 0], ("f", "m")[one // 2 % 2]
        lines.append(f"v{one:05d},{marked}Person {one:05d},{age},{sex},{one // 2} rue Haute")
    return "\n".join(lines) + "\n"


@dataclass
class Organised:
    """A panel with its organiser."""

    panel: Panel
    organiser: Person
    client: Client

    @property
    def own(self) -> str:
        """Where the panel is looked after."""
        return f"/p/{self.panel.slug}/organise/"

    def hand_in(self, people: str = "", quotas: str = QUOTAS) -> None:
        """Both files, checked."""
        sent = {
            name: SimpleUploadedFile(f"{name}.csv", content.encode())
            for name, content in (("people", people or volunteers()), ("quotas", quotas))
        }
        assert self.client.post(f"{self.own}files/", sent).status_code == 302

    def plan(self, *names: str, source: str = "") -> dict[str, str]:
        """What the seed will be made of; the contributors' links by name."""
        at = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M") if source else ""
        form = {"contributors": "\n".join(names), "source": source, "at": at}
        answer = self.client.post(f"{self.own}seed/", form)
        return {} if answer.context is None else {
            name: link.partition("testserver")[2] for name, link in answer.context["links"]
        }  # fmt: skip

    def start(self, kind: str) -> Job:
        """A job, done."""
        self.client.post(f"{self.own}start/", {"kind": kind})
        job = jobs.last(self.panel)
        assert job is not None
        return job

    def draw(self) -> str:
        """The draw; where it led."""
        return self.client.post(f"{self.own}draw/", {"word": "tirer"}, headers=FRENCH).headers["Location"]

    def announced(self, *names: str, people: str = "", quotas: str = QUOTAS) -> dict[str, str]:
        """Files, commitments and the announcement; the contributors' links."""
        self.hand_in(people, quotas)
        links = self.plan(*(names or ("Alice",)))
        for name, link in links.items():
            Client().post(link, {"commitment": commitment_of(name, f"secret of {name}")})
        assert self.start("announce").state == "done"
        return links

    def drawn(self, *names: str, people: str = "", quotas: str = QUOTAS) -> None:
        """All of it, to the draw."""
        for name, link in self.announced(*names, people=people, quotas=quotas).items():
            Client().post(link, {"secret": f"secret of {name}"})
        assert self.draw() == f"/p/{self.panel.slug}/draw/"


FRENCH = {"Accept-Language": "fr"}


def organised(size: int = 6, *, purge_by: date | None = None, title: str = "") -> Organised:
    """A new panel, nothing handed in yet."""
    slug = f"panel-{secrets.token_hex(4)}"
    panel = Panel.objects.create(
        slug=slug, title=title or f"Convention {slug}", size=size, method="leximin",
        purge_by=purge_by or timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    PanelLedger(slug).open(panel, f"tests.example/p/{slug}", "a-organiser")
    who = person((place_of(slug), Post.ORGANISER, ""))
    return Organised(panel, who, who.signed_in(headers=FRENCH))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done at once, in this process."""

    def at_once(job: Job) -> None:
        Job.objects.filter(pk=job.pk).update(state="running")
        work(job)

    monkeypatch.setattr(jobs, "spawn", at_once)
