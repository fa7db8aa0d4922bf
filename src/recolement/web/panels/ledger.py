"""The ledger of one panel (:mod:`recolement.web.step_ledger`). Nothing about a volunteer stands in it."""

from __future__ import annotations

from recolement.publication.panel_ledger import OPENED
from recolement.web.panels.models import Panel
from recolement.web.panels.vault import folder
from recolement.web.step_ledger import StepLedger


class PanelLedger(StepLedger):
    """The lines of one panel, and the folder with its key and checkpoint."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"panel/{slug}", folder() / slug)

    def open(self, panel: Panel, origin: str, actor: str) -> None:
        """Begin the ledger with its key and what the organiser said."""
        self.begin(
            OPENED, origin, actor,
            title=panel.title, size=panel.size, method=panel.method, purge_by=panel.purge_by.isoformat(),
        )  # fmt: skip
