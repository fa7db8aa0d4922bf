"""``webhooks``: deliver what is due, once or for ever."""

from __future__ import annotations

from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.webhooks.delivering import forever, one_pass


class Command(BaseCommand):
    """See the module."""

    help = "Deliver webhooks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once, or until interrupted."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Deliver; once, the number of messages that were taken is printed."""
        if options["once"]:
            return str(one_pass())
        forever(Event())
        return None
