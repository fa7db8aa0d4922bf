"""The ledger of one initiative, and where it stands by it. Nobody who signed stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recolement.initiatives.outcome import Assessment, State, Steps, Tally, assess, state_of
from recolement.initiatives.rulebook import Rulebook
from recolement.publication.panel_ceremony import digest
from recolement.web.evenings import time_now
from recolement.web.initiatives.models import Document, Initiative
from recolement.web.initiatives.rules import read_rules
from recolement.web.initiatives.vault import folder
from recolement.web.step_ledger import StepLedger

OPENED = "initiative-opened/1"
TEXT = "text-published/1"
ROLL = "roll-closed/1"
ANNOUNCED = "initiative-announced/1"
CODES = "codes-taken/1"
CLOSED = "signatures-closed/1"
PLANNED = "sample-planned/1"
DRAWN = "sample-drawn/1"
FULL = "full-check-begun/1"
VERIFIED = "signatures-verified/1"
CANVASSED = "canvass-opened/1"
HANDED_ON = "initiative-handed-on/1"
PURGED = "initiative-purged/1"


class InitiativeLedger(StepLedger):
    """The lines of one initiative, and the folder with its key and checkpoint."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"initiative/{slug}", folder() / slug)

    def open(self, initiative: Initiative, origin: str, actor: str) -> None:
        """Begin the ledger with its key."""
        self.begin(OPENED, origin, actor, title=initiative.title, purge_by=initiative.purge_by.isoformat())


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened so far: the last line of each kind."""

    last: Mapping[str, Mapping[str, Any]]
    events: tuple[Mapping[str, Any], ...]

    def has(self, event: str) -> bool:
        """Whether something happened."""
        return event in self.last

    @property
    def announced(self) -> bool:
        """Whether the text, the rules and the roll are fixed."""
        return ANNOUNCED in self.last

    @property
    def closed(self) -> bool:
        """Whether the signatures are closed and committed to."""
        return CLOSED in self.last

    @property
    def purged(self) -> bool:
        """Whether the roll and the signatures are destroyed."""
        return PURGED in self.last

    @property
    def verdict(self) -> bool | None:
        """What the verification found, once it is over."""
        return bool(self.last[VERIFIED]["sufficient"]) if VERIFIED in self.last else None

    @property
    def version(self) -> int:
        """The number of the text; 0 before the first."""
        return int(self.last[TEXT]["version"]) if TEXT in self.last else 0


def progress_of(initiative: Initiative) -> Progress:
    """Where an initiative stands by its ledger."""
    events = InitiativeLedger(initiative.slug).events()
    return Progress({str(event.get("event")): event for event in events}, tuple(events))


def rules_of(initiative: Initiative) -> Rulebook | None:
    """The rules; ``None`` before they were saved."""
    return read_rules(initiative.rules) if initiative.rules else None


def assessed(initiative: Initiative, rules: Rulebook) -> Assessment:
    """The count by the counters of the units: no signature is read."""
    return assess(
        rules,
        {one.name: Tally(one.registered, one.online + one.paper) for one in initiative.units.all()},
    )


def state(progress: Progress, rules: Rulebook | None, found: Assessment | None) -> State:
    """The state now."""
    if rules is None or found is None:
        return State.DRAFT
    steps = Steps(progress.announced, progress.verdict, progress.has(HANDED_ON))
    return state_of(rules, steps, found.sufficient, time_now())


def publish(initiative: Initiative, files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep published files; their digests, for the ledger."""
    for name, content in files.items():
        Document.objects.update_or_create(initiative=initiative, name=name, defaults={"content": content})
    return {name: digest(content) for name, content in files.items()}


def document(initiative: Initiative, name: str) -> bytes | None:
    """A published file."""
    found = initiative.documents.filter(name=name).first()
    return None if found is None else bytes(found.content)
