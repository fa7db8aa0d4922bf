"""``callspurgedue``: destroy the people of every call campaign whose purge date has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.calls.purging import purge_due


class Command(BaseCommand):
    """Run by ``recolement serve`` each hour, and by ``recolement calls purge``."""

    help = "Destroy the people of call campaigns whose purge date has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each campaign purged, a line."""
        for slug in purge_due():
            self.stdout.write(slug)
