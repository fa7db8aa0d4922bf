"""``purgedue``: destroy the volunteers' data of every panel whose purge date has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.panels.purging import purge_due


class Command(BaseCommand):
    """Run by ``recolement serve`` each hour, and by ``recolement panel purge-due``."""

    help = "Destroy the volunteers' data of panels whose purge date has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each panel purged, a line."""
        for slug in purge_due():
            self.stdout.write(slug)
