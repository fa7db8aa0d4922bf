"""``restorebackup``: look at a backup and, with ``--word``, put it back, as the administrator's page does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recolement.ledger.storage import NotAppended
from recolement.web.house.journal import note
from recolement.web.house.restoring import NotRestorable, opened, restore
from recolement.web.words import say
from recolement.words.ledger import say as said
from recolement.words.numbers import Language


class Command(BaseCommand):
    """Without the word nothing is touched."""

    help = "Look at a backup; put it back."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the word, the language."""
        parser.add_argument("archive")
        parser.add_argument("--word", default="")
        parser.add_argument("--language", default="fr")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what would become of things; put it back where the word is the word."""
        language: Language = "en" if options["language"] == "en" else "fr"
        path = Path(options["archive"])
        if not path.is_file():
            raise CommandError(say("backup.not_a_backup", language))
        word = say("backup.word", language)
        try:
            with opened(path) as backup:
                self.stdout.write(say("backup.made_at", language, at=backup.at, version=backup.version))
                for one in backup.ledgers:
                    becomes = say(f"backup.ledger_{one.state}", language)
                    self.stdout.write(f"{one.slug}: {one.here} / {one.there} · {becomes}")
                people = {"here": backup.accounts_here, "there": backup.accounts_there}
                self.stdout.write(say("backup.people_become", language, **people))
                if options["word"].casefold() != word.casefold():
                    self.stdout.write(say("backup.at_terminal", language, word=word))
                    return
                before = restore(backup)
                note("restored", reason=path.name)
                self.stdout.write(f"{say('backup.is_restored', language)} ({before})")
        except NotRestorable as why:
            raise CommandError(say(f"backup.{why.code}", language, **why.facts)) from None
        except NotAppended as full:
            raise CommandError(said(full.code, full.facts, language)) from None
