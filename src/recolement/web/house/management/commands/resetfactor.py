"""``resetfactor``: the way back in for the last administrator whose second factor is gone."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recolement.web.accounts.models import Account
from recolement.web.house.doors import end_session
from recolement.web.house.journal import note


class Command(BaseCommand):
    """Whoever is at the terminal of the server could do worse; the journal says it was done there."""

    help = "Take an account's second factor off."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and why."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it off; the next sign-in sets up another."""
        one = Account.objects.filter(username=options["username"]).first()
        if one is None:
            raise CommandError(options["username"])
        Authenticator.objects.filter(user=one).delete()
        end_session(one)
        note("factor_reset", on=one, reason=options["reason"])
        self.stdout.write(str(one))
