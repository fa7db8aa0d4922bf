"""The demonstration's panel: made-up volunteers, drawn once, taken in as it was (the folder ``worked``).

Nothing is computed: the demonstration is installed without a solver. The ledger is begun anew, with the steps
in their order and the digests of the files as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from recolement.publication import panel_ledger as ledger
from recolement.publication.panel_ceremony import digest
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.panels.ceremony import COMMITTED, PLANNED, REVEALED
from recolement.web.panels.documents import FIGURES, publish
from recolement.web.panels.guard import place_of
from recolement.web.panels.inputs import read_inputs
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Contribution, Panel, Seed
from recolement.web.panels.organiser import TAKEN
from recolement.web.panels.seeds import new_link
from recolement.web.panels.vault import put
from recolement.web.panels.work import LIKENESS, keep_letters

SLUG = "convention-du-val"
TITLE = "Convention citoyenne du Val (fictive)"
PRIVATE = ("people.csv", "private.json")
PUBLISHED = ("announcement.json", "lottery.json", "commitments.json", "quotas.csv")


def worked_files() -> dict[str, bytes]:
    """The files of the folder by name."""
    folder = files(__package__) / "worked"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "README.md"}


def host_worked(organiser: Account, slug: str = SLUG) -> Panel:
    """Take the worked panel in, as if it had just been drawn; whoever organises it is told."""
    known = worked_files()
    announcement, draw = json.loads(known["announcement.json"]), json.loads(known["draw.json"])
    panel = Panel.objects.create(
        slug=slug,
        title=TITLE,
        size=announcement["size"],
        method=announcement["method"],
        purge_by=date.fromisoformat(announcement["purge_by"]),
    )
    for name, kept in (("people", "people.csv"), ("quotas", "quotas.csv"), ("private", "private.json")):
        put(panel, name, kept, known[kept])
    keep_letters(panel, read_inputs(panel), known, known["private.json"])
    publish(panel, {name: own for name, own in known.items() if name not in PRIVATE})
    _contributors(panel, announcement["contributions"], draw["contributions"])
    _steps(panel, organiser, known, announcement["contributions"], draw)
    Role.objects.create(account=organiser, ballot=place_of(slug), post=Post.ORGANISER)
    return panel


def _contributors(panel: Panel, committed: Mapping[str, str], told: Mapping[str, str]) -> None:
    seed = Seed.objects.create(panel=panel, step=0)
    for name, commitment in committed.items():
        Contribution.objects.create(
            seed=seed, name=name, link_digest=new_link()[1], commitment=commitment, secret=told[name]
        )


def _steps(
    panel: Panel,
    organiser: Account,
    known: Mapping[str, bytes],
    committed: Mapping[str, str],
    draw: Mapping[str, object],
) -> None:
    own, actor = PanelLedger(panel.slug), organiser.actor
    own.open(panel, f"trial.recolement/p/{panel.slug}", actor)
    taken = {"people": digest(known["people.csv"]), "quotas": digest(known["quotas.csv"])}
    own.record(TAKEN, actor, "files", files=taken)
    own.record(PLANNED, actor, "seed", step=0, contributors=list(committed), source="", at_planned="")
    for number, (name, commitment) in enumerate(committed.items()):
        own.record(COMMITTED, actor, f"committed-{number}", step=0, name=name, commitment=commitment)
    documents = {name: digest(known[name]) for name in (*PUBLISHED, FIGURES)}
    own.record(ledger.ANNOUNCED, actor, "announcement", documents=documents)
    for number, name in enumerate(committed):
        own.record(REVEALED, actor, f"revealed-{number}", step=0, name=name)
    documents = {"draw.json": digest(known["draw.json"])}
    own.record(ledger.DRAWN, actor, "drawn-0", step=0, number=draw["number"], documents=documents)
    own.record(LIKENESS, actor, "described", documents={FIGURES: digest(known[FIGURES])})
