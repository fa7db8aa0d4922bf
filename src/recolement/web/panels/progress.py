"""Where a panel stands, read from its ledger; and whether what is published is what the ledger says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recolement.ledger.broken import LedgerBroken
from recolement.publication import panel_ledger as ledger
from recolement.publication.panel_verify import Doubt, check_published
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Panel
from recolement.web.panels.purging import PURGED


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened so far. ``announced``: the digest of the panel's announcement, empty before it."""

    announced: str
    announced_at: str
    drawn: bool
    replaced: int
    """Replacements drawn."""
    pending: bool
    """A replacement is announced and not drawn."""
    purged: bool
    announcements: tuple[str, ...]
    """The digests to write down: of the panel's announcement, then of each replacement's."""
    events: tuple[Mapping[str, Any], ...]

    @property
    def step(self) -> int:
        """The step whose seed is being made: 0 before the panel is drawn, then the next replacement."""
        return self.replaced + 1 if self.drawn else 0

    @property
    def to_draw(self) -> bool:
        """Whether something is announced and waits for its draw."""
        return self.pending if self.drawn else bool(self.announced)


def progress_of(panel: Panel) -> Progress:
    """Where a panel stands."""
    events = PanelLedger(panel.slug).events()
    kinds = [event.get("event") for event in events]
    announced = next((event for event in reversed(events) if event.get("event") == ledger.ANNOUNCED), None)
    replaced = kinds.count(ledger.REPLACEMENT_DRAWN)
    return Progress(
        "" if announced is None else announced["documents"]["announcement.json"],
        "" if announced is None else announced["at"],
        ledger.DRAWN in kinds,
        replaced,
        kinds.count(ledger.REPLACEMENT_ANNOUNCED) > replaced,
        PURGED in kinds,
        tuple(
            own
            for event in events
            if event.get("event") in (ledger.ANNOUNCED, ledger.REPLACEMENT_ANNOUNCED)
            for name, own in event["documents"].items()
            if name.endswith("announcement.json")
        ),
        tuple(events),
    )


def published(panel: Panel) -> dict[str, bytes]:
    """Every published file of a panel that its ledger names, and the ledger itself."""
    own = PanelLedger(panel.slug)
    names = ledger.recorded(own.lines())
    files = {one.name: bytes(one.content) for one in panel.documents.order_by("name") if one.name in names}
    return files | own.files()


def doubts_of(panel: Panel) -> list[Doubt]:
    """Every reason to doubt what is published, from the files and the ledger alone."""
    own = PanelLedger(panel.slug)
    try:
        lines = own.lines()
    except LedgerBroken:
        return [Doubt("ledger_broken")]
    files = {one.name: bytes(one.content) for one in panel.documents.all()}
    found = list(ledger.ledger_doubts(lines, own.checkpoint(), files))
    if "draw.json" in files:
        found += check_published(files, ledger.announcements(lines))
    unique = {(one.code, tuple(sorted(one.facts.items()))): one for one in found}
    return list(unique.values())
