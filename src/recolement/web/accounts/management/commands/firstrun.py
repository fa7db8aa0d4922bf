"""``firstrun``: on a new installation, print the token that lets somebody create the administrator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from recolement.web.accounts.views import first_run_token


class Command(BaseCommand):
    """Nothing once an account exists."""

    help = "Print the first run's token."

    def handle(self, *args: Any, **options: Any) -> None:
        """The token, if there is one."""
        token = first_run_token()
        if token is not None:
            self.stdout.write(f"/start/   {token}")
