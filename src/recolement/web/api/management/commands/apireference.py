"""``manage apireference FOLDER``: write ``api.md``, the reference page of the API, from its table."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.api.reference import page


class Command(BaseCommand):
    """See the module."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        (options["folder"] / "api.md").write_text(page(), encoding="utf-8")
