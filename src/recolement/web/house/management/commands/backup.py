"""``backup``: a backup of the whole installation, as the administrator's page makes it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recolement.ledger.storage import NotAppended
from recolement.web.house.backups import keep_digest, kept, path_of
from recolement.web.house.journal import note
from recolement.web.house.saving import back_up


class Command(BaseCommand):
    """Prints the file and its digest."""

    help = "Back the whole installation up."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where else a copy goes, and how many are kept here."""
        parser.add_argument("--into", default="")
        parser.add_argument("--keep", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it; copy it; remove the oldest ones beyond ``--keep``."""
        try:
            path, digest = back_up()
        except NotAppended as full:
            raise CommandError(f"{full.code}: {dict(full.facts)}") from None
        note("backup_made", reason=digest)
        if options["into"]:
            copy = Path(options["into"]) / path.name
            try:
                copy.touch(mode=0o600)
                shutil.copyfile(path, copy)
                keep_digest(copy)
            except OSError as error:
                raise CommandError(f"{copy}: {error.strerror}") from None
        if options["keep"]:
            made = [one for one in kept() if one.kind == "made"]
            for one in made[options["keep"] :]:
                old = path_of(one.name)
                if old is not None:
                    old.unlink()
                    old.with_suffix(".tar.sha256").unlink(missing_ok=True)
        self.stdout.write(f"{digest}  {path}")
