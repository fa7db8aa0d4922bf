"""``purgedue``: destroy the data about people of every panel and initiative whose purge date has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.initiatives.purging import purge_due as initiatives_due
from recolement.web.panels.purging import purge_due


class Command(BaseCommand):
    """Run by ``recolement serve`` each hour, and by ``recolement panel purge-due``."""

    help = "Destroy the data about people whose purge date has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each panel or initiative purged, a line."""
        for slug in (*purge_due(), *initiatives_due()):
            self.stdout.write(slug)
