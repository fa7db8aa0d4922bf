"""``trial``: fill the demonstration and print who may come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recolement.web.trial import fill
from recolement.web.words import say
from recolement.words.numbers import Language


class Command(BaseCommand):
    """Made-up accounts, printed once."""

    help = "Fill the demonstration with the worked ballots and made-up accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the worked ballots are, the address of the site, the language."""
        parser.add_argument("--ballots", required=True)
        parser.add_argument("--address", required=True)
        parser.add_argument("--lang", default="fr")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, then print."""
        if not settings.TRIAL:
            raise CommandError("RECOLEMENT_TRIAL is not 1: made-up accounts are for the demonstration only.")
        language: Language = "en" if options["lang"] == "en" else "fr"
        address = options["address"].rstrip("/")
        made = fill(Path(options["ballots"]))
        if not made:
            self.stdout.write(say("trial.kept", language))
            return
        self.stdout.write(say("trial.accounts", language))
        self.stdout.write(f"{say('trial.door', language)} {address}/accounts/login/\n")
        for one in made:
            post = say(f"post.{one.post}", language)
            self.stdout.write(
                f"  {post}{f' · {one.place}' if one.place else ''}: {say(f'trial.{one.post}', language)}"
            )
            if one.link:
                self.stdout.write(f"    {address}/a/{one.link}/   code {one.code}")
            else:
                self.stdout.write(f"    {one.username}   {one.password}")
            if one.totp_secret:
                self.stdout.write(f"    {say('trial.totp', language)} {one.totp_secret}")
        self.stdout.write("")
