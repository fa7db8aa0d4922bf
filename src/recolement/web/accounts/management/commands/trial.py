"""``trial``: fill the demonstration with the worked ballots and made-up accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recolement.web.trial import fill


class Command(BaseCommand):
    """Nothing where it is already filled."""

    help = "Fill the demonstration with the worked ballots and made-up accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the worked ballots are."""
        parser.add_argument("--ballots", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill."""
        if not settings.TRIAL:
            raise CommandError("RECOLEMENT_TRIAL is not 1: made-up accounts are for the demonstration only.")
        fill(Path(options["ballots"]))
